"""What a colleague made is seen by all, and changed by its author alone."""

import pytest
from django.urls import reverse

from generator.models import Status
from tests import make
from tests.pages import addresses


@pytest.mark.parametrize("verb", ["cancel", "retry"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_colleague_can_neither_cancel_nor_retry(as_bob, alice, verb, headers):
    made = make.generation(alice, Status.QUEUED if verb == "cancel" else Status.FAILED)
    answer = as_bob.post(reverse(f"generation-{verb}", args=[made.uuid]), headers=headers)
    assert answer.status_code == 404
    before = made.status
    made.refresh_from_db()
    assert made.status == before


def test_not_even_an_admin_cancels_in_the_studio(as_admin, alice):
    made = make.generation(alice)
    assert as_admin.post(reverse("generation-cancel", args=[made.uuid])).status_code == 404


@pytest.mark.parametrize("name", sorted(addresses.BYTES - {"unclaimed", "unclaimed-thumbnail"}))
def test_a_colleague_sees_the_bytes(as_bob, alice, name):
    answer = as_bob.get(addresses.existing(name, alice))
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) > 30


def test_a_colleague_opens_the_page_but_has_no_button_to_cancel(as_alice, as_bob, alice):
    made = make.generation(alice)
    address, button = reverse("generation", args=[made.uuid]), reverse("generation-cancel", args=[made.uuid])
    assert button in as_alice.get(address).content.decode()
    assert button not in as_bob.get(address).content.decode()


def test_a_colleague_has_no_button_to_retry(as_alice, as_bob, alice):
    made = make.generation(alice, Status.FAILED)
    button = reverse("generation-retry", args=[made.uuid])
    for address in ("/", reverse("generation", args=[made.uuid])):
        assert button in as_alice.get(address).content.decode()
        assert button not in as_bob.get(address).content.decode()


def test_mine_is_only_mine(as_bob, alice, bob):
    make.generation(alice, prompt="Painted by Alice")
    make.generation(bob, prompt="Painted by Bob")
    team, mine = (as_bob.get(f"/generations/?scope={scope}").content.decode() for scope in ("team", "mine"))
    assert "Painted by Alice" in team
    assert "Painted by Bob" in team
    assert "Painted by Alice" not in mine
    assert "Painted by Bob" in mine
