"""A form that is refused says why beside the field, and keeps what was typed."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from generator import limits
from generator.models import Generation
from tests import make

HTMX = {"HX-Request": "true"}


def refused(browser, form, headers=HTMX):
    answer = browser.post("/generations/", form, headers=headers)
    assert answer.status_code == 422
    assert Generation.objects.count() == 0
    return html.unescape(answer.content.decode())


def errors(page, field):
    """What stands in the place of one field's sentences."""
    return page.partition(f'id="{field}-errors"')[2].partition("</div>")[0]


@pytest.mark.parametrize("prompt", ["", "   \n\t "])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_empty_prompt(as_alice, prompt, headers):
    page = refused(as_alice, {"prompt": prompt, "count": "3"}, headers)
    assert "Write what the picture should show." in errors(page, "prompt")
    assert errors(page, "prompt").count("<p") == 1
    assert ("<html" in page) == (not headers)


def test_no_prompt_at_all(as_alice):
    assert "Write what" in errors(refused(as_alice, {}), "prompt")


def test_a_prompt_that_is_too_long_is_kept(as_alice):
    prompt = "a" * (limits.PROMPT_LETTERS + 1)
    page = refused(as_alice, {"prompt": prompt, "count": "2"})
    assert "The prompt has 5001 letters; the limit is 5000." in errors(page, "prompt")
    assert errors(page, "prompt").count("<p") == 1
    assert prompt in page


def test_a_prompt_at_the_limit_is_sent(as_alice):
    as_alice.post("/generations/", {"prompt": "ö" * limits.PROMPT_LETTERS})
    assert len(Generation.objects.get().prompt) == limits.PROMPT_LETTERS


def test_the_end_of_a_line_is_one_letter_as_it_was_when_it_was_typed(as_alice):
    as_alice.post("/generations/", {"prompt": "a\r\n" * (limits.PROMPT_LETTERS // 2 - 1) + "ab"})
    assert Generation.objects.get().prompt == "a\n" * (limits.PROMPT_LETTERS // 2 - 1) + "ab"


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        ("0", "Choose at least one picture."),
        ("-1", "Choose at least one picture."),
        ("9", "8 pictures at most from one prompt."),
        ("99999999999999999999", "8 pictures at most"),
        ("two", "Choose 1 to 8 pictures."),
        ("1.5", "Choose 1 to 8 pictures."),
        ("1\0", "Choose 1 to 8 pictures."),
    ],
)
def test_a_count_out_of_range(as_alice, count, sentence):
    page = refused(as_alice, {"prompt": "A lake", "count": count})
    assert sentence in errors(page, "composer")
    assert "A lake</textarea>" in page


def test_a_nul_byte_in_the_prompt(as_alice):
    page = refused(as_alice, {"prompt": "A\0lake", "count": "1"})
    assert "Null characters are not allowed." in errors(page, "prompt")


def test_markup_in_a_prompt_is_text(as_alice):
    page = as_alice.post("/generations/", {"prompt": "<script>alert(1)</script>"}, headers=HTMX).content.decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_chosen_count_stays(as_alice):
    page = refused(as_alice, {"prompt": "", "count": "3", "ratio": "3:2"})
    for value in ("3", "3:2"):
        assert page.partition(f'value="{value}"')[2].partition(">")[0].strip() == "checked"
    assert page.count("checked") == 2


def test_good_references_stay_as_chips(as_alice):
    good = SimpleUploadedFile("good.png", make.picture())
    bad = SimpleUploadedFile("bad.png", b"no picture")
    page = refused(as_alice, {"prompt": "A lake", "references": [bad, good]})
    assert "bad.png is not a PNG, JPEG or WebP picture." in errors(page, "reference")
    assert page.count('name="reference_ids"') == 1
    assert "A lake</textarea>" in page


def test_an_address_that_was_refused_stays_in_its_field(as_alice):
    page = refused(as_alice, {"prompt": "A lake", "reference_urls": "http://127.0.0.1/x.png"})
    assert 'value="http://127.0.0.1/x.png"' in page


def test_a_fourth_reference(as_alice):
    files = [
        SimpleUploadedFile(f"{colour}.png", make.picture(colour=colour)) for colour in ("red", "lime", "blue", "tan")
    ]
    page = refused(as_alice, {"prompt": "A lake", "references": files})
    assert "3 references at most; remove one to add another." in errors(page, "reference")
    assert page.count('name="reference_ids"') == 3
    assert 'alt="tan.png"' not in page
