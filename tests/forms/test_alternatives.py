"""One form, several prompts: `{red|blue}` is each of them."""

import pytest

from generator import alternatives
from generator.models import Generation


@pytest.mark.parametrize(
    ("prompt", "prompts"),
    [
        ("A lake", ["A lake"]),
        ("A {red|blue} bike", ["A red bike", "A blue bike"]),
        ("{a|b} {c|d}", ["a c", "a d", "b c", "b d"]),
        ("A {very |} tall tree", ["A very tall tree", "A tall tree"]),
        ("{name} in {colour}", ["{name} in {colour}"]),
        ("{name} in {red|red}", ["{name} in red"]),
        ("{a|{b|c}}", ["{a|b}", "{a|c}"]),
        ("a | b", ["a | b"]),
        ("{|", ["{|"]),
    ],
)
def test_what_a_prompt_stands_for(prompt, prompts):
    assert alternatives.expanded(prompt) == prompts


def test_each_alternative_is_a_generation_for_each_variation(as_alice):
    as_alice.post("/generations/", {"prompt": "A {red|blue} bike", "count": 2})
    made = Generation.objects.order_by("position")
    assert [one.prompt for one in made] == ["A red bike"] * 2 + ["A blue bike"] * 2
    assert {one.count for one in made} == {4}
    assert len({one.group for one in made}) == 1


@pytest.mark.parametrize(
    ("prompt", "count", "sentence"),
    [
        ("{a|b|c|d|e} {a|b|c|d|e}", 2, "That makes 50 pictures; the limit is 32 at once. Ask for fewer."),
        ("{a|b}" * 800, 8, "That makes more than 999 pictures; the limit is 32 at once. Ask for fewer."),
        ("{|a}", 1, "One of the alternatives leaves no words at all"),
    ],
)
def test_too_many_or_none_is_refused_and_kept(as_alice, prompt, count, sentence):
    answer = as_alice.post("/generations/", {"prompt": prompt, "count": count})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert prompt in page
    assert not Generation.objects.exists()


def test_the_same_form_twice_is_one_set(as_alice):
    form = {"prompt": "A {red|blue} bike", "group": "3f0d6f5e-4f6a-4d0e-9a57-7d8f4ab6f3f1"}
    as_alice.post("/generations/", form)
    as_alice.post("/generations/", form)
    assert Generation.objects.count() == 2
