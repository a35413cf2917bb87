"""An admin sees what came in the provider's name, and what to look at when it is not believed."""

import html

import pytest

from generator.admin.webhooks import MEANING, NONE_YET, OFF
from generator.models import WebhookCount
from generator.models.webhooks import Kind

LIST = "/admin/generator/webhookcount/"


@pytest.fixture(autouse=True)
def _reachable(settings):
    settings.PUBLIC_URL = "https://studio.example.com"
    settings.FREEPIK_WEBHOOK_SECRET = "a shared secret"


def page(as_admin):
    return html.unescape(as_admin.get(LIST).content.decode())


def test_before_the_first_one_it_says_that_nothing_is_lost(as_admin):
    text = page(as_admin)
    assert NONE_YET in text
    assert text.count("never") == len(Kind)
    assert f"{len(Kind)} webhooks" not in text


@pytest.mark.parametrize("name", ["PUBLIC_URL", "FREEPIK_WEBHOOK_SECRET"])
def test_a_studio_that_cannot_be_called_is_told_what_to_set(as_admin, settings, name):
    setattr(settings, name, "")
    assert OFF in page(as_admin)
    assert name in OFF


def test_every_kind_is_explained(as_admin):
    text = page(as_admin)
    assert MEANING.keys() == set(Kind)
    for kind in Kind:
        assert kind.label in text
        assert MEANING[kind] in text
    assert "Check FREEPIK_WEBHOOK_SECRET" in MEANING[Kind.FORGED]


def test_counts_and_times_are_shown(as_admin):
    WebhookCount.objects.filter(kind=Kind.FORGED).update(count=4217)
    WebhookCount.add(Kind.FORGED)
    text = page(as_admin)
    assert "4218" in text
    assert text.count("never") == len(Kind) - 1
    assert NONE_YET not in text
