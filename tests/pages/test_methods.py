"""A page answers to the methods that it is meant for."""

import pytest
from django.urls import reverse

from tests.pages import addresses


@pytest.mark.parametrize("name", addresses.NAMES)
def test_nothing_can_be_deleted(as_alice, stranger, alice, name):
    browser = stranger if name == "login" else as_alice
    answer = browser.delete(addresses.existing(name, alice))
    assert answer.status_code == 405
    assert "DELETE" not in answer["Allow"]


@pytest.mark.parametrize("name", sorted(addresses.POST_ONLY))
def test_what_changes_something_is_not_reached_by_a_link(as_alice, alice, name):
    assert as_alice.get(addresses.existing(name, alice)).status_code == 405


@pytest.mark.parametrize("name", sorted(set(addresses.NAMES) - addresses.POST_ONLY - addresses.BOTH))
def test_what_only_shows_takes_no_post(as_alice, alice, name):
    assert as_alice.post(addresses.existing(name, alice)).status_code == 405


@pytest.mark.parametrize(
    "name", sorted(set(addresses.NAMES) - addresses.POST_ONLY - {"live", "setup", "login", "healthz"})
)
def test_a_head_is_answered_like_a_get(as_alice, alice, name):
    address = addresses.existing(name, alice)
    head = as_alice.head(address)
    assert not b"".join(head)
    assert head.status_code in (200, 204)


@pytest.mark.parametrize("name", [name for name in addresses.NAMES if addresses.missing(name)])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_is_not_there_is_a_404(as_alice, name, headers):
    address = addresses.missing(name)
    send = as_alice.post if name in addresses.POST_ONLY else as_alice.get
    answer = send(address, headers=headers)
    assert answer.status_code == 404
    assert "Nothing is here" in answer.content.decode()


def test_an_address_that_is_none_is_a_page_too(as_alice):
    assert as_alice.get("/generations/not-a-uuid/").status_code == 404


def test_the_stream_says_where_it_is_to_be_had(as_alice):
    assert as_alice.get(reverse("live")).status_code == 501


@pytest.mark.parametrize("name", sorted(addresses.POST_ONLY - {"webhook"} | {"generations", "password"}))
def test_a_form_of_another_site_does_nothing(alice, name):
    from django.test import Client  # noqa: PLC0415 - one that checks where a form comes from

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    address = addresses.existing(name, alice)
    before = list(alice.generations.values_list("status"))
    answer = browser.post(address, {"prompt": "A lake", "count": 1})
    assert answer.status_code == 403
    assert "This page was too old" in answer.content.decode()
    assert list(alice.generations.values_list("status")) == before
