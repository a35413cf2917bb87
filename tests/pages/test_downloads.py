"""A picture to take home: a name that says something, and what it is inside the file, unless that is switched off."""

import re

import pytest
from django.urls import reverse

from generator.models import Status
from tests import make
from tests.pages.test_files import bytes_of

NAME = re.compile(r"attachment; filename(?:=\"([\w. -]+)\"|\*=utf-8''([\w%.-]+))")


@pytest.fixture
def picture(alice):
    return make.generation(alice, Status.SUCCEEDED, prompt="An alpine hut").pictures.get()


def download(browser, picture, **headers):
    return browser.get(reverse("picture", args=[picture.uuid]) + "?download", headers=headers)


def test_it_carries_its_details(as_bob, picture):
    answer = download(as_bob, picture)
    image = make.opened(answer.content)
    assert image.text["Description"] == "An alpine hut"
    assert image.text["Author"] == "Alice Adams"
    assert image.text["Model"] == "Gemini 2.5 Flash Image"
    with picture.file.open() as file:
        assert image.tobytes() == make.opened(file.read()).tobytes()
    assert int(answer["Content-Length"]) == len(answer.content)
    assert answer["Content-Type"] == "image/png"


def test_the_file_that_is_looked_at_is_the_stored_one(as_bob, picture):
    looked_at = bytes_of(as_bob.get(reverse("picture", args=[picture.uuid])))
    assert b"Alice" not in looked_at


def test_who_switched_it_off_gets_the_file_as_it_came(as_bob, bob, picture):
    bob.download_details = False
    bob.save()
    answer = download(as_bob, picture)
    with picture.file.open() as file:
        assert answer.content == file.read()
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_browser_asks_again_since_what_is_inside_may_change(as_bob, bob, alice, picture):
    tags = set()

    def tag():
        answer = download(as_bob, picture)
        assert answer["Cache-Control"] == "private, no-cache"
        again = download(as_bob, picture, **{"If-None-Match": answer["ETag"]})
        assert (again.status_code, again["ETag"]) == (304, answer["ETag"])
        tags.add(answer["ETag"])

    tag()
    alice.last_name = "Archer"
    alice.save()
    tag()
    bob.download_details = False
    bob.save()
    tag()
    assert len(tags) == 3


@pytest.mark.parametrize(
    "prompt",
    [
        'A "quoted" lake; filename=evil.exe',
        "A lake\r\nSet-Cookie: a=b",
        "../../etc/passwd",
        "C:\\lake",
        "湖の猫 🐈",
        "🐈🐈🐈",
        "a" * 5_000,
        ".hidden",
        "CON",
        "\u202egnp.exe",
    ],
    ids=ascii,
)
def test_it_has_a_safe_name(as_alice, alice, prompt):
    picture = make.generation(alice, Status.SUCCEEDED, prompt=prompt).pictures.get()
    answer = download(as_alice, picture)
    assert make.opened(answer.content).format == "PNG"
    assert NAME.fullmatch(answer["Content-Disposition"])
    assert answer["Content-Disposition"].endswith(('.png"', ".png"))
    assert len(answer["Content-Disposition"]) < 700
    assert "Set-Cookie" not in answer


def test_the_headers_keep_it_a_picture(as_alice, picture):
    answer = download(as_alice, picture)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_one_whose_file_is_gone_is_a_404(as_alice, picture, media):
    (media / picture.file.name).unlink()
    assert download(as_alice, picture).status_code == 404
