"""The trash: what was deleted stays there for some days, can be brought back, and then its bytes are gone.

Members delete their own; an admin deletes anybody's. Each view takes many, and works as a plain form too.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from generator import history, limits, tasks
from generator.models import Generation
from generator.models.generations import GenerationQuerySet
from generator.sets import sets_of
from generator.views.requests import MemberRequest, chosen, number_of, unfit

PAGE = 60


@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """What a member could bring back, what was deleted last first; of one deletion as in the history."""
    # A set begins with its first, so that its ids are moved by one each.
    as_there = (F("position") - F("id"), "position")
    rows = in_trash_of(request).for_cards().select_related("trashed_by").order_by("-trashed_at", *as_there)
    part = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "trash.html", {"part": part, "days": limits.TRASH_DAYS, "in_trash": True})


@require_POST
def trash(request: MemberRequest) -> HttpResponse:
    """Delete; what was deleted is told with a way to undo it."""
    uuids = chosen(request)
    if sentence := unfit(uuids):
        return refused(request, "studio", sentence)
    wanted = Generation.objects.shown().filter(uuid__in=uuids)
    theirs = wanted.decided_by(request.user)
    change = theirs.trash(by=request.user)
    gone = Generation.objects.filter(change=change).exclude(trashed_at=None) if change else Generation.objects.none()
    if count := len(gone):
        what = f"{count} pictures are" if count > 1 else "It is"
        messages.success(request, f"{what} in the trash for {limits.TRASH_DAYS} days.", extra_tags=str(change))
    # What is still there was refused.
    unfinished, left = theirs.count(), wanted.count()
    if unfinished:
        are = pluralize(unfinished, "is,are")
        messages.warning(request, f"{unfinished} {are} still being made; wait, or cancel what has not been sent.")
    if others := left - unfinished:
        are, it = pluralize(others, "is,are"), pluralize(others, "it,them")
        messages.warning(request, f"{others} {are} somebody else's; only they or an admin can delete {it}.")
    if not count + left:
        messages.warning(request, "It was deleted already.")
    return after(request, "studio", render_to_string("partials/live_gone.html", {"gone": gone}))


@require_POST
def restore(request: MemberRequest) -> HttpResponse:
    """Bring back what is chosen, or all that one deletion took, which `change` names."""
    uuids, change = chosen(request), number_of(request.POST.get("change", ""))
    name = "studio" if change else "trash"
    if not change and (sentence := unfit(uuids)):
        return refused(request, name, sentence)
    rows = in_trash_of(request)
    rows = rows.filter(change=change) if change else rows.filter(uuid__in=uuids)
    found = Generation.objects.filter(pk__in=[generation.pk for generation in rows])
    count = found.restore()
    if not count:
        return refused(request, name, "There is nothing to bring back any more.")
    messages.success(request, "It is back." if count == 1 else f"{count} pictures are back.")
    if "show" in request.POST and uuids:
        return redirect("generation", uuids[0])
    sets = sets_of(history.cards(found.shown().for_cards().order_by("id"), request.user))
    pieces = [
        render_to_string("partials/live_set.html", {"set": one, "own": one.author == request.user}) for one in sets
    ]
    return after(request, name, "".join(pieces))


@require_POST
def discard(request: MemberRequest) -> HttpResponse:
    """End it for good for what is chosen, or for `all`, once that is said to be meant (`sure`)."""
    uuids, everything = chosen(request), "all" in request.POST
    if not everything and (sentence := unfit(uuids)):
        return refused(request, "trash", sentence)
    rows = in_trash_of(request) if everything else in_trash_of(request).filter(uuid__in=uuids)
    count = rows.count()
    if not count:
        return refused(request, "trash", "There is nothing to delete any more.")
    if "sure" not in request.POST:
        return render(request, "discard.html", {"count": count, "everything": everything, "chosen": uuids})
    count = rows.discard()
    tasks.empty_trash_later()
    messages.success(request, f"{count} picture{pluralize(count, ' is,s are')} deleted for good.")
    return redirect("trash")


def in_trash_of(request: MemberRequest) -> GenerationQuerySet:
    return Generation.objects.trashed().decided_by(request.user)


def refused(request: MemberRequest, name: str, sentence: str) -> HttpResponse:
    messages.warning(request, sentence)
    return after(request, name, "")


def after(request: MemberRequest, name: str, pieces: str) -> HttpResponse:
    """What has changed on the page, and what is to be said; without htmx the whole page that follows."""
    if not request.htmx:
        return redirect(name)
    return HttpResponse(pieces + render_to_string("partials/live_messages.html", request=request))
