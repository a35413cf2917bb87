"""POST /generations/: a prompt becomes generations, once."""

import uuid

import pytest
from django_q.models import OrmQ

from generator.models import Feed, Generation, Status
from tests import make

HTMX = {"HX-Request": "true"}


def test_a_plain_form_is_answered_with_303_to_the_studio(as_alice, alice):
    answer = as_alice.post("/generations/", {"prompt": "  A lake at dawn ", "count": "1"})
    assert (answer.status_code, answer["Location"]) == (303, "/")
    made = Generation.objects.get()
    assert (made.prompt, made.author, made.status, made.count) == ("A lake at dawn", alice, Status.QUEUED, 1)
    assert "A lake at dawn" in as_alice.get("/").content.decode()


def test_one_picture_when_no_count_is_given(as_alice):
    as_alice.post("/generations/", {"prompt": "A lake"})
    assert Generation.objects.get().count == 1


def test_htmx_gets_a_fresh_composer_and_the_new_set(as_alice):
    group = str(uuid.uuid4())
    answer = as_alice.post("/generations/", {"prompt": "A lake", "count": "2", "group": group}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith("<form")
    assert "A lake" not in page.partition("</form>")[0]
    assert group not in page.partition("</form>")[0]
    assert f'id="set-{group}"' in page.partition("</form>")[2]
    assert page.count("<article") == 2
    assert "<html" not in page


def test_count_and_shape_stay_for_the_next_prompt(as_alice):
    form = {"prompt": "A {red|blue} lake", "count": "2", "ratio": "3:2"}
    page = as_alice.post("/generations/", form, headers=HTMX).content.decode()
    for value in ("2", "3:2"):
        assert page.partition(f'value="{value}"')[2].partition(">")[0].strip() == "checked"


def test_the_queue_is_told(as_alice):
    as_alice.post("/generations/", {"prompt": "A lake", "count": "4"})
    assert OrmQ.objects.count() == 1


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_so_many_pictures_are_so_many_generations_of_one_group(as_alice, count):
    before = Feed.newest()
    as_alice.post("/generations/", {"prompt": "A lake", "count": count})
    made = list(Generation.objects.order_by("id"))
    assert [one.position for one in made] == list(range(1, count + 1))
    assert len({one.group for one in made}) == 1
    assert {one.count for one in made} == {count}
    assert {(one.born, one.change) for one in made} == {(before + 1, before + 1)}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_form_sent_twice_is_one_set(as_alice, headers):
    form = {"prompt": "A lake", "count": "2", "group": str(uuid.uuid4())}
    first, second = (as_alice.post("/generations/", form, headers=headers) for _ in range(2))
    assert Generation.objects.count() == 2
    assert first.status_code == second.status_code
    if headers:
        assert f'id="set-{form["group"]}"' in second.content.decode()


@pytest.mark.parametrize("change", [{"prompt": "A sea"}, {"count": "1"}])
def test_an_old_form_with_another_wish_is_a_new_set(as_alice, change):
    form = {"prompt": "A lake", "count": "2", "group": str(uuid.uuid4())}
    as_alice.post("/generations/", form)
    as_alice.post("/generations/", form | change)
    assert Generation.objects.values("group").distinct().count() == 2


def test_an_old_form_with_another_reference_is_a_new_set(as_alice, alice):
    form = {"prompt": "A lake", "count": "1", "group": str(uuid.uuid4())}
    as_alice.post("/generations/", form)
    as_alice.post("/generations/", form | {"reference_ids": [str(make.reference(alice).uuid)]})
    assert Generation.objects.values("group").distinct().count() == 2


def test_two_members_may_bring_the_same_group(as_alice, as_bob):
    form = {"prompt": "A lake", "count": "1", "group": str(uuid.uuid4())}
    as_alice.post("/generations/", form)
    as_bob.post("/generations/", form | {"prompt": "A sea"})
    assert Generation.objects.count() == 2


def test_a_group_that_is_no_number_still_gets_an_answer(as_alice):
    answer = as_alice.post("/generations/", {"prompt": "A lake", "count": "1", "group": "junk"}, headers=HTMX)
    assert answer.status_code == 200
    assert Generation.objects.count() == 1


def test_the_card_takes_the_shape_of_the_first_reference(as_alice, alice):
    tall = make.picture(size=(40, 80))
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    as_alice.post("/generations/", {"prompt": "A lake", "references": SimpleUploadedFile("tall.png", tall)})
    assert Generation.objects.get().shape == "0.5"
