"""The figures of the page Insights over a long history, against the same counted with plain sqlite3.

Usage: python -m tests.benchmarks.insights FOLDER [--tasks N]
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.history.insights import InsightsReader
from desktop_uploader.model.insights import InsightsQuery
from desktop_uploader.model.periods import Days, last_days

from .figures import Figure, print_figures
from .growth import BEGIN, STEP, fill

ROUNDS = 5
BAR = 4.0
"""How many times as long as bare counting the whole page may take: with median lengths, problems and senders."""

PLAIN = (
    "SELECT substr(created_at, 1, 10), status, user_id, count(*), sum(rows_saved), sum(rows_rejected) "
    "FROM upload_tasks WHERE created_at >= ? AND created_at < ? GROUP BY 1, 2, 3",
    "SELECT (julianday(finished_at) - julianday(created_at)) * 86400 FROM upload_tasks "
    "WHERE created_at >= ? AND created_at < ? AND status = 'DONE' ORDER BY 1",
)


def figures(folder: Path, tasks: int = 1_000_000) -> Iterator[Figure]:
    """A month, a quarter and a year, each in turns with the plain counting."""
    path = folder / "insights.sqlite3"
    if not path.exists():
        fill(path, tasks)
    engine, plain = open_engine(sqlite_url(path)), sqlite3.connect(path)
    reader, today = InsightsReader(engine), (BEGIN + STEP * tasks).date()
    for count in (30, 90, 365):
        query = InsightsQuery(last_days(today, count), zone=UTC)

        def count_plainly(days: Days = query.days) -> None:
            for period, statements in ((days, PLAIN), (days.before(), PLAIN[:1])):
                bounds = tuple(map(_text, period.bounds(UTC)))
                for statement in statements:
                    plain.execute(statement, bounds).fetchall()

        ours, theirs = _rounds(lambda query=query: reader.read(query), count_plainly)  # type: ignore[misc]
        ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
        note = f"{statistics.median(ours):.2f} s against {statistics.median(theirs):.2f} s"
        yield Figure(f"times plain counting, {count} days of {tasks:,} tasks", ratio, BAR, False, note)
    plain.close()
    engine.dispose()


def _rounds(*works: Callable[[], object]) -> tuple[list[float], ...]:
    taken: tuple[list[float], ...] = tuple([] for _ in works)
    for number in range(ROUNDS + 1):
        for work, times in zip(works, taken, strict=True):
            started = time.perf_counter()
            work()
            # The first one warms up.
            times += [time.perf_counter() - started] if number else []
    return taken


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]


if __name__ == "__main__":
    print_figures(figures, __doc__)
