"""Paid, no picture yet: what is outstanding, with what happens next, and with what only a person can decide."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from generator import decisions, outstanding
from generator.models import Attempt, Generation, Member, Stray
from generator.outstanding import Kind

TITLE = "Paid, no picture yet"
ADDRESS = "admin:generator_attempt_unpaired"
SECTIONS = (
    (
        Kind.UNANSWERED,
        "Sent, and no answer came",
        "They may have been accepted, and charged. They are searched for in the provider's list for a day, and never "
        "sent twice by the program.",
    ),
    (
        Kind.FINISHED,
        "Finished, and not stored yet",
        "The provider has made them. They are fetched again until it keeps them no longer.",
    ),
    (
        Kind.OVERDUE,
        "Overdue",
        "The provider has accepted them, and takes unusually long. They are looked for for a day, and kept if they "
        "come.",
    ),
    (
        Kind.GIVEN_UP,
        "Given up",
        f"In the last {outstanding.GIVEN_UP_DAYS} days, without a picture. To ask once more costs nothing.",
    ),
)
DECIDED = (
    Kind.DECIDED,
    "Decided, and still looked for",
    "Somebody has sent them again or given them up. What they bring after all is kept. They do not count above.",
)
DONE = {
    "match": "Matched. Its picture is in the studio, or on its way there.",
    "send_again": "It is back in line.",
    "give_up": "Given up. Should it come all the same, it is kept.",
    "ask": "The provider is asked once more.",
    "dismiss": "It is nobody's candidate any more. Its picture stays in the panel of strays for thirty days.",
    "resume": "Sending goes on.",
}


@dataclass(frozen=True, slots=True)
class Section:
    kind: Kind
    title: str
    about: str
    count: int
    rows: list[outstanding.Row]


def page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """GET shows it; POST decides one thing and comes back."""
    if not (isinstance(request.user, Member) and request.user.is_admin):
        raise PermissionDenied
    if request.method == "POST":
        decision = request.POST.get("decision", "")
        refusal = decide(request, decision, request.user)
        messages.add_message(request, messages.WARNING if refusal else messages.SUCCESS, refusal or DONE[decision])
        return redirect(ADDRESS)
    counts = outstanding.counts()
    context = {
        **site.each_context(request),
        "title": TITLE,
        "counts": counts,
        "sections": [section for about in SECTIONS if (section := section_of(counts, *about)).count],
        "decided": section_of(counts, *DECIDED),
        "unclaimed": outstanding.unclaimed_rows() if counts.unclaimed else [],
        "outage": outstanding.outage(),
        "most": outstanding.MOST,
    }
    return render(request, "admin/unpaired.html", context)


def section_of(counts: outstanding.Counts, kind: Kind, title: str, about: str) -> Section:
    count = counts.of.get(kind, 0)
    return Section(kind, title, about, count, outstanding.rows(kind) if count else [])


def decide(request: HttpRequest, decision: str, by: Member) -> str:
    """What the pressed button says; a sentence when nothing was changed."""
    match decision:
        case "match":
            stray, generation = named(request, Stray, "stray"), named(request, Generation, "generation")
            if not stray.suspects.filter(generation=generation).exists():
                raise Http404
            return decisions.match(stray, generation, by)
        case "send_again":
            return decisions.send_again(named(request, Generation, "generation"), by)
        case "give_up":
            return decisions.give_up(named(request, Generation, "generation"), by)
        case "ask":
            return decisions.ask_once_more(named(request, Attempt, "attempt"), by)
        case "dismiss":
            return decisions.dismiss(named(request, Stray, "stray"))
        case "resume":
            return decisions.resume()
    raise Http404


def named(request: HttpRequest, model: type[Any], field: str) -> Any:
    """The row that a form names, or a 404."""
    number = request.POST.get(field, "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    return get_object_or_404(model, pk=int(number))
