"""The provider's own word on a task: believed when signed, ignored otherwise, answered at once either way."""

import logging
import time

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from generator.imageapi import ApiError, WebhookError, parse_event, verify
from generator.models import Attempt

logger = logging.getLogger(__name__)


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest, token: str) -> HttpResponse:
    """202 whatever comes: an answer that says more would help only whoever should not be asking."""
    try:
        if settings.FREEPIK_WEBHOOK_SECRET:
            verify(settings.FREEPIK_WEBHOOK_SECRET, request.headers, request.body, time.time())
            event = parse_event(request.body, settings.FREEPIK_API_URL.startswith("http://"))
            if attempt := Attempt.objects.filter(token=token).first():
                attempt.announced(event.remote_id, event.status, event.urls)
    except (WebhookError, ApiError) as error:
        logger.warning("a webhook was not believed: %s", error)
    return HttpResponse(status=202)
