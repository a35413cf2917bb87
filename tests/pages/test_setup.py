"""The first account: made by whoever has seen the start of the program, once."""

import pytest
from django.test import Client

from generator.models import Member
from generator.models.members import setup_token

FORM = {"username": "ada", "password1": "a rather good one 9", "password2": "a rather good one 9"}
pytestmark = pytest.mark.django_db


def address(token=None):
    return f"/setup/?token={token or setup_token()}"


@pytest.mark.parametrize("token", ["", "wrong", "0" * 32, "é", "\0", "x" * 5000])
def test_a_wrong_token_is_refused(client, token):
    for answer in (client.get("/setup/", {"token": token}), client.post("/setup/", {**FORM, "token": token})):
        assert answer.status_code == 403
        assert "This link no longer works" in answer.content.decode()
    assert not Member.objects.exists()


def test_the_link_shows_a_form(client):
    page = client.get(address())
    assert page.status_code == 200
    assert "Create the admin" in page.content.decode()


def test_the_form_makes_an_admin_who_is_signed_in(client):
    answer = client.post(address(), {**FORM, "token": setup_token()})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    ada = Member.objects.get()
    assert (ada.username, ada.is_staff, ada.is_superuser, ada.is_active) == ("ada", True, True, True)
    assert ada.check_password(FORM["password1"])
    assert client.get("/").status_code == 200
    assert client.get("/admin/").status_code == 200


def test_the_link_is_useless_afterwards(client):
    client.post(address(), FORM)
    other = Client()
    assert other.get(address()).status_code == 403
    assert other.post(address(), {**FORM, "username": "eve"}).status_code == 403
    assert client.get(address()).status_code == 403
    assert Member.objects.count() == 1


def test_the_link_is_useless_where_there_is_any_member(client, bob):
    assert client.get(address()).status_code == 403


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password2": "something else 9"}, "match"),
        ({"password1": "123", "password2": "123"}, "too short"),
        ({"password1": "12345678901", "password2": "12345678901"}, "numeric"),
        ({"password1": "password", "password2": "password"}, "too common"),
        ({"username": "a b"}, "valid username"),
        ({"username": ""}, "required"),
    ],
)
def test_what_will_not_do_is_told_and_the_link_stays_good(client, change, sentence):
    answer = client.post(address(), {**FORM, "token": setup_token(), **change})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert setup_token() in page
    assert not Member.objects.exists()


def test_a_form_of_another_site_makes_no_admin():
    answer = Client(enforce_csrf_checks=True).post(address(), FORM)
    assert answer.status_code == 403
    assert not Member.objects.exists()


def test_the_token_hangs_on_the_secret_key(settings):
    before = setup_token()
    settings.SECRET_KEY = "another secret"
    assert setup_token() != before
