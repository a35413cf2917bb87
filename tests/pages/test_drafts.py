"""What is in a composer and not sent: kept for its member alone, shown by the next page, gone when it is sent."""

import json
import uuid

import pytest

from generator import limits
from generator.models import Draft, Generation, Status
from tests import make

HTMX = {"HX-Request": "true"}


def save(browser, **fields):
    return browser.post("/draft/", fields)


def composer(browser, path="/"):
    """The composer of a page, as the template got it."""
    return browser.get(path).context["composer"]


def called(form):
    return [chip.label for chip in form.chips]


def test_the_next_page_shows_it_with_its_references_in_their_order(as_alice, alice):
    references = [make.reference(alice, colour, f"{colour}.png") for colour in ("red", "lime", "blue")][::-1]
    answer = save(
        as_alice,
        prompt="  Half a\r\nthought ",
        count="5",
        ratio="16:9",
        reference_ids=[str(one.uuid) for one in references],
    )
    assert answer.json() == {"version": Draft.objects.get().version, "sent": False}
    page = as_alice.get("/").content.decode()
    form = composer(as_alice)
    assert form["prompt"].value() == "  Half a\nthought "
    assert (form["count"].value(), form["ratio"].value()) == (5, "16:9")
    assert called(form) == ["blue.png", "lime.png", "red.png"]
    assert f'data-draft="{answer.json()["version"]}"' in page


def test_it_is_its_members_alone(as_alice, as_bob):
    save(as_alice, prompt="A secret plan")
    assert "A secret plan" not in as_bob.get("/").content.decode()
    save(as_bob, prompt="Another")
    assert composer(as_alice)["prompt"].value() == "A secret plan"


def test_the_last_one_counts_and_an_empty_one_is_none(as_alice):
    first, second = (save(as_alice, prompt=words).json()["version"] for words in ("First", "Second"))
    assert first != second
    assert Draft.objects.get().prompt == "Second"
    assert save(as_alice, prompt="", count="1", ratio="").json() == {"version": "", "sent": False}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("count", ["0", "9", "-1", "1e9", "x", "", "٣", "1" * 500])
def test_a_count_that_makes_no_sense_is_one(as_alice, count):
    save(as_alice, prompt="A lake", count=count)
    assert Draft.objects.get().count == 1


@pytest.mark.parametrize("ratio", ["7:3", "16:9 ", "<b>", "\0"])
def test_a_shape_that_is_none_is_left_out(as_alice, ratio):
    save(as_alice, prompt="A lake", ratio=ratio)
    assert Draft.objects.get().ratio == ""


def test_references_that_are_not_there_are_left_out_and_no_more_than_three_are_kept(as_alice, alice):
    known = [make.reference(alice, (number, 0, 0), f"{number}.png") for number in range(4)]
    ids = [str(one.uuid) for one in known]
    save(as_alice, prompt="A lake", reference_ids=["junk", str(uuid.uuid4()), ids[1], ids[1], ids[0]])
    assert Draft.objects.get().references == [ids[1]]
    save(as_alice, prompt="A lake", reference_ids=ids)
    assert Draft.objects.get().references == ids[:3]


def test_a_picture_may_be_among_them(as_alice, alice):
    picture = make.generation(alice, Status.SUCCEEDED, prompt="A red boat").pictures.get()
    save(as_alice, reference_ids=[str(picture.uuid)])
    assert called(composer(as_alice)) == ["A red boat"]


def test_a_reference_whose_file_is_gone_is_not_shown(as_alice, alice, media):
    gone, there = make.reference(alice, "red", "gone.png"), make.reference(alice, "blue", "there.png")
    save(as_alice, prompt="A lake", reference_ids=[str(gone.uuid), str(there.uuid)])
    (media / gone.file.name).unlink()
    assert called(composer(as_alice)) == ["there.png"]


@pytest.mark.parametrize("prompt", ["a\0b", "<script>alert(1)</script>", "\n\nlines\n", "💡" * 2000, "{a|b}"])
def test_whatever_is_typed_comes_back(as_alice, prompt):
    save(as_alice, prompt=prompt)
    assert composer(as_alice)["prompt"].value() == prompt.replace("\0", "")
    assert "<script>alert" not in as_alice.get("/").content.decode()


