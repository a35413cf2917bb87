"""Many pictures in one file: under names that say something, with the prompts beside them."""

import csv
import io
import uuid
import zipfile

import pytest
from django.urls import reverse

from generator import limits
from generator.models import Picture, Status
from tests import make

ADDRESS = "/pictures/download/"


def chosen(*generations):
    return {"generation": [str(generation.uuid) for generation in generations]}


def archive_of(answer):
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def table_of(archive):
    text = archive.read("prompts.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_all_that_were_chosen_are_in_it_with_a_table_at_the_end(as_bob, alice, bob):
    hut = make.group(alice, 2, Status.SUCCEEDED, prompt="An alpine hut")
    lake = make.generation(bob, Status.SUCCEEDED, prompt="=A lake", content=make.picture("JPEG", (80, 60)))
    make.generation(alice, Status.SUCCEEDED, prompt="Not chosen")
    answer = as_bob.post(ADDRESS, chosen(lake, *hut))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].endswith(' atelier 3 pictures.zip"')
    assert answer.streaming
    archive = archive_of(answer)
    day = f"{hut[0].created:%Y-%m-%d}"
    names = [
        f"{day} an-alpine-hut alice-adams 1of2.png",
        f"{day} an-alpine-hut alice-adams 2of2.png",
        f"{day} a-lake bob.jpg",
    ]
    assert archive.namelist() == [*names, "prompts.csv"]
    assert make.opened(archive.read(names[0])).text["Description"] == "An alpine hut"
    rows = table_of(archive)
    assert [row["file"] for row in rows] == names
    assert rows[2] | {"created": "", "file": ""} == {
        "file": "",
        "prompt": "'=A lake",
        "author": "bob",
        "model": "Gemini 2.5 Flash Image",
        "created": "",
        "width": "80",
        "height": "60",
        "status": "succeeded",
        "page": f"http://testserver/generations/{lake.uuid}/",
    }


def test_the_same_name_is_given_once(as_alice, alice):
    same = [make.generation(alice, Status.SUCCEEDED, prompt=prompt) for prompt in ("A lake", "a LAKE!", "A lake")]
    Picture.keep(make.attempt_of(same[0]), 1, make.picture(colour="red"))
    names = archive_of(as_alice.post(ADDRESS, chosen(*same))).namelist()
    ends = [name.partition("alice-adams")[2] for name in names[:-1]]
    assert ends == [".png", " (2).png", " (3).png", " (4).png"]


def test_what_is_missing_is_said_in_the_table_and_breaks_nothing(as_alice, alice, media):
    lake, hut, failed = (make.generation(alice, status) for status in (Status.SUCCEEDED,) * 2 + (Status.FAILED,))
    (media / lake.picture.file.name).unlink()
    archive = archive_of(as_alice.post(ADDRESS, chosen(lake, hut, failed)))
    assert archive.testzip() is None
    assert len(archive.namelist()) == 2
    assert [row["status"] for row in table_of(archive)] == ["the file is missing", "succeeded", "failed"]
    assert [bool(row["file"]) for row in table_of(archive)] == [False, True, False]


def test_who_switched_it_off_gets_files_as_they_came(as_alice, alice):
    content = make.picture("WEBP")
    lake = make.generation(alice, Status.SUCCEEDED, content=content)
    alice.download_details = False
    alice.save()
    archive = archive_of(as_alice.post(ADDRESS, chosen(lake)))
    assert archive.read(archive.namelist()[0]) == content


@pytest.mark.parametrize(
    "given",
    [[], ["not a uuid", ""], [str(uuid.uuid4())], ["'; DROP TABLE", "\0"]],
    ids=["nothing", "nonsense", "unknown", "hostile"],
)
def test_without_a_picture_there_is_a_sentence(as_alice, alice, given):
    answer = as_alice.post(ADDRESS, {"generation": [*given, str(make.generation(alice).uuid)]}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "None of these has a picture any more; choose others." in answer.content.decode()


def test_as_many_as_a_selection_holds_are_taken_and_no_more(as_alice, alice, django_assert_max_num_queries):
    lake = make.generation(alice, Status.SUCCEEDED)
    others = [str(uuid.uuid4()) for _ in range(limits.CHOSEN)]
    with django_assert_max_num_queries(6):
        answer = as_alice.post(ADDRESS, {"generation": [str(lake.uuid), *others[1:]]})
        assert len(archive_of(answer).namelist()) == 2
    answer = as_alice.post(ADDRESS, {"generation": [str(lake.uuid), *others]}, follow=True)
    assert "More than 500 at once is too much; choose fewer." in answer.content.decode()


def test_its_address_is_not_taken_for_a_picture(as_alice):
    assert reverse("pictures-download") == ADDRESS
    assert as_alice.get(ADDRESS).status_code == 405
