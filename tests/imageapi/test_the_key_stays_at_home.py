import httpx
import pytest

from generator.fetch import NotAllowed
from generator.imageapi import DEFAULT, Client, InvalidAnswer
from generator.imageapi.client import key_header

KEY = "fpk-0123456789"


@pytest.mark.parametrize(
    ("host", "header"),
    [
        ("api.magnific.com", "x-magnific-api-key"),
        ("magnific.com", "x-magnific-api-key"),
        ("API.Magnific.com.", "x-magnific-api-key"),
        ("api.freepik.com", "x-freepik-api-key"),
        ("notmagnific.com", "x-freepik-api-key"),
        ("magnific.com.example", "x-freepik-api-key"),
        ("127.0.0.1", "x-freepik-api-key"),
    ],
)
def test_the_header_follows_the_host(host, header) -> None:
    assert key_header(host) == header


async def test_a_redirect_is_not_followed(serve, reply) -> None:
    other = await serve(lambda _: reply(b"{}"))
    server = await serve(lambda _: reply(status="307 Moved", Location=other.url))
    async with Client(server.url, KEY) as client:
        with pytest.raises(InvalidAnswer, match=r"redirected the request \(307\)"):
            await client.create(DEFAULT, "a cat")
        with pytest.raises(InvalidAnswer):
            await client.tasks(DEFAULT)
    assert other.requests == []


async def test_a_download_carries_no_key(serve, reply) -> None:
    server = await serve(lambda _: reply(b"cat"))
    async with Client(server.url, KEY) as client:
        fetched = await client.download(f"{server.url}/result.png", limit=10, deadline=2)
    assert fetched.body == b"cat"
    assert KEY.encode() not in server.requests[0]


@pytest.mark.parametrize("base", ["127.0.0.1", "localhost"])
async def test_a_stand_in_may_name_its_machine_either_way(serve, reply, base) -> None:
    server = await serve(lambda _: reply(b"cat"))
    async with Client(f"http://{base}:1", KEY) as client:
        for host in ("127.0.0.1", "localhost"):
            url = f"http://{host}:{server.port}/"
            assert (await client.download(url, limit=10, deadline=2)).body == b"cat"


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://10.0.0.1/", "http://93.184.216.34/", "https://[::1]/"]
)
async def test_results_of_the_real_api_come_from_public_https_machines_only(api, url) -> None:
    client = api(httpx.Response(200), "https://api.freepik.com")
    with pytest.raises(NotAllowed):
        await client.download(url, limit=10, deadline=2)
    assert api.seen == []
    assert await client.download("https://93.184.216.34/", limit=10, deadline=2)


async def test_a_stand_in_cannot_lead_to_another_private_machine(api) -> None:
    client = api(httpx.Response(302, headers={"location": "http://10.0.0.1/"}), "http://127.0.0.1:9")
    with pytest.raises(NotAllowed):
        await client.download("http://127.0.0.1:9/x", limit=10, deadline=2)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "api.freepik.com",
        "ftp://api.freepik.com",
        "http://api.freepik.com",
        "http://api.magnific.com",
        "https://me:you@api.freepik.com",
        "https://api.freepik.com/?a=b",
        "https://",
    ],
)
def test_a_base_url_that_would_spill_the_key_is_refused(base) -> None:
    with pytest.raises(ValueError, match=r"provider|base URL"):
        Client(base, KEY)


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel"])
def test_a_key_that_is_no_header_is_refused_without_repeating_it(key) -> None:
    with pytest.raises(ValueError, match="API key") as caught:
        Client("https://api.freepik.com", key)
    assert not key or key not in str(caught.value)


async def test_a_base_url_may_have_a_path(api) -> None:
    client = api(httpx.Response(200, json={"data": []}), "http://127.0.0.1:9/sandbox/")
    await client.tasks(DEFAULT)
    assert str(api.seen[0].url) == f"http://127.0.0.1:9/sandbox{DEFAULT.path}"


async def test_proxies_of_the_environment_are_ignored(serve, reply, monkeypatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server = await serve(lambda _: reply(b'{"data":[]}'))
    async with Client(server.url, KEY) as client:
        assert (await client.tasks(DEFAULT)).tasks == ()
    assert f"x-freepik-api-key: {KEY}".encode() in server.requests[0]
