"""Following up on a picture: the draft with the picture among its references, and what it was made from is kept."""

import pytest
from django.urls import reverse

from generator.models import Draft, Generation, Reference, Status
from tests import make


@pytest.fixture
def made(bob):
    return make.generation(bob, Status.SUCCEEDED, prompt="A red boat")


def use(browser, made, how):
    return browser.get(reverse("generation-use", args=[made.uuid]), {"as": how}).context["composer"]


def drafted(member, *references, **fields):
    return Draft.objects.create(member=member, references=[str(one.uuid) for one in references], **fields)


@pytest.mark.parametrize(
    ("how", "order"), [("edit", ["A red boat", "cat.png"]), ("reference", ["cat.png", "A red boat"])]
)
def test_the_draft_gets_the_picture(as_alice, alice, made, how, order):
    drafted(alice, make.reference(alice), prompt="By night", count=4, ratio="1:1")
    form = use(as_alice, made, how)
    assert [chip.label for chip in form.chips] == order
    assert (form["prompt"].value(), form["count"].value(), form["ratio"].value()) == ("By night", 4, "1:1")
    assert form.aside == ""


def test_the_field_asks_for_the_change(as_alice, as_bob, bob, made):
    drafted(bob, make.reference(bob))
    assert 'placeholder="Describe the change"' in as_bob.get("/").content.decode()
    page = as_alice.get(reverse("generation-use", args=[made.uuid]) + "?as=edit").content.decode()
    assert 'placeholder="Describe the change"' in page
    assert 'placeholder="Describe a picture"' in as_alice.get("/").content.decode()


@pytest.mark.parametrize(("ratio", "kept"), [("", 2), ("16:9", 1)])
def test_the_last_makes_room_and_it_says_so(as_alice, alice, made, ratio, kept):
    references = [make.reference(alice, colour, f"{colour}.png") for colour in ("red", "lime", "blue")]
    drafted(alice, *references, ratio=ratio)
    form = use(as_alice, made, "edit")
    assert [chip.label for chip in form.chips] == ["A red boat", "red.png", "lime.png"][: kept + 1]
    assert form.aside == "The last reference made room for this picture."
    # Nothing is thrown away: the draft is as it was.
    assert len(Draft.objects.get().references) == 3


def test_a_picture_that_is_among_them_already_is_there_once(as_alice, alice, made):
    picture = made.pictures.get()
    with picture.file.open() as file:
        reference = Reference.keep(file.read(), "boat.png", alice, picture)
    drafted(alice, make.reference(alice), reference)
    assert [chip.label for chip in use(as_alice, made, "edit").chips] == ["A red boat", "cat.png"]


def test_what_is_made_from_it_knows_where_it_comes_from(as_alice, made):
    picture = made.pictures.get()
    for _ in range(2):
        as_alice.post("/generations/", {"prompt": "By night", "reference_ids": [str(picture.uuid)]})
    later = Generation.objects.exclude(pk=made.pk)
    assert [use.reference.picture for one in later for use in one.uses.all()] == [picture, picture]
    assert Reference.objects.count() == 1


def test_bytes_that_were_a_reference_before_they_were_known_as_a_picture_are_stored_once(as_alice, alice, made):
    picture = made.pictures.get()
    with picture.file.open() as file:
        Reference.keep(file.read(), "downloaded.png", alice)
    as_alice.post("/references/", {"reference_ids": [str(picture.uuid)]})
    assert Reference.objects.get().picture == picture


def test_a_colleagues_picture_may_be_followed_up_by_anybody(as_alice, made):
    assert [chip.label for chip in use(as_alice, made, "edit").chips] == ["A red boat"]


def test_one_without_a_picture_gives_its_prompt(as_alice, alice):
    failed = make.generation(alice, Status.FAILED, prompt="A green boat")
    form = use(as_alice, failed, "edit")
    assert (form.chips, form["prompt"].value()) == ([], "A green boat")
