"""The studio: the composer and the history under it."""

from dataclasses import fields

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from generator import drafts, history, limits
from generator.filters import Filters
from generator.forms import ComposeForm
from generator.models import Draft
from generator.shown import Shown
from generator.views.requests import MemberRequest, number_of, uuids_of


@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    # A form that was sent without a script names what it leaves open as well; the address can do without.
    if any(not request.GET.get(field.name, "open") for field in fields(Filters)):
        return to_studio(request)
    return render_studio(request)


def to_studio(request: MemberRequest) -> HttpResponse:
    """The whole page, with the same filters."""
    return redirect(f"{reverse('studio')}?{Filters.read(request.GET).query}")


@require_safe
def view(request: MemberRequest) -> HttpResponse:
    """What changes on the page when something else is looked for: the history, and what it is called."""
    # A person who comes to this address wants the page, not a part of it.
    if request.headers.get("Sec-Fetch-Mode") == "navigate":
        return to_studio(request)
    return render(request, "partials/view.html", part_of_history(request))


def render_studio(request: MemberRequest, composer: ComposeForm | None = None, status: int = 200) -> HttpResponse:
    """The whole page around a composer, with the part of the history that the address asks for.

    Without a composer it is the member's draft.
    """
    draft = Draft.of(request.user)
    context = {
        "composer": composer or drafts.composer(draft),
        "draft": draft,
        "drafted": composer is None,
        "selection_limit": limits.CHOSEN,
        **part_of_history(request),
    }
    return render(request, "studio.html", context, status=status)


def part_of_history(request: MemberRequest, aligned: bool = True) -> dict[str, object]:
    """What the templates of the history need: its `filters`, also in words, and the stretch that is asked for."""
    filters = Filters.read(request.GET)
    context = {"filters": filters, "shown": Shown(filters)}
    if only := uuids_of(request.GET.get("only", "").split(",")[: history.MOST_CHOSEN]):
        return {**context, "history": history.chosen(request.user, filters, only)}
    numbers = {name: number_of(request.GET.get(name, "")) for name in ("before", "through", "after", "size")}
    asked = history.Asked(**numbers, aligned=aligned, under=request.GET.get("under"))
    return {**context, "history": history.page(request.user, filters, asked)}
