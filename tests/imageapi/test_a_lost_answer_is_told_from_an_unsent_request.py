import asyncio
import json
import socket
import struct

import httpx
import pytest

from generator.imageapi import (
    DEFAULT,
    Client,
    InvalidAnswer,
    NotSent,
    Rejected,
    Throttled,
    Timeouts,
    Unanswered,
)

# Only where the wait is what is tested; connecting keeps its time, for a busy machine may need it.
READ_SOON, WHOLE_SOON = Timeouts(read=0.3), Timeouts(total=1.0)


async def post(url: str, timeouts: Timeouts | None = None):
    async with Client(url, "k", timeouts=timeouts) as client:
        return await client.create(DEFAULT, "a cat")


async def test_a_refused_connection_was_never_sent(closed_port) -> None:
    with pytest.raises(NotSent, match=r"127\.0\.0\.1 could not be reached"):
        await post(f"http://127.0.0.1:{closed_port}")


async def test_an_unknown_name_was_never_sent() -> None:
    with pytest.raises(NotSent):
        await post("http://nobody.invalid")


async def test_a_failed_tls_handshake_was_never_sent(serve, reply) -> None:
    server = await serve(lambda _: reply())
    with pytest.raises(NotSent):
        await post(server.url.replace("http:", "https:"))


@pytest.mark.parametrize("error", [httpx.ConnectTimeout, httpx.PoolTimeout])
async def test_a_connection_that_was_not_had_in_time_was_never_sent(api, error) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error("too late", request=request)

    with pytest.raises(NotSent):
        await api(fail).create(DEFAULT, "a cat")


@pytest.mark.parametrize("error", [httpx.WriteTimeout, httpx.WriteError, httpx.LocalProtocolError, OSError])
async def test_a_request_that_broke_on_its_way_may_have_been_accepted(api, error) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error("broken")

    with pytest.raises(Unanswered):
        await api(fail).create(DEFAULT, "a cat")


async def test_silence_may_mean_acceptance(serve) -> None:
    async def sleep(*_) -> None:
        await asyncio.sleep(5)

    server = await serve(sleep)
    with pytest.raises(Unanswered, match="ReadTimeout"):
        await post(server.url, READ_SOON)
    assert len(server.requests) == 1


async def test_a_reset_may_come_after_acceptance(serve) -> None:
    async def reset(_, writer) -> None:
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()

    with pytest.raises(Unanswered, match="ReadError"):
        await post((await serve(reset)).url)


async def test_a_closed_connection_may_come_after_acceptance(serve) -> None:
    with pytest.raises(Unanswered, match="RemoteProtocolError"):
        await post((await serve(lambda _: b"")).url)


@pytest.mark.parametrize(
    "answer",
    [
        b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"data":',
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<!DOCTYPE",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"status":"CREATED"}',
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n",
    ],
)
async def test_an_unreadable_answer_may_mean_acceptance(serve, answer) -> None:
    server = await serve(lambda _: answer)
    with pytest.raises(InvalidAnswer):
        await post(server.url)
    assert len(server.requests) == 1


async def test_what_is_not_http_may_mean_acceptance(serve) -> None:
    with pytest.raises(Unanswered):
        await post((await serve(lambda _: b"220 mail.example ESMTP\r\n\r\n")).url)


async def test_an_answer_that_drips_is_given_up(serve) -> None:
    async def drip(_, writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b" ")
            await asyncio.sleep(0.05)

    with pytest.raises(Unanswered, match="TimeoutError"):
        await post((await serve(drip)).url, WHOLE_SOON)


async def test_an_endless_answer_is_cut_off(serve) -> None:
    async def endless(_, writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b" " * 65536)
            await writer.drain()

    with pytest.raises(InvalidAnswer, match="over the limit"):
        await post((await serve(endless)).url)


@pytest.mark.parametrize(("status", "kind"), [("400 Bad", Rejected), ("429 Slow", Throttled)])
async def test_a_refusal_is_believed_even_when_its_body_breaks(serve, status, kind) -> None:
    server = await serve(lambda _: f"HTTP/1.1 {status}\r\nContent-Length: 50\r\n\r\ncut".encode())
    with pytest.raises(kind):
        await post(server.url)


async def test_every_post_has_a_connection_of_its_own_while_gets_share_one(serve, reply, task) -> None:
    body = json.dumps({"data": task}).encode()
    server = await serve(lambda _: reply(body), keep=True)
    async with Client(server.url, "k") as client:
        for _ in range(3):
            await client.task(DEFAULT, task["task_id"])
        assert server.connections == 1
        for _ in range(3):
            await client.create(DEFAULT, "a cat")
        assert server.connections == 4


async def test_many_requests_at_once_stay_within_eight_connections(serve, reply, task) -> None:
    async def slow(_, writer) -> None:
        await asyncio.sleep(0.01)
        writer.write(reply(json.dumps(task).encode()))

    server = await serve(slow, keep=True)
    async with Client(server.url, "k") as client:
        await asyncio.gather(*(client.task(DEFAULT, task["task_id"]) for _ in range(40)))
    assert server.connections <= 8
