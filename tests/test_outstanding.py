"""Outstanding: what was or may have been paid for and has no picture yet, and nothing else, is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from generator import outstanding
from generator.models import Attempt, Lease, Provider, Status, Stray, UnclaimedPicture
from generator.models.leases import ENGINE
from generator.outstanding import Kind
from tests import make


def of(kind):
    return [(row.attempt.generation, row.done, row.next) for row in outstanding.rows(kind)]


def changed(generation, **fields):
    generation.attempts.update(**fields)
    return generation


def ago(**span):
    return timezone.now() - timedelta(**span)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.UNCONFIRMED])
def test_what_goes_as_it_should_does_not_count(alice, status):
    make.generation(alice, status)
    assert outstanding.total() == 0


def test_what_is_under_way_is_one_number(alice):
    make.generation(alice, Status.GENERATING)
    make.generation(alice, Status.COLLECTING)
    make.generation(alice, Status.SUCCEEDED)
    make.generation(alice, Status.FAILED)
    counts = outstanding.counts()
    assert (counts.under_way, counts.total) == (2, 0)


def test_an_answer_that_is_awaited_for_a_moment_is_no_trouble(alice):
    made = make.generation(alice, Status.SUBMITTING)
    assert outstanding.total() == 0
    changed(made, started_at=ago(seconds=30))
    ((found, done, then),) = of(Kind.UNANSWERED)
    assert (found, done) == (made, "It is being sent, and no answer has come yet")
    assert then == "Counts as unanswered in about 60 s"


def test_an_unconfirmed_one_says_when_it_is_searched_for_again(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    ((_, done, then),) = of(Kind.UNANSWERED)
    assert (done, then) == ("Not searched for in the provider's list yet", "Searched for again any moment")
    changed(made, searches=8, searched_at=ago(seconds=170))
    ((_, done, then),) = of(Kind.UNANSWERED)
    assert done == "Searched for in the provider's list 8 times, last 3 min ago"
    assert then == "Searched for again in about 2 min"


def test_after_a_day_of_searching_a_person_has_to_decide(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    Attempt.searched([made.attempts.get().pk], most=1)
    assert outstanding.total() == 1
    ((_, done, then),) = of(Kind.UNANSWERED)
    assert done.startswith("Searched for in the provider's list once")
    assert then == "Nobody searches any more: decide"
    made.give_up()
    assert outstanding.total() == 0


@pytest.mark.parametrize("decision", ["send_again", "give_up"])
@pytest.mark.parametrize("begin", [lambda alice: make.generation(alice, Status.UNCONFIRMED), make.overdue])
def test_what_somebody_has_decided_is_still_told_of_and_does_not_count(alice, begin, decision):
    made = begin(alice)
    assert outstanding.total() == 1
    assert getattr(made, decision)()
    assert outstanding.total() == 0
    assert [found for found, *_ in of(Kind.DECIDED)] == [made]


def test_the_second_attempt_counts_and_the_first_was_decided(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    made.send_again()
    second = Attempt.begin(made.pk)
    second.unknown("read timeout")
    (row,) = outstanding.rows(Kind.UNANSWERED)
    assert row.attempt == second
    assert outstanding.counts().of == {"unanswered": 1, "decided": 1}


def test_an_overdue_one_says_when_it_is_looked_at_again(alice, settings):
    made = make.overdue(alice)
    assert of(Kind.OVERDUE)[0][2] == "Looked at any moment"
    changed(made, looks=2, looked_at=ago(seconds=60))
    ((_, done, then),) = of(Kind.OVERDUE)
    assert done == "Looked at since it is overdue twice, last 60 s ago"
    assert then == "Looked at again in about 3 min"
    settings.GENERATION_DEADLINE = 86400
    assert outstanding.total() == 0


def test_a_finished_one_that_cannot_be_fetched_says_why_and_until_when_there_is_hope(alice):
    made = make.generation(alice, Status.COLLECTING)
    attempt = made.attempts.get()
    attempt.ask_again("The address gave a page, no picture.")
    attempt.sightings.update(at=ago(minutes=20))
    ((_, done, then),) = of(Kind.FINISHED)
    assert done == "Fetched without success once: The address gave a page, no picture."
    assert then == "Fetched again within a minute; the provider keeps it for another 40 min"


def test_an_address_says_itself_until_when_there_is_hope(alice):
    made = make.generation(alice, Status.COLLECTING)
    made.attempts.get().sightings.update(at=ago(minutes=2))
    end = int(timezone.now().timestamp()) + 300
    changed(made, urls=[f"https://cdn.example.com/a.png?token=exp={end}~hmac=1"])
    assert of(Kind.FINISHED)[0][2].endswith("keeps it for another 5 min")


def test_what_was_fetched_and_is_not_stored_yet_counts_after_a_minute(alice):
    made = make.generation(alice, Status.COLLECTING)
    changed(made, incoming=["incoming/1-0"])
    assert outstanding.total() == 0
    made.attempts.get().sightings.update(at=ago(minutes=2))
    assert of(Kind.FINISHED)[0][2] == "It was fetched, and is being verified and stored"


def test_a_given_up_one_counts_for_a_month_or_until_there_is_a_picture(alice):
    made = make.given_up(alice)
    ((found, done, then),) = of(Kind.GIVEN_UP)
    assert (found, done, then) == (made, "Not finished after a day", "Nothing happens by itself any more")
    changed(made, started_at=ago(days=31))
    assert outstanding.total() == 0
    changed(made, started_at=ago(days=29))
    assert outstanding.total() == 1
    made.retry()
    second = Attempt.begin(made.pk)
    second.accepted("task-2", 200, "")
    make.Picture.keep(second, 0, make.picture())
    second.collected(64, 48)
    assert outstanding.total() == 0


def test_candidates_stand_beside_what_they_may_belong_to(alice, bob):
    one, other, third = (make.generation(member, Status.UNCONFIRMED) for member in (alice, bob, bob))
    shared, single = make.stray(one, other), make.stray(other)
    found = {row.attempt.generation: list(row.candidates) for row in outstanding.rows(Kind.UNANSWERED)}
    assert found == {one: [shared], other: [shared, single], third: []}
    assert outstanding.counts().unclaimed == 0


def test_what_was_kept_for_one_that_is_decided_counts_until_it_is_matched_or_dismissed(alice):
    one, other = (make.generation(alice, Status.UNCONFIRMED) for _ in range(2))
    first, second = make.stray(one), make.stray(other)
    make.stray(one, pictures=0)
    for made in (one, other):
        made.give_up()
    assert outstanding.total() == outstanding.counts().unclaimed == 2
    assert [stray.unanswered for stray in outstanding.unclaimed_rows()] == [
        [one.attempts.get()],
        [other.attempts.get()],
    ]
    assert first.match(one.attempts.get(), "matched")
    assert second.dismiss()
    assert outstanding.total() == 0
    assert UnclaimedPicture.objects.filter(stray=second).exists()


def test_a_page_shows_the_oldest_and_the_count_tells_of_all(alice):
    made = [make.generation(alice, Status.UNCONFIRMED) for _ in range(outstanding.MOST + 1)]
    assert [found for found, *_ in of(Kind.UNANSWERED)] == made[:-1]
    assert outstanding.total() == len(made)


def test_the_list_that_shows_nothing_says_so_only_after_some_searches(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    assert not outstanding.of(made).hopeless
    changed(made, searches=outstanding.ENOUGH_SEARCHES, searched_at=ago(seconds=5))
    assert outstanding.of(made).hopeless
    make.stray(made)
    assert not outstanding.of(made).hopeless


def test_among_too_many_strangers_nobody_says_that_there_is_nothing(alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    changed(made, searches=20, searched_at=ago(seconds=5))
    Stray.record(made.model, [f"task-{number}" for number in range(40)], [made.attempts.get().pk], None)
    row = outstanding.of(made)
    assert (row.hopeless, row.crowded, row.candidates) == (False, True, [])


def test_an_outage_says_since_when_and_when_it_is_tried_again(alice):
    Lease.take(ENGINE, "somebody", 30)
    assert outstanding.outage() is None
    make.generation(alice)
    Provider.announce("The provider refuses the key.", held=True, next_try_at=timezone.now() + timedelta(seconds=50))
    Provider.objects.update(noticed_at=ago(hours=3))
    Provider.announce("The provider refuses the key.", held=True, next_try_at=timezone.now() + timedelta(seconds=60))
    found = outstanding.outage()
    assert (found.held, found.age, found.next_try, found.waiting) == (True, "3 h", "in about 60 s", 1)
    Provider.announce("")
    assert outstanding.outage() is None
    assert Provider.current().noticed_at is None


def test_a_worker_that_does_not_run_is_an_outage(db):
    Lease.objects.update(until=ago(minutes=10))
    found = outstanding.outage()
    assert "worker process does not run" in found.notice
    assert found.age == "10 min"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (5400, "2 h"), (172800, "2 days")],
)
def test_spans_in_words(seconds, words):
    assert outstanding.span(seconds) == words
