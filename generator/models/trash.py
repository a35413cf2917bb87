"""The end of the trash: the bytes of a generation are removed, and what the books need of it stays.

Its pictures stay as proof, with their SHA-256 and without a file; its attempts stay as they are; its prompt is gone.
The files go first and the row that says so is committed after them: whatever is killed in between is done again.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from generator import storage
from generator.models.drafts import Draft
from generator.models.favourites import Favourite
from generator.models.generations import Generation
from generator.models.ledger import Attempt
from generator.models.pictures import Picture
from generator.models.references import Reference, ReferenceUse

NO_FILE = {"file": "", "thumbnail": ""}


def due() -> list[int]:
    """The generations whose days in the trash are over, longest ago first."""
    # Something may still come of what is followed; it is paid for, and brings the generation back.
    followed = Attempt.objects.filter(generation=OuterRef("pk"), ended_at=None)
    return list(
        Generation.objects.due().exclude(Exists(followed)).order_by("trashed_at").values_list("pk", flat=True)
    )


def purge(generation_id: int) -> bool:
    """Remove a generation's bytes for good; False when it was done or undone meanwhile."""
    with transaction.atomic():
        gone = {"purged_at": timezone.now(), "prompt": "", "words": "", "wish": "", "failure": ""}
        if not Generation.objects.due().filter(pk=generation_id).update(**gone):
            return False
        Favourite.objects.filter(generation=generation_id).delete()
        _remove_references(generation_id)
        pictures = Picture.objects.filter(generation=generation_id)
        storage.remove(name for picture in pictures.select_related("generation") for name in picture.own_files())
        pictures.update(**NO_FILE, placeholder="")
        return True


def _remove_references(generation_id: int) -> None:
    """Remove what was made from its pictures, or was kept only for its sake, unless somebody has use for it."""
    purged = Q(picture__generation=generation_id)
    purged |= Q(picture__generation__purged_at__isnull=False, uses__generation=generation_id)
    used = ReferenceUse.objects.filter(reference=OuterRef("pk"), generation__purged_at=None)
    unused = Reference.objects.filter(purged, ~Exists(used), name="", pinned_at=None).exclude(file="").distinct()
    drafted = {uuid for draft in Draft.objects.values_list("references", flat=True) for uuid in draft}
    for reference in unused:
        if str(reference.uuid) not in drafted:
            storage.remove([str(reference.file), str(reference.thumbnail)])
            # It came under the beginning of the prompt.
            Reference.objects.filter(pk=reference.pk).update(**NO_FILE, label="")
