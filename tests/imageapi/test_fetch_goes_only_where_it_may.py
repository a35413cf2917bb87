from collections.abc import Callable

import httpx
import pytest

from generator.fetch import NotAllowed, Unreachable, fetch

PUBLIC = "93.184.216.34"


def wire(seen: list[httpx.Request], **answers: httpx.Response) -> httpx.MockTransport:
    """Answers by path, `/` being `root`."""

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answers[request.url.path.strip("/") or "root"]

    return httpx.MockTransport(handle)


def names(**known: list[str]) -> Callable:
    async def resolve(host: str, port: int) -> list[str]:
        return known.get(host.partition(".")[0], [PUBLIC])

    return resolve


def moved(location: str) -> httpx.Response:
    return httpx.Response(302, headers={"location": location, "set-cookie": "a=b"})


async def get(url: str, transport: httpx.AsyncBaseTransport, **rules):
    return await fetch(
        url, limit=1000, deadline=2, transport=transport, **{"resolve": names(inner=["10.0.0.7"]), **rules}
    )


async def test_the_checked_address_is_the_one_connected_to() -> None:
    seen: list[httpx.Request] = []
    fetched = await get("https://pictures.example:8443/cat", wire(seen, cat=httpx.Response(200, content=b"cat")))
    [request] = seen
    assert str(request.url) == f"https://{PUBLIC}:8443/cat"
    assert request.headers["host"] == "pictures.example:8443"
    assert request.extensions["sni_hostname"] == "pictures.example"
    assert (fetched.body, fetched.url) == (b"cat", "https://pictures.example:8443/cat")


async def test_an_international_name_is_sent_in_its_ascii_form() -> None:
    seen: list[httpx.Request] = []
    await get("https://bücher.example/cat", wire(seen, cat=httpx.Response(200)))
    assert seen[0].headers["host"] == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://pictures.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "pictures.example/cat.png",
        "https://",
        "https://alice:secret@pictures.example/",
        "https://alice@pictures.example/",
        "https://pictures.example:99999/",
        "https://pictures.example:x/",
        "",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "https://inner.example/",
    ],
)
async def test_an_address_against_the_rules_is_refused_before_anything_is_sent(url: str) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        names = {"inner.example": "10.0.0.7", "pictures.example": PUBLIC}
        return [names.get(host, host)]

    seen: list[httpx.Request] = []
    with pytest.raises(NotAllowed) as caught:
        await get(url, wire(seen), resolve=resolve)
    assert seen == []
    assert not caught.value.temporary


async def test_a_name_that_points_both_out_and_in_is_refused() -> None:
    with pytest.raises(NotAllowed):
        await get("https://both.example/", wire([]), resolve=names(both=[PUBLIC, "192.168.0.1"]))


@pytest.mark.parametrize("location", ["http://inner.example/", "//inner.example/x", "gopher://a.example/"])
async def test_a_redirect_to_a_private_machine_or_another_scheme_is_refused(location: str) -> None:
    seen: list[httpx.Request] = []
    with pytest.raises(NotAllowed):
        await get("https://pictures.example/", wire(seen, root=moved(location)))
    assert len(seen) == 1


async def test_a_name_is_resolved_again_for_every_redirect() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])

    async def rebinding(host: str, port: int) -> list[str]:
        return next(answers)

    with pytest.raises(NotAllowed):
        await get("https://pictures.example/", wire([], root=moved("/next")), resolve=rebinding)


async def test_a_relative_redirect_is_followed_without_the_cookie_it_set() -> None:
    seen: list[httpx.Request] = []
    transport = wire(seen, root=moved("cat?size=2#top"), cat=httpx.Response(200, content=b"cat"))
    fetched = await get("https://pictures.example/", transport)
    assert fetched.url == "https://pictures.example/cat?size=2"
    assert "cookie" not in seen[1].headers


async def test_a_downgrade_to_http_is_refused_when_only_https_is_wanted() -> None:
    transport = wire([], root=moved("http://pictures.example/cat"), cat=httpx.Response(200))
    with pytest.raises(NotAllowed, match="plain http"):
        await get("https://pictures.example/", transport, schemes=frozenset({"https"}))
    assert (await get("https://pictures.example/", transport)).url == "http://pictures.example/cat"


async def test_only_the_excused_name_may_be_private() -> None:
    answers = {"root": moved("http://other.example/"), "cat": httpx.Response(200)}
    rules = {
        "private_hosts": frozenset({"inner.example"}),
        "resolve": names(inner=["10.0.0.7"], other=["10.0.0.8"]),
    }
    assert (await get("http://inner.example/cat", wire([], **answers), **rules)).url
    with pytest.raises(NotAllowed):
        await get("http://inner.example/", wire([], **answers), **rules)


async def test_the_next_address_is_tried_when_one_cannot_be_reached() -> None:
    tried = []

    def handle(request: httpx.Request) -> httpx.Response:
        tried.append(request.url.host)
        if request.url.host == "2606:4700::1":
            raise httpx.ConnectError("network is unreachable", request=request)
        return httpx.Response(200)

    transport = httpx.MockTransport(handle)
    await get("https://two.example/", transport, resolve=names(two=["2606:4700::1", PUBLIC]))
    assert tried == ["2606:4700::1", PUBLIC]
    with pytest.raises(Unreachable, match="could not be reached"):
        await get("https://two.example/", transport, resolve=names(two=["2606:4700::1"]))
