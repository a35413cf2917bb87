"""A card in line says where it stands and when its picture comes, as everybody sees it."""

import html

import pytest
from django.urls import reverse

from generator.models import Generation, Provider, Status
from tests import make

HTMX = {"HX-Request": "true"}


def card(page, made):
    """The card of a generation in a page."""
    return (
        html.unescape(page.content.decode()).partition(f'id="generation-{made.uuid}"')[2].partition("</article>")[0]
    )


def test_a_colleague_sees_where_everybody_stands(as_bob, alice, bob):
    first, second = make.group(alice, 2)
    mine = make.generation(bob)
    for address in ("/", "/generations/"):
        page = as_bob.get(address)
        assert "Next in line" in card(page, first)
        assert "2nd in line" in card(page, mine)
        assert "3rd in line" in card(page, second)
        assert "goes out in a moment" in card(page, second)
        assert f'data-standing="{second.pk}"' in card(page, second)


def test_mine_alone_tells_the_place_among_all(as_bob, alice, bob):
    make.generation(alice)
    mine = make.generation(bob)
    assert "2nd in line" in card(as_bob.get("/?scope=mine"), mine)


def test_what_has_just_been_sent_in_has_its_place_in_the_answer(as_bob, alice):
    make.generation(alice)
    page = as_bob.post("/generations/", {"prompt": "A lake"}, headers=HTMX)
    assert "2nd in line" in card(page, Generation.objects.get(prompt="A lake"))


def test_what_is_tried_again_has_its_place_in_the_answer(as_alice, alice, bob):
    make.generation(bob)
    made = make.generation(alice, Status.FAILED)
    page = as_alice.post(reverse("generation-retry", args=[made.uuid]), headers=HTMX)
    assert "in line" in card(page, made)


def test_the_page_of_a_generation_says_the_same(as_bob, alice):
    make.generation(alice)
    made = make.generation(alice)
    page = as_bob.get(reverse("generation", args=[made.uuid])).content.decode()
    assert "2nd in line" in page
    assert "goes out in a moment" in page
    assert f'data-standing="{made.pk}"' in page


@pytest.mark.parametrize("status", [status for status in Status if status != Status.QUEUED])
def test_what_is_not_in_line_has_no_place(as_bob, alice, status):
    made = make.generation(alice, status)
    for address in ("/", reverse("generation", args=[made.uuid])):
        page = as_bob.get(address).content.decode()
        assert "data-standing" not in page
        assert "in line" not in page


def test_what_is_held_up_says_so_and_the_notice_says_why(as_bob, alice):
    Provider.announce("The provider's quota or credit is used up.", held=True)
    made = make.generation(alice)
    page = as_bob.get("/")
    assert "Next in line" in card(page, made)
    assert "held up for now" in card(page, made)
    assert "quota or credit is used up" in html.unescape(page.content.decode())
