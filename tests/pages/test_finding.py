"""The history by what is asked of it: words, member, status, favourites, references, days."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from generator import apps, fulltext
from generator.models import Favourite, Generation, ReferenceUse, Status
from tests import make

HTMX = {"HX-Request": "true"}


def prompts(browser, **asked):
    """The prompts of the cards that come, in page order."""
    answer = browser.get("/generations/", asked)
    assert answer.status_code == 200
    return [generation.prompt for one in answer.context["history"].sets for generation in one.generations]


@pytest.fixture
def four(alice, bob):
    make.generation(alice, Status.SUCCEEDED, "A red fox in deep snow")
    make.generation(bob, Status.SUCCEEDED, "Snow on a red barn")
    make.generation(alice, Status.FAILED, "A café at night")
    make.generation(alice, Status.QUEUED, "Foxglove, red_white and tall")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fox", ["Foxglove, red_white and tall", "A red fox in deep snow"]),
        ("fox snow", ["A red fox in deep snow"]),
        ('"red fox"', ["A red fox in deep snow"]),
        ('"fox red"', []),
        ('"deep sn', ["A red fox in deep snow"]),
        ("RED", ["Foxglove, red_white and tall", "Snow on a red barn", "A red fox in deep snow"]),
        ("red ba", ["Snow on a red barn"]),
        ("ba red", []),
        ("café", ["A café at night"]),
        ("red_white", ["Foxglove, red_white and tall"]),
        ("owl", []),
    ],
)
def test_words_are_found_and_the_last_may_be_a_beginning(as_alice, four, words, found):
    assert prompts(as_alice, q=words) == found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        '"',
        '""',
        "*",
        "AND",
        "a OR",
        "NEAR(",
        "prompt:",
        "'; --",
        "\\",
        "-",
        "^",
        "(",
        "!&|",
        "\0",
        "x" * 9000,
    ],
)
def test_no_text_is_an_error(as_alice, four, words):
    prompts(as_alice, q=words)


def test_signs_alone_find_everything(as_alice, four):
    assert len(prompts(as_alice, q="* ( -")) == 4


def test_a_changed_prompt_is_found_by_its_new_words_alone(as_alice, four):
    barn = Generation.objects.get(prompt__startswith="Snow")
    barn.prompt = "An owl"
    barn.save()
    assert prompts(as_alice, q="barn") == []
    assert prompts(as_alice, q="owl") == ["An owl"]
    barn.prompt = ""
    barn.save(update_fields=["prompt", "words"])
    assert prompts(as_alice, q="owl") == []


def test_by_member_scope_and_status(as_alice, four):
    assert prompts(as_alice, by="Bob") == ["Snow on a red barn"]
    assert prompts(as_alice, by="nobody") == []
    assert len(prompts(as_alice, scope="mine")) == 3
    assert prompts(as_alice, status="failed") == ["A café at night"]
    assert prompts(as_alice, status="unfinished") == ["Foxglove, red_white and tall"]
    assert len(prompts(as_alice, status="nonsense")) == 4


def test_favourites_are_those_of_who_looks(as_alice, as_bob, four):
    fox = Generation.objects.get(prompt__contains="red fox")
    assert as_bob.post(f"/generations/{fox.uuid}/favourite/", headers=HTMX).status_code == 204
    assert as_bob.post(f"/generations/{fox.uuid}/favourite/", headers=HTMX).status_code == 204
    assert prompts(as_bob, favourites="yes") == ["A red fox in deep snow"]
    assert prompts(as_alice, favourites="yes") == []
    as_bob.post(f"/generations/{fox.uuid}/favourite/", {"off": "yes"})
    assert Favourite.objects.count() == 0


def test_with_references(as_alice, alice, four):
    as_alice.post("/generations/", {"prompt": "With a cat", "reference_ids": [str(make.reference(alice).uuid)]})
    assert ReferenceUse.objects.count() == 1
    assert prompts(as_alice, references="yes") == ["With a cat"]


def test_by_days_of_the_studio(as_alice, four):
    today = timezone.localdate()
    Generation.objects.filter(prompt__contains="barn").update(created=timezone.now() - timedelta(days=3))
    assert prompts(as_alice, until=str(today - timedelta(days=1))) == ["Snow on a red barn"]
    assert len(prompts(as_alice, since=str(today))) == 3
    assert prompts(as_alice, since=str(today - timedelta(days=3)), until=str(today - timedelta(days=3))) == [
        "Snow on a red barn"
    ]
    for nonsense in ("yesterday", "0001-01-01", "9999-12-31", "2026-02-31", "\0"):
        assert len(prompts(as_alice, since=nonsense)) == 4


def test_everything_at_once(as_alice, four):
    fox = Generation.objects.get(prompt__contains="red fox")
    as_alice.post(f"/generations/{fox.uuid}/favourite/")
    asked = {"q": "red", "by": "alice", "status": "succeeded", "favourites": "yes", "since": "2020-01-01"}
    assert prompts(as_alice, **asked) == ["A red fox in deep snow"]


def test_a_stretch_that_was_seen_comes_again_as_it_was(as_alice, alice):
    for number in range(70):
        make.generation(alice, Status.QUEUED, f"Lake {number}")
    first = as_alice.get("/generations/").context["history"]
    second = as_alice.get("/generations/", {"before": first.through}).context["history"]
    again = as_alice.get("/generations/", {"before": second.before, "through": second.through}).context["history"]
    assert [one.group for one in again.sets] == [one.group for one in second.sets]
    assert len(again.sets) == 30


def test_an_index_that_lost_its_triggers_is_made_whole_by_the_next_migration(as_alice, alice):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER generator_words_added")
    make.generation(alice, prompt="A missed heron")
    assert prompts(as_alice, q="heron") == []
    apps.make_index("default")
    make.generation(alice, prompt="A second heron")
    assert prompts(as_alice, q="heron") == ["A second heron", "A missed heron"]


def test_an_index_that_was_made_otherwise_is_made_anew_by_the_next_migration(as_alice, alice):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's")
    made = fulltext.PARTS[fulltext.INDEX]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE generator_words")
        cursor.execute(made.replace(fulltext.BEGINNINGS, "1 2"))
    make.generation(alice, prompt="A heron as it was")
    apps.make_index("default")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'generator_words'")
        assert cursor.fetchone() == (made,)
    make.generation(alice, prompt="A heron as it is")
    assert prompts(as_alice, q="heron as it") == ["A heron as it is", "A heron as it was"]
