"""References by address: fetched by us, from public machines only, and stored."""

import contextlib
import html

import httpx
import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from generator.forms import references
from generator.models import Reference
from tests import make

# An ordinary address of the open internet, so that nothing is looked up; nothing is sent there either.
PUBLIC = "http://93.184.215.14"


def linked(member, *addresses):
    data = QueryDict(mutable=True)
    data.setlist("reference_urls", addresses)
    return references.References(data, MultiValueDict(), member)


@pytest.fixture
def internet(monkeypatch):
    """The wire: answers by path, and the requests that were made."""
    answers = {}

    class Wire(httpx.MockTransport):
        seen = []

        def __init__(self, **_):
            super().__init__(lambda request: self.seen.append(request) or answers[request.url.path])

    monkeypatch.setattr(httpx, "AsyncHTTPTransport", Wire)
    answers["seen"] = Wire.seen
    return answers


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/cat.png",
        "http://127.1/cat.png",
        "http://2130706433/cat.png",
        "http://0.0.0.0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/cat.png",
        "http://[::ffff:127.0.0.1]/cat.png",
        "http://[fe80::1]/cat.png",
        "http://localhost:8000/healthz/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "file:///etc/passwd",
        "ftp://example.com/cat.png",
        "gopher://127.0.0.1:25/x",
        "data:image/png;base64,AAAA",
        "javascript:alert(1)",
    ],
)
def test_only_public_web_addresses_are_fetched(alice, address):
    given = linked(alice, address)
    assert given.found == []
    assert given.errors == {"reference_urls": ["Only public http and https addresses can be used."]}


@pytest.mark.parametrize("address", ["http://user:secret@127.0.0.1/", "http://secret@example.com/cat.png"])
def test_an_address_with_a_password_is_refused_without_repeating_it(alice, address):
    [sentence] = linked(alice, address).errors["reference_urls"]
    assert sentence == "Addresses with a user name or password cannot be used. Remove that part."


@pytest.mark.parametrize(
    "address", ["http://", "https:///cat.png", "http://[::1", "http://exa\0mple.com/", "http://x:99999/"]
)
def test_an_incomplete_address_gets_a_sentence(alice, address):
    [sentence] = linked(alice, address).errors["reference_urls"]
    assert sentence.endswith(".")


@pytest.mark.parametrize("given", ["not a link at all", f"{PUBLIC}/red cat.png", "example.com/a b.png"])
def test_words_are_no_address_and_get_one_sentence(alice, internet, given):
    assert linked(alice, given).errors == {
        "reference_urls": ["An address has no spaces. Check the link, or copy it once more."]
    }
    assert internet["seen"] == []


def test_what_an_address_gives_is_stored(alice, internet):
    internet["/holiday/cat.jpg"] = httpx.Response(200, content=make.picture("JPEG"))
    given = linked(alice, f"{PUBLIC}/holiday/cat.jpg?size=large")
    assert given.errors == {}
    assert given.found == [Reference.objects.get()]
    assert given.found[0].label == "cat.jpg"
    [request] = internet["seen"]
    assert "cookie" not in request.headers


def test_several_addresses_in_one_field_and_in_several(alice, internet):
    for colour in ("red", "lime", "blue"):
        internet[f"/{colour}.png"] = httpx.Response(200, content=make.picture(colour=colour))
    given = linked(alice, f" {PUBLIC}/red.png\n{PUBLIC}/lime.png ", "", f"{PUBLIC}/blue.png")
    assert [reference.label for reference in given.found] == ["red.png", "lime.png", "blue.png"]


def test_a_page_instead_of_a_picture_is_named(alice, internet):
    internet["/cat.png"] = httpx.Response(200, html="<p>Sign in</p>", headers={"content-type": "image/png"})
    assert linked(alice, f"{PUBLIC}/cat.png").errors["reference_urls"] == [
        "cat.png is not a PNG, JPEG or WebP picture."
    ]


def test_a_redirect_into_the_house_is_not_followed(alice, internet):
    internet["/cat.png"] = httpx.Response(302, headers={"location": "http://127.0.0.1:8000/cat.png"})
    assert "Only public" in linked(alice, f"{PUBLIC}/cat.png").errors["reference_urls"][0]
    assert len(internet["seen"]) == 1


def test_an_address_that_fails_leaves_its_answer(alice, internet):
    internet["/cat.png"] = httpx.Response(404)
    assert linked(alice, f"{PUBLIC}/cat.png").errors["reference_urls"] == ["93.184.215.14 answered 404 (not found)."]


def test_nothing_more_is_fetched_when_there_are_three(alice, internet):
    for colour in ("red", "lime", "blue", "tan"):
        internet[f"/{colour}"] = httpx.Response(200, content=make.picture(colour=colour))
    given = linked(alice, *(f"{PUBLIC}/{colour}" for colour in ("red", "lime", "blue", "tan")))
    assert len(given.found) == len(internet["seen"]) == 3
    assert "3 references at most" in given.errors["reference_urls"][0]


def test_members_who_fetch_too_much_at_once_are_asked_to_wait(alice):
    with contextlib.ExitStack() as busy:
        for _ in range(references.limits.FETCHES_AT_ONCE):
            busy.enter_context(references._FETCHES)
        assert "try again in a moment" in linked(alice, f"{PUBLIC}/cat.png").errors["reference_urls"][0]


def test_the_page_shows_the_sentence_for_a_link(as_alice):
    page = html.unescape(as_alice.post("/references/", {"reference_urls": "http://127.0.0.1/"}).content.decode())
    assert "Only public http and https addresses can be used." in page
    assert "reference_ids" not in page
