"""A reference gets a name and a pin, which are the whole team's."""

import html

import pytest
from django.urls import reverse

from generator.models import Reference
from tests import make


@pytest.fixture
def mug(alice):
    return make.reference(alice, label="mug.png")


def name(browser, reference, given):
    return browser.post(reverse("reference-name", args=[reference.uuid]), {"name": given})


def pin(browser, reference, **fields):
    return browser.post(reverse("reference-pin", args=[reference.uuid]), fields)


def fresh(reference):
    reference.refresh_from_db()
    return reference


def test_anybody_may_name_anybodys(as_bob, mug):
    answer = name(as_bob, mug, "  Brand \t logo\n ")
    assert fresh(mug).name == "Brand logo"
    assert 'value="Brand logo"' in answer.content.decode()
    name(as_bob, mug, "")
    assert fresh(mug).name == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\0b", "a b"),
        ("\u202eevil", "evil"),
        ("é" * 80, "é" * 80),
        ("<b>&", "<b>&"),
        ("   ", ""),
    ],
)
def test_what_cannot_be_seen_is_left_out(as_alice, mug, given, kept):
    page = name(as_alice, mug, given).content.decode()
    assert fresh(mug).name == kept
    assert "<b>" not in page


def test_a_name_that_is_too_long_is_refused_and_stays_to_be_mended(as_alice, mug):
    answer = name(as_alice, mug, "n" * 81)
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert "The name has 81 letters; the limit is 80." in page
    assert "n" * 81 in page
    assert fresh(mug).name == ""


def test_a_pin_is_set_once_and_taken_back_by_anybody(as_alice, as_bob, mug):
    assert 'aria-pressed="true"' in pin(as_alice, mug).content.decode()
    since = fresh(mug).pinned_at
    pin(as_bob, mug)
    assert fresh(mug).pinned_at == since
    assert 'aria-pressed="false"' in pin(as_bob, mug, off="yes").content.decode()
    pin(as_bob, mug, off="yes")
    assert fresh(mug).pinned_at is None


def test_a_name_does_not_touch_the_pin_nor_the_pin_the_name(as_alice, mug):
    name(as_alice, mug, "Mug")
    pin(as_alice, mug)
    name(as_alice, mug, "Our mug")
    assert (fresh(mug).name, bool(mug.pinned_at)) == ("Our mug", True)


def test_what_is_known_of_it_is_told(as_bob, mug):
    page = as_bob.get(reverse("reference-about", args=[mug.uuid])).content.decode()
    assert "64 × 48, added by Alice Adams on" in page
    assert Reference.objects.get() == mug
