"""The pages at a thousand, ten thousand and a hundred thousand generations: how fast they are, and stay."""

import http.client
import re
import statistics
import time
import zlib
from collections.abc import Mapping
from contextlib import closing
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from tests.bench import returning, visiting
from tests.bench.report import Report, say
from tests.bench.studios import Measured
from tests.bench.words import COMMON, DAYS, PHRASE, RARE

SIZES = (1_000, 10_000, 100_000)
COLLEAGUES = ("bela", "chidi", "dora", "emil", "fatma", "gus", "hana")
# What a shell writes before the next one is started, so that none is at it for long.
PORTION = 25_000
WARM, TIMES = 3, 15
OPENING, FINDING = 30, 100
# It grows with the number when it is slower by half and by more than the clock's unrest.
GROWS, UNREST = 1.5, 4.0
# A page that has nothing of the history shows how fast the machine was in these minutes.
YARDSTICK = "a page without pictures"
# Answers with so many times the cards of another are as long.
ALIKE = 0.75
CARD = re.compile(r'id="generation-([0-9a-f-]{36})"')


class Answer(NamedTuple):
    """The milliseconds until its last byte was there, the middle and the least of TIMES; and the cards that it has.

    It is sent compressed, and read afterwards: that is not the server's time.

    The middle is what a person gets here. The least has what it takes with the fewest of the machine's interruptions.
    """

    took: float
    least: float
    cards: int


def measure(report: Report, studio: Measured) -> None:
    """Fills the studio step by step, and asks for the same pages at every step."""
    session = studio.admin()
    code = "from tests.bench import filling\nanswer = filling.originals('admin', names)"
    have, source = studio.shell(code, names=COLLEAGUES)
    found: dict[int, dict[str, Answer]] = {}
    for size in SIZES:
        fill(studio, have, size)
        have = size
        with report.part(f"pages at {size:,}"), closing(Reader(studio.url, session)) as reader:
            found[size] = answers(reader, size, queries(source))
            tell(report, found[size], size)
            visit = visiting.first(studio.url, session)
            report.at_most(f"first visit, {size:,}: transferred without pictures", visit.kilobytes, 100, " KB")
            report.at_most(f"first visit, {size:,}: first contentful paint", visit.painted, 0.8, " s", visit.times)
            report.at_most(f"first visit, {size:,}: layout shift (CLS)", visit.shifted, 0.02, "", visit.times)
            painted = visit.painted * 1000
            found[size]["first contentful paint"] = Answer(painted, painted, 0)
    compare(report, found)
    with report.part("scrolling"):
        scrolled(report, visiting.scrolled(studio.url, session))
    with report.part("coming back"):
        returning.measure(report, studio, session, COLLEAGUES[0])


def fill(studio: Measured, start: int, end: int) -> None:
    began = time.monotonic()
    for first in range(start, end, PORTION):
        last = min(first + PORTION, end)
        studio.shell(
            "from tests.bench import filling\nfilling.fill(first, last, most)", first=first, last=last, most=end
        )
    say(f"{end - start:,} rows written in {time.monotonic() - began:.0f} s")


