"""The provider's own word on a task: believed when signed, counted otherwise, answered at once either way."""

import logging
import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from generator.imageapi import (
    BadSignature,
    InvalidAnswer,
    MissingSignature,
    StaleTimestamp,
    Task,
    WebhookError,
    parse_event,
    verify,
)
from generator.models import WebhookCount
from generator.models.webhooks import Kind, believe

logger = logging.getLogger(__name__)
KINDS: dict[type[Exception], Kind] = {
    MissingSignature: Kind.UNSIGNED,
    BadSignature: Kind.FORGED,
    StaleTimestamp: Kind.STALE,
    InvalidAnswer: Kind.UNREADABLE,
    RequestDataTooBig: Kind.UNREADABLE,
}


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest, token: str) -> HttpResponse:
    """202 whatever comes: an answer that says more would help only whoever should not be asking."""
    if not settings.FREEPIK_WEBHOOK_SECRET:
        WebhookCount.add(Kind.UNEXPECTED)
        return HttpResponse(status=202)
    try:
        event = signed_event(request)
    except (WebhookError, InvalidAnswer, RequestDataTooBig) as error:
        WebhookCount.add(KINDS[type(error)])
    else:
        believe(token, request.headers["webhook-id"], event.remote_id, event.status, event.urls)
    return HttpResponse(status=202)


def signed_event(request: HttpRequest) -> Task:
    """What the provider says. Raises the keys of KINDS; a log line only for what is signed: those are few."""
    verify(settings.FREEPIK_WEBHOOK_SECRET, request.headers, request.body, time.time())
    try:
        return parse_event(request.body, settings.FREEPIK_API_URL.startswith("http://"))
    except InvalidAnswer as error:
        logger.warning("a signed webhook cannot be read: %s", error)
        raise
