import asyncio
import gzip
import socket
import time
import zlib

import pytest

from generator.fetch import BadAnswer, BadStatus, FetchError, TooLarge, TooSlow, Unreachable, fetch, fetch_now

LIMIT = 20 * 2**20


async def get(url: str, *, limit: int = LIMIT, deadline: float = 2, **rules):
    return await fetch(url, limit=limit, deadline=deadline, public_only=False, **rules)


async def test_a_picture_is_fetched_over_a_real_connection(serve, reply) -> None:
    server = await serve(lambda _: reply(b"\x89PNG", Content_Type="image/png"))
    fetched = await get(f"{server.url}/cat.png")
    assert (fetched.body, fetched.content_type) == (b"\x89PNG", "image/png")
    assert b"User-Agent: Atelier\r\n" in server.requests[0]
    assert b"Accept-Encoding: identity\r\n" in server.requests[0]


async def test_proxies_of_the_environment_are_ignored(serve, reply, monkeypatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server = await serve(lambda _: reply(b"cat"))
    assert (await get(server.url)).body == b"cat"


async def test_a_declared_length_over_the_limit_is_refused_with_both_figures(serve) -> None:
    server = await serve(lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 32505856\r\n\r\n")
    with pytest.raises(TooLarge, match=r"The picture at 127\.0\.0\.1 is 31 MB; the limit is 20 MB\."):
        await get(server.url)


async def test_an_undeclared_body_is_cut_off_at_the_limit(serve) -> None:
    async def endless(_, writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 1000)
            await writer.drain()

    server = await serve(endless)
    with pytest.raises(TooLarge, match="larger than 4 KB; the limit is 4 KB"):
        await get(server.url, limit=4096)


@pytest.mark.parametrize(("packing", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
async def test_a_packed_body_counts_unpacked(serve, reply, packing, pack) -> None:
    server = await serve(lambda _: reply(pack(b"\0" * 1_000_000), Content_Encoding=packing))
    with pytest.raises(TooLarge):
        await get(server.url, limit=999_999)
    assert len((await get(server.url, limit=1_000_000)).body) == 1_000_000


@pytest.mark.parametrize(
    ("packing", "body"), [("br", b"x"), ("gzip", b"no gzip"), ("gzip", gzip.compress(b"cat", mtime=0)[:-6])]
)
async def test_a_body_that_cannot_be_unpacked_is_a_bad_answer(serve, reply, packing, body) -> None:
    server = await serve(lambda _: reply(body, Content_Encoding=packing))
    with pytest.raises(BadAnswer):
        await get(server.url)


async def test_a_body_cut_short_is_no_picture_but_may_be_tried_again(serve) -> None:
    server = await serve(lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
    with pytest.raises(Unreachable, match="broke off") as caught:
        await get(server.url)
    assert caught.value.temporary


async def test_the_deadline_holds_against_an_answer_that_drips(serve) -> None:
    async def drip(_, writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.02)

    server = await serve(drip)
    with pytest.raises(TooSlow, match=r"127\.0\.0\.1 did not answer within 0\.2 seconds\.") as caught:
        await get(server.url, deadline=0.2)
    assert caught.value.temporary


def test_the_deadline_holds_against_a_resolver_that_hangs(monkeypatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3) or [])
    started = time.monotonic()
    with pytest.raises(TooSlow):
        fetch_now("https://slow.example/", limit=1, deadline=0.1)
    assert time.monotonic() - started < 3


async def test_redirects_end_at_their_limit(serve, reply) -> None:
    server = await serve(lambda _: reply(status="307 Again", Location="/"))
    with pytest.raises(BadAnswer, match="redirects too often"):
        await get(server.url, max_redirects=3)
    assert len(server.requests) == 4


@pytest.mark.parametrize(
    ("status", "sentence", "temporary"),
    [
        ("404 Nope", "127.0.0.1 answered 404 (not found).", False),
        ("403 Nope", "127.0.0.1 answered 403 (forbidden).", False),
        ("503 Nope", "127.0.0.1 answered 503 (service unavailable).", True),
        ("429 Nope", "127.0.0.1 answered 429 (too many requests).", True),
        ("599 Nope", "127.0.0.1 answered 599.", True),
        ("302 Nope", "127.0.0.1 answered 302 (found).", False),
    ],
)
async def test_an_error_answer_keeps_its_status(serve, reply, status, sentence, temporary) -> None:
    server = await serve(lambda _: reply(status=status))
    with pytest.raises(BadStatus) as caught:
        await get(server.url)
    error = caught.value
    assert (error.sentence, error.status, error.temporary) == (sentence, int(status[:3]), temporary)


async def test_nobody_listening_and_nobody_by_that_name_are_unreachable(closed_port) -> None:
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 could not be reached"):
        await get(f"http://127.0.0.1:{closed_port}/")
    with pytest.raises(Unreachable, match=r"nobody\.invalid could not be found"):
        await get("http://nobody.invalid/")


async def test_tls_asks_for_the_name_and_not_for_the_address() -> None:
    hello = b""

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal hello
        hello = await reader.read(4096)
        writer.write(b"this is no TLS")
        writer.close()

    async def here(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(FetchError, match=r"A secure connection to pictures\.example could not be made"):
            await get(f"https://pictures.example:{port}/", resolve=here)
    assert b"pictures.example" in hello
