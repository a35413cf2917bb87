"""What the page says of its filters, and the addresses that its form and its chips lead to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from generator.models import Favourite, Member, Status
from tests import make
from tests.conftest import PASSWORD


def chips(browser, **asked):
    answer = browser.get("/", asked)
    return [(chip.label, chip.query) for chip in answer.context["shown"].chips]


def title(browser, address):
    answer = browser.get(address)
    return answer.context["shown"].title, answer.context["shown"].heading


def test_a_chip_for_each_filter_leads_to_the_rest(as_alice, bob):
    asked = {"q": "red  fox", "by": "BOB", "status": "failed", "references": "yes"}
    assert chips(as_alice, **asked) == [
        ("“red fox”", "by=BOB&status=failed&references=yes"),
        ("bob", "q=red+fox&status=failed&references=yes"),
        ("Failed", "q=red+fox&by=BOB&references=yes"),
        ("With references", "q=red+fox&by=BOB&status=failed"),
    ]
    assert chips(as_alice, scope="mine") == []
    for quoted in ('"red fox"', "“red fox”", "„red fox“ lake"):
        assert [label for label, _ in chips(as_alice, q=quoted)] == [quoted]
    assert chips(as_alice, scope="mine", favourites="yes") == [("Favourites", "scope=mine")]
    assert chips(as_alice, by="<ghost>") == [("<ghost>", "")]
    assert chips(as_alice, favourites="no", references="0") == []


def test_days_are_one_chip(as_alice):
    today = timezone.localdate()
    [(label, rest)] = chips(as_alice, since=str(today))
    assert (label, rest) == ("Since today", "")
    [(label, rest)] = chips(as_alice, since="2019-05-01", until="2019-05-03")
    assert (label, rest) == ("1 May 2019 to 3 May 2019", "")
    assert chips(as_alice, since="2019-05-01", until="2019-05-01") == [("1 May 2019", "")]


def test_days_that_were_given_the_wrong_way_round_are_turned(as_alice, alice):
    make.generation(alice)
    today, later = timezone.localdate(), timezone.localdate() + timedelta(days=3)
    answer = as_alice.get("/generations/", {"since": str(later), "until": str(today)})
    assert len(answer.context["history"].sets) == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", ("Team", "The team's pictures")),
        ("/?scope=mine", ("Mine", "My pictures")),
        ("/?favourites=yes", ("Favourites", "My favourites")),
        ("/?favourites=yes&q=fox", ("“fox”, Favourites", "“fox”, Favourites")),
        ("/?q=fox&scope=mine", ("“fox”, Mine", "“fox”, Mine")),
        ("/?status=unfinished", ("In progress, Team", "In progress, Team")),
    ],
)
def test_the_title_says_what_is_looked_at(as_alice, address, expected):
    assert title(as_alice, address) == expected


@pytest.mark.parametrize(
    ("address", "name"),
    [("/", "Team"), ("/?q=fox", "Team"), ("/?scope=mine", "Mine"), ("/?favourites=yes&q=fox", "Favourites")],
)
def test_the_navigation_shows_where_one_is(as_alice, address, name):
    page = as_alice.get(address).content.decode()
    assert page.count("aria-current=") == 1
    current = page[page.index("aria-current=") :]
    assert current.index(name) < current.index("</a>")


def test_a_form_without_a_script_leads_to_an_address_without_what_it_leaves_open(as_alice):
    answer = as_alice.get("/", {"q": " fox ", "by": "", "status": "", "since": "", "of": ""})
    assert answer.status_code == 302
    assert answer["Location"] == "/?q=fox"
    assert as_alice.get("/?q=").headers["Location"] == "/?"


def test_what_a_search_brings_is_no_page_of_its_own(as_alice, alice):
    make.generation(alice, Status.SUCCEEDED, "A red fox")
    part = as_alice.get("/view/", {"q": "fox"})
    assert "<html" not in part.content.decode()
    assert b'data-title="\xe2\x80\x9cfox\xe2\x80\x9d, Team"' in part.content
    assert part.content.count(b'<article class="card"') == 1
    for address in ("/view/", "/generations/"):
        navigated = as_alice.get(address, {"q": "fox"}, headers={"Sec-Fetch-Mode": "navigate"})
        assert navigated["Location"] == "/?q=fox"


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/?q=zeppelin", "No pictures match"),
        ("/?q=zeppelin&status=failed", "No pictures match"),
        ("/?favourites=yes", "No favourites yet"),
        ("/?status=unfinished", "Nothing is being made"),
        ("/?status=failed", "Nothing has failed"),
        ("/?scope=mine", "Nothing of yours yet"),
        ("/", "The wall is empty"),
    ],
)
def test_an_empty_view_says_why(as_alice, address, heading):
    assert f"<h2>{heading}</h2>" in as_alice.get(address).content.decode()


def test_who_has_left_can_still_be_looked_for(as_alice):
    Member.objects.create_user("zoe", "", PASSWORD, is_active=False)
    Member.objects.create_user("zora", "", PASSWORD)
    names = [member.username for member in as_alice.get("/").context["shown"].members]
    assert names == ["alice", "zora", "zoe"]


def test_a_heart_works_without_a_script(as_alice, alice):
    made = make.generation(alice, Status.SUCCEEDED)
    address = f"/generations/{made.uuid}/"
    assert as_alice.post(f"{address}favourite/")["Location"] == address
    assert Favourite.objects.count() == 1
    assert b'name="off"' in as_alice.get(address).content
    as_alice.post(f"{address}favourite/", {"off": "yes"})
    assert Favourite.objects.count() == 0
    assert b'name="off"' not in as_alice.get(address).content


def test_of_many_that_are_marked_those_without_a_picture_are_left_out(as_alice, alice):
    made = [make.generation(alice, status) for status in (Status.SUCCEEDED, Status.FAILED, Status.QUEUED)]
    uuids = [str(one.uuid) for one in made]
    assert as_alice.post("/generations/favourite/", {"generation": uuids}).status_code == 204
    assert [one.generation for one in Favourite.objects.all()] == made[:1]


def test_a_member_is_looked_for_in_what_everybody_made(as_alice):
    assert chips(as_alice, scope="mine", by="alice") == chips(as_alice, by="alice")


def test_what_is_searched_in_quotes_has_them_once(as_alice):
    assert chips(as_alice, q='"red fox"') == [('"red fox"', "")]
