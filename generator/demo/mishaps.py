"""Attempts at the provider, and all that does not go as it should, by the ledger's verbs and at times of the past."""

import json
import random
import uuid
from datetime import datetime, timedelta

from generator.demo import painters
from generator.demo.plan import Fate
from generator.engine.submit import Order, write_down
from generator.engine.watch import TOO_LATE
from generator.imageapi import ApiError
from generator.imageapi.errors import from_answer
from generator.models import Attempt, Generation, Stray, UnclaimedPicture
from generator.models.sightings import Remark, Sighting

FILTERED: dict[str, object] = {
    "message": "Your prompt was flagged by our safety filter. Please change it and try again."
}
UNREADABLE: dict[str, object] = {
    "message": "Image validation failed",
    "invalid_params": [{"field": "body.reference_images[0]", "reason": "Invalid image format"}],
}
BUSY: dict[str, object] = {"message": "Service Unavailable. Please try again later."}
MANY: dict[str, object] = {"message": "Too many requests"}
LOST = "No complete answer within 90 s."
SEARCHES = 60


class Mishaps:
    """`rng` is all the chance there is."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def accepted(self, generation: Generation, sent: datetime) -> Attempt:
        """An attempt that the provider has taken."""
        attempt = self._begun(generation, sent)
        attempt.accepted(str(uuid.uuid4()), 200, self._request_id())
        answered = sent + timedelta(seconds=self._rng.uniform(0.3, 1.1))
        Attempt.objects.filter(pk=attempt.pk).update(answered_at=answered)
        Generation.objects.filter(pk=generation.pk).update(accepted_at=answered)
        attempt.refresh_from_db(fields=["remote_id"])
        return attempt

    def survive(self, fate: Fate, generation: Generation, sent: datetime) -> datetime:
        """What came before it went well after all; when it was sent once more."""
        if fate == Fate.DELAYED:
            attempt = self._begun(generation, sent)
            write_down(attempt, self._answer(*self._rng.choice(((503, BUSY), (429, MANY)))))
            self._date(attempt, sent + timedelta(seconds=0.5))
            return sent + timedelta(seconds=self._rng.uniform(6, 40))
        failed = self._failed(generation, sent)
        again = failed + timedelta(seconds=self._rng.uniform(20, 150))
        generation.retry()
        Generation.objects.filter(pk=generation.pk).update(queued_at=again)
        return again + timedelta(seconds=0.5)

    def end(self, fate: Fate, generation: Generation, order: Order, sent: datetime) -> None:
        """It ends without a picture."""
        match fate:
            case Fate.CANCELED:
                generation.cancel()
                Generation.objects.filter(pk=generation.pk).update(finished_at=sent + timedelta(seconds=3))
            case Fate.FAILED:
                self._failed(generation, sent)
            case Fate.REFUSED:
                attempt = self._begun(generation, sent)
                write_down(attempt, self._answer(400, UNREADABLE if generation.referenced else FILTERED))
                self._date(attempt, sent + timedelta(seconds=0.9))
            case Fate.GIVEN_UP:
                attempt = self.accepted(generation, sent)
                attempt.give_up(TOO_LATE, "not finished after a day")
                self._date(attempt, sent + timedelta(days=1))
            case _:
                self._lost(generation, order, sent)

    def _begun(self, generation: Generation, sent: datetime) -> Attempt:
        attempt = Attempt.begin(generation.pk)
        if attempt is None:
            raise ValueError("Something else works in this studio; stop it, and start again with an empty folder.")
        attempt.generation, attempt.started_at = generation, sent
        attempt.save(update_fields=["started_at"])
        return attempt

    def _failed(self, generation: Generation, sent: datetime) -> datetime:
        """The provider took it, and made nothing of it; when that was seen."""
        attempt = self.accepted(generation, sent)
        attempt.hear("FAILED")
        seen = sent + timedelta(seconds=self._rng.uniform(3, 14))
        self._date(attempt, seen)
        return seen

    def _lost(self, generation: Generation, order: Order, sent: datetime) -> None:
        """No answer came, and two tasks were found that may be it: a person has to say which."""
        attempt = self._begun(generation, sent)
        attempt.unknown(LOST)
        ids = [str(uuid.uuid4()) for _ in range(2)]
        Stray.record(attempt.model, ids, [attempt.pk], sent - timedelta(minutes=1))
        for number, stray in enumerate(Stray.objects.filter(remote_id__in=ids)):
            picture = UnclaimedPicture.keep(stray, 0, painters.painted(order, f"stray/{number}"))
            stray.end("COMPLETED")
            found = sent + timedelta(seconds=100 + number)
            Stray.objects.filter(pk=stray.pk).update(seen_at=found, ended_at=found)
            UnclaimedPicture.objects.filter(pk=picture.pk).update(created=found)
        Attempt.objects.filter(pk=attempt.pk).update(lost_at=sent + timedelta(seconds=90), searches=SEARCHES - 1)
        Attempt.searched([attempt.pk], SEARCHES)
        over = sent + timedelta(days=1)
        Attempt.objects.filter(pk=attempt.pk).update(searched_at=over, ended_at=over)

    def _date(self, attempt: Attempt, at: datetime) -> None:
        """It ended then, and its generation with it."""
        mine = Attempt.objects.filter(pk=attempt.pk)
        mine.update(ended_at=at)
        mine.exclude(outcome=Attempt.Outcome.ACCEPTED).update(answered_at=at)
        Sighting.objects.filter(attempt=attempt).update(at=at, after=at - timedelta(seconds=1))
        Remark.objects.filter(attempt=attempt).update(at=at)
        Generation.objects.filter(pk=attempt.generation_id).exclude(finished_at=None).update(finished_at=at)

    def _answer(self, status: int, body: dict[str, object]) -> ApiError:
        said = json.dumps(body).encode()
        return from_answer(status, {"x-request-id": self._request_id()}, said, key="", url="", now=0)

    def _request_id(self) -> str:
        return f"ak-{self._rng.getrandbits(128):032x}"
