"""The prompt library: what a member finds in it, and what they may keep there."""

from itertools import islice
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.forms import model_to_dict
from django.http import QueryDict
from django.utils import timezone

from generator import limits
from generator.forms import Words
from generator.models import Member, SavedPrompt
from generator.words import folded, has_all

# As many as are shown at once; the search finds the others.
MOST_SHOWN = 50
MOST_LETTERS = 200


def found(member: Member, q: str = "") -> list[SavedPrompt]:
    """A member's own prompts and those that colleagues share, with all words of `q`; the most used first."""
    rows = visible(member).select_related("owner").order_by("-uses", "name", "pk")
    wanted = folded(q[:MOST_LETTERS]).split()
    # By the letters inside of words as well, which no index has; a team keeps hundreds of them, not more.
    return list(islice((one for one in rows if has_all(f"{one.name}\n{one.text}", wanted)), MOST_SHOWN))


def visible(member: Member) -> QuerySet[SavedPrompt]:
    return SavedPrompt.objects.filter(Q(owner=member) | Q(shared=True))


def deletable(member: Member) -> QuerySet[SavedPrompt]:
    """One's own; an admin also tidies up what is shared."""
    own = Q(owner=member)
    return SavedPrompt.objects.filter(own | Q(shared=True) if member.is_admin else own)


def use(prompt: SavedPrompt) -> None:
    """Count one more use of it."""
    SavedPrompt.objects.filter(pk=prompt.pk).update(uses=F("uses") + 1, used_at=timezone.now())


class SavedPromptForm(forms.Form):
    """A name, the words, and whether the team may use them; `edited` is a prompt that is there already.

    A name that another prompt of the member has is refused, and `same_name` set; with `replace` that one gives way.
    """

    name = Words(
        max_length=limits.PROMPT_NAME_LETTERS,
        error_messages={
            "required": "Give the prompt a name.",
            "max_length": "The name has %(show_value)s letters; the limit is %(limit_value)s.",
        },
    )
    text = Words(
        label="Prompt",
        max_length=limits.PROMPT_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write the prompt that is to be kept.",
            "max_length": "The prompt has %(show_value)s letters; the limit is %(limit_value)s.",
        },
        help_text="What stands in {braces} becomes a field when the prompt is used.",
    )
    shared = forms.BooleanField(label="Share it with the team", required=False)

    def __init__(self, data: QueryDict | None = None, *, member: Member, edited: SavedPrompt | None = None):
        initial = model_to_dict(edited, ["name", "text", "shared"]) if edited else None
        super().__init__(data, initial=initial, auto_id="prompt-%s")
        self._member = member
        self._edited = edited
        self.same_name = False

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        same = self._others().filter(name=cleaned.get("name", "")).first()
        if same and "replace" not in self.data and not self._repeats(same, cleaned):
            self.same_name = True
            self.add_error(
                "name", f"You have a prompt called “{same.name}” already. Replace it, or choose another name."
            )
        if not same and not self._edited and self._others().count() >= limits.PROMPTS_KEPT:
            self.add_error(None, f"You have {limits.PROMPTS_KEPT} saved prompts; delete one to save another.")
        return cleaned

    def _others(self) -> QuerySet[SavedPrompt]:
        mine = SavedPrompt.objects.filter(owner=self._member)
        return mine.exclude(pk=self._edited.pk) if self._edited else mine

    def _repeats(self, same: SavedPrompt, cleaned: dict[str, Any]) -> bool:
        """Whether it is what was saved a moment ago: a form sent twice is taken once."""
        return not self._edited and (same.text, same.shared) == (cleaned.get("text"), cleaned.get("shared"))

    def save(self) -> SavedPrompt:
        """Store it, in place of the one of the same name."""
        fields = self.cleaned_data
        with transaction.atomic():
            if self._edited:
                SavedPrompt.objects.filter(owner=self._member, name=fields["name"]).exclude(
                    pk=self._edited.pk
                ).delete()
                SavedPrompt.objects.filter(pk=self._edited.pk).update(**fields)
                return SavedPrompt.objects.get(pk=self._edited.pk)
            kept, _ = SavedPrompt.objects.update_or_create(owner=self._member, name=fields["name"], defaults=fields)
        return kept
