"""The prompt library: /prompts/ and what is under it."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from generator import limits, prompt_library
from generator.models import SavedPrompt
from tests import make

HTMX = {"HX-Request": "true"}
NEW = {"name": "Poster", "text": "A poster of {subject}", "shared": "on"}


def page_of(browser, address="/prompts/", **options):
    answer = browser.get(address, **options)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def names(page):
    return re.findall(r'prompt-name">([^<]*)<', page)


def address(verb, prompt):
    return reverse(verb, args=[prompt.pk])


# --- Finding ---


def test_mine_and_what_colleagues_share_the_most_used_first(as_alice, alice, bob):
    make.prompt(alice, "Mine", uses=3)
    make.prompt(bob, "Bob's own")
    make.prompt(bob, "Shared by Bob", shared=True, uses=9)
    make.prompt(alice, "Also mine", uses=3, shared=True)
    for options in ({}, {"headers": HTMX}):
        page = page_of(as_alice, **options)
        assert names(page) == ["Shared by Bob", "Also mine", "Mine"]
        assert page.partition("Shared by Bob")[2].partition("Also mine")[0].count("bob") >= 1
        assert ("<html" in page) == (not options)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("poster", ["Poster"]),
        ("SCREEN flat", ["Poster"]),
        ("lamp", ["Product"]),
        ("poster lamp", []),
        ("%", []),
        ("_", []),
        ("  ", ["Poster", "Product"]),
        ("\0poster", ["Poster"]),
        ("' OR 1=1 --", []),
        ("x" * 5000, []),
        ("p " * 3000, ["Poster", "Product"]),
    ],
)
def test_search_finds_every_word_in_name_or_text(as_alice, alice, q, expected):
    make.prompt(alice, "Poster", "Screen print, flat colours")
    make.prompt(alice, "Product", "A photograph of a lamp")
    for headers in ({}, HTMX):
        answer = as_alice.get("/prompts/", {"q": q}, headers=headers)
        assert names(html.unescape(answer.content.decode())) == expected
        if not expected:
            assert "No prompt has" in answer.content.decode()


@pytest.mark.parametrize("q", ["über", "UBER", "jahreszeit ÜBER", "fuchse"])
def test_search_minds_neither_case_nor_accents_in_any_database(as_alice, alice, q):
    make.prompt(alice, "JAHRESZEITEN", "Nebel ÜBER dem Tal, Füchse")
    assert names(page_of(as_alice, f"/prompts/?q={q}")) == ["JAHRESZEITEN"]


def test_an_empty_library_teaches_placeholders_by_an_example(as_alice):
    for headers in ({}, HTMX):
        page = page_of(as_alice, headers=headers)
        assert "becomes a field" in page
        assert "{product}" in page


def test_no_more_than_fifty_at_once_and_it_says_so(as_alice, alice):
    SavedPrompt.objects.bulk_create(
        SavedPrompt(owner=alice, name=f"Study {number}", text="x", uses=number) for number in range(60)
    )
    for headers in ({}, HTMX):
        page = page_of(as_alice, headers=headers)
        assert len(names(page)) == prompt_library.MOST_SHOWN
        assert names(page)[0] == "Study 59"
        assert "the 50 most used" in page


def test_the_number_of_queries_does_not_grow(as_alice, alice, bob, admin):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_alice.get("/prompts/")
        return len(captured)

    make.prompt(alice, "First")
    queries()
    few = queries()
    for number in range(20):
        make.prompt((alice, bob, admin)[number % 3], f"Study {number}", shared=True)
    assert queries() == few <= 5


def test_markup_is_text(as_alice, alice):
    make.prompt(alice, "<script>alert(1)</script>", '</p><img src=x onerror="alert(2)">')
    page = as_alice.get("/prompts/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# --- Saving ---


def test_a_prompt_is_saved_and_shared(as_alice, alice):
    answer = as_alice.post("/prompts/new/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/prompts/")
    saved = SavedPrompt.objects.get()
    assert (saved.owner, saved.name, saved.text, saved.shared) == (alice, "Poster", "A poster of {subject}", True)
    assert "“Poster” is saved." in page_of(as_alice)


def test_htmx_gets_the_form_alone_and_is_told_when_it_is_kept(as_alice):
    form = as_alice.get("/prompts/new/", headers=HTMX).content.decode()
    assert form.lstrip().startswith("<form")
    assert 'hx-post="/prompts/new/"' in form
    answer = as_alice.post("/prompts/new/", {**NEW, "shared": ""}, headers=HTMX)
    assert answer.status_code == 200
    assert 'data-kept="“Poster” is saved"' in html.unescape(answer.content.decode())
    assert not SavedPrompt.objects.get().shared


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Give the prompt a name."),
        ({"name": " \n "}, "Give the prompt a name."),
        ({"name": "x" * 81}, "The name has 81 letters; the limit is 80."),
        ({"text": ""}, "Write the prompt that is to be kept."),
        ({"text": "x" * 5001}, "The prompt has 5001 letters; the limit is 5000."),
        ({"name": "a\0b"}, "Null characters are not allowed."),
        ({"text": "a\0b"}, "Null characters are not allowed."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_alice, change, sentence, headers):
    answer = as_alice.post("/prompts/new/", NEW | change, headers=headers)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in page
    assert "checked" in page
    assert (NEW | change)["text"].replace("\0", "�") in page.replace("\0", "�")
    assert not SavedPrompt.objects.exists()


def test_nothing_at_all_is_refused(as_alice):
    assert as_alice.post("/prompts/new/", {}).status_code == 422


def test_ends_of_lines_are_one_letter_and_a_name_is_one_line(as_alice):
    text = "a\r\n" * 2498 + "end"
    as_alice.post("/prompts/new/", {"name": " Two\r\n lines ", "text": text})
    saved = SavedPrompt.objects.get()
    assert saved.name == "Two lines"
    assert saved.text == text.replace("\r\n", "\n")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_name_says_so_and_is_replaced_on_request(as_alice, alice, headers):
    make.prompt(alice, "Poster", "The old one", uses=4)
    answer = as_alice.post("/prompts/new/", NEW, headers=headers)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "You have a prompt called “Poster” already." in page
    assert 'name="replace"' in page
    assert SavedPrompt.objects.get().text == "The old one"
    as_alice.post("/prompts/new/", NEW | {"replace": "yes"}, headers=headers)
    saved = SavedPrompt.objects.get()
    assert (saved.text, saved.shared, saved.uses) == (NEW["text"], True, 4)


def test_the_same_form_twice_is_one_prompt(as_alice):
    first, second = (as_alice.post("/prompts/new/", NEW) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert SavedPrompt.objects.count() == 1


def test_a_colleague_may_have_the_same_name(as_alice, bob):
    make.prompt(bob, "Poster", shared=True)
    assert as_alice.post("/prompts/new/", NEW).status_code == 302
    assert SavedPrompt.objects.count() == 2


def test_there_is_an_end_to_what_one_member_keeps(as_alice, alice):
    SavedPrompt.objects.bulk_create(
        SavedPrompt(owner=alice, name=f"Study {number}", text="x") for number in range(limits.PROMPTS_KEPT)
    )
    answer = as_alice.post("/prompts/new/", NEW)
    assert answer.status_code == 422
    assert "You have 500 saved prompts; delete one to save another." in answer.content.decode()
    assert as_alice.post("/prompts/new/", NEW | {"name": "Study 7", "replace": "yes"}).status_code == 302
    assert SavedPrompt.objects.count() == limits.PROMPTS_KEPT


# --- Changing and deleting ---


def test_its_owner_renames_edits_and_unshares_it(as_alice, alice):
    mine = make.prompt(alice, "Poster", "The old one", shared=True, uses=4)
    page = page_of(as_alice, address("prompt", mine))
    assert "The old one" in page
    assert "checked" in page
    answer = as_alice.post(address("prompt", mine), {"name": "Placard", "text": "The new one"})
    assert answer.status_code == 302
    mine.refresh_from_db()
    assert (mine.name, mine.text, mine.shared, mine.uses) == ("Placard", "The new one", False, 4)


def test_saving_it_unchanged_is_no_clash_with_itself(as_alice, alice):
    mine = make.prompt(alice, "Poster")
    assert as_alice.post(address("prompt", mine), {"name": "Poster", "text": mine.text}).status_code == 302


def test_a_new_name_that_another_has_is_refused_or_replaces_it(as_alice, alice):
    mine, other = make.prompt(alice, "Poster", "Keep this"), make.prompt(alice, "Placard", "The other")
    form = {"name": "Placard", "text": "Keep this"}
    answer = as_alice.post(address("prompt", mine), form)
    assert answer.status_code == 422
    assert SavedPrompt.objects.filter(pk=other.pk).exists()
    as_alice.post(address("prompt", mine), form | {"replace": "yes"})
    saved = SavedPrompt.objects.get()
    assert (saved.pk, saved.name, saved.text) == (mine.pk, "Placard", "Keep this")


@pytest.mark.parametrize("verb", ["prompt", "prompt-delete"])
@pytest.mark.parametrize("shared", [True, False])
def test_a_colleague_can_neither_change_nor_delete_it(as_bob, alice, verb, shared):
    theirs = make.prompt(alice, shared=shared)
    for answer in (as_bob.get(address(verb, theirs)), as_bob.post(address(verb, theirs), NEW)):
        assert answer.status_code == 404
    assert SavedPrompt.objects.get().name == theirs.name
    page = page_of(as_bob)
    assert address("prompt", theirs) + '"' not in page
    assert address("prompt-delete", theirs) not in page


def test_deleting_asks_first(as_alice, alice):
    mine = make.prompt(alice, shared=True)
    assert "The whole team loses it." in page_of(as_alice, address("prompt-delete", mine))
    assert SavedPrompt.objects.exists()
    assert as_alice.post(address("prompt-delete", mine)).status_code == 302
    assert not SavedPrompt.objects.exists()
    assert as_alice.post(address("prompt-delete", mine)).status_code == 404


def test_an_admin_deletes_what_is_shared_and_changes_nothing(as_admin, alice):
    shared, own = make.prompt(alice, "Shared", shared=True), make.prompt(alice, "Own")
    assert address("prompt-delete", shared) in page_of(as_admin)
    assert as_admin.post(address("prompt", shared), NEW).status_code == 404
    assert as_admin.post(address("prompt-delete", own)).status_code == 404
    assert as_admin.post(address("prompt-delete", shared)).status_code == 302
    assert list(SavedPrompt.objects.all()) == [own]


# --- Using ---


def test_a_use_is_counted_and_leads_to_the_composer(as_bob, alice):
    theirs = make.prompt(alice, text="A study of {object}", shared=True)
    answer = as_bob.post(address("prompt-used", theirs))
    assert (answer.status_code, answer["Location"]) == (302, address("prompt-use", theirs))
    assert "A study of {object}</textarea>" in page_of(as_bob, answer["Location"])
    theirs.refresh_from_db()
    assert theirs.uses == 1
    assert theirs.used_at
    assert as_bob.post(address("prompt-used", theirs), headers=HTMX).status_code == 204


def test_a_draft_keeps_its_references_and_its_prompt_can_be_put_back(as_alice, alice):
    kept = make.reference(alice)
    as_alice.post("/draft/", {"prompt": "Half a thought", "count": "3", "reference_ids": str(kept.uuid)})
    page = page_of(as_alice, address("prompt-use", make.prompt(alice)))
    assert "A photograph of {product}</textarea>" in page
    assert f'value="{kept.uuid}"' in page
    assert page.partition('value="3"')[2].partition(">")[0].strip() == "checked"
    assert "What you had typed was set aside." in page
    assert "Half a thought</textarea>" in page_of(as_alice, "/")


@pytest.mark.parametrize("verb", ["prompt-use", "prompt-used"])
def test_what_a_colleague_keeps_to_themselves_is_not_there(as_bob, as_admin, alice, verb):
    theirs = make.prompt(alice)
    for browser in (as_bob, as_admin):
        send = browser.post if verb == "prompt-used" else browser.get
        assert send(address(verb, theirs)).status_code == 404


@pytest.mark.parametrize("junk", ["99999999999999999999999", "-1", "x", "1.5"])
def test_a_number_that_is_none_is_not_there(as_alice, junk):
    assert as_alice.get(f"/prompts/{junk}/").status_code == 404
    assert as_alice.post(f"/prompts/{junk}/used/").status_code == 404
