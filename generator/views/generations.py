"""Generations: sending them, reading the history, and what can be done with one."""

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from generator import decisions, drafts, history, lineage, outstanding, sets, tasks, wishes
from generator.forms import ComposeForm
from generator.imageapi import MODELS
from generator.models import Attempt, Draft, Generation, Status, Stray
from generator.models.generations import PURGED
from generator.views.requests import MemberRequest
from generator.views.studio import part_of_history, render_studio, to_studio


def generations(request: MemberRequest) -> HttpResponse:
    """POST sends a prompt; GET is a page of the history as a fragment."""
    if request.method == "POST":
        return create(request)
    if request.method in ("GET", "HEAD"):
        # A person who comes to this address wants the page, not a part of it.
        return to_studio(request) if request.headers.get("Sec-Fetch-Mode") == "navigate" else older(request)
    return HttpResponseNotAllowed(["GET", "HEAD", "POST"])


def create(request: MemberRequest) -> HttpResponse:
    """Queue what the form asks for; what a colleague has of it is shown first, and with `anyway` no more."""
    if "take" in request.POST:
        return take(request)
    form = ComposeForm(request.POST, request.FILES, member=request.user)
    if not form.is_valid():
        return render_composer(request, form, status=422)
    if "anyway" not in request.POST:
        known = wishes.known(form.wishes, request.user)
        if known and not form.sent_before():
            form.known = known
            return render_composer(request, form)
    made = form.save()
    if not made:
        return render_composer(request, form, status=422)
    tasks.wake_engine()
    if not request.htmx:
        return HttpResponseRedirect(reverse("studio"), status=303)
    fresh = ComposeForm(member=request.user, initial=form.settings)
    return with_set(render_composer(request, fresh), made)


def take(request: MemberRequest) -> HttpResponse:
    """The same form with a picture of a colleague's as one more reference, and nothing sent."""
    data = request.POST.copy()
    data.appendlist("reference_ids", request.POST["take"])
    form = ComposeForm(data, request.FILES, member=request.user)
    return render_composer(request, form, status=200 if form.is_valid() else 422)


def older(request: MemberRequest) -> HttpResponse:
    return render(request, "partials/history.html", part_of_history(request, aligned=False))


