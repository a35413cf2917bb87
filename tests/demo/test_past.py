"""What the demo writes is a past as the studio would have had it: a sound ledger, and nothing left to chase."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils import timezone

from generator import outstanding
from generator.demo import plan, studio
from generator.demo.past import Past
from generator.models import (
    Attempt,
    Draft,
    Favourite,
    Feed,
    Generation,
    Member,
    Picture,
    Reference,
    SavedPrompt,
    Status,
)
from tests.conftest import browser_of

WANTED = 40


@pytest.fixture
def said(db):
    """A studio that is filled; what was told meanwhile."""
    sentences = []
    with ThreadPoolExecutor(1) as painting:
        studio.fill(WANTED, painting, sentences.append)
    return sentences


def test_the_books_of_the_demo_are_sound(said):
    assert [sentence.partition(" ")[0] for sentence in said] == ["25"]

    told = plan.sends(WANTED, timezone.now())
    fates = [shot.fate for send in told for shot in send.shots]
    assert Generation.objects.count() == len(fates)

    # What waits for the stand-in, and what a person has to decide about.
    assert Generation.objects.filter(status=Status.QUEUED).count() == fates.count(plan.Fate.QUEUED)
    moving = (Status.SUBMITTING, Status.GENERATING, Status.COLLECTING)
    assert not Generation.objects.filter(status__in=moving).exists()
    assert not Attempt.objects.filter(ended_at=None).exists()
    of = outstanding.counts().of
    assert of.get("given_up", 0) == fates.count(plan.Fate.GIVEN_UP)
    assert of.get("unanswered", 0) == fates.count(plan.Fate.UNCONFIRMED)
    assert outstanding.total() == sum(of.values())

    made = Generation.objects.filter(status=Status.SUCCEEDED)
    assert made.count() == sum(fate.picture for fate in fates) == Picture.objects.count()
    for picture in Picture.objects.all():
        assert picture.file.storage.exists(picture.file.name)
        assert picture.file.storage.exists(picture.thumbnail.name)


def test_everything_follows_time(said):
    rows = list(Generation.objects.order_by("id"))
    assert [row.created for row in rows] == sorted(row.created for row in rows)
    births = [row.born for row in rows]
    assert births == sorted(births)
    ended = sorted((row for row in rows if row.finished_at and not row.trashed_at), key=lambda row: row.finished_at)
    assert [row.change for row in ended] == sorted(row.change for row in ended)
    assert max(row.change for row in rows) <= Feed.newest()
    assert all(row.created <= row.finished_at for row in ended)
    assert all(row.accepted_at < row.finished_at for row in ended if row.accepted_at)

    # What was gone on from is the first reference, and older.
    edits = Reference.objects.exclude(picture=None)
    assert edits
    for reference in edits:
        for use in reference.uses.select_related("generation"):
            assert use.position == 1
            assert reference.picture.created < use.generation.created
            assert reference.used_at >= use.generation.created


def test_it_is_a_team_with_hearts_and_a_library_whose_pages_can_be_opened(said):
    assert Favourite.objects.exists()
    assert SavedPrompt.objects.filter(shared=True).exists()
    assert [member.username for member in Member.objects.all() if member.is_admin] == ["mara"]
    assert Member.objects.get(username="aiko").check_password(studio.password())
    mara = browser_of(Member.objects.get(username="mara"))
    for path in ("/", "/?scope=mine", "/?favourites=yes", "/admin/", "/admin/generator/generation/"):
        assert mara.get(path).status_code == 200, path
    for generation in Generation.objects.shown():
        assert mara.get(f"/generations/{generation.uuid}/").status_code == 200, generation


def test_what_the_form_refuses_is_told_in_its_words(alice):
    refused = plan.Send(timezone.now(), "alice", plan.KARST, plan.Brief("x" * 6000, 1))
    with ThreadPoolExecutor(1) as painting, pytest.raises(ValueError, match="the limit is 5000"):
        Past({"alice": alice}, painting, print).write([refused])


def test_what_somebody_chose_for_their_last_pictures_gives_way_to_their_draft(db):
    members = studio.hire()
    Draft.objects.create(member=members["mara"], count=4)
    studio.furnish(members)
    assert Draft.objects.get(member=members["mara"]).prompt.startswith("Opening slide")
