"""What can go wrong at the provider; each class says what may be done next.

    ApiError
    ├── NotAccepted        surely not accepted: the same request may be sent again, after retry_after seconds
    │   ├── NotSent        it never left: refused connection, no such name, no TLS, no free connection
    │   ├── Throttled      429: too many requests at once
    │   └── Unavailable    503
    ├── Unanswered         it may have been accepted, nobody knows: timeout, reset, 408, 5xx other than 503
    │   └── InvalidAnswer  an answer, but not one of this API: HTML, a redirect, no task id, too long
    ├── Exhausted          402, or 429 about quota, trial or plan: waiting seconds does not help
    ├── Refused            401, 403: the key; nothing will work until somebody looks at it
    └── Rejected           400 and other 4xx: this very request is wrong; `reason` tells its author why

For a POST, which costs money: after NotAccepted repeat it later; after Unanswered never repeat it (contract
8, gotcha 12); after Exhausted and Refused it was not accepted either, but stop sending; after Rejected it
has failed. A POST that was cancelled while it waited counts as Unanswered.

For a GET, which changes nothing: Refused, Exhausted and Throttled mean the same as above; everything else,
Rejected included, means only "look again later", until the generation's own deadline.
"""

from collections.abc import Mapping

from generator.imageapi import reasons
from generator.imageapi.headroom import Headroom, headroom, retry_after


class ApiError(Exception):
    """str() is one sentence for the people who run the place.

    `status` is None when there was no HTTP answer; `text` is a cut of the body without the key (500
    characters at most); `retry_after` is in seconds.
    """

    def __init__(
        self,
        sentence: str,
        *,
        status: int | None = None,
        request_id: str = "",
        text: str = "",
        headroom: Headroom | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.request_id = request_id
        self.text = text
        self.headroom = headroom
        self.retry_after = retry_after


class NotAccepted(ApiError):
    pass


class NotSent(NotAccepted):
    pass


class Throttled(NotAccepted):
    pass


class Unavailable(NotAccepted):
    pass


class Unanswered(ApiError):
    pass


class InvalidAnswer(Unanswered):
    pass


class Exhausted(ApiError):
    pass


class Refused(ApiError):
    pass


class Rejected(ApiError):
    """str() and `reason` are the same sentence, for the author."""

    @property
    def reason(self) -> str:
        return str(self)


def from_answer(status: int, headers: Mapping[str, str], body: bytes, *, key: str, url: str, now: float) -> ApiError:
    """The error that an answer other than 2xx stands for; `headers` are looked up in lower case."""
    content = reasons.parse(body)
    kind, sentence = _verdict(status, content, url)
    return kind(
        reasons.clean(sentence, key),
        status=status,
        request_id=reasons.clean(headers.get("x-request-id", ""), key, 100),
        text=reasons.clean(body[:65536].decode("utf-8", "replace"), key),
        headroom=headroom(headers),
        retry_after=retry_after(headers, now) if status in (429, 503) else None,
    )


def _verdict(status: int, content: object, url: str) -> tuple[type[ApiError], str]:
    said = reasons.reason(content)
    quoted = f": {said}" if said else "."
    match status:
        case 401 | 403:
            return Refused, f"The provider refused the API key ({status}){quoted}"
        case 402:
            return Exhausted, f"The provider's credit is used up (402){quoted}"
        case 429 if reasons.speaks_of_quota(content):
            return Exhausted, f"The provider's quota is used up (429){quoted}"
        case 429:
            return Throttled, f"The provider asks for fewer requests (429){quoted}"
        case 503:
            return Unavailable, f"The provider is not available at the moment (503){quoted}"
        case 408:
            # A gateway may say this of a request that the machine behind it did take.
            return Unanswered, f"The provider gave up waiting (408){quoted}"
        case 404:
            return Rejected, f"The provider does not know {url} (404){quoted}"
        case 413:
            return Rejected, said or "The references are too large. Use fewer or smaller ones."
        case _ if 400 <= status < 500:
            return Rejected, said or f"The provider rejected the request and gave no reason ({status})."
        case _ if 300 <= status < 400:
            return InvalidAnswer, f"The provider redirected the request ({status}). Check the base URL."
        case _:
            return Unanswered, f"The provider failed ({status}){quoted}"
