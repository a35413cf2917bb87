"""Favourites: marking a picture for oneself."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from generator.models import Favourite, Generation, Status
from generator.views.requests import MemberRequest, chosen, unfit


@require_POST
def favourite(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """Mark one, or with `off` no longer; doing it twice is doing it once."""
    found = get_object_or_404(Generation.objects.shown(), uuid=uuid)
    if "off" in request.POST:
        Favourite.objects.filter(member=request.user, generation=found).delete()
    else:
        Favourite.objects.get_or_create(member=request.user, generation=found)
    return HttpResponse(status=204) if request.htmx else redirect("generation", found.uuid)


@require_POST
def several(request: MemberRequest) -> HttpResponse:
    """The same for many; of what has no picture nothing is marked."""
    uuids = chosen(request)
    if sentence := unfit(uuids):
        return HttpResponse(sentence, status=422, content_type="text/plain")
    found = list(Generation.objects.shown().filter(uuid__in=uuids))
    if "off" in request.POST:
        Favourite.objects.filter(member=request.user, generation__in=found).delete()
    else:
        pictured = (one for one in found if one.status == Status.SUCCEEDED)
        marks = (Favourite(member=request.user, generation=generation) for generation in pictured)
        Favourite.objects.bulk_create(marks, ignore_conflicts=True)
    return HttpResponse(status=204)
