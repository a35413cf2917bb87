"""What was fetched of strays goes when somebody has decided about it, and never before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ

from generator import decisions, storage, tasks
from generator.models import Picture, Status, Stray, UnclaimedPicture
from tests import make
from tests.models.trashing import LONG_AGO, end, files


@pytest.fixture
def lost(alice):
    return make.generation(alice, Status.UNCONFIRMED)


def test_what_was_matched_goes_with_its_generation(lost, media, as_admin):
    stray = make.stray(lost, pictures=2)
    assert stray.match(make.attempt_of(lost), "matched by hand")
    assert len(files(media)) == 4
    end(lost)
    tasks.empty_trash()
    assert files(media) == []
    for kept in stray.pictures.all():
        assert (str(kept.file), str(kept.thumbnail), kept.placeholder) == ("", "", "")
        assert kept.sha256
        assert as_admin.get(reverse("unclaimed", args=[kept.uuid])).status_code == 404
    page = as_admin.get(reverse("admin:generator_stray_change", args=[stray.pk])).content.decode()
    assert "deleted" in page
    assert reverse("unclaimed-thumbnail", args=[stray.pictures.first().uuid]) not in page


def test_what_was_fetched_of_it_before_it_was_found_goes_too(lost, media):
    """A webhook has named the attempt, and its picture was fetched for it."""
    stray = make.stray(lost, pictures=1)
    stray.fetched("COMPLETED", [storage.keep(f"incoming/stray-{stray.pk}-0", b"not looked at yet")])
    attempt = make.attempt_of(lost)
    assert attempt.announced(stray.remote_id, "COMPLETED", [make.RESULT])
    picture = Picture.keep(attempt, 0, make.picture())
    attempt.collected(picture.width, picture.height)
    assert len(files(media)) == 5
    end(lost)
    tasks.empty_trash()
    assert files(media) == []
    stray.refresh_from_db()
    assert stray.incoming == []


def test_what_nobody_has_decided_about_stays(lost, media):
    stray = make.stray(lost)
    lost.give_up()
    Stray.objects.update(seen_at=timezone.now() - 10 * LONG_AGO)
    end(lost)
    tasks.empty_trash()
    assert str(stray.pictures.get().file) in files(media)


def test_what_was_dismissed_goes_after_the_days_of_the_trash(lost, media):
    stray = make.stray(lost)
    stray.fetched("COMPLETED", [storage.keep(f"incoming/stray-{stray.pk}-1", b"not looked at yet")])
    assert decisions.dismiss(stray) == ""
    Stray.objects.update(dismissed_at=timezone.now() - timedelta(days=29))
    tasks.empty_trash()
    assert len(files(media)) == 3
    Stray.objects.update(dismissed_at=timezone.now() - LONG_AGO)
    tasks.empty_trash()
    assert files(media) == []
    assert UnclaimedPicture.objects.get().sha256
    stray.refresh_from_db()
    assert stray.incoming == []


def test_it_is_handed_over_when_nothing_else_is_due(lost):
    assert make.stray(lost).dismiss()
    tasks.empty_trash_when_due()
    assert not OrmQ.objects.exists()
    Stray.objects.update(dismissed_at=timezone.now() - LONG_AGO)
    tasks.empty_trash_when_due()
    assert OrmQ.objects.count() == 1


def test_what_was_dismissed_and_matched_after_all_is_the_generations(lost, media):
    stray = make.stray(lost)
    assert stray.dismiss()
    assert stray.match(make.attempt_of(lost), "matched by hand")
    Stray.objects.update(dismissed_at=timezone.now() - LONG_AGO)
    tasks.empty_trash()
    assert str(lost.pictures.get().file) in files(media)


def test_one_whose_files_are_gone_is_fetched_again_when_it_is_matched(lost):
    stray = make.stray(lost)
    assert stray.dismiss()
    Stray.objects.update(dismissed_at=timezone.now() - LONG_AGO)
    tasks.empty_trash()
    assert stray.match(make.attempt_of(lost), "matched by hand")
    lost.refresh_from_db()
    assert (lost.status, lost.pictures.count()) == (Status.GENERATING, 0)


def test_an_admin_dismisses_from_the_panel_of_strays(lost, as_admin):
    ours, foreign = make.stray(lost), make.stray(lost)
    assert ours.match(make.attempt_of(lost), "matched by hand")
    chosen = {"action": "dismiss", "_selected_action": [ours.pk, foreign.pk]}
    answer = as_admin.post(reverse("admin:generator_stray_changelist"), chosen, follow=True)
    assert "Dismissed: 1." in answer.content.decode()
    assert Stray.objects.exclude(dismissed_at=None).get() == foreign
