"""What a member is composing, and what they composed before."""

from uuid import uuid4

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from generator import drafts
from generator.views.requests import MemberRequest


@require_POST
def draft(request: MemberRequest) -> HttpResponse:
    """Keep what is in the composer; the answer has the version of what is stored now."""
    try:
        kept = drafts.keep(request.user, request.POST)
    except drafts.Refused as refused:
        return JsonResponse({"sentence": str(refused)}, status=422)
    if kept is None:
        # For what is written in it from now on: that is another prompt.
        return JsonResponse({"version": "", "sent": True, "group": str(uuid4())})
    return JsonResponse({"version": kept.version, "sent": False})


@require_safe
def my_prompts(request: MemberRequest) -> HttpResponse:
    """What the up arrow brings back: {prompts: [{prompt, group}]}, newest first."""
    return JsonResponse({"prompts": drafts.earlier_prompts(request.user)})
