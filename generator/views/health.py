"""Whether the studio works, for whoever watches over the machine."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from generator.models import Lease
from generator.models.leases import ENGINE


@login_not_required
@never_cache
@require_safe
def healthz(_: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when one of them is down; each is "ok" or "down"."""
    state = {"database": "down", "queue": "down", "storage": "down"}
    try:
        state["queue"] = "ok" if Lease.beating(ENGINE) else "down"
        state["database"] = "ok"
    except Error:
        pass
    try:
        default_storage.save("health", ContentFile(b"ok"))
        state["storage"] = "ok"
    except OSError:
        pass
    healthy = all(part == "ok" for part in state.values())
    return JsonResponse({"healthy": healthy, **state}, status=200 if healthy else 503)