@require_safe
def generation(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Generation.objects.for_cards(), uuid=uuid)
    if found.trashed_at:
        return deleted(request, found)
    history.cards([found], request.user)
    model = MODELS.get(found.model)
    own = found.author == request.user
    decides = own or request.user.is_admin
    siblings = sets.siblings(found)
    context = {
        "generation": found,
        "own": own,
        "decides": decides,
        # What came is what is to be said; otherwise, what may still come.
        "outstanding": None if found.status == Status.SUCCEEDED or not decides else outstanding.of(found),
        "model_title": model.title if model else found.model,
        "lineage": lineage.of(found),
        "siblings": siblings,
        # Beside itself: what is canceled with it.
        "others_wait": own and any(one.status == Status.QUEUED for one in siblings if one.pk != found.pk),
        "failed": sum(one.status == Status.FAILED for one in siblings) if own else 0,
    }
    # Whoever has a page already wants the details alone.
    response = render(request, "partials/detail.html" if request.htmx else "generation.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def deleted(request: MemberRequest, found: Generation) -> HttpResponse:
    """A page that says so; who may bring it back sees what it was."""
    restorable = Generation.objects.trashed().decided_by(request.user).filter(pk=found.pk).exists()
    status = 200 if restorable and not request.htmx else 404
    return render(request, "deleted.html", {"generation": found, "restorable": restorable}, status=status)


@require_POST
def cancel(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    # An unconfirmed or overdue one is given up only from the page that says what that means.
    if "knowingly" in request.POST:
        doubtful = decided_by(request, uuid)
        return after_change(request, doubtful, decisions.give_up(doubtful, request.user))
    mine = of_author(request, uuid)
    if mine.cancel():
        return after_change(request, mine)
    return after_change(request, mine, "It was already on its way and cannot be taken back.")


@require_POST
def cancel_set(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """Cancel all that still wait of the set that a generation belongs to."""
    mine = of_author(request, uuid)
    # In one transaction, so that none of them leaves in between.
    with transaction.atomic():
        canceled = [one for one in sets.waiting(mine) if one.cancel()]
    return after_change(request, mine, "" if canceled else "Nothing of it waits any more.", canceled)


@require_POST
def retry(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    # An unconfirmed or overdue one is sent again only from the page that says what that may cost.
    if "knowingly" in request.POST:
        doubtful = decided_by(request, uuid)
        return after_change(request, doubtful, decisions.send_again(doubtful, request.user))
    mine = of_author(request, uuid)
    if mine.retry():
        tasks.wake_engine()
        return after_change(request, mine)
    return after_change(request, mine, "It is not in a state to be tried again." if mine.prompt else PURGED)


@require_POST
def retry_set(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """Try all again that failed of the set that a generation belongs to."""
    mine = of_author(request, uuid)
    with transaction.atomic():
        again = [one for one in sets.failed(mine) if one.retry()]
    if again:
        tasks.wake_engine()
    return after_change(request, mine, "" if again else "Nothing of it can be tried again.", again)


@require_POST
def ask(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """Ask the provider once more for what was given up."""
    lost = decided_by(request, uuid)
    attempt = Attempt.speaking().filter(generation=lost).first()
    refusal = decisions.ask_once_more(attempt, request.user) if attempt else decisions.NOTHING_GIVEN_UP
    return after_change(request, lost, refusal)


@require_POST
def match(request: MemberRequest, uuid: uuid.UUID, stray: int) -> HttpResponse:
    """Say that a candidate is what came of an unconfirmed generation."""
    doubtful = decided_by(request, uuid)
    candidate = get_object_or_404(Stray.objects.filter(suspects__generation=doubtful).distinct(), pk=stray)
    return after_change(request, doubtful, decisions.match(candidate, doubtful, request.user))


@require_safe
def use(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """A composer with the prompt and references of a generation, or the draft with its picture as a reference.

    `as=edit` puts the picture before the other references, `as=reference` after them.
    """
    found = get_object_or_404(Generation.objects.shown().for_cards(), uuid=uuid)
    draft = Draft.of(request.user)
    # The one that was asked for, where there are several.
    pictures = sorted(found.pictures.all(), key=lambda one: str(one.uuid) != request.GET.get("picture", ""))
    if pictures and request.GET.get("as") in ("edit", "reference"):
        form = drafts.composer_with(draft, pictures[0], first=request.GET["as"] == "edit")
    else:
        uses = found.uses.exclude(reference__file="").select_related("reference__picture")
        chips = [use.reference for use in uses]
        variations = Generation.objects.filter(author=found.author_id, group=found.group, prompt=found.prompt)
        initial = {"prompt": found.prompt, "ratio": found.ratio, "count": variations.count()}
        form = ComposeForm(member=request.user, initial=initial, chips=chips)
        if not request.htmx:
            drafts.set_aside(form, draft)
    return render_composer(request, form)


def of_author(request: MemberRequest, uuid: uuid.UUID) -> Generation:
    """A generation about whose sending its author alone decides."""
    return get_object_or_404(Generation.objects.shown(), uuid=uuid, author=request.user)


def decided_by(request: MemberRequest, uuid: uuid.UUID) -> Generation:
    """A generation about which its author and the admins decide."""
    return get_object_or_404(Generation.objects.shown().decided_by(request.user), uuid=uuid)


def render_composer(request: MemberRequest, form: ComposeForm, status: int = 200) -> HttpResponse:
    """The composer alone for htmx, the whole studio around it otherwise."""
    if request.htmx:
        return render(request, "partials/composer.html", {"composer": form}, status=status)
    return render_studio(request, form, status)


def with_set(response: HttpResponse, made: list[Generation]) -> HttpResponse:
    """Add the new cards to an answer; the stream brings the same to everybody else."""
    rows = Generation.objects.shown().for_cards().filter(pk__in=[generation.pk for generation in made])
    for one in sets.sets_of(history.cards(rows)):
        response.write(render_to_string("partials/live_set.html", {"set": one, "own": True, "sent": True}))
    return response


def after_change(
    request: MemberRequest, changed: Generation, refusal: str = "", others: Iterable[Generation] = ()
) -> HttpResponse:
    """The card as it is now, and those of others that changed with it, from fresh rows; without htmx the generation's
    page.
    """
    if not request.htmx:
        if refusal:
            messages.warning(request, refusal)
        return redirect("generation", changed.uuid)
    numbers = {changed.pk, *(one.pk for one in others)}
    response = HttpResponse()
    for fresh in history.cards(Generation.objects.for_cards().filter(pk__in=numbers), request.user):
        context = {"generation": fresh, "own": fresh.author == request.user}
        response.write(render_to_string("partials/live_card.html", context, request))
    if refusal:
        messages.warning(request, refusal)
        response.write(render_to_string("partials/live_messages.html", request=request))
    return response
