"""Whether the studio works, for whoever watches over the machine."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from generator import storage
from generator.models import Lease
from generator.models.leases import ENGINE


@login_not_required
@never_cache
@require_safe
def healthz(_: HttpRequest) -> JsonResponse:
    """`healthy` when every part is "ok"; 503 when one is "down", which a restart may mend.

    Storage may also be "low" (less than DISK_RESERVE is free) or "full". No restart makes room, and one on a full
    disk would only take the history away as well: that is told with 200, whatever else it has brought down.
    """
    state = {"database": "down", "queue": "down", "storage": stored()}
    try:
        state["queue"] = "ok" if Lease.beating(ENGINE) else "down"
        state["database"] = "ok"
    except Error:
        pass
    healthy = all(part == "ok" for part in state.values())
    down = "down" in state.values() and state["storage"] != "full"
    return JsonResponse({"healthy": healthy, **state}, status=503 if down else 200)


def stored() -> str:
    try:
        default_storage.save("health", ContentFile(b"ok"))
    except OSError as error:
        return "full" if error.errno in storage.NO_ROOM else "down"
    return "low" if storage.nearly_full() else "ok"
