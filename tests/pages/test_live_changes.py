"""What a page has not seen yet: new sets, changed cards, and the line that everybody is told."""

import pytest
from django.urls import reverse

from generator import live
from generator.models import Feed, Provider, Status
from tests import make


@pytest.fixture
def alices_view(alice):
    return live.viewer_of(alice, "team")


@pytest.fixture
def bobs_view(bob):
    return live.viewer_of(bob, "team")


def test_nothing_new_is_nothing(alice, alices_view):
    make.generation(alice)
    assert live.since(Feed.newest(), alices_view) == (Feed.newest(), "")


def test_a_new_set_comes_whole_and_once(alice, bobs_view):
    start = Feed.newest()
    made = make.group(alice, 3)
    number, html = live.since(start, bobs_view)
    assert number == Feed.newest() == start + 3
    assert html.count('class="set"') == 1
    assert all(html.count(f'id="generation-{one.uuid}"') == 1 for one in made)
    assert html.count("<hx-partial") == 1


def test_a_changed_card_comes_alone(alice, bobs_view):
    made = make.group(alice, 2)
    start = Feed.newest()
    made[0].cancel()
    number, html = live.since(start, bobs_view)
    assert number == start + 1
    assert 'data-status="canceled"' in html
    assert 'class="set"' not in html
    assert str(made[1].uuid) not in html


def test_a_card_that_changed_twice_comes_once_as_it_is_now(alice, bobs_view):
    made = make.generation(alice)
    start = Feed.newest()
    attempt = make.Attempt.begin(made.pk)
    attempt.accepted("remote-1", 200, "")
    _, html = live.since(start, bobs_view)
    assert html.count("<article") == 1
    assert 'data-status="generating"' in html


def test_only_the_author_gets_a_button_to_cancel(alice, alices_view, bobs_view):
    start = Feed.newest()
    button = reverse("generation-cancel", args=[make.generation(alice).uuid])
    assert button in live.since(start, alices_view)[1]
    assert button not in live.since(start, bobs_view)[1]


def test_mine_hears_nothing_of_colleagues(alice, bob):
    start = Feed.newest()
    make.generation(alice, prompt="Painted by Alice")
    make.generation(bob, prompt="Painted by Bob")
    _, html = live.since(start, live.viewer_of(bob, "mine"))
    assert "Painted by Bob" in html
    assert "Painted by Alice" not in html


def test_the_line_for_everybody_comes_and_goes(bob):
    view = live.viewer_of(bob, "mine")
    start = Feed.newest()
    Provider.announce("The provider asks for patience.")
    number, html = live.since(start, view)
    assert 'hx-target="#notice"' in html
    assert "The provider asks for patience." in html
    Provider.announce("")
    _, html = live.since(number, view)
    assert 'hx-target="#notice"' in html
    assert "hidden" in html


def test_a_line_that_was_told_already_is_not_told_again(alices_view):
    Provider.announce("Patience.")
    start = Feed.newest()
    Provider.announce("Patience.")
    assert live.since(start, alices_view) == (start, "")


def test_too_much_at_once_asks_for_a_new_page(monkeypatch, alice, alices_view):
    start = Feed.newest()
    monkeypatch.setattr(live, "MOST_CHANGES", 5)
    for _ in range(5):
        make.generation(alice)
    assert live.since(start, alices_view)[1]
    make.generation(alice)
    assert live.since(start, alices_view) == (Feed.newest(), None)


def test_a_number_from_the_future_asks_for_a_new_page(alices_view):
    assert live.since(Feed.newest() + 1, alices_view) == (Feed.newest(), None)


def test_asking_gives_the_changes_and_where_to_go_on(as_bob, alice):
    start = Feed.newest()
    made = make.generation(alice)
    text = as_bob.get("/live/changes/", {"scope": "mine", "since": start}).content.decode()
    assert str(made.uuid) not in text
    answer = as_bob.get("/live/changes/", {"since": start})
    assert answer["Content-Type"].startswith("text/event-stream")
    assert str(made.uuid) in answer.content.decode()
    assert answer.content.decode().startswith(f"id: {Feed.newest()}\n")


@pytest.mark.parametrize("since", ["", "x", "-5", "9" * 30, "²", "\0"])
def test_asking_with_no_number_counts_as_having_seen_nothing(as_bob, alice, since):
    made = make.generation(alice)
    page = as_bob.get("/live/changes/", {"since": since}).content.decode()
    assert str(made.uuid) in page


def test_asking_after_too_much_says_so(monkeypatch, as_bob, alice):
    monkeypatch.setattr(live, "MOST_CHANGES", 0)
    make.generation(alice)
    assert "event: reload\n" in as_bob.get("/live/changes/?since=1").content.decode()


def test_the_stream_starts_where_the_page_ends(as_alice, alice):
    make.generation(alice, Status.SUCCEEDED)
    page = as_alice.get("/").content.decode()
    assert 'data-stream="/live/?scope="' in page
    assert f'data-since="{Feed.newest()}"' in page
