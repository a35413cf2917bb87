"""axe-core finds nothing in the admin panel but what is Django's own, light and dark, phone and desktop."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.studio import Studio

# The list of each panel, and the form of its newest row.
PANELS = """
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.urls import reverse
from generator.models import Member, Reference, Status
from tests import make
from tests.browser import past
bob, erik = (Member.objects.get(username=name) for name in ("bob", "erik"))
made = past.made(bob, Status.UNCONFIRMED, "A weir, unconfirmed")
make.stray(made)
Reference.keep(make.picture(size=(90, 60), colour="olive"), "weir.png", bob)
panels = {}
for model in (one for one in admin.site._registry if one._meta.app_label == "generator"):
    name = f"admin:generator_{model._meta.model_name}"
    newest = model._default_manager.order_by("-pk").first()
    panels[model.__name__] = [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[quote(newest.pk)])]
answer = {"panels": panels, "deletion": reverse("admin:generator_member_delete", args=[erik.pk])}
"""
# What is Django's: tables inside its forms have columns without a name.
ITS_FORMS = "empty-table-header"
# And its page to sign in, where whoever may not come in is led, has no heading.
ITS_SIGN_IN = "page-has-heading-one"


@pytest.fixture(scope="module")
def addresses(studio: Studio) -> dict[str, Any]:
    """`panels`, and where erik, who made nothing, can be deleted."""
    found: dict[str, Any] = studio.shell(PANELS)
    return found


def test_its_first_page_what_is_outstanding_and_a_few_forms(
    visit: Visit, addresses: dict[str, Any], screen: dict[str, Any]
) -> None:
    page = visit("alice", "/admin/", **screen)
    forms = ("generator/member/add/", "generator/generation/9/change/", "generator/attempt/9/change/")
    for address in ("", "generator/attempt/unpaired/", *forms):
        page.goto(f"/admin/{address}")
        expect(page.get_by_role("link", name="Atelier admin")).to_be_visible()
        assert axe.in_light_and_dark(page, ITS_FORMS if "change" in address else "") == [], address


def test_every_list_and_every_form(visit: Visit, addresses: dict[str, Any], screen: dict[str, Any]) -> None:
    panels = addresses["panels"]
    page = visit("alice", "/admin/", **screen)
    assert {"Member", "Generation", "Attempt", "Picture", "Reference", "Provider", "Lease", "Stray"} <= set(panels)
    for of, (rows, form) in panels.items():
        page.goto(rows)
        expect(page.locator("#result_list")).to_be_visible()
        assert axe.in_light_and_dark(page) == [], of
        page.goto(form)
        expect(page.locator("#content-main form")).to_be_visible()
        assert axe.in_light_and_dark(page, ITS_FORMS) == [], of


def test_what_is_asked_before_a_member_is_deleted(
    visit: Visit, addresses: dict[str, Any], screen: dict[str, Any]
) -> None:
    page = visit("alice", addresses["deletion"], **screen)
    expect(page.get_by_role("button", name="Yes, I’m sure")).to_be_visible()
    assert axe.in_light_and_dark(page) == []


def test_what_a_member_sees_who_is_no_admin(visit: Visit, screen: dict[str, Any]) -> None:
    page = visit("bob", "/admin/", **screen)
    expect(page.get_by_text("not authorized to access this page")).to_be_visible()
    assert axe.in_light_and_dark(page, ITS_SIGN_IN) == []
