"""References added while composing, before anything is sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from generator.forms import References
from generator.views.requests import MemberRequest


@require_POST
def references(request: MemberRequest) -> HttpResponse:
    """Store what was picked, dropped, pasted or linked; its chips, and a sentence for each that was refused."""
    given = References(request.POST, request.FILES, request.user)
    sentences = [sentence for field in given.errors.values() for sentence in field]
    context = {"chips": given.found, "sentences": sentences}
    return render(request, "partials/references_added.html", context)
