"""Members are created, deactivated, given a password, made admins; nobody who made something is deleted."""

from django.urls import reverse

from generator.models import Member
from tests import make
from tests.conftest import PASSWORD

LIST, ADD = "/admin/generator/member/", "/admin/generator/member/add/"


def page_of(member):
    return reverse("admin:generator_member_change", args=[member.pk])


def test_an_admin_creates_a_member_who_can_sign_in(as_admin, stranger):
    form = {"username": "carol", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert as_admin.post(ADD, form).status_code == 302
    carol = Member.objects.get(username="carol")
    assert (carol.is_active, carol.is_staff) == (True, False)
    answer = stranger.post("/accounts/login/", {"username": "carol", "password": PASSWORD})
    assert answer["Location"] == "/"
    assert stranger.get("/admin/").status_code == 302


def test_a_weak_password_creates_nobody(as_admin):
    form = {"username": "carol", "usable_password": "true", "password1": "123", "password2": "123"}
    assert as_admin.post(ADD, form).status_code == 200
    assert not Member.objects.filter(username="carol").exists()


def test_a_name_that_is_taken_is_told(as_admin, bob):
    form = {"username": "bob", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    assert "already exists" in as_admin.post(ADD, form).content.decode()


def change(as_admin, member, **fields):
    shown = {"username": member.username, "first_name": "", "last_name": "", "email": ""}
    answer = as_admin.post(page_of(member), {**shown, **fields})
    assert answer.status_code == 302, answer.context["errors"]
    member.refresh_from_db()


def test_a_member_is_made_admin_and_back(as_admin, as_bob, bob):
    change(as_admin, bob, is_active="on", is_staff="on", is_superuser="on")
    assert as_bob.get("/admin/generator/generation/").status_code == 200
    change(as_admin, bob, is_active="on")
    assert as_bob.get("/admin/generator/generation/").status_code == 302


def test_a_member_is_deactivated_on_their_page(as_admin, as_bob, bob):
    change(as_admin, bob)
    assert not bob.is_active
    assert as_bob.get("/").status_code == 302


def test_several_are_deactivated_from_the_list_but_never_oneself(as_admin, admin, alice, bob):
    chosen = [admin.pk, alice.pk, bob.pk]
    form = {"action": "deactivate", "_selected_action": chosen}
    assert "Deactivated: 2." in as_admin.post(LIST, form, follow=True).content.decode()
    assert list(Member.objects.filter(is_active=True)) == [admin]
    form["action"] = "activate"
    as_admin.post(LIST, form)
    assert Member.objects.filter(is_active=True).count() == 3


def test_a_password_is_reset(as_admin, stranger, bob):
    address = reverse("admin:auth_user_password_change", args=[bob.pk])
    form = {"usable_password": "true", "password1": "another good one 77", "password2": "another good one 77"}
    assert as_admin.post(address, form).status_code == 302
    answer = stranger.post("/accounts/login/", {"username": "bob", "password": "another good one 77"})
    assert answer["Location"] == "/"


def test_who_made_something_is_not_deleted(as_admin, alice):
    make.generation(alice)
    assert as_admin.post(page_of(alice).replace("change", "delete"), {"post": "yes"}).status_code == 403
    form = {"action": "delete_selected", "_selected_action": alice.pk, "post": "yes"}
    as_admin.post(LIST, form, follow=True)
    assert Member.objects.filter(pk=alice.pk).exists()


def test_who_made_nothing_can_be_deleted(as_admin, bob):
    as_admin.post(page_of(bob).replace("change", "delete"), {"post": "yes"})
    assert not Member.objects.filter(pk=bob.pk).exists()
