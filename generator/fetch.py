"""Downloads from addresses that we were given and do not trust.

Promises: only http and https; only public machines (unless told otherwise), where the address that was
checked is the address that is connected to, again after every redirect; no cookies, credentials or proxies;
never more than `limit` bytes, however they are packed; never longer than `deadline` seconds, name lookup
included.

    FetchError            has a sentence for people, and says whether a later try may help
    ├── NotAllowed        the address breaks a rule: scheme, credentials, a private machine, a downgrade
    ├── TooLarge          the body is over the limit
    ├── TooSlow           the deadline passed; temporary
    ├── Unreachable       no such name, no connection, no trust, or the connection broke; temporary
    ├── BadStatus         an HTTP answer other than success, in `status`; temporary for 408, 425, 429 and 5xx
    └── BadAnswer         an answer that cannot be followed or unpacked
"""

import asyncio
import contextlib
import functools
import http
import math
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx

from generator import addresses, bodies

WEB = frozenset({"https", "http"})
USER_AGENT = "Atelier"
# One dead address of several must leave time for the others.
CONNECT_SECONDS = 5.0

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]


class FetchError(Exception):
    """A download that did not happen; `status` is that of an HTTP error answer, if it was one."""

    temporary = False

    def __init__(self, sentence: str, *, status: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class NotAllowed(FetchError):
    pass


class TooLarge(FetchError):
    pass


class TooSlow(FetchError):
    temporary = True


class Unreachable(FetchError):
    temporary = True


class BadStatus(FetchError):
    def __init__(self, sentence: str, *, status: int) -> None:
        super().__init__(sentence, status=status)
        self.temporary = status in (408, 425, 429) or status >= 500


class BadAnswer(FetchError):
    pass


@dataclass(frozen=True)
class Fetched:
    """What came: the bytes, the address after redirects, and the type that the server claims."""

    body: bytes
    url: str
    content_type: str


@dataclass(frozen=True)
class _Rules:
    limit: int
    public_only: bool
    private_hosts: frozenset[str]
    schemes: frozenset[str]
    accept: str
    connect_seconds: float
    resolve: Resolver


@functools.cache
def tls() -> ssl.SSLContext:
    """One TLS context for everybody: building it is most of the cost of a client. Obeys SSL_CERT_FILE."""
    return httpx.create_ssl_context()


async def fetch(
    url: str,
    *,
    limit: int,
    deadline: float,
    public_only: bool = True,
    private_hosts: frozenset[str] = frozenset(),
    schemes: frozenset[str] = WEB,
    max_redirects: int = 5,
    accept: str = "image/*",
    transport: httpx.AsyncBaseTransport | None = None,
    resolve: Resolver = addresses.resolve,
) -> Fetched:
    """GET an untrusted address; limit in bytes, deadline in seconds over everything.

    `private_hosts` are host names excused from `public_only`. `transport` (left open) and `resolve` replace
    the wire. Raises FetchError.
    """
    rules = _Rules(limit, public_only, private_hosts, schemes, accept, min(CONNECT_SECONDS, deadline / 2), resolve)
    where = _allowed(url, rules)
    async with contextlib.AsyncExitStack() as stack:
        if transport is None:
            # No keep-alive: the pool knows connections by address only, and would hand the TLS connection of
            # one name to another name on the same address.
            bare = httpx.Limits(max_keepalive_connections=0)
            transport = httpx.AsyncHTTPTransport(verify=tls(), trust_env=False, limits=bare)
            await stack.enter_async_context(transport)
        try:
            async with asyncio.timeout(deadline):
                for _ in range(max_redirects + 1):
                    answer = await _get(transport, where, rules)
                    if isinstance(answer, Fetched):
                        return answer
                    where = _allowed(answer, rules)
        except TimeoutError as error:
            unit = "second" if deadline == 1 else "seconds"
            raise TooSlow(f"{where.host} did not answer within {deadline:g} {unit}.") from error
    raise BadAnswer(f"{where.host} redirects too often. Use the picture's own address.")


def fetch_now(
    url: str,
    *,
    limit: int,
    deadline: float,
    public_only: bool = True,
    private_hosts: frozenset[str] = frozenset(),
    schemes: frozenset[str] = WEB,
    max_redirects: int = 5,
    accept: str = "image/*",
) -> Fetched:
    """`fetch` for a thread without an event loop; blocks for `deadline` seconds at most."""
    return asyncio.run(
        fetch(
            url,
            limit=limit,
            deadline=deadline,
            public_only=public_only,
            private_hosts=private_hosts,
            schemes=schemes,
            max_redirects=max_redirects,
            accept=accept,
        )
    )


def _allowed(address: str, rules: _Rules) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NotAllowed("This is not a complete web address. Check it.") from error
    if url.scheme not in WEB:
        raise NotAllowed("Only public http and https addresses can be used.")
    if url.scheme not in rules.schemes:
        raise NotAllowed(f"{url.host} offers the picture over plain http; only https is accepted.")
    if url.userinfo:
        raise NotAllowed("Addresses with a user name or password cannot be used. Remove that part.")
    if not url.host or not 0 < (url.port or 80) < 65536:
        raise NotAllowed("This is not a complete web address. Check it.")
    return url


async def _get(transport: httpx.AsyncBaseTransport, url: httpx.URL, rules: _Rules) -> Fetched | str:
    """One hop: the body, or the address that the server redirects to."""
    try:
        response = await _open(transport, url, await _addresses(url, rules), rules)
        try:
            return await _read(response, url, rules)
        finally:
            await response.aclose()
    except (httpx.HTTPError, OSError) as error:
        raise Unreachable(_broken(url.host, error)) from error


async def _addresses(url: httpx.URL, rules: _Rules) -> Sequence[str]:
    host = url.raw_host.decode("ascii")
    try:
        found = await rules.resolve(host, url.port or (443 if url.scheme == "https" else 80))
    except OSError as error:
        raise Unreachable(f"{url.host} could not be found. Check the address.") from error
    excused = not rules.public_only or host.lower() in rules.private_hosts
    # All must be public, not only the one we would use: a name that points both ways is an attack or an
    # error.
    if not excused and not all(addresses.is_public(address) for address in found):
        raise NotAllowed("Only public http and https addresses can be used.")
    return found


async def _open(
    transport: httpx.AsyncBaseTransport, url: httpx.URL, found: Sequence[str], rules: _Rules
) -> httpx.Response:
    failure: httpx.TransportError = httpx.ConnectError("no address")
    for address in found:
        request = httpx.Request(
            "GET",
            url.copy_with(host=address.partition("%")[0], fragment=None),
            headers={
                "Host": url.netloc.decode("ascii"),
                "User-Agent": USER_AGENT,
                "Accept": rules.accept,
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
            extensions={
                "sni_hostname": url.raw_host.decode("ascii").rstrip("."),
                "timeout": {"connect": rules.connect_seconds},
            },
        )
        try:
            return await transport.handle_async_request(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failure = error
    raise failure


async def _read(response: httpx.Response, url: httpx.URL, rules: _Rules) -> Fetched | str:
    status = response.status_code
    if status in (301, 302, 303, 307, 308) and "location" in response.headers:
        try:
            return str(url.join(response.headers["location"]))
        except (httpx.InvalidURL, UnicodeError) as error:
            raise BadAnswer(f"{url.host} redirects to an address that cannot be read.") from error
    if status not in (200, 203):
        raise BadStatus(f"{url.host} answered {status}{_phrase(status)}.", status=status)
    try:
        body = await bodies.read(response, rules.limit)
    except bodies.Overlong as error:
        most = _size(rules.limit)
        is_size = f"is {_size(error.size)}" if error.size else f"is larger than {most}"
        raise TooLarge(f"The picture at {url.host} {is_size}; the limit is {most}.") from error
    except bodies.Undecodable as error:
        raise BadAnswer(f"{url.host} sent the picture in a form that cannot be unpacked.") from error
    return Fetched(body, str(url.copy_with(fragment=None)), response.headers.get("content-type", ""))


def _broken(host: str, error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return f"A secure connection to {host} could not be made. Check the address."
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        return f"{host} could not be reached. Check the address or try again later."
    return f"{host} broke off the download. Try again."


def _phrase(status: int) -> str:
    try:
        return f" ({http.HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""


def _size(count: int) -> str:
    """Rounded up, so that what is over a limit never reads as equal to it."""
    for unit, name in ((2**20, "MB"), (2**10, "KB")):
        if count >= unit:
            return f"{math.ceil(count * 10 / unit) / 10:g} {name}"
    return f"{count} bytes"
