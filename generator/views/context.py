"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from generator import outstanding
from generator.models import Provider


def studio(request: HttpRequest) -> dict[str, object]:
    """`sandbox`: pictures come from the stand-in; `notice`: what everybody waits for, or empty.

    `outstanding_total` is counted only by the page that shows it (generator.outstanding).
    """
    # The admin's own pages ask for it too, and have no place for it.
    signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    return {
        "sandbox": settings.SANDBOX,
        "notice": Provider.current().notice if signed_in else "",
        "outstanding_total": outstanding.total,
    }
