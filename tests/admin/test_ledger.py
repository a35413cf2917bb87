"""The page of an attempt tells its whole story, and proves what is in the archive."""

import html

import pytest
from django.urls import reverse

from generator.models import Picture, Status
from generator.models.sightings import Remark
from tests import make


def page(browser, model, row):
    answer = browser.get(reverse(f"admin:generator_{model}_change", args=[row.pk]))
    return " ".join(html.unescape(answer.content.decode()).split())


def test_sightings_and_remarks_stand_in_their_order(as_admin, alice):
    attempt = make.attempt_of(make.generation(alice, Status.GENERATING))
    attempt.hear("IN_PROGRESS")
    attempt.hear("COMPLETED", [make.RESULT], age=3.0)
    attempt.ask_again("It was cut off.")
    Remark.add(attempt, "Somebody looked into it.")
    text = page(as_admin, "attempt", attempt)
    after = attempt.sightings.last().after
    assert f"{after:%H:%M:%S}" in text
    assert text.index("IN_PROGRESS") < text.index("COMPLETED") < text.index("It was cut off.")
    assert text.index("It was cut off.") < text.index("Somebody looked into it.")


@pytest.mark.parametrize("label", ["Ending:", "Lost at:", "Searches:", "Looks:", "Price:", "Failed collections:"])
def test_what_is_known_of_it_is_there(as_admin, alice, label):
    assert label in page(as_admin, "attempt", make.attempt_of(make.generation(alice, Status.UNCONFIRMED)))


def test_the_archive_is_proven(as_admin, alice):
    made = make.generation(alice, Status.SUCCEEDED, content=make.picture(size=(640, 480)))
    attempt = make.attempt_of(made)
    Picture.keep(attempt, 1, make.picture(colour="red"))
    text = page(as_admin, "attempt", attempt)
    for picture in made.pictures.all():
        assert reverse("picture-thumbnail", args=[picture.uuid]) in text
        assert picture.sha256 in text
        assert f"{picture.size:,}" in text
        assert f"{picture.width} × {picture.height}" in text
        assert f"{picture.created:%H:%M:%S}" in text


def test_a_stray_shows_what_was_kept_of_it_and_whose_it_may_be(as_admin, alice):
    lost = make.generation(alice, Status.UNCONFIRMED, prompt="A lost lake")
    stray = make.stray(lost)
    text = page(as_admin, "stray", stray)
    assert reverse("unclaimed-thumbnail", args=[stray.pictures.get().uuid]) in text
    assert "A lost lake" in text
    assert "Alice Adams" in text
