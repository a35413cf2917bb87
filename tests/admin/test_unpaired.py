"""Paid, no picture yet: zero when all is well; what is not is there with its age and what happens next."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from generator.models import Lease, Member, Provider, Status
from generator.models.leases import ENGINE
from tests import make
from tests.conftest import browser_of

ADDRESS = "/admin/generator/attempt/unpaired/"


@pytest.fixture(autouse=True)
def worker(db):
    Lease.take(ENGINE, "somebody", 30)


def text(browser, address=ADDRESS):
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.content.decode()).split())


def decided(browser, decision, **fields):
    form = {name: getattr(value, "pk", value) for name, value in fields.items()}
    answer = browser.post(ADDRESS, {"decision": decision, **form}, follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    return html.unescape(answer.content.decode())


def test_its_address_is_the_one_that_is_linked():
    assert reverse("admin:generator_attempt_unpaired") == ADDRESS


def test_it_reads_zero_when_all_is_well(as_admin, alice):
    for status in set(Status) - {Status.UNCONFIRMED}:
        make.generation(alice, status)
    page = text(as_admin)
    assert "<strong>0</strong> All that was paid for has its picture." in page
    assert "3 under way as usual" in page
    assert '<button class="button' not in page


def test_the_front_page_leads_there_with_the_count(as_admin, alice):
    page = text(as_admin, "/admin/")
    assert f'href="{ADDRESS}"' in page
    assert "<strong>0</strong>" in page
    make.generation(alice, Status.UNCONFIRMED)
    assert "<strong>1</strong>" in text(as_admin, "/admin/")
    Provider.announce("The provider cannot be reached.")
    assert "The provider cannot be reached." in text(as_admin, "/admin/")


def test_everything_that_is_not_well_is_there(as_admin, alice, bob):
    lost, late, empty = (
        make.generation(alice, Status.UNCONFIRMED, prompt="A lost lake"),
        make.overdue(bob, prompt="A late lake"),
        make.given_up(alice, prompt="An empty lake"),
    )
    stuck = make.generation(alice, Status.COLLECTING, prompt="A stuck lake")
    make.attempt_of(stuck).ask_again("It was cut off.")
    page = text(as_admin)
    for expected in (
        "Sent, and no answer came",
        "Searched for again any moment.",
        "Finished, and not stored yet",
        "Fetched without success once: It was cut off.",
        "Overdue",
        "<strong>16 min</strong> old",
        "Given up",
        "Nothing happens by itself any more.",
        "A lost lake",
        "A late lake",
        "An empty lake",
        "A stuck lake",
    ):
        assert expected in page
    for made in (lost, late, empty, stuck):
        assert reverse("generation", args=[made.uuid]) in page


def test_an_outage_stands_on_top_with_the_button_that_ends_it(as_admin, alice):
    make.generation(alice)
    Provider.announce("The provider refuses the key.", held=True)
    page = text(as_admin)
    assert "The provider refuses the key." in page
    assert "for 0 s. Tried again" in page
    assert "1 waits in line." in page
    assert "Sending goes on." in decided(as_admin, "resume")
    assert not Provider.current().held


def test_a_candidate_is_matched_with_one_click(as_admin, alice, bob):
    one, other = make.generation(alice, Status.UNCONFIRMED), make.generation(bob, Status.UNCONFIRMED)
    stray = make.stray(one, other)
    page = text(as_admin)
    assert page.count(reverse("unclaimed-thumbnail", args=[stray.pictures.get().uuid])) == 2
    assert "Matched." in decided(as_admin, "match", stray=stray, generation=other)
    other.refresh_from_db()
    assert other.status == Status.SUCCEEDED
    assert other.pictures.get().sha256 == stray.pictures.get().sha256
    assert [remark.text for remark in other.attempts.get().remarks.all()] == ["matched by admin"]
    assert "found to belong to another" in decided(as_admin, "match", stray=stray, generation=one)


def test_a_candidate_goes_to_nobody_whose_it_cannot_be(as_admin, alice):
    one, other = (make.generation(alice, Status.UNCONFIRMED) for _ in range(2))
    form = {"decision": "match", "stray": make.stray(one).pk, "generation": other.pk}
    assert as_admin.post(ADDRESS, form).status_code == 404


@pytest.mark.parametrize(
    ("decision", "status", "remark"),
    [
        ("send_again", Status.QUEUED, "sent again by admin, knowing that it may be charged twice"),
        ("give_up", Status.FAILED, "given up by admin, knowing that it may have been charged"),
    ],
)
@pytest.mark.parametrize("begin", [lambda alice: make.generation(alice, Status.UNCONFIRMED), make.overdue])
def test_an_admin_decides_and_the_ledger_says_who(as_admin, alice, begin, decision, status, remark):
    made = begin(alice)
    decided(as_admin, decision, generation=made)
    made.refresh_from_db()
    assert made.status == status
    assert made.attempts.get().remarks.get().text == remark
    assert "nothing to decide any more" in decided(as_admin, decision, generation=made)
    assert made.attempts.get().remarks.count() == 1


def test_the_provider_is_asked_once_more(as_admin, alice):
    made = make.given_up(alice)
    attempt = made.attempts.get()
    decided(as_admin, "ask", attempt=attempt)
    made.refresh_from_db()
    assert made.status == Status.GENERATING
    assert attempt.remarks.last().text == "asked for once more by admin"
    assert "being asked for already" in decided(as_admin, "ask", attempt=attempt)


def test_a_kept_picture_is_given_to_one_that_was_given_up_or_to_nobody(as_admin, alice):
    one, other = (make.generation(alice, Status.UNCONFIRMED) for _ in range(2))
    late, foreign = make.stray(one), make.stray(other)
    for made in (one, other):
        made.give_up()
    assert "Kept pictures that nobody claimed" in text(as_admin)
    decided(as_admin, "match", stray=late, generation=one)
    one.refresh_from_db()
    assert one.status == Status.SUCCEEDED
    assert "nobody's candidate" in decided(as_admin, "dismiss", stray=foreign)
    assert "<strong>0</strong>" in text(as_admin)
    assert "belongs to a generation already" in decided(as_admin, "dismiss", stray=late)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"decision": "explode"},
        {"decision": "give_up"},
        {"decision": "give_up", "generation": "one"},
        {"decision": "give_up", "generation": "9" * 30},
        {"decision": "give_up", "generation": "12345"},
        {"decision": "match", "generation": "1"},
        {"decision": "ask", "attempt": "٣"},
    ],
)
def test_a_form_that_names_nothing_is_a_404(as_admin, form):
    assert as_admin.post(ADDRESS, form).status_code == 404


def test_only_admins_come_in(as_bob, stranger):
    staff = browser_of(Member.objects.create_user("carl", password=None, is_staff=True))
    for send in ("get", "post"):
        assert getattr(as_bob, send)(ADDRESS).status_code == 302
        assert getattr(stranger, send)(ADDRESS).status_code == 302
        assert getattr(staff, send)(ADDRESS).status_code == 403
    assert ADDRESS not in text(staff, "/admin/")


def test_a_form_of_another_site_decides_nothing(admin, alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.post(ADDRESS, {"decision": "give_up", "generation": made.pk}).status_code == 403
    made.refresh_from_db()
    assert made.status == Status.UNCONFIRMED


def test_no_inline_script_or_style(as_admin, alice):
    make.stray(make.generation(alice, Status.UNCONFIRMED))
    page = text(as_admin)
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


def grow(start, count):
    for number in range(start, start + count):
        author = Member.objects.create_user(f"member{number}", password=None)
        lost = make.generation(author, Status.UNCONFIRMED)
        make.stray(lost, make.generation(author, Status.UNCONFIRMED))
        make.stray(lost)
        make.overdue(author)
        make.given_up(author)
        make.attempt_of(make.generation(author, Status.COLLECTING)).ask_again("It was cut off.")
        decided = make.generation(author, Status.UNCONFIRMED)
        make.stray(decided)
        decided.give_up()


@pytest.mark.parametrize("address", [ADDRESS, "/admin/"])
def test_thirty_rows_cost_what_three_cost(as_admin, address):
    counts = []
    for start, rows in ((0, 3), (3, 12)):
        grow(start, rows)
        as_admin.get(address)
        with CaptureQueriesContext(connection) as captured:
            as_admin.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20
