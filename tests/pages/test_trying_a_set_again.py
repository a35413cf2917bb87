"""All that failed of a set is tried again at once: from a card with htmx, and from the picture's page without."""

from django.urls import reverse

from generator.models import Generation, Status
from tests import make
from tests.pages.whole_sets import HTMX, act, statuses

NONE_LEFT = "Nothing of it can be tried again."


def test_what_has_no_prompt_any_more_and_what_is_in_the_trash_stay_where_they_are(as_alice, alice):
    made = make.group(alice, 3, Status.FAILED)
    Generation.objects.filter(pk=made[0].pk).update(prompt="")
    Generation.objects.filter(pk=made[1].pk).trash(by=alice)
    act(as_alice, "retry", made[2], headers=HTMX)
    assert statuses(made) == [Status.FAILED, Status.FAILED, Status.QUEUED]


def test_a_picture_that_failed_alone_offers_no_more_than_itself(as_alice, alice):
    made = make.group(alice, 2, Status.FAILED)
    address = reverse("generation", args=[made[0].uuid])
    assert "Try all 2 again" in as_alice.get(address).content.decode()
    made[1].retry()
    assert "Try all" not in as_alice.get(address).content.decode()
    assert "Try all" not in as_alice.get(reverse("generation", args=[made[1].uuid])).content.decode()


def test_without_htmx_the_page_comes_back(as_alice, alice):
    made = make.group(alice, 2, Status.FAILED)
    answer = act(as_alice, "retry", made[0], follow=True)
    assert answer.redirect_chain == [(reverse("generation", args=[made[0].uuid]), 302)]
    assert "Cancel all that wait" in answer.content.decode()
    assert statuses(made) == [Status.QUEUED] * 2
    made = make.group(alice, 2)
    assert NONE_LEFT in act(as_alice, "retry", made[0], follow=True).content.decode()
