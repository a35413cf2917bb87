"""Drafts on their way: out of a composer that is not sent yet, and into one that shows them again."""

import contextlib
from collections.abc import Iterator
from uuid import UUID

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
    if any(
        Generation.objects.filter(author=member, group=group).exists() for group in _uuids([data.get("group", "")])
    ):
        return None
    ratio = data.get("ratio", "")
    given = data.getlist("reference_ids")[: limits.REFERENCES]
    fields = {
        "prompt": prompt,
        "count": _count(data.get("count", "")),
        "ratio": ratio if ratio in RATIOS else "",
        "references": [str(chip.uuid) for chip in chips_of(_uuids(given))],
        "updated": timezone.now(),
    }
    if Draft(**fields).empty:
        Draft.objects.filter(member=member).delete()
        return Draft(member=member)
    return Draft.objects.update_or_create(member=member, defaults=fields)[0]


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
        form.aside = "The last reference made room for this picture."
    return form


def composer_for(draft: Draft, prompt: str) -> ComposeForm:
    """The same for another prompt."""
    form = _filled(draft, draft.chips(), prompt)
    form.aside = SET_ASIDE if draft.prompt else ""
    return form


def earlier_prompts(member: Member) -> list[dict[str, str]]:
    """What a member asked for before, the newest first, each once: {prompt, group}."""
    rows = Generation.objects.shown().filter(author=member).order_by("-id").values_list("prompt", "group")
    groups: dict[str, str] = {}
    for prompt, group in rows[:LOOKED_AT]:
        groups.setdefault(prompt, str(group))
    return [{"prompt": prompt, "group": group} for prompt, group in list(groups.items())[:PROMPTS]]


def _filled(draft: Draft, chips: list[Reference | Picture], prompt: str | None = None) -> ComposeForm:
    initial = {"prompt": draft.prompt if prompt is None else prompt, "count": draft.count, "ratio": draft.ratio}
    return ComposeForm(member=draft.member, initial=initial, chips=chips)


def _uuids(given: list[str]) -> Iterator[UUID]:
    for one in given:
        with contextlib.suppress(ValueError):
            yield UUID(one)


def _count(given: str) -> int:
    count = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 1
    return count if 1 <= count <= limits.PICTURES_AT_ONCE else 1
