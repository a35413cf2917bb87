"""Two who try at the same moment: one does."""

import threading

import pytest
from django.db import connections

from generator.models import Attempt, Feed, Lease, Member, Status
from generator.models.leases import ENGINE
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count, action):
    """What `action(number)` gives in so many threads that start together."""
    gate, results = threading.Barrier(count), [None] * count

    def run(number):
        try:
            gate.wait(5)
            results[number] = action(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_one_of_many_begins_the_attempt(alice):
    made = make.generation(alice)
    begun = at_once(6, lambda _: Attempt.begin(made.pk))
    assert len([attempt for attempt in begun if attempt]) == 1
    assert made.attempts.count() == 1


def test_cancel_and_send_do_not_both_happen(alice):
    for _ in range(5):
        made = make.generation(alice)
        canceled, sent = at_once(2, lambda number, made=made: Attempt.begin(made.pk) if number else made.cancel())
        made.refresh_from_db()
        assert bool(canceled) != bool(sent)
        assert made.status == (Status.CANCELED if canceled else Status.SUBMITTING)


def test_a_double_click_on_try_again_is_one_step(alice):
    made = make.generation(alice, Status.FAILED)
    before = made.change
    assert sorted(at_once(4, lambda _: made.retry())) == [False, False, False, True]
    made.refresh_from_db()
    assert made.change > before


def test_one_leads():
    assert sum(at_once(6, lambda number: Lease.take(ENGINE, f"worker {number}", 30))) == 1


def test_there_is_one_first_admin():
    made = at_once(4, lambda number: Member.create_first_admin(f"admin{number}", "a rather good one 9"))
    assert len([admin for admin in made if admin]) == 1
    assert Member.objects.count() == 1


def test_no_number_is_given_twice(alice):
    start = Feed.newest()
    rows = at_once(8, lambda number: make.generation(alice, prompt=f"Lake {number}").change)
    assert sorted(rows) == list(range(start + 1, start + 9))


def test_the_same_form_sent_twice_at_once_is_one_set(alice):
    import uuid  # noqa: PLC0415

    from django.http import QueryDict  # noqa: PLC0415
    from django.utils.datastructures import MultiValueDict  # noqa: PLC0415

    from generator.forms import ComposeForm  # noqa: PLC0415

    form = QueryDict(f"prompt=A+lake&count=3&group={uuid.uuid4()}")

    def send(_):
        sent = ComposeForm(form, MultiValueDict(), member=alice)
        assert sent.is_valid()
        return [one.pk for one in sent.save()]

    first, second = at_once(2, send)
    assert first == second
    assert alice.generations.count() == 3
