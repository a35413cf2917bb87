"""Forms that come without the token of their browser: nothing is done, and nothing else is spoiled by it."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from generator.models import Generation, Member
from tests.conftest import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture
def browser() -> Client:
    """One that has to prove where its forms come from, as every real one has."""
    return Client(enforce_csrf_checks=True)


def token(browser: Client, path: str = LOGIN) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(path).content.decode())
    assert found
    return found[1]


def sign_in(browser: Client, token: str, path: str = "", password: str = PASSWORD) -> HttpResponse:
    form = {"username": "alice", "password": password, "next": path, "csrfmiddlewaretoken": token}
    return browser.post(LOGIN, form)


def test_it_is_told_in_one_sentence_and_nothing_is_done(as_alice: Client, alice: Member) -> None:
    as_alice.handler.enforce_csrf_checks = True
    answer = as_alice.post("/generations/", {"prompt": "A form from nowhere", "count": "1"})
    assert answer.status_code == 403
    assert "This page was too old" in answer.content.decode()
    assert not Generation.objects.exists()


def test_it_leaves_the_sign_in_form_of_another_page_as_it_is(browser: Client, alice: Member) -> None:
    form = token(browser)
    kept = browser.cookies.pop("csrftoken")
    refused = browser.post("/draft/", {"prompt": "Saved as the page was left"})
    assert refused.status_code == 403
    assert not refused.cookies
    browser.cookies["csrftoken"] = kept.value
    assert sign_in(browser, form).status_code == 302


def test_who_signs_in_on_a_second_open_page_goes_where_it_leads(browser: Client, alice: Member) -> None:
    first, second = token(browser), token(browser)
    assert sign_in(browser, first)["Location"] == "/"
    answer = browser.get(sign_in(browser, second, "/?scope=mine")["Location"])
    assert (answer.status_code, answer["Location"]) == (302, "/?scope=mine")
    elsewhere = browser.get(sign_in(browser, second, "https://elsewhere.example/")["Location"])
    assert (elsewhere.status_code, elsewhere["Location"]) == (302, "/")


def test_a_form_of_another_site_makes_nobody_somebody_else(browser: Client, alice: Member, bob: Member) -> None:
    browser.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    assert sign_in(browser, "").status_code == 302
    assert browser.get("/").context["request"].user == bob


def test_who_has_not_signed_in_is_not_let_in_without_a_token(browser: Client, alice: Member) -> None:
    token(browser)
    assert sign_in(browser, "x" * 64).status_code == 403
    assert browser.get("/")["Location"].startswith(LOGIN)
