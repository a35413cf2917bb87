"""What the up arrow brings back: a member's own prompts, the newest first, each once."""

from django.utils import timezone

from generator import drafts
from generator.models import Generation
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


def test_those_of_one_form_are_told_by_its_number(as_alice):
    group = "3f0d6f5e-4f6a-4d0e-9a57-7d8f4ab6f3f1"
    as_alice.post("/generations/", {"prompt": "A {red|blue} bike", "group": group})
    told = as_alice.get("/prompts/mine/").json()["prompts"]
    assert told == [{"prompt": f"A {colour} bike", "group": group} for colour in ("blue", "red")]
