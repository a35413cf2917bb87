"""The bytes of what was deleted are for those who decide about it, also for whoever still has their address."""

import pytest
from django.urls import reverse

from generator.models import Generation, ReferenceUse, Status
from tests import make
from tests.models.trashing import made_from


@pytest.fixture
def made(alice):
    return make.generation(alice, Status.SUCCEEDED)


def status(browser, name, one, query=""):
    answer = browser.get(reverse(name, args=[one.uuid]) + query)
    b"".join(answer)
    return answer.status_code


@pytest.mark.parametrize(("name", "query"), [("picture", ""), ("picture", "?download"), ("picture-thumbnail", "")])
def test_a_colleague_reads_them_no_longer(as_alice, as_bob, as_admin, alice, made, name, query):
    picture = made.pictures.get()
    assert status(as_bob, name, picture, query) == 200
    Generation.objects.all().trash(by=alice)
    answers = [status(browser, name, picture, query) for browser in (as_alice, as_admin, as_bob)]
    assert answers == [200, 200, 404]
    Generation.objects.all().restore()
    assert status(as_bob, name, picture, query) == 200


def test_a_browser_that_has_it_is_not_told_that_it_is_still_there(as_bob, alice, made):
    picture = made.pictures.get()
    Generation.objects.all().trash(by=alice)
    headers = {"If-None-Match": f'"{picture.sha256}"'}
    assert as_bob.get(reverse("picture", args=[picture.uuid]), headers=headers).status_code == 404


@pytest.mark.parametrize("name", ["reference", "reference-thumbnail"])
def test_a_reference_made_from_it_keeps_its_own_address(as_bob, alice, bob, made, name):
    reference = made_from(made, alice)
    later = make.generation(bob)
    ReferenceUse.objects.create(generation=later, reference=reference, position=1)
    Generation.objects.filter(pk=made.pk).trash(by=alice)
    assert status(as_bob, name, reference) == 200
