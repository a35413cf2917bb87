"""The shelf: what is on it for whom, what a search finds, and how many questions it costs."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generator import shelf
from generator.models import Reference, ReferenceUse, Status
from tests import make


def on_shelf(browser, query=""):
    """The names by section, as the template got them."""
    answer = browser.get("/references/shelf/", {"q": query})
    assert answer.status_code == 200
    return {one.title: [str(reference) for reference in one.references] for one in answer.context["sections"]}


def use(member, reference):
    made = make.generation(member)
    ReferenceUse.objects.create(generation=made, reference=reference, position=1)
    Reference.objects.filter(pk=reference.pk).update(used_at=timezone.now())


@pytest.fixture
def things(alice, bob):
    """Alice's cup and lamp, bob's kettle, and the team's logo."""
    made = [(alice, "cup"), (alice, "lamp"), (bob, "kettle"), (bob, "logo")]
    things = {
        name: make.reference(member, (number * 40, 9, 9), f"{name}.png") for number, (member, name) in enumerate(made)
    }
    Reference.objects.filter(label="logo.png").update(name="Brand logo", pinned_at=timezone.now())
    return things


def test_each_stands_once_where_it_belongs(as_alice, as_bob, alice, things):
    assert on_shelf(as_alice) == {
        "Pinned": ["Brand logo"],
        "Mine lately": ["lamp.png", "cup.png"],
        "The team’s lately": ["kettle.png"],
    }
    assert on_shelf(as_bob) == {
        "Pinned": ["Brand logo"],
        "Mine lately": ["kettle.png"],
        "The team’s lately": ["lamp.png", "cup.png"],
    }
    use(alice, things["kettle"])
    assert on_shelf(as_alice)["Mine lately"] == ["kettle.png", "lamp.png", "cup.png"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("CUP", {"Found": ["cup.png"]}),
        ("png", {"Pinned": ["Brand logo"], "Found": ["kettle.png", "lamp.png", "cup.png"]}),
        ("brand log", {"Pinned": ["Brand logo"]}),
        ("log brand", {"Pinned": ["Brand logo"]}),
        ("brand cup", {}),
        ("%", {}),
        ("_", {}),
        ('"', {}),
        ("' OR 1=1 --", {}),
        ("\0", {"Pinned": 1, "Mine lately": 2, "The team’s lately": 1}),
        ("x" * 5000, {}),
    ],
)
def test_a_search_looks_into_names(as_alice, things, query, found):
    shown = on_shelf(as_alice, query)
    assert shown == found or {name: len(rows) for name, rows in shown.items()} == found


def test_a_pinned_one_is_found_by_its_name_however_long_it_was_not_used(as_alice, alice, things):
    Reference.objects.filter(name="Brand logo").update(name="Über-Logo")
    for number in range(shelf.MOST_FOUND + 1):
        make.reference(alice, (number, 99, 9), f"logo über {number}.png")
    assert on_shelf(as_alice, "LOGO uber")["Pinned"] == ["Über-Logo"]


def test_a_pinned_one_with_a_name_comes_before_those_without(as_alice, alice, things):
    for number in range(shelf.MOST_PINNED):
        Reference.objects.filter(pk=make.reference(alice, (number, 99, 9)).pk).update(pinned_at=timezone.now())
    assert on_shelf(as_alice)["Pinned"][0] == "Brand logo"


def test_a_search_looks_into_the_prompt_of_the_picture_it_was_made_of(as_alice, bob, things):
    far = "A table " + "and another table " * 12 + "with a samovar at the end"
    picture = make.generation(bob, Status.SUCCEEDED, prompt=far, content=make.picture(colour="pink")).pictures.get()
    as_alice.post("/references/", {"reference_ids": [str(picture.uuid)]})
    assert len(on_shelf(as_alice, "samovar")["Found"]) == 1
    assert on_shelf(as_alice, "samovar cup") == {}
    # As one types.
    assert len(on_shelf(as_alice, "table samo")["Found"]) == 1


def test_an_empty_shelf_and_an_empty_search_say_what_to_do(as_alice, things):
    nothing = html.unescape(as_alice.get("/references/shelf/", {"q": "<nothing>"}).content.decode())
    assert "Nothing on the shelf has “<nothing>”." in nothing
    Reference.objects.all().delete()
    assert "The shelf is empty." in as_alice.get("/references/shelf/").content.decode()


def test_one_whose_file_is_gone_or_was_purged_is_not_on_it(as_alice, things, media):
    (media / things["cup"].file.name).unlink()
    Reference.objects.filter(label="kettle.png").update(file="", thumbnail="")
    assert on_shelf(as_alice) == {"Pinned": ["Brand logo"], "Mine lately": ["lamp.png"]}
    assert on_shelf(as_alice, "png") == {"Pinned": ["Brand logo"], "Found": ["lamp.png"]}
    answer = as_alice.post("/references/", {"reference_ids": [str(things["cup"].uuid)]})
    assert "A reference is no longer in the studio" in answer.content.decode()


def test_hostile_names_are_only_shown(as_alice, alice):
    make.reference(alice, "red", '"><script>alert(1)</script>.png')
    page = as_alice.get("/references/shelf/").content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def fill(member, start, count):
    """So many references of one file, each used, some pinned."""
    known = make.reference(member, "tan", "tan.png")
    rows = Reference.objects.bulk_create(
        Reference(
            sha256=f"number {number}",
            file=known.file.name,
            thumbnail=known.thumbnail.name,
            format="PNG",
            width=1,
            height=1,
            size=1,
            label=f"Number {number}",
            added_by=member,
            pinned_at=timezone.now() if number % 3 == 0 else None,
        )
        for number in range(start, start + count)
    )
    made = make.generation(member)
    ReferenceUse.objects.bulk_create(
        ReferenceUse(generation=made, reference=row, position=number) for number, row in enumerate(rows)
    )


@pytest.mark.parametrize("query", ["", "number"])
def test_it_is_bounded_and_costs_the_same_questions_for_many(as_alice, alice, bob, query):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            shown = on_shelf(as_alice, query)
        return len(captured), sum(len(rows) for rows in shown.values())

    fill(alice, 0, 3)
    fill(bob, 100, 3)
    few, _ = asked()
    fill(alice, 1000, 200)
    fill(bob, 2000, 200)
    many, shown = asked()
    assert many == few <= 8
    assert shown <= 60
