"""The end of the trash: the bytes of a generation are removed, and what the books need of it stays.

Its pictures stay as proof, with their SHA-256 and without a file; its attempts stay as they are; its prompt is gone.
The files go first and the row that says so is committed after them: whatever is killed in between is done again. No
file is removed inside a transaction, but for a reference's, which somebody may take up again at any moment.

What was fetched of strays (models.strays) goes by what a person has decided. One that was matched goes with its
generation. One that an admin has dismissed goes as long after that as what is in the trash. One that nobody has
decided about stays: it may have been paid for.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from generator import storage
from generator.models.drafts import Draft
from generator.models.favourites import Favourite
from generator.models.generations import Generation, GenerationQuerySet, first_kept
from generator.models.ledger import Attempt
from generator.models.pictures import Picture
from generator.models.references import Reference
from generator.models.strays import Stray, UnclaimedPicture

BLANK = {"file": "", "thumbnail": "", "placeholder": ""}


def due() -> list[int]:
    """The generations whose days in the trash are over, longest ago first."""
    return list(_over().order_by("trashed_at").values_list("pk", flat=True))


def purge(generation_id: int) -> bool:
    """Remove a generation's bytes for good; False when it was done or undone meanwhile."""
    if not _over().filter(pk=generation_id).exists():
        return False
    pictures = list(Picture.objects.filter(generation=generation_id).select_related("generation"))
    attempts = list(Attempt.objects.filter(generation=generation_id))
    matched = list(Stray.objects.filter(remote_id__in=[one.remote_id for one in attempts if one.remote_id]))
    # Nobody can bring it back any more, so this need not wait for the rows.
    storage.remove(name for picture in pictures for name in picture.own_files())
    storage.remove(name for attempt in attempts for name in attempt.incoming)
    strays = [stray.pk for stray in matched if _remove_fetched(stray)]
    with transaction.atomic():
        gone = {"purged_at": timezone.now(), "prompt": "", "words": "", "wish": "", "failure": ""}
        hit = _over().filter(pk=generation_id).update(**gone)
        _forget_typed(generation_id)
        Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(**BLANK)
        fetched = [attempt.pk for attempt in attempts if attempt.incoming]
        Attempt.objects.filter(pk__in=fetched, ended_at__isnull=False).update(incoming=[])
        _forget_fetched(strays)
        if hit:
            Favourite.objects.filter(generation=generation_id).delete()
            # Also of those that somebody has use for: they came under the beginning of the prompt.
            made = Reference.objects.filter(picture__in=[picture.pk for picture in pictures])
            made.exclude(label="").update(label="")
        return bool(hit)


def forsaken() -> list[int]:
    """The references that were made from what is purged, and that nobody has use for any more."""
    found = dict(Reference.forsaken().exclude(file="", thumbnail="").values_list("pk", "uuid"))
    drafted = _drafted() if found else set()
    return [pk for pk, uuid in found.items() if str(uuid) not in drafted]


def remove(reference_id: int) -> bool:
    """Remove a forsaken reference's bytes; False when somebody has found a use for it meanwhile."""
    reference = Reference.objects.get(pk=reference_id)
    with transaction.atomic():
        # Written first: whoever uses it, or adds it anew, at this moment has done so before, or sees that it is gone.
        Reference.objects.filter(pk=reference_id).update(file="", label="")
        if not Reference.forsaken().filter(pk=reference_id).exists() or str(reference.uuid) in _drafted():
            transaction.set_rollback(True)
            return False
        folders = storage.unlink([*reference.files.values(), str(reference.file)])
    # The disk takes its time, so nobody waits for it. Until the thumbnail's name is gone too, all this is done again.
    storage.sync(folders)
    Reference.objects.filter(pk=reference_id, file="").update(thumbnail="")
    return True


def dismissed() -> list[int]:
    """The strays that were said not to be ours as long ago as what is in the trash stays there, with files."""
    claimed = Attempt.objects.filter(remote_id=OuterRef("remote_id")).exclude(remote_id="")
    old = Stray.objects.filter(~Exists(claimed), dismissed_at__lt=first_kept())
    return list(old.filter(Q(pictures__file__gt="") | ~Q(incoming=[])).distinct().values_list("pk", flat=True))


def remove_dismissed(stray_id: int) -> bool:
    """Remove what was fetched of a dismissed stray."""
    _remove_fetched(Stray.objects.get(pk=stray_id))
    with transaction.atomic():
        _forget_fetched([stray_id])
    return True


def _over() -> GenerationQuerySet:
    # Something may still come of what is followed; it is paid for, and brings the generation back.
    followed = Attempt.objects.filter(generation=OuterRef("pk"), ended_at=None)
    return Generation.objects.due().exclude(Exists(followed))


def _forget_typed(generation_id: int) -> None:
    """What it was one of has its words too, and stands with all that were made of that."""
    made = Generation.objects.get(pk=generation_id)
    if made.purged_at and made.typed:
        Generation.objects.filter(author=made.author_id, group=made.group).update(typed=None)


def _drafted() -> set[str]:
    return {uuid for draft in Draft.objects.values_list("references", flat=True) for uuid in draft}


def _remove_fetched(stray: Stray) -> Stray:
    for picture in stray.pictures.all():
        storage.remove([str(picture.file), str(picture.thumbnail)])
    storage.remove(stray.incoming)
    return stray


def _forget_fetched(strays: list[int]) -> None:
    UnclaimedPicture.objects.filter(stray__in=strays).update(**BLANK)
    Stray.objects.filter(pk__in=strays).update(incoming=[])
