"""A body is whole before a page sees any of it, and costs no thread until then."""

import asyncio

import pytest

from generator import limits
from project import bodies

MEMBER = (b"cookie", b"sessionid=abc")


def scope(*headers, method="POST"):
    return {"type": "http", "method": method, "headers": list(headers)}


def pieces(*contents, end=True):
    """What a server hands over: these pieces, then the end, or the browser's going away."""
    messages = [{"type": "http.request", "body": body, "more_body": True} for body in contents]
    messages.append({"type": "http.request", "body": b""} if end else {"type": "http.disconnect"})

    async def receive():
        return messages.pop(0)

    return receive


async def read(body):
    content, more = b"", True
    while more:
        message = await body.receive()
        content, more = content + message["body"], message["more_body"]
    body.close()
    return content


@pytest.mark.parametrize("length", [0, 1, bodies.PIECE - 1, bodies.PIECE, bodies.PIECE + 1, 5 * bodies.PIECE])
async def test_what_came_in_pieces_is_handed_over_whole(length):
    content = bytes(range(256)) * (length // 256 + 1)
    content = content[:length]
    sent = pieces(*(content[at : at + 1000] for at in range(0, length, 1000)))
    assert await read(await bodies.received(scope(MEMBER), sent)) == content


async def test_half_a_form_reaches_nobody():
    with pytest.raises(bodies.Refused) as refused:
        await bodies.received(scope(MEMBER), pieces(b"prompt=a+ca", end=False))
    assert refused.value.status == 400


async def test_a_stranger_has_nothing_large_to_send():
    with pytest.raises(bodies.Refused) as refused:
        await bodies.received(scope(), pieces(b"x" * (bodies.STRANGERS_BYTES + 1)))
    assert refused.value.status == 413
    large = b"x" * (bodies.STRANGERS_BYTES + 1)
    assert await read(await bodies.received(scope(MEMBER), pieces(large))) == large


async def test_a_body_without_a_declared_length_has_the_same_limit(monkeypatch):
    monkeypatch.setattr(limits, "BODY_BYTES", 1000)
    with pytest.raises(bodies.Refused) as refused:
        await bodies.received(scope(MEMBER), pieces(b"x" * 600, b"x" * 600))
    assert refused.value.status == 413


async def test_a_body_that_never_comes_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(bodies, "IDLE_SECONDS", 0.05)

    async def receive():
        await asyncio.sleep(60)

    with pytest.raises(bodies.Refused) as refused:
        await bodies.received(scope(MEMBER), receive)
    assert refused.value.status == 408


async def test_one_that_is_declared_too_long_is_left_to_a_page_that_says_so():
    length = (b"content-length", str(limits.BODY_BYTES + 1).encode())
    assert await read(await bodies.received(scope(MEMBER, length), pieces(end=False))) == b""


async def test_a_refusal_is_a_sentence_and_ends_the_connection():
    sent = []

    async def send(message):
        sent.append(message)

    await bodies.refuse(bodies.Refused(408, "Too slow."), send)
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert sent[1]["body"] == b"Too slow.\n"
