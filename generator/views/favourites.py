"""Favourites: marking a picture for oneself."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from generator.models import Favourite, Generation
from generator.views.requests import MemberRequest


@require_POST
def favourite(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """Mark one, or with `off` no longer; doing it twice is doing it once."""
    found = get_object_or_404(Generation.objects.shown(), uuid=uuid)
    if "off" in request.POST:
        Favourite.objects.filter(member=request.user, generation=found).delete()
    else:
        Favourite.objects.get_or_create(member=request.user, generation=found)
    return HttpResponse(status=204)
