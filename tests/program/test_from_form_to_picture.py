"""The line as a person meets it, through plain HTTP."""

import re

import httpx

from tests import make
from tests.program.running import Person, Program, wait_until

PICTURE = re.compile(r'"/pictures/([0-9a-f-]{36})/(?:\?download)?"')


def test_a_prompt_and_a_png_give_a_picture_that_only_members_get(studio: Program, alice: Person) -> None:
    before = set(alice.history())
    alice.send("Put a hat on it", files={"references": ("cat.png", make.picture(), "image/png")})
    (made,) = set(alice.history()) - before
    wait_until(lambda: alice.history()[made] == "succeeded")
    found = PICTURE.search(alice.http.get(f"/generations/{made}/").text)
    assert found
    answer = alice.http.get(f"/pictures/{found[1]}/")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert make.opened(answer.content).width > 500
    small = alice.http.get(f"/pictures/{found[1]}/thumbnail/")
    assert small.headers["content-type"] == "image/webp"
    for path in (f"/pictures/{found[1]}/", f"/pictures/{found[1]}/thumbnail/"):
        refused = httpx.get(studio.url + path)
        assert refused.status_code == 302
        assert refused.content == b""


def test_four_of_one_prompt_are_four_pictures(alice: Person) -> None:
    before = set(alice.history())
    alice.send("A quiet lake", count=4)
    made = set(alice.history()) - before
    assert len(made) == 4
    wait_until(lambda: {alice.history()[uuid] for uuid in made} == {"succeeded"})


def test_a_failed_one_is_told_to_everybody(alice: Person, bob: Person) -> None:
    before = set(alice.history())
    alice.send("[fail] A quiet lake")
    (made,) = set(alice.history()) - before
    wait_until(lambda: bob.history()[made] == "failed")
