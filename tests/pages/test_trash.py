"""Deleting, undoing it, the trash's own page, and ending it for good."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django_q.models import OrmQ

from generator import limits, live, tasks
from generator.models import Feed, Generation, Status
from tests import make

HTMX = {"HX-Request": "true"}
UNDO = re.compile(r'name="change" value="(\d+)"')


@pytest.fixture
def made(alice):
    return make.generation(alice, Status.SUCCEEDED, prompt="Delete me")


def trash(browser, *generations, headers=HTMX, follow=False):
    chosen = {"generation": [str(one.uuid) for one in generations]}
    return browser.post("/generations/trash/", chosen, headers=headers, follow=follow)


def restore(browser, *generations, headers=HTMX, **fields):
    chosen = {"generation": [str(one.uuid) for one in generations]} | fields
    return browser.post("/generations/restore/", chosen, headers=headers)


def discard(browser, *generations, **fields):
    chosen = {"generation": [str(one.uuid) for one in generations]} | fields
    return browser.post("/generations/discard/", chosen, follow=True)


def shown():
    return set(Generation.objects.shown())


def test_the_answer_takes_the_card_away_and_offers_to_undo_it(as_alice, alice, made):
    text = trash(as_alice, made).content.decode()
    assert re.search(rf'id="generation-{made.uuid}"\s+data-change="{Feed.newest()}"\s+data-gone', text)
    assert "It is in the trash for 30 days." in text
    assert shown() == set()
    change = UNDO.search(text)[1]
    back = restore(as_alice, change=change).content.decode()
    assert 'class="set"' in back
    assert "Delete me" in back
    assert "data-own" in back
    assert "It is back." in back
    assert shown() == {made}


def test_without_htmx_the_studio_follows_and_says_so(as_alice, made):
    answer = trash(as_alice, made, headers={}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    text = answer.content.decode()
    assert "It is in the trash for 30 days." in text
    answer = as_alice.post("/generations/restore/", {"change": UNDO.search(text)[1]}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Delete me" in answer.content.decode()


def test_undoing_brings_back_that_one_deletion_and_no_other(as_alice, alice):
    first, *rest = make.group(alice, 3, Status.SUCCEEDED)
    trash(as_alice, first)
    change = UNDO.search(trash(as_alice, *rest).content.decode())[1]
    assert "2 pictures are back." in restore(as_alice, change=change).content.decode()
    assert shown() == set(rest)


def test_undoing_one_deletion_may_ask_for_a_page_that_it_does_not_name(as_alice, made):
    change = UNDO.search(trash(as_alice, made).content.decode())[1]
    assert as_alice.post("/generations/restore/", {"change": change, "show": "yes"}).status_code == 302
    assert shown() == {made}


def test_what_cannot_be_deleted_is_told_and_the_rest_is_deleted(as_alice, alice, bob, made):
    others = [make.generation(bob, Status.SUCCEEDED) for _ in range(2)]
    waiting = make.generation(alice)
    text = trash(as_alice, made, waiting, *others).content.decode()
    assert "It is in the trash for 30 days." in text
    assert "1 is still being made; wait, or cancel what has not been sent." in text
    assert "2 are somebody else&#x27;s; only they or an admin can delete them." in text
    assert shown() == {waiting, *others}


def test_an_admin_deletes_anybodys_and_its_author_may_bring_it_back(as_admin, as_alice, admin, made):
    trash(as_admin, made)
    made.refresh_from_db()
    assert made.trashed_by == admin
    assert "deleted by admin" in as_alice.get("/trash/").content.decode()
    restore(as_alice, made)
    assert shown() == {made}


def test_a_colleague_cannot_undo_it(as_alice, as_bob, made):
    change = UNDO.search(trash(as_alice, made).content.decode())[1]
    for answer in (restore(as_bob, change=change), restore(as_bob, made)):
        assert "There is nothing to bring back any more." in answer.content.decode()
    assert shown() == set()


@pytest.mark.parametrize("address", ["/generations/trash/", "/generations/restore/", "/generations/discard/"])
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "Nothing was chosen; choose pictures first."),
        (["nonsense", "\0"], "Nothing was chosen; choose pictures first."),
        ([str(uuid.uuid4()) for _ in range(limits.CHOSEN + 1)], "More than 500 at once is too much; choose fewer."),
    ],
    ids=["nothing", "nonsense", "too many"],
)
def test_a_wrong_choice_has_one_clear_sentence(as_alice, made, address, given, sentence):
    text = as_alice.post(address, {"generation": given}, follow=True).content.decode()
    assert sentence in text
    assert shown() == {made}


def test_what_is_not_there_is_told_too(as_alice, made):
    unknown = {"generation": [str(uuid.uuid4())]}
    for address, sentence in (
        ("trash", "It was deleted already."),
        ("restore", "There is nothing to bring back any more."),
        ("discard", "There is nothing to delete any more."),
    ):
        assert sentence in as_alice.post(f"/generations/{address}/", unknown, follow=True).content.decode()


def test_many_cost_no_more_queries_than_few(as_alice, alice, django_assert_max_num_queries):
    for number in (1, 12):
        made = make.group(alice, number, Status.SUCCEEDED)
        with django_assert_max_num_queries(16):
            change = UNDO.search(trash(as_alice, *made).content.decode())[1]
        with django_assert_max_num_queries(18):
            restore(as_alice, change=change)


def test_every_open_page_is_told_that_it_is_gone_and_that_it_is_back(alice, bob, made):
    start = Feed.newest()
    view = live.viewer_of(bob, "team")
    Generation.objects.all().trash(by=alice)
    number, gone = live.since(start, view)
    assert f'id="generation-{made.uuid}"' in gone
    assert "data-gone" in gone
    assert "Delete me" not in gone
    Generation.objects.all().restore()
    _, back = live.since(number, view)
    assert 'class="set"' in back
    assert "Delete me" in back
    assert "data-gone" not in back
    # Who has missed both has the same card all the time.
    assert live.since(start, view)[1] == back


def test_its_own_page_says_so_and_who_may_can_bring_it_back(as_alice, as_bob, made):
    trash(as_alice, made)
    address = f"/generations/{made.uuid}/"
    page = as_alice.get(address)
    assert page.status_code == 200
    assert "It is in the trash for 30 more days." in page.content.decode()
    for answer in (as_bob.get(address), as_alice.get(address, headers=HTMX)):
        assert answer.status_code == 404
        assert "This picture was deleted" in answer.content.decode()
    assert "Delete me" not in as_bob.get(address).content.decode()
    answer = restore(as_alice, made, headers={}, show="yes")
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_its_file_is_there_for_the_undo_until_it_is_gone_for_good(as_alice, made):
    picture = made.pictures.get()
    addresses = [f"/pictures/{picture.uuid}/{rest}" for rest in ("", "thumbnail/", "?download")]
    trash(as_alice, made)
    for address in addresses:
        answer = as_alice.get(address)
        assert answer.status_code == 200
        assert b"".join(answer)
    discard(as_alice, made, sure="yes")
    tasks.empty_trash()
    for address in [*addresses, f"/generations/{made.uuid}/"]:
        assert as_alice.get(address).status_code == 404


def test_the_trash_shows_ones_own_with_the_days_that_are_left(as_alice, as_bob, as_admin, alice, bob, made):
    bobs = make.generation(bob, Status.FAILED, prompt="Painted by Bob")
    Generation.objects.filter(pk=made.pk).trash(by=alice)
    Generation.objects.filter(pk=bobs.pk).trash(by=bob)
    Generation.objects.filter(pk=made.pk).update(trashed_at=timezone.now() - timedelta(days=29))
    text = as_alice.get("/trash/").content.decode()
    assert "Delete me" in text
    assert re.search(r"\b1 day left", text)
    assert "Painted by Bob" not in text
    assert "30 days left" in as_bob.get("/trash/").content.decode()
    everything = as_admin.get("/trash/").content.decode()
    assert "Delete me" in everything
    assert "Painted by Bob" in everything


def test_what_was_deleted_at_once_stands_as_in_the_history(as_alice, alice):
    sets = [make.group(alice, 3, Status.FAILED) for _ in range(2)]
    Generation.objects.all().trash(by=alice)
    later = make.group(alice, 2, Status.FAILED)
    Generation.objects.filter(group=later[0].group).trash(by=alice)
    text = as_alice.get("/trash/").content.decode()
    expected = [str(one.uuid) for one in (*later, *sets[1], *sets[0])]
    assert re.findall(r'<article class="card"\s+id="generation-([^"]+)"', text) == expected


def test_an_empty_trash_says_what_it_is_for(as_alice, made):
    text = as_alice.get("/trash/").content.decode()
    assert "The trash is empty" in text
    assert "Empty the trash" not in text


def test_a_full_trash_has_pages_that_cost_the_same(as_alice, alice, django_assert_max_num_queries):
    make.group(alice, 61, Status.FAILED)
    Generation.objects.all().trash(by=alice)
    with django_assert_max_num_queries(6):
        first = as_alice.get("/trash/").content.decode()
    assert first.count("<article") == 60
    assert "?page=2" in first
    assert as_alice.get("/trash/?page=2").content.decode().count("<article") == 1
    assert as_alice.get("/trash/?page=nonsense").content.decode().count("<article") == 60


def test_ending_it_for_good_asks_first(as_alice, made):
    file = made.picture.file.name
    trash(as_alice, made)
    text = discard(as_alice, made).content.decode()
    assert "Delete 1 picture for good?" in text
    assert f'name="generation" value="{made.uuid}"' in text
    assert Generation.objects.trashed().count() == 1
    assert "1 picture is deleted for good." in discard(as_alice, made, sure="yes").content.decode()
    assert "The trash is empty" in as_alice.get("/trash/").content.decode()
    assert OrmQ.objects.count() == 1
    tasks.empty_trash()
    assert not default_storage.exists(file)


def test_emptying_takes_ones_own_and_an_admins_takes_all(as_alice, as_admin, alice, bob, made):
    make.generation(bob, Status.SUCCEEDED)
    make.generation(alice, Status.SUCCEEDED, prompt="Not deleted")
    Generation.objects.exclude(prompt="Not deleted").trash(by=alice)
    assert "Delete all 1 picture in the trash for good?" in discard(as_alice, all="yes").content.decode()
    discard(as_alice, all="yes", sure="yes")
    assert Generation.objects.trashed().get().author == bob
    assert "They are those of all members." in discard(as_admin, all="yes").content.decode()
    discard(as_admin, all="yes", sure="yes")
    assert not Generation.objects.trashed().exists()
    assert [one.prompt for one in shown()] == ["Not deleted"]


def test_a_colleagues_is_not_ended(as_alice, as_bob, made):
    trash(as_alice, made)
    assert "There is nothing to delete any more." in discard(as_bob, made, sure="yes").content.decode()
    assert Generation.objects.trashed().count() == 1


def test_what_was_not_deleted_is_not_ended(as_alice, made):
    discard(as_alice, made, sure="yes")
    assert shown() == {made}


def test_many_are_marked_as_favourites_at_once_and_unmarked(as_bob, alice, bob, made):
    other = make.generation(alice, Status.SUCCEEDED)
    for _ in range(2):
        answer = as_bob.post("/generations/favourite/", {"generation": [made.uuid, other.uuid, "nonsense"]})
        assert answer.status_code == 204
    assert bob.favourites.count() == 2
    too_many = as_bob.post("/generations/favourite/", {"generation": [uuid.uuid4() for _ in range(501)]})
    assert (too_many.status_code, too_many.content) == (422, b"More than 500 at once is too much; choose fewer.")
    as_bob.post("/generations/favourite/", {"generation": [made.uuid], "off": "yes"})
    assert bob.favourites.get().generation == other
