"""The composer's form: a prompt with its references, how many pictures, and their shape."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from generator import alternatives, limits
from generator.forms.references import NOT_HERE, References
from generator.imageapi import DEFAULT
from generator.models import Draft, Feed, Generation, Member, Picture, Reference, ReferenceUse
from generator.models.generations import RATIOS, shape_of, wish_of
from generator.wishes import Known


class Words(forms.CharField):
    """What somebody wrote, with the ends of lines as they were typed; forms send two letters for each."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class ComposeForm(forms.Form):
    """A prompt, how many pictures of it, and its references. `member` is the author.

    `known` is for what colleagues have asked for already (generator.wishes), which is shown before anything is sent.
    """

    prompt = Words(
        max_length=limits.PROMPT_LETTERS,
        error_messages={
            "required": "Write what the picture should show.",
            "max_length": "The prompt has %(show_value)s letters; the limit is %(limit_value)s.",
        },
    )
    count = forms.IntegerField(
        min_value=1,
        max_value=limits.PICTURES_AT_ONCE,
        required=False,
        error_messages={
            "invalid": f"Choose 1 to {limits.PICTURES_AT_ONCE} pictures.",
            "min_value": "Choose at least one picture.",
            "max_value": f"{limits.PICTURES_AT_ONCE} pictures at most from one prompt.",
        },
    )
    ratio = forms.ChoiceField(
        choices=[("", "As it comes"), *((ratio, ratio) for ratio in RATIOS)],
        required=False,
        error_messages={"invalid_choice": "Choose one of the shapes offered."},
    )
    # The fields the sentences of References stand beside.
    references = forms.Field(required=False)
    reference_urls = forms.Field(required=False)

    prompt_limit = limits.PROMPT_LETTERS
    most_at_once = limits.GENERATIONS_AT_ONCE
    counts = range(1, limits.PICTURES_AT_ONCE + 1)

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        files: MultiValueDict[str, "UploadedFile[Any]"] | None = None,
        *,
        member: Member,
        chips: Iterable[Reference | Picture] = (),
        initial: dict[str, Any] | None = None,
    ):
        super().__init__(data, files, initial=initial)
        self._member = member
        self._posted: MultiValueDict[str, str] = data if data is not None else MultiValueDict()
        self.chips: list[Reference | Picture] = list(chips)
        self._found: list[Reference] = []
        self._prompts: list[str] = []
        self.known: Sequence[Known] = ()
        # For whom it surprises that this is shown instead of the draft: a sentence, and the draft as draft.js has it.
        self.aside = ""
        self.aside_draft = ""

    @property
    def hint(self) -> str:
        """What to write: with references, it is the first of them that is to change."""
        return "Describe the change" if self.chips else "Describe a picture"

    @property
    def group_value(self) -> str:
        """The number of the group this form will make; the same form sent twice has the same."""
        given = self.data.get("group", "") if self.is_bound else self.initial.get("group", "")
        try:
            return str(uuid.UUID(str(given)))
        except ValueError:
            return str(uuid.uuid4())

    @property
    def canvas(self) -> str:
        """The shape that takes a place among the references, or nothing."""
        given = self["ratio"].value()
        return str(given) if given in RATIOS else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        references = References(self._posted, self.files, self._member)
        self._found = references.found
        self.chips = list(references.found)
        for field, sentences in references.errors.items():
            for sentence in sentences:
                self.add_error(field, sentence)
        if cleaned.get("ratio") and len(self._found) >= limits.REFERENCES:
            self.add_error("ratio", "A shape takes one of the three places for references; remove a reference.")
        if "prompt" in cleaned:
            self._expand(cleaned["prompt"], cleaned.get("count") or 1)
        return cleaned

    def _expand(self, prompt: str, count: int) -> None:
        most = limits.GENERATIONS_AT_ONCE
        if (whole := alternatives.number(prompt) * count) > most:
            said = whole if whole < 1000 else "more than 999"
            self.add_error("prompt", f"That makes {said} pictures; the limit is {most} at once. Ask for fewer.")
            return
        self._prompts = [one for one in alternatives.expanded(prompt) for _ in range(count)]
        if not all(self._prompts):
            self.add_error("prompt", "One of the alternatives leaves no words at all; write some around the braces.")

    def save(self) -> list[Generation]:
        """Queue the group, in one transaction; the same form sent again is what was queued the first time.

        Nothing, and an error, when a reference has gone meanwhile.
        """
        group, ratio = uuid.UUID(self.group_value), self.cleaned_data["ratio"]
        shape = shape_of(*self._size(ratio))
        typed = self.cleaned_data["prompt"]
        with transaction.atomic():
            change = Feed.advance()
            there = Reference.objects.filter(pk__in=[one.pk for one in self._found]).exclude(file="")
            if there.update(used_at=timezone.now()) < len(self._found):
                # Removed with what it was made from, while the form was being checked (models.trash).
                self.chips = [one for one in self._found if one in there]
                self.add_error("references", NOT_HERE)
                return []
            # A draft of this form that comes late must not bring it back (drafts.keep).
            Member.objects.select_for_update().get(pk=self._member.pk)
            self._end_draft(group)
            if known := self._queued_before(group, ratio):
                return known
            if Generation.objects.filter(author=self._member, group=group).exists():
                # An old form, brought back by the browser and changed: a new wish, not a repetition.
                group = uuid.uuid4()
            generations = Generation.objects.bulk_create(
                Generation(
                    author=self._member,
                    prompt=prompt,
                    typed=typed if typed != prompt else None,
                    model=DEFAULT.key,
                    group=group,
                    position=position,
                    count=len(self._prompts),
                    ratio=ratio,
                    shape=shape,
                    referenced=len(self._found),
                    wish=self._wish(prompt),
                    born=change,
                    change=change,
                )
                for position, prompt in enumerate(self._prompts, 1)
            )
            ReferenceUse.objects.bulk_create(
                ReferenceUse(generation=generation, reference=reference, position=position)
                for generation in generations
                for position, reference in enumerate(self._found, 1)
            )
        return generations

    def _end_draft(self, group: uuid.UUID) -> None:
        """What was typed is sent; what stays chosen for the next is there for whoever comes back as well."""
        kept = Draft(member=self._member, **self.settings)
        mine = Draft.objects.filter(member=self._member)
        mine.filter(Q(group=group) | Q(prompt="", references=[])).delete()
        # What is written in another composer meanwhile is not this one's.
        if not kept.empty and not mine.exists():
            kept.save()

    @property
    def settings(self) -> dict[str, Any]:
        """What of a valid form stays for the next prompt."""
        return {"count": self.cleaned_data["count"] or 1, "ratio": self.cleaned_data["ratio"]}

    @property
    def wishes(self) -> list[str]:
        """The digests of what a valid form asks for, each once."""
        return [self._wish(prompt) for prompt in dict.fromkeys(self._prompts)]

    def sent_before(self) -> bool:
        """Whether this very form, which is valid, was taken already."""
        return bool(self._queued_before(uuid.UUID(self.group_value), self.cleaned_data["ratio"]))

    def _wish(self, prompt: str) -> str:
        return wish_of(prompt, self.cleaned_data["ratio"], [reference.sha256 for reference in self._found])

    def _size(self, ratio: str) -> tuple[int, int]:
        """What the pictures will probably measure, in proportion."""
        if ratio:
            return RATIOS[ratio]
        return (self._found[0].width, self._found[0].height) if self._found else (1, 1)

    def _queued_before(self, group: uuid.UUID, ratio: str) -> list[Generation]:
        rows = Generation.objects.filter(author=self._member, group=group, ratio=ratio)
        known = list(rows.order_by("position"))
        if [generation.prompt for generation in known] != self._prompts:
            return []
        uses = known[0].uses.select_related("reference") if known else []
        return known if [use.reference for use in uses] == self._found else []
