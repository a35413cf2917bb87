"""Nobody without an account gets anything, except where an account is got."""

import pytest
from django.urls import reverse

from tests.pages import addresses


def test_the_urlconf_is_all_here():
    assert len(addresses.NAMES) == len(set(addresses.NAMES)) >= 19
    assert set(addresses.NAMES) >= addresses.OPEN | addresses.POST_ONLY | addresses.BOTH | addresses.BYTES


@pytest.mark.parametrize("name", addresses.CLOSED)
def test_a_stranger_is_sent_to_sign_in(stranger, alice, name):
    send = stranger.post if name in addresses.POST_ONLY else stranger.get
    answer = send(addresses.existing(name, alice))
    assert answer.status_code == 302
    assert answer["Location"].partition("?")[0] == reverse("login")
    assert answer.content == b""


@pytest.mark.parametrize("name", addresses.CLOSED)
def test_a_strangers_htmx_request_becomes_a_whole_page(stranger, alice, name):
    send = stranger.post if name in addresses.POST_ONLY else stranger.get
    answer = send(addresses.existing(name, alice), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"].partition("?")[0] == reverse("login")
    assert answer.content == b""


@pytest.mark.parametrize("name", sorted(addresses.BYTES))
def test_a_picture_is_not_served_to_a_stranger(stranger, alice, name):
    address = addresses.existing(name, alice)
    for extra in ("", "?download", "?next=/"):
        for headers in ({}, {"If-None-Match": "*"}, {"Range": "bytes=0-9"}, {"HX-Request": "true"}):
            answer = stranger.get(address + extra, headers=headers)
            assert answer.content == b""
            assert "ETag" not in answer
            assert not answer.streaming


def test_a_wrong_session_cookie_is_a_stranger(stranger):
    stranger.cookies["sessionid"] = "made-up"
    assert stranger.get("/").status_code == 302


def test_a_deactivated_member_is_out_at_once(as_alice, alice):
    assert as_alice.get("/").status_code == 200
    alice.is_active = False
    alice.save()
    assert as_alice.get("/").status_code == 302


@pytest.mark.parametrize("name", ["login", "healthz"])
def test_some_pages_need_no_account(stranger, name):
    assert stranger.get(reverse(name)).status_code in (200, 503)


def test_a_member_comes_back_to_the_page_and_not_to_the_fragment_that_asked(stranger):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/?scope=mine"}
    answer = stranger.get("/live/changes/?since=4", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/login/?next=/%3Fscope%3Dmine"


@pytest.mark.parametrize("elsewhere", ["http://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_current_page_that_is_not_ours_is_not_believed(stranger, elsewhere):
    headers = {"HX-Request": "true", "HX-Current-URL": elsewhere}
    assert "evil" not in stranger.get("/live/changes/", headers=headers)["HX-Redirect"]
    assert "javascript" not in stranger.get("/live/changes/", headers=headers)["HX-Redirect"]


def test_a_member_who_signs_in_after_a_lost_post_lands_on_a_page(stranger, alice):
    answer = stranger.post("/generations/", {"prompt": "A lake", "count": 1})
    assert answer["Location"] in ("/accounts/login/", "/accounts/login/?next=/")