class Reader:
    """A signed-in browser's kept connection, without the browser."""

    def __init__(self, address: str, session: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self._headers = {"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip"}

    def read(self, path: str) -> tuple[float, str]:
        """The milliseconds that it took, and the page."""
        began = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        came = self._connection.getresponse()
        body = came.read()
        took = (time.perf_counter() - began) * 1000
        assert came.status == 200, (path, came.status)
        assert came.headers["Content-Encoding"] == "gzip", path
        return took, zlib.decompress(body, wbits=31).decode()

    def close(self) -> None:
        self._connection.close()


def answers(reader: Reader, size: int, queries: Mapping[str, str]) -> dict[str, Answer]:
    """What came, by what was asked for."""
    _, first = reader.read("/")
    middle, newest = re.search(r"before=(\d+)", first), CARD.search(first)
    assert middle
    assert newest
    asked = {
        "opening": "/",
        YARDSTICK: "/prompts/",
        "a chunk in the middle": f"/generations/?before={int(middle[1]) - size // 2}",
        "a picture's page": f"/generations/{newest[1]}/",
        **{f"find {name}": f"/generations/?{query}" for name, query in queries.items()},
    }
    taken: dict[str, list[float]] = {name: [] for name in asked}
    cards: dict[str, int] = {}
    # All in turn, and again: what disturbs the machine for a moment disturbs them alike.
    for _ in range(WARM + TIMES):
        for name, path in asked.items():
            took, page = reader.read(quote(path, safe="/?=&"))
            taken[name].append(took)
            cards[name] = len(CARD.findall(page))
    return {
        name: Answer(statistics.median(times[WARM:]), min(times[WARM:]), cards[name]) for name, times in taken.items()
    }


def queries(source: str) -> Mapping[str, str]:
    today = date.today()
    week, long_ago = today - timedelta(days=7), today - timedelta(days=DAYS // 2)
    return {
        "a common word": f"q={COMMON}",
        "a rare word": f"q={RARE}",
        "no such word": "q=xylophone",
        "a prefix": "q=la",
        "one letter": "q=a",
        "a phrase": f'q="{PHRASE}"',
        "three words": f"q=number {COMMON} fog",
        "mine": "scope=mine",
        "a member": "by=dora",
        "those with a picture": "status=succeeded",
        "failed ones": "status=failed",
        "unfinished ones": "status=unfinished",
        "favourites": "favourites=yes",
        "with references": "references=yes",
        "made from one picture": f"of={source}",
        "my own made from it": f"of={source}&scope=mine",
        "failed ones made from it": f"of={source}&status=failed",
        "favourites made from it": f"of={source}&favourites=yes",
        "a week": f"since={week}&until={today}",
        "long ago": f"until={long_ago}",
        "a member's word": f"by=emil&q={COMMON}",
        "a rare word among favourites": f"favourites=yes&q={RARE}",
        "failed favourites": "favourites=yes&status=failed",
        "all at once": f"by=emil&q={COMMON}&references=yes&favourites=yes&status=succeeded&since={long_ago}",
    }


def tell(report: Report, answers: Mapping[str, Answer], size: int) -> None:
    for name in ("opening", "a chunk in the middle", "a picture's page"):
        report.at_most(f"{name}, {size:,}: answered", answers[name].took, OPENING, " ms", TIMES)
    finds = {name.removeprefix("find "): each.took for name, each in answers.items() if name.startswith("find ")}
    slowest = max(finds, key=finds.__getitem__)
    report.at_most(f"slowest of {len(finds)} searches, {size:,}: {slowest}", finds[slowest], FINDING, " ms", TIMES)


def compare(report: Report, found: Mapping[int, Mapping[str, Answer]]) -> None:
    """A line for each figure: the least that it took at every size, and whether that grows with the number, at the
    pace that the machine had at the last.
    """
    *fewer, many = found.values()
    for name, last in many.items():
        # Where little is found among few the answer is short, and tells nothing of how long it takes to find.
        alike = [
            each[name].least * many[YARDSTICK].least / each[YARDSTICK].least
            for each in fewer
            if each[name].cards >= ALIKE * last.cards
        ]
        grows = alike and last.least > GROWS * max(alike) and last.least > max(alike) + UNREST
        verdict = "GROWS" if grows else "flat" if alike else "with more found"
        row = ", ".join(f"{each[name].least:.0f} ({each[name].cards})" for each in found.values())
        report.note(f"{name}: at least {row} ms (cards) at {', '.join(f'{size:,}' for size in found)}: {verdict}")


def scrolled(report: Report, seen: visiting.Scrolled) -> None:
    few, many = seen.early, seen.late
    figure = f"scrolled through {many.cards:,} instead of {few.cards:,}"
    report.at_most(f"{figure}: DOM nodes", many.nodes / few.nodes, 1.25, " times", visiting.LOOKS)
    report.at_most(f"{figure}: JS heap", many.heap / few.heap, 1.25, " times", visiting.LOOKS)
    report.at_most(f"{figure}: from frame to frame", many.gap / few.gap, 1.25, " times")
    for each in (few, many):
        report.note(
            f"scrolling through {each.cards:,}: {each.nodes:,} nodes and {each.heap:.1f} MB; "
            f"{each.gap:.0f} ms from frame to frame, 95 % within {each.slow:.0f}"
        )
