"""Webhooks: what is delivered, how it is signed, and when it is repeated (contract 4)."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator.sandbox.server import Sandbox
from generator.sandbox.webhooks import is_loopback, sign
from tests.sandbox.client import Client

SECRET = "s3cret"


@dataclass
class Receiver:
    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[Message, bytes]] = field(default_factory=list)

    def bodies(self) -> list[dict[str, object]]:
        return [json.loads(body) for _, body in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.got.append((self.headers, body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}/hook?generation=7"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def signing() -> Iterator[Client]:
    with Sandbox(latency=0.15, webhook_secret=SECRET) as sandbox:
        client = Client(sandbox)
        with client.http:
            yield client


def wait_for(count: int, receiver: Receiver) -> None:
    until = time.monotonic() + 3
    while len(receiver.got) < count:
        assert time.monotonic() < until, receiver.got
        time.sleep(0.01)


def fits(headers: Message, body: bytes, secret: str = SECRET) -> bool:
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mark = base64.b64encode(hmac.new(secret.encode(), content, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"] == f"v1,{mark}"


def test_the_signature_agrees_with_the_contracts_vector() -> None:
    body = b'{"task_id":"t","status":"COMPLETED","generated":[]}'
    expected = "v1,k5bz59FHXWxeJVSymHC4WA7GysAhdZRYhHZKy+RabRo="
    assert sign("secret", "msg_1", "1700000000", body) == expected


def test_every_change_is_told_signed_and_without_the_wrapper(signing: Client, receiver: Receiver) -> None:
    task_id = signing.create(webhook_url=receiver.url)
    wait_for(2, receiver)
    running, completed = receiver.bodies()
    assert running == {"task_id": task_id, "status": "IN_PROGRESS", "generated": []}
    assert completed == signing.data(task_id)
    assert all(fits(headers, body) for headers, body in receiver.got)
    assert receiver.got[0][0]["webhook-id"] != receiver.got[1][0]["webhook-id"]


def test_a_failure_is_told(signing: Client, receiver: Receiver) -> None:
    signing.create("[fail]", webhook_url=receiver.url)
    wait_for(2, receiver)
    assert receiver.bodies()[1]["status"] == "FAILED"


def test_an_unwelcome_webhook_comes_again_under_the_same_id(signing: Client, receiver: Receiver) -> None:
    receiver.answers = [500]
    signing.create(webhook_url=receiver.url)
    wait_for(3, receiver)
    progress = [each for each in receiver.got if b"IN_PROGRESS" in each[1]]
    assert len(progress) == 2
    assert progress[0][0]["webhook-id"] == progress[1][0]["webhook-id"]
    assert all(fits(*each) for each in progress)


def test_a_double_webhook_is_the_same_thing_twice(signing: Client, receiver: Receiver) -> None:
    signing.create("[double-webhook][empty-once]", webhook_url=receiver.url)
    wait_for(4, receiver)
    done = [each for each in receiver.got if b"COMPLETED" in each[1]]
    assert done[0][1] == done[1][1]
    assert done[0][0]["webhook-id"] == done[1][0]["webhook-id"]


def test_a_bad_webhook_has_a_signature_that_does_not_fit(signing: Client, receiver: Receiver) -> None:
    signing.create("[bad-webhook]", webhook_url=receiver.url)
    wait_for(2, receiver)
    assert not any(fits(headers, body) for headers, body in receiver.got)


def test_no_webhook_is_none(signing: Client, receiver: Receiver) -> None:
    signing.finished(signing.create("[no-webhook]", webhook_url=receiver.url))
    time.sleep(0.1)
    assert receiver.got == []


def test_without_a_secret_nothing_is_signed(receiver: Receiver) -> None:
    with Sandbox() as sandbox:
        client = Client(sandbox)
        with client.http:
            client.create("[fast]", webhook_url=receiver.url)
            wait_for(2, receiver)
    assert receiver.got[0][0]["webhook-id"]
    assert receiver.got[0][0]["webhook-signature"] is None


def test_other_machines_are_not_called(client: Client, sandbox: Sandbox) -> None:
    before = sandbox.requests["webhooks_withheld"]
    client.create(webhook_url="https://hooks.example.com/x")
    assert sandbox.requests["webhooks_withheld"] == before + 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost:8000/", True),
        ("http://127.0.0.1/", True),
        ("http://[::1]:80/", True),
        ("http://10.0.0.1/", False),
        ("http://localhost.example.com/", False),
        ("http://127.0.0.1@example.com/", False),
    ],
)
def test_this_machine_is_told_from_others_by_the_text_of_the_address(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected


def test_nobody_listening_holds_nothing_up(signing: Client, unused_tcp_port_factory: Callable[[], int]) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port_factory()}/"
    tasks = [signing.create(webhook_url=address) for _ in range(20)]
    assert all(signing.finished(task_id)["generated"] for task_id in tasks)
