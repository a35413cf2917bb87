"""The queue's broker: it asks for tasks when something was written, and sees all of them."""

import threading
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_q.conf import Conf
from django_q.models import OrmQ

from generator.broker import Broker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    monkeypatch.setattr(Conf, "POLL", 0.0)
    return Broker(list_key="atelier")


def elsewhere(work) -> None:
    """As another process would: on a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def asked(broker: Broker) -> tuple[list[tuple[int, str]] | None, bool]:
    """What it delivers, and whether it looked into the queue for it."""
    with CaptureQueriesContext(connection) as queries:
        tasks = broker.dequeue()
    return tasks, any("django_q_ormq" in query["sql"] for query in queries)


def test_nothing_is_asked_when_nothing_was_written(broker) -> None:
    assert asked(broker) == (None, True)
    assert asked(broker) == (None, False)


def test_what_others_put_in_is_delivered_once(broker) -> None:
    assert asked(broker) == (None, True)
    for number in range(3):
        elsewhere(partial(broker.enqueue, f"task {number}"))
    delivered = [tasks for _ in range(5) if (tasks := broker.dequeue())]
    assert sorted(task for tasks in delivered for _, task in tasks) == ["task 0", "task 1", "task 2"]
    assert asked(broker)[0] is None


def test_it_asks_now_and_then_in_any_case(broker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.dequeue()
    monkeypatch.setattr(broker, "_ask_at", 0.0)
    assert asked(broker) == (None, True)


def test_the_queue_uses_it() -> None:
    assert Conf.BROKER_CLASS == "generator.broker.Broker"
    assert not OrmQ.objects.exists()
