"""What a run tells: the three figures that must be 0, then everything that they rest on."""

from collections import Counter
from collections.abc import Sequence

from tests.crash.runs import Result
from tests.crash.studio import Kind

MOST_FAULTS = 30


def told(results: Sequence[Result], seed: int) -> str:
    """The first line is the verdict."""
    books = [result.books for result in results]
    lost, twice, stuck = (
        sum(len(each) for each in faults)
        for faults in ([one.lost for one in books], [one.paid_twice for one in books], [one.stuck for one in books])
    )
    wrong = sum(len(one.wrong) for one in books)
    besides = f", wrong besides {wrong}" if wrong else ""
    kills = sum((result.kills for result in results), Counter[Kind]())
    of_each = ", ".join(f"{kind} {kills[kind]}" for kind in Kind)
    lines = [f"lost {lost}, paid twice {twice}, stuck {stuck}{besides}"]
    seconds = sum(result.seconds for result in results)
    lines.append(f"{kills.total()} kills ({of_each}), {seconds:.0f} s in all, seed {seed}")
    lines += [line for result in results for line in figures(result)]
    faults = [f"  {result.mode}: {fault}" for result in results for fault in result.books.faults()]
    more = [f"  and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
    return "\n".join(lines + faults[:MOST_FAULTS] + more)


def figures(result: Result) -> list[str]:
    books = result.books
    statuses = Counter(one.status for one in books.rows.generations.values())
    outcomes = Counter(attempt.outcome for attempt in books.rows.attempts)
    again = sum(form.sendings > 1 for form in books.forms)
    return [
        f"{result.mode}: {result.kills.total()} kills in {result.killing_seconds:.0f} s, "
        f"all done {result.settling_seconds:.0f} s after the last",
        f"  {len(books.forms)} forms ({again} of them sent more than once), "
        f"{len(books.rows.generations)} generations ({_list(statuses)})",
        f"  {len(books.rows.attempts)} attempts ({_list(outcomes)}), {len(books.tasks)} tasks at the provider, "
        f"{len(books.rows.pictures)} pictures on disk",
        f"  unconfirmed: of {len(books.unanswered)} tasks nobody heard the answer, {len(books.found_again)} were "
        f"found again; {result.sent_again} orders never arrived, and a person sent them again; "
        f"kept, to be matched by hand: {len(books.kept)}",
    ]


def _list(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
