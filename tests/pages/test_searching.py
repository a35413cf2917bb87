"""What designers type into the search, in every script; both databases find the same, and so does `Search` alone."""

import itertools
import random

import pytest

from generator.filters import Filters
from generator.fulltext import MANY
from generator.models import Generation, Reference, ReferenceUse, Status
from generator.words import Search, words
from tests import make

PROMPTS = (
    "A red fox in deep snow, 35mm, f/1.8",
    "Über den Dächern, große Straße",
    "Don't look back: women's portrait, black-and-white",
    "水墨画の猫、雪の中",
    "고양이가 있는 그림",
    "Smørrebrød on a café table ❤️ 🦊",
    "x" * 3000,
)


@pytest.fixture
def prompts(alice):
    for prompt in PROMPTS:
        make.generation(alice, prompt=prompt)


def found(browser, words):
    sets = browser.get("/generations/", {"q": words}).context["history"].sets
    return sorted(PROMPTS.index(one.prompt) for one in sets)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("uber", [1]),
        ("Über", [1]),
        ("STRASSE", [1]),
        ("straße", [1]),
        ("gross", [1]),
        ("dächern", [1]),
        ("dachern", [1]),
        ("don't", [2]),
        ("don’t look", [2]),
        ("women", [2]),
        ("women portrait", [2]),
        ("black and white", [2]),
        ("black-and-white", [2]),
        ("white-and-black", []),
        ("black-wh", []),
        ("f/1.8", [0]),
        ("35", [0]),
        ("35mm", [0]),
        ("猫", [3]),
        ("水墨", [3]),
        ("墨画 雪", [3]),
        ("画墨", []),
        ("고양이", [4]),
        ("그림 고양", [4]),
        ("양고", []),
        ("smorrebrod", [5]),
        ("❤", [5]),
        ("🦊", [5]),
        ("fox 🦊", []),
        ("x", [6]),
        ("x" * 200, [6]),
        ("f", [0]),
        ("b", [2]),
        ("“deep snow”", [0]),
        ("snow deep", [0]),
        ("'snow'", [0]),
        ("O'Brien", []),
    ],
)
def test_words_are_found_in_every_script(as_alice, prompts, words, numbers):
    assert found(as_alice, words) == numbers


def test_the_database_finds_what_the_words_say(alice, prompts):
    letters = (
        "a",
        "A",
        "ä",
        "red",
        "fox",
        "f",
        "1",
        "8",
        "猫",
        "の",
        "t",
        "🦊",
        " ",
        " ",
        '"',
        "-",
        "'",
        ".",
        "*",
        "x",
    )
    rng = random.Random(4)  # noqa: S311 - the same searches every time
    searches = {"".join(rng.choices(letters, k=rng.randint(1, 6))) for _ in range(150)}
    for text in searches:
        expected = sorted(prompt for prompt in PROMPTS if Search.read(text).finds(words(prompt)))
        filters = Filters(q=text)
        assert sorted(filters.newest(alice).values_list("prompt", flat=True)) == expected, text
        assert sorted(filters.rows(alice).values_list("prompt", flat=True)) == expected, text


def test_what_is_rare_is_found_among_very_many_that_have_the_word(alice):
    failed = make.generation(alice, Status.FAILED, "A red fox")
    Generation.objects.bulk_create(Generation(author=alice, prompt="A red barn", model="x") for _ in range(MANY))
    asked = Filters(q="red", status="failed")
    assert list(asked.newest(alice)) == [failed]
    assert list(asked.newest(alice, before=failed.pk)) == []
    assert Filters(q="red").newest(alice)[31].prompt == "A red barn"


def test_a_set_at_the_end_of_a_page_keeps_what_is_found_and_nothing_else(as_alice, alice):
    one, other = make.group(alice, 2)
    for number, generation in enumerate((one, other)):
        generation.prompt = f"A lake, {'red' if number else 'blue'}"
        generation.save()
    more = make.group(alice, 4, prompt="A red lake")
    for number in range(27):
        make.generation(alice, prompt=f"A red lake {number}")
    first = as_alice.get("/generations/", {"q": "red"}).context["history"]
    assert [len(found.generations) for found in first.sets] == [1] * 27 + [4]
    assert first.older
    assert first.through == more[0].pk
    second = as_alice.get("/generations/", {"q": "red", "before": first.through}).context["history"]
    assert [found.generations for found in second.sets] == [[other]]


@pytest.fixture
def mother(alice):
    """A generation of which others have used two pictures, and itself nothing."""
    made = make.generation(alice, Status.SUCCEEDED, "The red mother")
    for colour in ("red", "blue"):
        make.reference(alice, colour)
    Reference.objects.update(picture=made.pictures.get())
    return made


@pytest.mark.parametrize(
    "asked", [*itertools.product(("", "red"), ("", "failed", "unfinished"), (False, True), (False, True))]
)
def test_the_newest_are_the_rows_in_order(alice, bob, as_alice, as_bob, mother, asked):
    q, status, favourites, of = asked
    other, *pictures = make.reference(alice, "green"), *mother.pictures.get().references.all()
    for number in range(12):
        made = make.generation(
            (alice, bob)[number % 2],
            (Status.FAILED, Status.QUEUED)[number % 3 == 0],
            ("A red fox", "A barn", "Snow on a red barn")[number % 3 - number % 2],
        )
        # Now and then the same picture twice, or both.
        used = [[], [other], pictures, pictures[:1] * 2, [other, *pictures]][number % 5]
        for position, reference in enumerate(used):
            ReferenceUse.objects.create(generation=made, reference=reference, position=position)
        if number % 4 != 3:
            for browser in (as_alice, as_bob):
                browser.post(f"/generations/{made.uuid}/favourite/")
    filters = Filters(q=q, status=status, favourites=favourites, of=mother.uuid if of else None)
    rows = list(filters.rows(alice).order_by("-id"))
    assert list(filters.newest(alice)) == rows
    assert 0 < len(rows) <= Generation.objects.count()
    middle = rows[len(rows) // 2].pk
    assert list(filters.newest(alice, before=middle)) == [row for row in rows if row.pk < middle]
    assert list(filters.newest(alice, until=middle)) == [row for row in rows if row.pk >= middle]
    assert list(filters.oldest(alice, middle)) == [row for row in rows[::-1] if row.pk >= middle]
