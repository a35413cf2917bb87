"""What is left of the disk is for results that are paid for: no new references, and nobody loses a prompt."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from generator.forms import NO_ROOM
from generator.models import Generation, Lease, Reference, Status
from generator.models.leases import ENGINE
from tests import make

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _nearly_full(settings):
    # More than any disk has.
    settings.DISK_RESERVE = 1_000_000_000


def cat():
    return SimpleUploadedFile("cat.png", make.picture())


def refused(browser, headers=HTMX, **form):
    answer = browser.post("/generations/", {"prompt": "A quiet lake", "count": "3", **form}, headers=headers)
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert page.count(NO_ROOM) == 1
    assert "A quiet lake</textarea>" in page
    assert page.partition('value="3"')[2].partition(">")[0].strip() == "checked"
    assert Generation.objects.filter(status=Status.QUEUED).count() == 0


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_upload_is_refused_in_one_sentence_and_the_prompt_is_kept(as_alice, media, headers):
    refused(as_alice, headers, references=[cat(), cat()])
    assert Reference.objects.count() == 0
    assert not media.exists()


def test_a_link_is_refused_before_it_is_fetched(as_alice):
    # One that is not fetched gets no sentence about itself.
    refused(as_alice, reference_urls="http://127.0.0.1:9/cat.png")


def test_a_picture_that_would_become_a_new_file_is_refused(as_alice, alice):
    picture = make.generation(alice, Status.SUCCEEDED).pictures.get()
    refused(as_alice, reference_ids=str(picture.uuid))


def test_a_reference_added_while_composing_gets_the_sentence(as_alice):
    page = html.unescape(as_alice.post("/references/", {"references": cat()}).content.decode())
    assert NO_ROOM in page
    assert "reference_ids" not in page


def test_a_reference_that_is_here_already_can_be_used(as_alice, alice):
    reference = make.reference(alice)
    answer = as_alice.post("/generations/", {"prompt": "A lake", "reference_ids": str(reference.uuid)}, headers=HTMX)
    assert answer.status_code == 200
    assert Generation.objects.get().uses.get().reference == reference


def test_a_prompt_waits_in_line(as_alice):
    assert as_alice.post("/generations/", {"prompt": "A lake"}, headers=HTMX).status_code == 200
    assert Generation.objects.get().status == Status.QUEUED


def test_a_reserve_of_nothing_is_never_touched(as_alice, settings):
    settings.DISK_RESERVE = 0
    assert as_alice.post("/generations/", {"prompt": "A lake", "references": cat()}, headers=HTMX).status_code == 200
    assert Reference.objects.count() == 1


def test_health_says_so_and_asks_for_no_restart(client, db):
    Lease.take(ENGINE, "somebody", 30)
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert answer.json() == {"healthy": False, "database": "ok", "queue": "ok", "storage": "low"}


def test_while_there_is_some_room_a_queue_that_is_down_is_still_worth_a_restart(client, db):
    assert client.get("/healthz/").status_code == 503
