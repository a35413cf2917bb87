"""Sign in, sign out, change the password, be locked out for a while."""

import pytest
from django.conf import settings

from tests.conftest import PASSWORD

LOGIN = "/accounts/login/"


def sign_in(browser, username="alice", password=PASSWORD, **extra):
    return browser.post(LOGIN, {"username": username, "password": password, **extra})


def test_the_right_password_opens_the_studio(stranger, alice):
    answer = sign_in(stranger)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize(
    ("username", "password"), [("alice", "wrong"), ("nobody", PASSWORD), ("alice", ""), ("\0", "x")]
)
def test_anything_else_does_not(stranger, alice, username, password):
    answer = sign_in(stranger, username, password)
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()
    assert stranger.get("/").status_code == 302


def test_a_wrong_name_and_a_wrong_password_are_told_alike(stranger, alice):
    answers = [sign_in(stranger, name, "wrong").content.decode() for name in ("alice", "nobody")]
    sentences = [page.partition('class="error"')[2].partition("</p>")[0] for page in answers]
    assert sentences[0] == sentences[1] != ""


def test_a_deactivated_member_cannot_sign_in(stranger, alice):
    alice.is_active = False
    alice.save()
    assert sign_in(stranger).status_code == 200
    assert stranger.get("/").status_code == 302


def test_the_page_that_was_wanted_is_kept(stranger, alice):
    sent_to = stranger.get("/generations/?scope=mine")["Location"]
    page = stranger.get(sent_to).content.decode()
    assert 'name="next" value="/generations/?scope=mine"' in page
    assert sign_in(stranger, next="/generations/?scope=mine")["Location"] == "/generations/?scope=mine"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "http:///evil.example", "\\\\evil.example"],
)
def test_the_way_never_leads_off_the_site(stranger, alice, elsewhere):
    assert sign_in(stranger, next=elsewhere)["Location"] == "/"


def test_who_is_signed_in_needs_no_sign_in(as_alice):
    assert as_alice.get(LOGIN)["Location"] == "/"
    assert as_alice.get(LOGIN + "?next=//evil.example/")["Location"] == "/"


def test_signing_out(as_alice):
    assert as_alice.post("/accounts/logout/")["Location"] == LOGIN
    assert as_alice.get("/").status_code == 302


def test_signing_out_twice_is_no_fault(stranger):
    assert stranger.post("/accounts/logout/").status_code == 302


def test_too_many_wrong_passwords_pause_the_account(stranger, alice):
    answers = [sign_in(stranger, password="wrong") for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert [answer.status_code for answer in answers[:-1]] == [200] * (settings.AXES_FAILURE_LIMIT - 1)
    paused = sign_in(stranger)
    assert paused.status_code == 429
    assert "Wait 15 minutes" in paused.content.decode()
    assert stranger.get("/").status_code == 302


def test_one_paused_account_pauses_nobody_else(stranger, alice, bob):
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        sign_in(stranger, password="wrong")
    assert sign_in(stranger, "bob").status_code == 302


def test_another_address_is_not_paused(stranger, alice):
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        sign_in(stranger, password="wrong")
    form = {"username": "alice", "password": PASSWORD}
    assert stranger.post(LOGIN, form, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_good_sign_in_forgets_the_wrong_ones(stranger, alice):
    for _ in range(3):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            sign_in(stranger, password="wrong")
        assert sign_in(stranger).status_code == 302
        stranger.post("/accounts/logout/")


def change(browser, old, new, again=None):
    form = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return browser.post("/accounts/password/", form, follow=True)


def test_a_changed_password_works_and_the_old_one_does_not(as_alice, stranger):
    answer = change(as_alice, PASSWORD, "another good one 77")
    assert "Your password was changed." in answer.content.decode()
    assert as_alice.get("/").status_code == 200
    assert sign_in(stranger).status_code == 200
    assert sign_in(stranger, password="another good one 77").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("wrong", "another good one 77", None),
        (PASSWORD, "another good one 77", "a different one 77"),
        (PASSWORD, "12345678901", None),
        (PASSWORD, "password", None),
        (PASSWORD, "short1", None),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(as_alice, alice, old, new, again):
    page = change(as_alice, old, new, again).content.decode()
    assert 'class="error"' in page
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
