"""The history: newest first, a page at a time, sets whole, days named once."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from generator.models import Favourite, Generation, Member, Status
from generator.sets import sets_of
from tests import make


def walk(browser, scope="team"):
    """Every stretch of the history, from the top down, as a browser that follows "Older" would see it."""
    pages, address = [], f"/generations/?scope={scope}"
    while address:
        pages.append(browser.get(address).content.decode())
        found = re.search(r'<p id="more".*?href="/([^"]+)"', pages[-1], re.S)
        address = "/generations/" + found[1].replace("&amp;", "&") if found else None
        assert len(pages) < 50
    return pages


def many(author, count, **fields):
    for _ in range(count):
        make.generation(author, **fields)


def cards(page):
    return re.findall(r'id="generation-([0-9a-f-]{36})"', page)


def test_an_empty_history_says_how_to_begin(as_alice):
    for address, sentence in (("/", "The wall is empty"), ("/?scope=mine", "Nothing of yours yet")):
        assert sentence in as_alice.get(address).content.decode()


@pytest.mark.parametrize("count", [29, 30, 31, 60, 61, 75])
def test_every_generation_is_on_exactly_one_page_newest_first(as_alice, alice, count):
    many(alice, count)
    seen = [uuid for page in walk(as_alice) for uuid in cards(page)]
    assert seen == [str(one.uuid) for one in Generation.objects.order_by("-id")]


@pytest.mark.parametrize("lead", range(26, 31))
def test_variations_are_never_torn_apart_by_the_end_of_a_page(as_alice, alice, bob, lead):
    many(bob, 5)
    four = [str(one.uuid) for one in make.group(alice, 4)]
    many(bob, lead)
    pages = [cards(page) for page in walk(as_alice)]
    with_them = [page for page in pages if set(four) & set(page)]
    assert len(with_them) == 1
    assert sum(map(len, pages)) == len({uuid for page in pages for uuid in page}) == 9 + lead
    assert [uuid for uuid in with_them[0] if uuid in four] == four


def test_mine_walks_past_what_others_made(as_alice, alice, bob):
    for _ in range(35):
        make.generation(alice)
        make.generation(bob)
    seen = [uuid for page in walk(as_alice, "mine") for uuid in cards(page)]
    assert len(seen) == 35
    assert set(seen) == {str(one.uuid) for one in alice.generations.all()}


@pytest.mark.parametrize("before", ["", "x", "-1", "0x10", "²", "1e9", "9" * 18, "9" * 40, "\0", "' --"])
def test_a_cursor_that_is_none_begins_at_the_top(as_alice, alice, before):
    made = make.generation(alice)
    for address in ("/", "/generations/"):
        answer = as_alice.get(address, {"before": before}, follow=True)
        assert answer.status_code == 200
        assert cards(answer.content.decode()) == [str(made.uuid)]


def test_before_the_first_there_is_nothing(as_alice, alice):
    made = make.generation(alice)
    assert cards(as_alice.get("/generations/", {"before": made.pk}).content.decode()) == []


def test_a_scope_that_is_none_is_the_teams(as_alice, bob):
    made = make.generation(bob)
    assert cards(as_alice.get("/generations/?scope=everything").content.decode()) == [str(made.uuid)]


def test_the_fragment_is_no_page_and_the_studio_is(as_alice, alice):
    many(alice, 31)
    fragment, page = (as_alice.get(address).content.decode() for address in ("/generations/", "/"))
    assert "<html" not in fragment
    assert "<html" in page
    assert cards(fragment) == cards(page)
    assert 'id="composer"' in page


def test_older_pages_open_without_javascript(as_alice, alice):
    many(alice, 31)
    first = as_alice.get("/").content.decode()
    address = re.search(r'<p id="more".*?href="([^"]+)"', first, re.S)[1].replace("&amp;", "&")
    second = as_alice.get(address).content.decode()
    assert len(cards(second)) == 1
    assert re.search(r'class="newest there".*?href="/\?"', second, re.S)
    newer = re.search(r'<p id="newer".*?href="([^"]+)"', second, re.S)[1]
    assert cards(as_alice.get(newer).content.decode()) == cards(first)


def test_a_finished_card_that_was_shown_before_is_never_out_of_date(as_alice, as_bob, alice, bob, monkeypatch):
    made = make.generation(alice, Status.SUCCEEDED, "A red kite")
    heart = re.compile(r'data-favourite="[^"]*"\s+aria-pressed="(\w+)"')
    for browser, pressed in ((as_alice, "false"), (as_bob, "false")):
        assert heart.search(browser.get("/").content.decode())[1] == pressed
    Favourite.objects.create(member=bob, generation=made)
    assert heart.search(as_bob.get("/").content.decode())[1] == "true"
    assert heart.search(as_alice.get("/").content.decode())[1] == "false"
    Member.objects.filter(pk=alice.pk).update(first_name="Ada", last_name="King")
    for browser in (as_alice, as_bob):
        assert '<span class="card-name">Ada King</span>' in browser.get("/").content.decode()
    assert re.search(r"\sdata-own\b", as_alice.get("/").content.decode())
    assert not re.search(r"\sdata-own\b", as_bob.get("/").content.decode())
    now = timezone.now()
    assert 'data-day-label="Today"' in as_bob.get("/").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    assert 'data-day-label="Yesterday"' in as_bob.get("/").content.decode()


def test_no_day_is_headed_twice(as_alice, alice):
    now = timezone.now()
    for days in (3, 2, 1, 0):
        many(alice, 17, created=now - timedelta(days=days))
    headings = [
        heading for page in walk(as_alice) for heading in re.findall(r'<h2 class="day" id="day-([\d-]+)"', page)
    ]
    assert headings == [(now - timedelta(days=days)).date().isoformat() for days in range(4)]


def test_what_is_found_here_and_there_stands_under_its_month_unless_it_is_of_today_or_yesterday(
    as_alice, alice, monkeypatch
):
    zone = timezone.get_current_timezone()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 15, 12, tzinfo=zone))
    for month, day in ((2, 3), (2, 20), (3, 1), (3, 14), (3, 15)):
        make.generation(alice, Status.FAILED, prompt="A lamp", created=datetime(2026, month, day, 12, tzinfo=zone))
    for query, heads in {
        "q=lamp": ["Today", "Yesterday", "March", "February"],
        "status=failed": ["Today", "Yesterday", "March", "February"],
        "by=alice": ["Today", "Yesterday", "Sunday 1 March", "Friday 20 February", "Tuesday 3 February"],
    }.items():
        assert re.findall(r'class="day"[^>]*>([^<]+)<', as_alice.get(f"/?{query}").content.decode()) == heads


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ((2026, 3, 15), "Today"),
        ((2026, 3, 14), "Yesterday"),
        ((2026, 3, 13), "Friday 13 March"),
        ((2026, 1, 1), "Thursday 1 January"),
        ((2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_days_are_called_what_people_call_them(monkeypatch, alice, day, label):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 15, 12, tzinfo=timezone.get_current_timezone()))
    made = make.generation(alice, created=datetime(*day, 12, tzinfo=timezone.get_current_timezone()))
    assert sets_of([made])[0].day_label == label


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_card_and_a_page(as_alice, as_bob, alice, status):
    made = make.generation(alice, status, prompt="A quiet lake")
    for browser in (as_alice, as_bob):
        page = browser.get("/").content.decode()
        assert f'data-status="{status}"' in page
        assert "A quiet lake" in page
        assert f'data-status="{status}"' in browser.get(f"/generations/{made.uuid}/").content.decode()


def test_a_failure_says_why(as_bob, alice):
    made = make.generation(alice, Status.FAILED)
    for address in ("/", f"/generations/{made.uuid}/"):
        assert "The provider refused this prompt." in as_bob.get(address).content.decode()


def test_what_failed_at_the_provider_is_for_admins_only(as_alice, alice):
    made = make.generation(alice, Status.FAILED)
    for address in ("/", f"/generations/{made.uuid}/"):
        assert "400 said no" not in as_alice.get(address).content.decode()
