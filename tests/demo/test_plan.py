"""The demo's plan: who asked for what, before anything of it is written."""

from datetime import UTC, datetime, timedelta

import pytest

from generator.demo import plan
from generator.demo.team import TEAM

NOW = datetime(2026, 5, 6, 15, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def sends():
    return plan.sends(500, NOW)


def test_there_are_as_many_generations_as_were_wanted(sends):
    assert sum(len(send.shots) for send in sends) == 500
    assert all(len(send.shots) == send.brief.number for send in sends)


def test_it_is_the_same_story_every_time(sends):
    told = [(send.author, send.brief, send.at) for send in plan.sends(500, NOW)]
    assert told == [(send.author, send.brief, send.at) for send in sends]


def test_it_goes_on_in_the_order_of_time_over_five_weeks_until_now(sends):
    times = [send.at for send in sends]
    assert times == sorted(times)
    assert timedelta(days=30) < NOW - times[0] < timedelta(days=36)
    assert times[-1] < NOW


def test_what_is_gone_on_from_was_there_before(sends):
    edits = [send for send in sends if send.source]
    assert len(edits) > 60
    assert all(send.source.send.at < send.at and send.source.fate.picture for send in edits)
    assert any(send.source.send.author != send.author for send in edits)
    assert max(send.depth for send in sends) == plan.DEEPEST


def test_everybody_works_and_only_on_what_is_theirs(sends):
    assert {send.author for send in sends} == {person.username for person in TEAM}
    assert all(send.author in send.project.team for send in sends)


def test_every_upload_is_known_to_its_project():
    for project in plan.PROJECTS:
        known = {upload.file for upload in project.uploads}
        asked = [*project.briefs, *(change for change in project.changes if isinstance(change, plan.Brief))]
        assert {file for brief in asked for file in brief.uploads} <= known


def test_everything_that_can_happen_happens(sends):
    assert {shot.fate for send in sends for shot in send.shots} == set(plan.Fate)
    assert any(shot.trashed_after for send in sends for shot in send.shots)
    assert any(len(shot.favourite_of) > 1 for send in sends for shot in send.shots)


@pytest.mark.parametrize("wanted", [1, 8, 40])
def test_a_small_one_has_about_as_many_as_were_wanted(wanted):
    made = sum(len(send.shots) for send in plan.sends(wanted, NOW))
    assert wanted <= made <= wanted + 8
