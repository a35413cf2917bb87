"""What a member wants to be otherwise, kept with the account."""

from django.urls import reverse

from tests.pages.test_downloads import download, picture  # noqa: F401 - a fixture


def test_downloads_carry_their_details_until_it_is_switched_off(as_alice, alice, picture):  # noqa: F811
    address = reverse("preferences")
    assert as_alice.get(address).context["form"]["download_details"].value() is True
    assert b"An alpine hut" in download(as_alice, picture).content
    answer = as_alice.post(address, {}, follow=True)
    assert "Your preferences are kept." in answer.content.decode()
    assert answer.context["form"]["download_details"].value() is False
    assert b"An alpine hut" not in download(as_alice, picture).content
    as_alice.post(address, {"download_details": "on"})
    assert b"An alpine hut" in download(as_alice, picture).content


def test_nothing_else_of_an_account_is_changed_there(as_alice, alice):
    as_alice.post(reverse("preferences"), {"is_superuser": "on", "username": "mallory", "download_details": "on"})
    alice.refresh_from_db()
    assert (alice.username, alice.is_superuser) == ("alice", False)
