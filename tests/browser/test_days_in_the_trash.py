"""What has been in the trash for its days is gone for good, without anybody pressing anything."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.flocks import bar, begin, bird, made
from tests.browser.studio import Studio
from tests.browser.touch import press
from tests.program.running import wait_until

# As if it had been put there so long ago; what the studio does by the clock is done now.
LATER = """
from datetime import timedelta
from django.utils import timezone
from generator import tasks
from generator.models import Generation
trashed_at = timezone.now() - timedelta(days=days)
assert Generation.objects.filter(uuid=uuid).exclude(trashed_at=None).update(trashed_at=trashed_at)
tasks.empty_trash_when_due()
"""


def test_after_its_days_it_is_gone_with_its_bytes_and_the_others_wait(
    visit: Visit, studio: Studio, forgiven: list[str], screen: dict[str, Any]
) -> None:
    word = made(studio, "carol", 3)
    page = visit("carol", **screen)
    uuids = {
        number: (bird(page, word, number).get_attribute("id") or "").removeprefix("generation-") for number in (2, 3)
    }

    def files(number: int) -> list[Any]:
        return list(studio.folder.glob(f"media/**/{uuids[number]}*"))

    begin(page, screen, word, 3, 2)
    press(screen, bar(page).get_by_role("button", name="Delete"))
    expect(page.get_by_text("2 pictures are in the trash for 30 days.")).to_be_visible()
    studio.shell(LATER, uuid=uuids[2], days=29)
    page.goto("/trash/")
    trashed = page.locator("#trashed .card")
    expect(trashed.filter(has_text=f"{word} number 3")).to_contain_text("30 days left")
    expect(trashed.filter(has_text=f"{word} number 2")).to_contain_text("1 day left")
    assert files(3)
    studio.shell(LATER, uuid=uuids[3], days=31)
    wait_until(lambda: not files(3))
    assert files(2)
    page.reload()
    expect(trashed.filter(has_text=f"{word} number 2")).to_have_count(1)
    expect(trashed.filter(has_text=f"{word} number 3")).to_have_count(0)
    forgiven.append("404")
    page.goto(f"/generations/{uuids[3]}/")
    expect(page.get_by_role("heading", name="This picture was deleted")).to_be_visible()
    expect(page.get_by_text("has removed it from the studio.")).to_be_visible()
    expect(page.get_by_role("button", name="Restore")).to_have_count(0)
    expect(page.get_by_text(re.compile(re.escape(word)))).to_have_count(0)
    assert axe.in_light_and_dark(page) == []
