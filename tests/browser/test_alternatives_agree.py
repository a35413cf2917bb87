"""The page and the server read a prompt in the same way: which prompts it stands for, and which words are fields."""

import json
import random

import pytest
from playwright.sync_api import Page

from generator import alternatives
from tests.browser.conftest import PATIENCE, Visit

# What braces are made of, every kind of space that Python and JavaScript know, and letters of more than one unit.
LETTERS = [
    *"{}|",
    *"{|}" * 3,
    *"ab",
    *" \n\t\r\f\v\x1c\x1f\x85\xa0\u1680\u2003\u2028\u202f\u205f\u3000\ufeff",
    *"ßİé🦊",
]
MODULE = """async ([name, call, prompts]) => {
  const module = await import(`/static/js/${name}.js`);
  return prompts.map((prompt) => module[call](prompt));
}"""
# How many milliseconds it takes to read a prompt so many times, at its quickest of a few.
TIMED = """([prompt, times]) => {
  const runs = Array.from({ length: 5 }, () => {
    const began = performance.now();
    for (let nth = 0; nth < times; nth += 1) window.number(prompt);
    return performance.now() - began;
  });
  return Math.min(...runs);
}"""


def timed(page: Page, prompt: str, times: int) -> float:
    """Without an answer it is ended as something that hangs, which Playwright's own way of asking never is."""
    page.evaluate("async () => { window.number = (await import('/static/js/alternatives.js')).number; }")
    session = page.context.new_cdp_session(page)
    asked = {"expression": f"({TIMED})({json.dumps([prompt, times])})", "timeout": PATIENCE, "returnByValue": True}
    answer = session.send("Runtime.evaluate", asked)
    assert "value" in answer["result"], answer
    milliseconds: float = answer["result"]["value"]
    return milliseconds


def odd_prompts() -> list[str]:
    rng = random.Random(11)  # noqa: S311 - the same every time
    mixed = ["".join(rng.choices(LETTERS, k=rng.randint(0, 24))) for _ in range(4000)]
    options = ["a", " a ", "", "b  c", "\u2003", "{x}"]
    groups = ["{" + "|".join(rng.choices(options, k=rng.randint(1, 4))) + "}" for _ in mixed]
    return [*mixed, *(begun + group + end for begun, group, end in zip(mixed, groups, mixed[::-1], strict=True))]


def asked(page: Page, call: str, prompts: list[str]) -> list[object]:
    found: list[object] = page.evaluate(MODULE, ["alternatives", call, prompts])
    return found


def test_the_same_number_for_every_prompt_however_odd(visit: Visit) -> None:
    page = visit()
    prompts = odd_prompts()
    for prompt, number in zip(prompts, asked(page, "number", prompts), strict=True):
        assert number == alternatives.number(prompt), repr(prompt)


def test_the_same_prompts_for_every_prompt_however_odd(visit: Visit) -> None:
    page = visit()
    # The server's form has taken the space around a prompt away before it looks.
    prompts = [prompt for prompt in odd_prompts() if alternatives.number(prompt) <= 64]
    assert len(prompts) > 6000
    for prompt, expanded in zip(prompts, asked(page, "expanded", prompts), strict=True):
        assert expanded == alternatives.expanded(prompt.strip()), repr(prompt)


@pytest.mark.parametrize("part", ["{", "{|", "|", "{a|b}"])
def test_a_prompt_of_nothing_but_braces_is_read_in_no_time(visit: Visit, part: str) -> None:
    page = visit()
    hostile = ("{" if part == "|" else "") + part * (4999 // len(part))
    [number] = asked(page, "number", [hostile])
    assert number == alternatives.number(hostile) or number == float("inf")
    # Four times as much takes about four times as long, and not sixteen times, or for ever.
    short, long = (timed(page, hostile * times, 16 // times) for times in (1, 4))
    assert long < 3 * short + 5, (short, long)