def test_one_that_is_too_long_to_be_sent_is_kept_and_one_without_end_is_not(as_alice):
    long = "a" * (limits.PROMPT_LETTERS + 1)
    assert save(as_alice, prompt=long).status_code == 200
    assert save(as_alice, prompt="a" * (limits.DRAFT_LETTERS + 1)).status_code == 422
    assert Draft.objects.get().prompt == long


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_it_is_gone_when_the_form_is_sent(as_alice, as_bob, headers):
    form, other = composer(as_alice), composer(as_bob)
    save(as_alice, prompt="A lake", group=form.group_value)
    save(as_bob, prompt="A hill", group=other.group_value)
    # Shown by another page, it is still the same form.
    group = composer(as_alice).group_value
    as_alice.post("/generations/", {"prompt": "A lake", "group": group}, headers=headers)
    assert [draft.prompt for draft in Draft.objects.all()] == ["A hill"]


@pytest.mark.parametrize("before", ["sent before", "not sent yet"])
def test_an_older_form_that_is_sent_takes_no_newer_draft_with_it(as_alice, before):
    older = {"prompt": "A lake", "group": str(uuid.uuid4())}
    if before == "sent before":
        as_alice.post("/generations/", older)
    save(as_alice, prompt="Typed since, on another device", group=str(uuid.uuid4()))
    as_alice.post("/generations/", older)
    assert Generation.objects.get().prompt == "A lake"
    assert Draft.objects.get().prompt == "Typed since, on another device"


def test_what_was_set_aside_for_another_prompt_is_there_after_that_was_sent(as_alice, alice):
    save(as_alice, prompt="My own words", count="3", group=composer(as_alice).group_value)
    form = composer(as_alice, f"/generations/{make.generation(alice).uuid}/use/")
    assert json.loads(form.aside_draft) == {"prompt": "My own words", "count": "3", "ratio": "", "references": []}
    as_alice.post("/generations/", {"prompt": "Older words", "group": form.group_value})
    assert composer(as_alice)["prompt"].value() == "My own words"


def test_it_stays_when_the_form_is_refused(as_alice):
    save(as_alice, prompt="A lake")
    as_alice.post("/generations/", {"prompt": "A lake", "count": "99"})
    assert Draft.objects.get().prompt == "A lake"


def test_what_comes_after_its_form_was_sent_brings_nothing_back(as_alice, as_bob):
    group = str(uuid.uuid4())
    as_alice.post("/generations/", {"prompt": "A lake", "group": group})
    answer = save(as_alice, prompt="A la", group=group).json()
    assert (answer["version"], answer["sent"]) == ("", True)
    assert not Draft.objects.exists()
    # What is written in it from now on is another prompt, and has a number of its own.
    assert save(as_alice, prompt="A lake at night", group=answer["group"]).json()["sent"] is False
    assert Draft.objects.get().prompt == "A lake at night"
    # The number of a colleague's form means nothing.
    assert save(as_bob, prompt="A lake", group=group).json()["sent"] is False
    assert save(as_alice, prompt="The next", group="junk").json()["sent"] is False


def test_a_page_that_shows_something_else_leaves_it_alone(as_alice, alice):
    save(as_alice, prompt="My own words", count="3")
    made = make.generation(alice, prompt="Older words")
    page = as_alice.get(f"/generations/{made.uuid}/use/")
    assert page.context["composer"]["prompt"].value() == "Older words"
    assert "What you had typed was set aside." in page.content.decode()
    assert "data-drafted" not in page.content.decode()
    assert composer(as_alice)["prompt"].value() == "My own words"


def test_it_costs_few_questions(as_alice, alice, django_assert_max_num_queries):
    references = [make.reference(alice, colour) for colour in ("red", "lime", "blue")]
    with django_assert_max_num_queries(11):
        save(as_alice, prompt="A lake", reference_ids=[str(one.uuid) for one in references])
    assert Generation.objects.count() == 0
