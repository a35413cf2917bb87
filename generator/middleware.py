"""The chores of every request."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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


class SignInFirst(LoginRequiredMiddleware):
    """Lets members in; after signing in they are on the page they came from, not on a part of it."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.htmx:  # type: ignore[attr-defined]
            page = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
        else:
            page = request.get_full_path() if request.method in ("GET", "HEAD") else None
        return redirect_to_login(page or "/", self.get_login_url(view_func))


def body_limit(get_response: GetResponse) -> GetResponse:
    """Refuse a body that is too long before any of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()) or int(length) > limits.BODY_BYTES:
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
