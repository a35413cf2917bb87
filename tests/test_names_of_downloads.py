"""A file's name says when, what and who, and is one on every system."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.downloads import name_of, words_of
from generator.models import Generation, Member, Picture

CREATED = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def named(prompt="An alpine hut above the clouds", form="PNG", author="ada", **fields):
    asked = Generation(prompt=prompt, author=Member(username=author), created=CREATED, **fields)
    return name_of(Picture(generation=asked, format=form))


def test_it_says_when_what_who_and_which():
    assert named(count=4, position=2) == "2026-11-23 an-alpine-hut-above-the-clouds ada 2of4.png"
    assert named(form="JPEG") == "2026-11-23 an-alpine-hut-above-the-clouds ada.jpg"
    assert named(form="WEBP", prompt="") == "2026-11-23 picture ada.webp"


def test_its_day_is_the_one_that_it_stands_under_in_the_history(settings):
    settings.TIME_ZONE = "Europe/Vienna"
    assert named(prompt="Hut").startswith("2026-11-24 ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A quiet lake", "a-quiet-lake"),
        ("  --A--  lake!? ", "a-lake"),
        ("It's Ada’s lake", "its-adas-lake"),
        ("Größe: 3 Äpfel", "größe-3-äpfel"),
        ("湖の猫", "湖の猫"),
        ("हिन्दी में", "हिन्दी-में"),
        ("می‌خواهم", "میخواهم"),
        ("🐈 cat 🐈", "cat"),
        ("e\u0301te\u0301", "été"),
        ("𝓯𝓪𝓷𝓬𝔂 ＷＩＤＥ", "fancy-wide"),
        ("\u202egnp.exe", "gnp-exe"),
        ('a/b\\c:d*e?f"g<h>i|j\0k\nl', "a-b-c-d-e-f-g-h-i-j-k-l"),
        ("snake_case", "snake-case"),
        ("\u0301\u0301", ""),
        ("…", ""),
    ],
    ids=ascii,
)
def test_letters_of_every_language_stay_and_everything_else_parts_words(text, words):
    assert words_of(text, 60, 140) == words


def test_it_is_cut_after_a_word_where_there_is_one():
    assert words_of("one two three four", 10, 99) == "one-two"
    assert words_of("one two three four", 13, 99) == "one-two-three"
    assert words_of("unbreakable", 5, 99) == "unbre"
    assert words_of("a unbreakable", 8, 99) == "a-unbrea"
    assert words_of("湖" * 60, 60, 140) == "湖" * 46


@given(st.text(max_size=400), st.text(max_size=150), st.integers(1, 32))
def test_whatever_was_typed_it_is_a_name(prompt, author, position):
    name = named(prompt, author=author, position=position, count=32)
    assert len(name.encode()) <= 240
    assert not set(name) & set('/\\:*?"<>|')
    assert all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn") for letter in name)
    assert name == name.strip()
    assert name.startswith("2026-11-23 ")
    assert name.endswith(f" {position}of32.png")
