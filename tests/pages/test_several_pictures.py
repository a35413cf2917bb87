"""A generation may have several pictures: a result with several entries, or a late one of an earlier attempt."""

import pytest
from django.urls import reverse

from generator.models import Attempt, Picture, Status
from tests import make


@pytest.fixture
def made(alice):
    made = make.generation(alice, Status.SUCCEEDED)
    Picture.keep(make.attempt_of(made), 1, make.picture(colour="red", size=(48, 64)))
    return made


def page(browser, made):
    return browser.get(reverse("generation", args=[made.uuid])).content.decode()


def test_all_are_shown_each_with_its_own_actions(as_bob, made):
    text = page(as_bob, made)
    for number, picture in enumerate(made.pictures.all(), 1):
        assert f"Picture {number} of 2" in text
        assert f'href="{reverse("picture", args=[picture.uuid])}?download"' in text
        assert f"?as=reference&amp;picture={picture.uuid}" in text
    assert text.count("?download") == 2
    assert "64 × 48" in text
    assert "48 × 64" in text


def test_one_alone_is_not_counted(as_bob, alice):
    text = page(as_bob, make.generation(alice, Status.SUCCEEDED))
    assert "Picture 1 of 1" not in text
    assert text.count("?download") == 1


def test_the_one_that_was_asked_for_becomes_the_reference(as_bob, made):
    first, second = made.pictures.all()
    address = reverse("generation-use", args=[made.uuid]) + "?as=reference"
    for extra, picture in (("", first), (f"&picture={second.uuid}", second), ("&picture=none", first)):
        text = as_bob.get(address + extra, headers={"HX-Request": "true"}).content.decode()
        assert f'name="reference_ids" value="{picture.uuid}"' in text
        assert text.count('name="reference_ids"') == 1


def test_its_card_shows_the_first(as_bob, made):
    first, second = made.pictures.all()
    text = as_bob.get("/").content.decode()
    assert str(first.uuid) in text
    assert str(second.uuid) not in text


def test_what_came_of_the_first_attempt_is_enough_while_the_second_is_unconfirmed(as_alice, alice):
    made = make.generation(alice, Status.UNCONFIRMED)
    first, stray = make.attempt_of(made), make.stray(made)
    made.send_again()
    Attempt.begin(made.pk).unknown("read timeout")
    assert stray.match(first, "matched")
    text = page(as_alice, made)
    assert reverse("picture", args=[made.pictures.get().uuid]) in text
    assert "Send again" not in text
