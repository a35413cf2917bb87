"""The chores of every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from generator import limits

GetResponse = Callable[[HttpRequest], HttpResponse]


class PageGzip(GZipMiddleware):
    """Compresses pages, and leaves pictures, which are compressed already, alone."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        if response.get("Content-Type", "").startswith(("text/html", "application/json")):
            return super().process_response(request, response)  # type: ignore[return-value]
        return response


def body_limit(get_response: GetResponse) -> GetResponse:
    """Refuse a body that is too long before any of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > limits.BODY_BYTES:
            limit = limits.BODY_BYTES // 1024 // 1024
            sentence = f"That is more than {limit} MB at once; choose smaller or fewer references."
            return render(request, "413.html", {"sentence": sentence}, status=413)
        return get_response(request)

    return middleware


def htmx_redirects(get_response: GetResponse) -> GetResponse:
    """Take an htmx request that is sent elsewhere there as a whole page: never a sign-in form inside a list."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "private, no-cache")
        if request.headers.get("HX-Request") and response.status_code in (301, 302, 303):
            elsewhere = HttpResponse(status=200)
            elsewhere["HX-Redirect"] = response["Location"]
            elsewhere.cookies = response.cookies
            return elsewhere
        return response

    return middleware
