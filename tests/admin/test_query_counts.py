"""No list of the admin panel costs a query a row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from generator.models import Attempt, Generation, Member, Picture, Reference, ReferenceUse, Status, Stray
from tests import make

STATUSES = (Status.SUCCEEDED, Status.QUEUED, Status.FAILED)


def grow(start, count):
    """So many generations of as many authors, each with a reference."""
    for number in range(start, start + count):
        author = Member.objects.create_user(f"member{number}", password=None)
        made = make.generation(author, STATUSES[number % 3], prompt=f"Lake {number}")
        reference = make.reference(author, (number, 90, 90))
        ReferenceUse.objects.create(generation=made, reference=reference, position=1)
        make.stray(make.generation(author, Status.UNCONFIRMED))


def count(browser, address):
    # What Django looks up once in a process is not the page's.
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "model", [Attempt, Generation, Member, Picture, Reference, Stray], ids=lambda model: model.__name__
)
def test_thirty_rows_cost_what_three_cost(as_admin, model):
    address = reverse(f"admin:generator_{model._meta.model_name}_changelist")
    grow(0, 3)
    few = count(as_admin, address)
    grow(3, 27)
    assert count(as_admin, address) == few <= 12


def test_the_page_of_a_generation_with_many_attempts(as_admin, alice):
    made = make.generation(alice, Status.FAILED)
    address = reverse("admin:generator_generation_change", args=[made.pk])
    few = count(as_admin, address)
    for _ in range(6):
        made.retry()
        Attempt.begin(made.pk).rejected("No.", "400", 400, "")
    assert count(as_admin, address) == few
