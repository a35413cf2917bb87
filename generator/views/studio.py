"""The studio: the composer and the history under it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from generator import history
from generator.forms import ComposeForm
from generator.views.requests import MemberRequest


@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    return render_studio(request, ComposeForm(member=request.user, initial={"count": 1}))


def render_studio(request: MemberRequest, composer: ComposeForm, status: int = 200) -> HttpResponse:
    """The whole page around a composer, with the part of the history that the address asks for."""
    scope = scope_of(request)
    page = history.page(request.user, scope, request.GET.get("before", ""))
    context = {"composer": composer, "scope": scope, "history": page}
    return render(request, "studio.html", context, status=status)


def scope_of(request: MemberRequest) -> str:
    return "mine" if request.GET.get("scope") == "mine" else "team"
