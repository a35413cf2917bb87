"""What counts as a word, and what somebody looks for."""

import pytest

from generator.words import MOST_LETTERS, MOST_PHRASES, MOST_WORDS, Search, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A red Fox", "a red fox"),
        ("Über-große FÜCHSE", "uber grosse fuchse"),
        ("cafe\u0301 café CAFÉ", "cafe cafe cafe"),
        ("Łódź, Smørrebrød, Æther, İstanbul", "lodz smorrebrod aether istanbul"),
        ("Привет ΑΘΉΝΑ", "привет αθηνα"),
        ("don't l’arbre", "don t l arbre"),
        ("f/1.8, 35mm, 16:9, red_white", "f 1 8 35mm 16 9 red white"),
        ("ﬁne Ｆｕｌｌ ² ½ №5", "fine full 2 1 2 no5"),
        ("co\u00adoperate", "cooperate"),
        ("水墨画の猫", "水 墨 画 の 猫"),
        ("3D風の猫cat", "3d 風 の 猫 cat"),
        ("が ｶﾞ", "が ガ"),
        ("고양이가", "고 양 이 가"),
        ("ภาพแมว", "ภ า พ แ ม ว"),
        ("हिन्दी में", "हिन्दी में"),
        ("a🦊b ❤️ 👩‍🎨 👍🏽", "a 🦊 b ❤ 👩 🎨 👍"),
        ("100 % (best!) — “quoted”", "100 best quoted"),
        (" \0\t\n", ""),
    ],
)
def test_words_are_without_case_accents_and_signs(text, found):
    assert words(text) == found.split()


def test_what_is_very_long_is_cut():
    assert words("é" + "x" * 5000) == ["e" + "x" * (MOST_LETTERS - 1)]
    assert words("x" * 5000) == ["x" * MOST_LETTERS]
    assert len(words("猫" * (MOST_WORDS + 9))) == len(words("a " * (MOST_WORDS + 9))) == MOST_WORDS
    assert len(Search.read("a " * 999).phrases) == MOST_PHRASES


@pytest.mark.parametrize(
    ("text", "phrases", "open_"),
    [
        ("fox snow", [["fox"], ["snow"]], True),
        ('fox "red barn" mea', [["fox"], ["red", "barn"], ["mea"]], True),
        ('"red barn"', [["red", "barn"]], False),
        ("“red barn” ", [["red", "barn"]], False),
        ('"red ba', [["red", "ba"]], True),
        ('fox""', [["fox"]], False),
        ("art-deco", [["art", "deco"]], True),
        ("don't", [["don", "t"]], True),
        ("水墨 猫", [["水", "墨"], ["猫"]], True),
        ("* ( -", [], True),
    ],
)
def test_quotes_and_what_is_joined_make_phrases(text, phrases, open_):
    search = Search.read(text)
    assert [list(phrase) for phrase in search.phrases] == phrases
    assert search.open == open_ or not phrases


@pytest.mark.parametrize(
    ("search", "text", "finds"),
    [
        ("ba", "red barn", True),
        ("ba red", "red barn", False),
        ('"red ba', "a red barn", True),
        ('"ba red', "a red barn", False),
        ('"red ba"', "a red barn", False),
        ("barn red", "a red barn", True),
        ("a a", "a", True),
        ("", "anything", True),
        ("a", "", False),
    ],
)
def test_a_text_is_found_without_a_database(search, text, finds):
    assert Search.read(search).finds(words(text)) == finds
