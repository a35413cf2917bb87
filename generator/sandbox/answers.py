"""The provider's answers word for word where known; the numbers are sections of the contract."""

import json
import secrets

from starlette.responses import Response

NO_CACHE = {"cache-control": "max-age=0, no-cache, no-store", "pragma": "no-cache", "vary": "Accept-Encoding"}

BAD_KEY = (
    "Unauthorized: The provided API key is invalid. Please verify your API key at "
    "https://www.freepik.com/developers/dashboard/api-key. If you need a new key, you can request one at "
    "https://www.freepik.com/api."
)
MESSAGES = {
    402: "Payment Required: there are not enough credits for this request.",
    403: "User is not authorized to access this resource",
    404: "Resource not found",
    429: "Too many requests",
    500: "Internal Server Error",
    503: "Service Unavailable. Please try again later.",
}
QUOTA = "The free trial limit for this API has been reached. Please upgrade to a paid plan to continue."
GATEWAY = {502: "Bad Gateway", 504: "Gateway Time-out"}
PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"


def answer(status: int, body: object, kind: str = "application/json") -> Response:
    """JSON in the recorded form: no spaces, the headers of 1.2 except those of the rate limit."""
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    return _response(status, text, kind)


def message(status: int, text: str = "") -> Response:
    """An error: only the HTTP status and a text for people (1.4)."""
    return answer(status, {"message": text or MESSAGES[status]})


def invalid_key() -> Response:
    """401 as it was recorded, with the newline at its end (1.4)."""
    return _response(401, json.dumps({"message": BAD_KEY}, separators=(",", ":")) + "\n", "application/json")


def page(status: int, title: str) -> Response:
    """HTML where JSON is expected: from a gateway, or with status 200 (1.4)."""
    return _response(status, PAGE.format(title), "text/html")


def problem(name: str, reason: str) -> Response:
    """400 in the wrapped shape of the schema (1.4)."""
    said = {
        "message": "Your request parameters didn't validate.",
        "invalid_params": [{"name": name, "reason": reason}],
    }
    return answer(400, {"problem": said}, "application/problem+json")


def _response(status: int, text: str, kind: str) -> Response:
    response = Response(text.encode(), status, NO_CACHE)
    response.headers["content-type"] = kind
    response.headers["x-request-id"] = f"ak-{secrets.token_hex(16)}"
    return response
