"""Drafts on their way: out of a composer that is not sent yet, and into one that shows them again."""

import contextlib
import json
from collections.abc import Iterator
from uuid import UUID, uuid4

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from generator import limits
from generator.forms import ComposeForm
from generator.models import Draft, Generation, Member, Picture, Reference
from generator.models.drafts import chips_of
from generator.models.generations import RATIOS

# The up arrow brings back so many prompts, found among so many generations.
PROMPTS, LOOKED_AT = 50, 500
SET_ASIDE = "What you had typed was set aside."


class Refused(ValueError):
    """One sentence that says why a draft is not kept."""


def keep(member: Member, data: QueryDict) -> Draft | None:
    """Keep what is in a member's composer in place of what was there before; what makes no sense in it is left out.

    None when this very composer was sent meanwhile: what comes late must not bring it back. Raises Refused.
    """
    prompt = data.get("prompt", "").replace("\r\n", "\n").replace("\0", "")
    if len(prompt) > limits.DRAFT_LETTERS:
        raise Refused(f"A draft has room for {limits.DRAFT_LETTERS:,} letters.")
    ratio, group = data.get("ratio", ""), next(_uuids([data.get("group", "")]), None) or uuid4()
    given = data.getlist("reference_ids")[: limits.REFERENCES]
    fields = {
        "prompt": prompt,
        "count": _count(data.get("count", "")),
        "ratio": ratio if ratio in RATIOS else "",
        "references": [str(chip.uuid) for chip in chips_of(_uuids(given))],
        "group": group,
        "updated": timezone.now(),
    }
    with transaction.atomic():
        # Not while it is being sent (ComposeForm.save).
        Member.objects.select_for_update().get(pk=member.pk)
        if Generation.objects.filter(author=member, group=group).exists():
            return None
        if Draft(**fields).empty:
            Draft.objects.filter(member=member).delete()
            return Draft(member=member)
        kept = Draft(member=member, **fields)
        Draft.objects.bulk_create([kept], update_conflicts=True, unique_fields=["member"], update_fields=[*fields])
        return kept


def composer(draft: Draft) -> ComposeForm:
    """The composer as its member left it, here or on another device."""
    return _filled(draft, draft.chips())


def composer_with(draft: Draft, picture: Picture, *, first: bool) -> ComposeForm:
    """The same with a picture among its references; the last of those there makes room for it when none is left."""
    others = [chip for chip in draft.chips() if chip.origin != picture.uuid]
    kept = others[: limits.REFERENCES - 1 - bool(draft.ratio)]
    chips: list[Reference | Picture] = [picture, *kept] if first else [*kept, picture]
    form = _filled(draft, chips)
    if len(kept) < len(others):
        set_aside(form, draft, "The last reference made room for this picture.")
    return form


def composer_for(draft: Draft, prompt: str) -> ComposeForm:
    """The same for another prompt."""
    form = ComposeForm(
        member=draft.member,
        initial={"prompt": prompt, "count": draft.count, "ratio": draft.ratio},
        chips=draft.chips(),
    )
    set_aside(form, draft)
    return form


def set_aside(form: ComposeForm, draft: Draft, sentence: str = SET_ASIDE) -> None:
    """Say that a composer shows something else than what was typed, and offer that again."""
    if not draft.prompt and sentence == SET_ASIDE:
        return
    form.aside = sentence
    form.aside_draft = json.dumps(
        {
            "prompt": draft.prompt,
            "count": str(draft.count),
            "ratio": draft.ratio,
            "references": [str(chip.uuid) for chip in draft.chips()],
        }
    )


def earlier_prompts(member: Member) -> list[dict[str, str]]:
    """What a member asked for before, as they typed it, the newest first, each once: {prompt, group}."""
    rows = Generation.objects.shown().filter(author=member).order_by("-id").values_list("prompt", "typed", "group")
    groups: dict[str, str] = {}
    for prompt, typed, group in rows[:LOOKED_AT]:
        groups.setdefault(typed or prompt, str(group))
    return [{"prompt": prompt, "group": group} for prompt, group in list(groups.items())[:PROMPTS]]


def _filled(draft: Draft, chips: list[Reference | Picture]) -> ComposeForm:
    initial = {"prompt": draft.prompt, "count": draft.count, "ratio": draft.ratio, "group": draft.group}
    return ComposeForm(member=draft.member, initial=initial, chips=chips)


def _uuids(given: list[str]) -> Iterator[UUID]:
    for one in given:
        with contextlib.suppress(ValueError):
            yield UUID(one)


def _count(given: str) -> int:
    count = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 1
    return count if 1 <= count <= limits.PICTURES_AT_ONCE else 1
