"""A generation's own page, and how it comes back into the composer."""

import html

from django.urls import reverse

from generator.models import ReferenceUse, Status
from tests import make

HTMX = {"HX-Request": "true"}


def test_everything_about_a_picture_is_on_its_page(as_bob, alice):
    made = make.generation(alice, Status.SUCCEEDED, prompt="A quiet lake at dawn")
    reference = make.reference(alice)
    ReferenceUse.objects.create(generation=made, reference=reference, position=1)
    page = as_bob.get(reverse("generation", args=[made.uuid])).content.decode()
    picture = made.pictures.get()
    for expected in (
        "A quiet lake at dawn",
        "Alice Adams",
        reverse("picture", args=[picture.uuid]),
        reverse("picture", args=[picture.uuid]) + "?download",
        reverse("reference", args=[reference.uuid]),
        reverse("generation-use", args=[made.uuid]),
        "Gemini 2.5 Flash Image",
        "64 × 48",
    ):
        assert expected in page


def test_the_shape_that_was_asked_for_is_among_the_facts(as_bob, alice):
    page = as_bob.get(reverse("generation", args=[make.generation(alice, ratio="16:9").uuid])).content.decode()
    assert "16:9" in page.partition("Shape asked for")[2].partition("</div>")[0]
    page = as_bob.get(reverse("generation", args=[make.generation(alice).uuid])).content.decode()
    assert "Shape asked for" not in page


def test_a_model_that_is_no_longer_offered_keeps_its_name(as_bob, alice):
    made = make.generation(alice)
    type(made).objects.filter(pk=made.pk).update(model="dall-e-1")
    assert "dall-e-1" in as_bob.get(reverse("generation", args=[made.uuid])).content.decode()


def test_the_variations_of_a_set_lead_to_each_other(as_bob, alice):
    made = make.group(alice, 3, status=Status.SUCCEEDED)
    make.generation(alice)
    page = as_bob.get(reverse("generation", args=[made[1].uuid])).content.decode()
    variations = page.partition('class="detail-siblings"')[2].partition("</ol>")[0]
    assert variations.count("<li>") == 3
    assert all(str(one.uuid) in variations for one in made)
    assert variations.partition('aria-current="true"')[0].count("<li>") == 2


def test_use_again_brings_prompt_count_and_references_back(as_bob, alice):
    made = make.group(alice, 3, prompt='A "quiet" lake')[0]
    reference = make.reference(alice)
    ReferenceUse.objects.create(generation=made, reference=reference, position=1)
    for headers in ({}, HTMX):
        page = html.unescape(
            as_bob.get(reverse("generation-use", args=[made.uuid]), headers=headers).content.decode()
        )
        composer = page.partition('id="composer"')[2].partition("</form>")[0]
        assert 'A "quiet" lake</textarea>' in composer
        assert f'value="{reference.uuid}"' in composer
        assert composer.partition('value="3"')[2].partition(">")[0].strip() == "checked"
        assert str(made.group) not in composer
        assert ("<html" in page) == (not headers)


def test_use_as_reference_brings_the_picture_and_no_prompt(as_bob, alice):
    made = make.generation(alice, Status.SUCCEEDED, prompt="A quiet lake")
    page = as_bob.get(reverse("generation-use", args=[made.uuid]) + "?as=reference", headers=HTMX).content.decode()
    assert f'name="reference_ids" value="{made.pictures.get().uuid}"' in page
    assert reverse("picture-thumbnail", args=[made.pictures.get().uuid]) in page
    assert "A quiet lake</textarea>" not in page


def test_what_has_no_picture_cannot_become_a_reference(as_bob, alice):
    made = make.generation(alice, Status.FAILED)
    page = as_bob.get(reverse("generation-use", args=[made.uuid]) + "?as=reference", headers=HTMX).content.decode()
    assert "reference_ids" not in page


def test_the_sandbox_is_announced_on_every_page(as_alice, alice, stranger):
    made = make.generation(alice)
    for address in ("/", reverse("generation", args=[made.uuid]), reverse("password")):
        assert 'id="sandbox"' in as_alice.get(address).content.decode()
    assert 'id="sandbox"' in stranger.get(reverse("login")).content.decode()


def test_no_page_has_inline_scripts_or_styles(as_alice, alice):
    made = make.generation(alice, Status.SUCCEEDED)
    for address in ("/", reverse("generation", args=[made.uuid]), reverse("password")):
        answer = as_alice.get(address)
        page = answer.content.decode()
        assert "<script>" not in page
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
