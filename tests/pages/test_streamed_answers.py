"""An answer that is made while it is sent keeps no thread, and ends with its reader."""

import asyncio
import io

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from project import streams


class Wire:
    """A server's side of one request; the reader goes away when it is told to."""

    def __init__(self, stays_for=None):
        self.sent, self.stays_for = [], stays_for
        self.gone = asyncio.Event()

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)
        if len(self.sent) == self.stays_for:
            self.gone.set()
            await asyncio.sleep(0)

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.sent)


def page_of(response):
    """What a2wsgi does with a page."""

    async def page(scope, body, send):
        application = streams.heads(lambda *_: response)
        pieces = application({"asgi.scope": scope}, None)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return page


async def answered(response, wire):
    await streams.answer(page_of(response), {}, wire.receive, wire.receive, wire.send)


async def test_what_is_short_goes_as_it_always_did():
    for response in (HttpResponse(b"short"), FileResponse(io.BytesIO(b"short"))):
        wire = Wire()
        await answered(response, wire)
        assert wire.body == b"short"
        assert [message["type"] for message in wire.sent].count("http.response.start") == 1
        response.close()


async def test_a_stream_is_sent_whole_in_small_pieces_and_ends_once():
    wire, content = Wire(), [b"a", b"b" * (streams.PIECE * 2 + 1), b"c"]
    await answered(StreamingHttpResponse(content), wire)
    assert wire.body == b"".join(content)
    assert max(len(message.get("body", b"")) for message in wire.sent) == streams.PIECE
    assert [message.get("more_body") for message in wire.sent[1:]] == [True] * 5 + [None]


async def test_a_reader_who_goes_away_ends_it():
    made, ended = [], []

    def pieces():
        try:
            for number in range(1000):
                made.append(number)
                yield b"piece"
        finally:
            ended.append(True)

    wire = Wire(stays_for=5)
    await answered(StreamingHttpResponse(pieces()), wire)
    assert len(made) < 10
    assert ended == [True]


async def test_what_breaks_off_is_not_ended_as_if_it_were_whole():
    def pieces():
        yield b"piece"
        raise OSError("the disk is gone")

    wire = Wire()
    with pytest.raises(OSError, match="the disk is gone"):
        await answered(StreamingHttpResponse(pieces()), wire)
    assert wire.body == b"piece"
    assert all(message.get("more_body", True) for message in wire.sent)
