"""The admin panel: every list and every page of it opens, and shows no secret."""

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse

from generator.admin.panels import ReadOnly
from generator.models import (
    Attempt,
    Generation,
    Lease,
    Member,
    Picture,
    Provider,
    Reference,
    ReferenceUse,
    Status,
    Stray,
    WebhookCount,
)
from tests import make

OURS = [Attempt, Generation, Lease, Member, Picture, Provider, Reference, Stray, WebhookCount]
ALL = list(django_admin.site._registry)
HISTORY = [model for model, panel in django_admin.site._registry.items() if isinstance(panel, ReadOnly)]


def name_of(model):
    return model._meta.label_lower


def address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


@pytest.fixture
def rows(alice, bob):
    """A generation in every status, one of them with references."""
    made = [make.generation(alice, status, prompt=f"A {status} lake") for status in Status]
    ReferenceUse.objects.create(generation=made[0], reference=make.reference(bob), position=1)
    make.attempt_of(made[3]).hear("IN_PROGRESS")
    make.stray(made[2])
    return made


def test_everything_of_ours_has_a_panel():
    assert set(OURS) <= set(ALL)
    assert set(OURS) - {Member} == {model for model in HISTORY if model._meta.app_label == "generator"}


@pytest.mark.parametrize("model", ALL, ids=name_of)
def test_every_list_opens(as_admin, rows, model):
    assert as_admin.get(address(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=name_of)
def test_every_page_opens(as_admin, rows, model):
    assert model.objects.exists()
    for row in model.objects.all():
        assert as_admin.get(address(model, "change", row.pk)).status_code == 200


def test_the_front_page_and_the_queue_open(as_admin, as_alice, alice):
    as_alice.post("/generations/", {"prompt": "A lake"})
    assert as_admin.get("/admin/").status_code == 200
    page = as_admin.get("/admin/django_q/ormq/").content.decode()
    assert "lead" in page


@pytest.mark.parametrize("model", HISTORY, ids=name_of)
def test_history_is_neither_added_to_nor_deleted(as_admin, rows, model):
    row = model.objects.first()
    assert as_admin.get(address(model, "add")).status_code == 403
    assert as_admin.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert as_admin.post(address(model, "change", row.pk), {"prompt": "changed"}).status_code == 403
    as_admin.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    )
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", ALL, ids=name_of)
def test_a_member_who_is_no_admin_is_kept_out(as_bob, rows, model):
    assert as_bob.get(address(model, "changelist")).status_code == 302


def test_a_stranger_is_sent_to_sign_in(stranger):
    assert stranger.get("/admin/")["Location"].startswith(("/accounts/login/", "/admin/login/"))


def test_an_attempts_token_and_addresses_are_not_shown(as_admin, rows):
    for attempt in Attempt.objects.all():
        Attempt.objects.filter(pk=attempt.pk).update(urls=["https://cdn.example.com/signed?secret=1"])
        generation = address(Generation, "change", attempt.generation_id)
        for page in (address(Attempt, "change", attempt.pk), address(Attempt, "changelist"), generation):
            text = as_admin.get(page).content.decode()
            assert attempt.token not in text
            assert "secret=1" not in text


@pytest.mark.parametrize(
    ("model", "query", "count"),
    [
        (Generation, "q=queued", 1),
        (Generation, "q=lake", 8),
        (Generation, "q=alice", 8),
        (Generation, "q=nothing", 0),
        (Generation, "status__exact=failed", 1),
        (Generation, "author__id__exact={alice}", 8),
        (Picture, "q=lake", 1),
        (Picture, "format=PNG", 1),
        (Picture, "format=JPEG", 0),
        (Reference, "q=cat", 1),
        (Reference, "q=bob", 1),
        (Attempt, "q=request-1", 4),
        (Attempt, "outcome__exact=unknown", 1),
        (Attempt, "http_status=400", 1),
        (Attempt, "ending__exact=collected", 1),
        (Stray, "status=COMPLETED", 1),
        (Member, "q=ali", 1),
        (Member, "is_staff__exact=1", 1),
    ],
)
def test_search_and_filters_find(as_admin, rows, alice, model, query, count):
    page = as_admin.get(address(model, "changelist") + "?" + query.format(alice=alice.pk))
    assert page.status_code == 200
    assert page.context["cl"].result_count == count


def test_search_by_number(as_admin, rows):
    picture = Picture.objects.get()
    for model, query in ((Generation, rows[0].uuid), (Picture, picture.uuid), (Picture, picture.sha256)):
        assert as_admin.get(address(model, "changelist"), {"q": query}).context["cl"].result_count == 1


@pytest.mark.parametrize("model", [Generation, Picture, Reference], ids=name_of)
def test_lists_have_small_pictures(as_admin, rows, model):
    page = as_admin.get(address(model, "changelist")).content.decode()
    assert 'class="admin-thumbnail"' in page
    assert "/thumbnail/" in page


def test_a_held_studio_goes_on_at_the_press_of_a_button(as_admin):
    Provider.announce("The key is refused.", held=True)
    form = {"action": "resume", "_selected_action": "1"}
    page = as_admin.post(address(Provider, "changelist"), form, follow=True).content.decode()
    assert "Sending goes on." in page
    assert (Provider.current().notice, Provider.current().held) == ("", False)
