"""The prompt library: finding, saving, changing and deleting prompts, and using them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from generator import drafts, prompt_library
from generator.models import Draft, SavedPrompt
from generator.prompt_library import SavedPromptForm
from generator.views.requests import MemberRequest
from generator.views.studio import render_studio

MOST_LETTERS = 200


@require_safe
def prompts(request: MemberRequest) -> HttpResponse:
    """What `q` finds in the library: the list alone for htmx, the whole page otherwise."""
    q = request.GET.get("q", "").replace("\0", "")[:MOST_LETTERS].strip()
    context = {"prompts": prompt_library.found(request.user, q), "q": q, "most": prompt_library.MOST_SHOWN}
    return render(request, "partials/prompt_list.html" if request.htmx else "prompts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    return change(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def prompt(request: MemberRequest, prompt: int) -> HttpResponse:
    """Change one of one's own."""
    return change(request, get_object_or_404(SavedPrompt, pk=prompt, owner=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, prompt: int) -> HttpResponse:
    """Ask, and then delete."""
    going = get_object_or_404(prompt_library.deletable(request.user), pk=prompt)
    if request.method != "POST":
        return render(request, "prompt_delete.html", {"prompt": going})
    going.delete()
    messages.success(request, f"“{going.name}” is deleted.")
    return redirect("prompts")


@require_POST
def used(request: MemberRequest, prompt: int) -> HttpResponse:
    """Count one use; a plain form goes on to the composer with it."""
    taken = get_object_or_404(prompt_library.visible(request.user), pk=prompt)
    prompt_library.use(taken)
    return HttpResponse(status=204) if request.htmx else redirect("prompt-use", taken.pk)


@require_safe
def use(request: MemberRequest, prompt: int) -> HttpResponse:
    """The studio with a prompt of the library in its composer, beside the references that are there."""
    taken = get_object_or_404(prompt_library.visible(request.user), pk=prompt)
    return render_studio(request, drafts.composer_for(Draft.of(request.user), taken.text))


def change(request: MemberRequest, edited: SavedPrompt | None) -> HttpResponse:
    """The form of a prompt, new or not: the form alone for htmx, a page otherwise."""
    form = SavedPromptForm(request.POST if request.method == "POST" else None, member=request.user, edited=edited)
    context = {"form": form, "prompt": edited, "address": request.path}
    if form.is_valid():
        kept = form.save()
        if not request.htmx:
            messages.success(request, f"“{kept.name}” is saved.")
            return redirect("prompts")
        context["kept"] = kept
    template = "partials/prompt_form.html" if request.htmx else "prompt.html"
    return render(request, template, context, status=422 if form.errors else 200)
