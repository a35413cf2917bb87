"""What the up arrow brings back: a member's own prompts, the newest first, each once."""

from datetime import timedelta

from django.utils import timezone

from generator import drafts, limits
from generator.models import Generation, trash
from tests import make


def prompts(browser):
    answer = browser.get("/prompts/mine/")
    assert answer["Content-Type"] == "application/json"
    return [one["prompt"] for one in answer.json()["prompts"]]


def test_mine_alone_the_newest_first_each_once(as_alice, alice, bob):
    for words in ("A lake", "A hill", "A lake", "Two\nlines"):
        make.generation(alice, prompt=words)
    make.generation(bob, prompt="A secret plan")
    assert prompts(as_alice) == ["Two\nlines", "A lake", "A hill"]


def test_nobody_who_never_sent_anything_is_told_of_an_error(as_bob):
    assert prompts(as_bob) == []


def test_what_is_in_the_trash_is_left_out(as_alice, alice):
    made = make.generation(alice, prompt="Regretted")
    Generation.objects.filter(pk=made.pk).update(trashed_at=timezone.now())
    assert prompts(as_alice) == []


def test_they_are_bounded_and_one_question(as_alice, alice, django_assert_num_queries):
    Generation.objects.bulk_create(
        Generation(author=alice, prompt=f"Lake {number}", model="m") for number in range(drafts.LOOKED_AT + 9)
    )
    as_alice.get("/prompts/mine/")
    with django_assert_num_queries(3):  # the session, the member, the prompts
        found = prompts(as_alice)
    assert found == [
        f"Lake {number}" for number in range(drafts.LOOKED_AT + 8, drafts.LOOKED_AT + 8 - drafts.PROMPTS, -1)
    ]


def test_alternatives_are_told_once_as_they_were_typed_with_the_number_of_their_form(as_alice):
    group = "3f0d6f5e-4f6a-4d0e-9a57-7d8f4ab6f3f1"
    as_alice.post("/generations/", {"prompt": "A {red|blue} bike", "group": group, "count": "2"})
    told = as_alice.get("/prompts/mine/").json()["prompts"]
    assert told == [{"prompt": "A {red|blue} bike", "group": group}]


def test_one_of_which_something_was_deleted_for_good_is_told_by_what_is_left(as_alice):
    as_alice.post("/generations/", {"prompt": "A {red|secret} bike"})
    Generation.objects.get(prompt="A secret bike").cancel()
    gone = Generation.objects.get(prompt="A secret bike")
    over = timezone.now() - timedelta(days=limits.TRASH_DAYS + 1)
    Generation.objects.filter(pk=gone.pk).update(trashed_at=over)
    assert trash.purge(gone.pk)
    assert prompts(as_alice) == ["A red bike"]
    assert not Generation.objects.filter(typed__contains="secret").exists()
