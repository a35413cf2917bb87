"""Generations: sending them, reading the history, and what can be done with one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from generator import history, tasks
from generator.forms import ComposeForm
from generator.imageapi import MODELS
from generator.models import Generation
from generator.views.requests import MemberRequest
from generator.views.studio import render_studio, scope_of


def generations(request: MemberRequest) -> HttpResponse:
    """POST sends a prompt; GET is a page of the history as a fragment."""
    if request.method == "POST":
        return create(request)
    if request.method in ("GET", "HEAD"):
        # A person who comes to this address wants the page, not a part of it.
        return redirect("studio") if request.headers.get("Sec-Fetch-Mode") == "navigate" else older(request)
    return HttpResponseNotAllowed(["GET", "HEAD", "POST"])


def create(request: MemberRequest) -> HttpResponse:
    form = ComposeForm(request.POST, request.FILES, member=request.user)
    if not form.is_valid():
        return render_composer(request, form, status=422)
    made = form.save()
    tasks.wake_engine()
    if not request.htmx:
        return HttpResponseRedirect(reverse("studio"), status=303)
    fresh = ComposeForm(member=request.user, initial={"count": made[0].count})
    return with_set(render_composer(request, fresh), made)


def older(request: MemberRequest) -> HttpResponse:
    scope = scope_of(request)
    page = history.page(request.user, scope, request.GET.get("before", ""))
    return render(request, "partials/history.html", {"history": page, "scope": scope})


@require_safe
def generation(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Generation.objects.for_cards(), uuid=uuid)
    history.cards([found])
    model = MODELS.get(found.model)
    context = {
        "generation": found,
        "own": found.author == request.user,
        "model_title": model.title if model else found.model,
        "references_used": [use.reference for use in found.uses.select_related("reference")],
        "siblings": history.siblings(found),
    }
    return render(request, "generation.html", context)


@require_POST
def cancel(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    mine = get_object_or_404(Generation, uuid=uuid, author=request.user)
    # An unconfirmed one is given up only from the page that says what that means.
    if mine.cancel() or ("knowingly" in request.POST and mine.give_up()):
        return after_change(request, mine)
    return after_change(request, mine, "It was already on its way and cannot be taken back.")


@require_POST
def retry(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    mine = get_object_or_404(Generation, uuid=uuid, author=request.user)
    # An unconfirmed one is sent again only from the page that says what that may cost.
    if mine.retry() or ("knowingly" in request.POST and mine.send_again()):
        tasks.wake_engine()
        return after_change(request, mine)
    return after_change(request, mine, "It is not in a state to be tried again.")


@require_safe
def use(request: MemberRequest, uuid: uuid.UUID) -> HttpResponse:
    """A composer with the prompt and references of a generation, or with its picture as a reference."""
    found = get_object_or_404(Generation.objects.for_cards(), uuid=uuid)
    if request.GET.get("as") == "reference":
        form = ComposeForm(member=request.user, initial={"count": 1}, chips=found.pictures.all()[:1])
    else:
        chips = [use.reference for use in found.uses.select_related("reference")]
        initial = {"prompt": found.prompt, "count": found.count}
        form = ComposeForm(member=request.user, initial=initial, chips=chips)
    return render_composer(request, form)


def render_composer(request: MemberRequest, form: ComposeForm, status: int = 200) -> HttpResponse:
    """The composer alone for htmx, the whole studio around it otherwise."""
    if request.htmx:
        return render(request, "partials/composer.html", {"composer": form}, status=status)
    return render_studio(request, form, status)


def with_set(response: HttpResponse, made: list[Generation]) -> HttpResponse:
    """Add the new cards to an answer; the stream brings the same to everybody else."""
    rows = Generation.objects.for_cards().filter(pk__in=[generation.pk for generation in made])
    for one in history.sets_of(history.cards(rows)):
        response.write(render_to_string("partials/live_set.html", {"set": one, "own": True}))
    return response


def after_change(request: MemberRequest, changed: Generation, refusal: str = "") -> HttpResponse:
    """The card as it is now, from fresh rows; without htmx the generation's page."""
    if not request.htmx:
        if refusal:
            messages.warning(request, refusal)
        return redirect("generation", changed.uuid)
    [fresh] = history.cards(Generation.objects.for_cards().filter(pk=changed.pk))
    response = render(request, "partials/live_card.html", {"generation": fresh, "own": True})
    if refusal:
        messages.warning(request, refusal)
        response.write(render_to_string("partials/live_messages.html", request=request))
    return response
