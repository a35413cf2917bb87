"""What is in the trash is shown nowhere but there; what is purged is shown nowhere at all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from generator import history, live, sets, tasks
from generator.filters import STATUSES, Filters
from generator.models import Favourite, Feed, Generation, Picture, Reference, ReferenceUse, Status
from tests import make
from tests.pages import addresses

WORDS = "A heron on one leg"
VIEWS = [
    "/",
    "/?scope=mine",
    "/?q=heron",
    "/?favourites=yes",
    "/?references=yes",
    "/?by=alice",
    *(f"/?status={status}" for status in STATUSES),
    "/generations/",
    "/live/changes/?since=0",
]


@pytest.fixture(params=["trashed", "purged"])
def gone(request, alice, bob):
    """A deleted one of a set, which was made from one that is there, and which one that is there was made from."""
    parent = make.generation(bob, Status.SUCCEEDED, prompt="The parent")
    _, made = make.group(alice, 2, Status.SUCCEEDED, prompt="The sibling")
    Generation.objects.filter(pk=made.pk).update(prompt=WORDS, referenced=1)
    child = make.generation(bob, Status.SUCCEEDED, prompt="The child")
    for later, source, colour in ((made, parent, "navy"), (child, made, "lime")):
        reference = Reference.keep(make.picture(colour=colour), "lake", bob, source.pictures.get())
        ReferenceUse.objects.create(generation=later, reference=reference, position=1)
    Favourite.objects.create(member=alice, generation=made)
    Generation.objects.filter(pk=made.pk).trash(by=alice)
    if request.param == "purged":
        Generation.objects.filter(pk=made.pk).update(trashed_at=timezone.now() - timedelta(days=31))
        tasks.empty_trash()
    made.refresh_from_db()
    return made


def traces(gone):
    return [WORDS, str(gone.uuid), *(str(picture.uuid) for picture in gone.pictures.all())]


@pytest.mark.parametrize("address", VIEWS)
def test_no_page_shows_it(as_alice, as_admin, gone, address):
    for browser in (as_alice, as_admin):
        text = browser.get(address).content.decode()
        # The stream takes it away by its number.
        text = text.replace(f'id="generation-{gone.uuid}"', "")
        assert [trace for trace in traces(gone) if trace in text] == []


@pytest.mark.parametrize("prompt", ["The parent", "The sibling", "The child"])
def test_no_relative_leads_to_it(as_alice, gone, prompt):
    relative = Generation.objects.get(prompt=prompt)
    text = as_alice.get(reverse("generation", args=[relative.uuid])).content.decode()
    assert reverse("generation", args=[gone.uuid]) not in text
    assert WORDS not in text


def test_the_rows_of_the_history_and_the_stream_are_without_it(alice, gone):
    for filters in (Filters(), Filters(scope="mine"), Filters(q="heron"), Filters(favourites=True)):
        assert gone not in list(filters.rows(alice))
        assert all(gone not in one.generations for one in history.page(alice, filters).sets)
    assert gone not in sets.siblings(Generation.objects.get(prompt="The sibling"))
    _, html = live.since(0, live.viewer_of(alice, "team"))
    assert html.count(str(gone.uuid)) == html.count(f'id="generation-{gone.uuid}"') <= 1
    assert Feed.newest() > 0


@pytest.mark.parametrize("verb", ["cancel", "retry", "ask", "favourite", "use"])
def test_nothing_can_be_done_with_it(as_alice, gone, verb):
    address = reverse(f"generation-{verb}", args=[gone.uuid])
    answer = as_alice.post(address) if f"generation-{verb}" in addresses.POST_ONLY else as_alice.get(address)
    assert answer.status_code == 404


def test_it_is_no_reference_any_more_and_goes_into_no_zip(as_alice, gone):
    picture = Picture.objects.get(generation=gone)
    answer = as_alice.post("/references/", {"reference_ids": [str(picture.uuid)]}, headers={"HX-Request": "true"})
    assert str(picture.uuid) not in answer.content.decode()
    assert 'name="reference_ids"' not in answer.content.decode()
    answer = as_alice.post("/pictures/download/", {"generation": [str(gone.uuid)]})
    assert answer.status_code == 302
    as_alice.post("/generations/favourite/", {"generation": [str(gone.uuid)]})
    assert (
        not Favourite.objects.filter(generation=gone, created__gt=timezone.now() - timedelta(seconds=5)).count() > 1
    )


def test_the_same_form_sent_again_does_not_bring_it_back(as_alice, alice):
    form = {"prompt": WORDS, "count": 1, "group": "5b1de9ee-7f2c-4a9e-9d3c-1f2f3f4f5f6f"}
    as_alice.post("/generations/", form)
    made = alice.generations.get()
    made.cancel()
    Generation.objects.all().trash(by=alice)
    answer = as_alice.post("/generations/", form, headers={"HX-Request": "true"})
    assert f'id="generation-{made.uuid}"' not in answer.content.decode()
