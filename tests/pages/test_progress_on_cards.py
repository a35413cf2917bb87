"""A card of a picture that is being made shows how far it is, by the usual time."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from generator.imageapi import DEFAULT
from generator.models import Generation, Status
from tests import make


@pytest.fixture(params=["card", "page"])
def shown(request, as_bob):
    """How a generation is shown: in the history, and on its own page."""

    def shown(made):
        address = "/" if request.param == "card" else reverse("generation", args=[made.uuid])
        return as_bob.get(address).content.decode()

    return shown


def generating(author, seconds):
    made = make.generation(author, Status.GENERATING)
    Generation.objects.filter(pk=made.pk).update(accepted_at=timezone.now() - timedelta(seconds=seconds))
    return made


def bars(page):
    return re.findall(r"<progress[^>]*>", page)


def attribute(bar, name):
    found = re.search(rf'\b{name}="([^"]*)"', bar)
    return found and found[1]


def test_a_bar_says_how_far_it_is_and_what_it_is(alice, shown):
    [bar] = bars(shown(generating(alice, DEFAULT.usual_seconds / 2)))
    assert 40 < float(attribute(bar, "value")) < 90
    assert attribute(bar, "max") == "100"
    assert attribute(bar, "aria-label")
    assert float(attribute(bar, "data-usual")) == DEFAULT.usual_seconds


def test_the_words_say_longer_than_usual_only_when_it_is(alice, shown):
    assert re.search(r"hidden\s*>longer than usual", shown(generating(alice, 1)))
    Generation.objects.update(accepted_at=timezone.now() - timedelta(hours=2))
    page = shown(Generation.objects.get())
    assert re.search(r'class="longer"[^>]*>longer than usual', page)
    assert not re.search(r"hidden\s*>longer than usual", page)
    assert float(attribute(bars(page)[0], "value")) < 100


def test_what_is_being_sent_is_at_the_beginning(alice, shown):
    [bar] = bars(shown(make.generation(alice, Status.SUBMITTING)))
    assert attribute(bar, "value") == "0"


def test_what_is_being_fetched_is_at_the_end(alice, shown):
    [bar] = bars(shown(make.generation(alice, Status.COLLECTING)))
    assert attribute(bar, "value") == "100"


@pytest.mark.parametrize("status", [Status.QUEUED, Status.UNCONFIRMED, Status.SUCCEEDED, Status.FAILED])
def test_nothing_else_has_a_bar(alice, shown, status):
    page = shown(make.generation(alice, status))
    assert bars(page) == []
    assert "longer than usual" not in page


def test_the_page_says_what_is_usual(as_bob, alice):
    made = generating(alice, 1)
    page = as_bob.get(reverse("generation", args=[made.uuid])).content.decode()
    assert "A picture usually takes about 12 s." in page
