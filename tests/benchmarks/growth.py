"""A long history: made with plain inserts, and then read as the window reads it.

Usage: python -m tests.benchmarks.growth FOLDER [--tasks N]
"""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.history import History
from desktop_uploader.database.history.removals import BATCH, Removals
from desktop_uploader.database.history.search import SHORTEST
from desktop_uploader.database.history.selecting import Selecting
from desktop_uploader.database.migrate import migrate
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.queries import TaskQuery, TaskSort
from desktop_uploader.model.selection import Selection
from desktop_uploader.model.status import TaskStatus

from .figures import Figure, print_figures

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
STEP = timedelta(seconds=60)
DATASETS = ("customers", "invoices", "orders", "price-list", "stock", "timesheets")
COLUMNS = (
    "import_id", "user_id", "file_name", "file_path", "size", "sha256", "dataset", "status", "error_code",
    "error_message", "attempts", "lease_token", "rows_total", "rows_saved", "rows_rejected", "created_at",
    "started_at", "finished_at", "updated_at",
)  # fmt: skip
EVENTS = ("added", "stored", "claimed", "done")


def fill(path: Path, tasks: int) -> None:
    """Make a history of so many tasks that are at their end: most DONE, some FAILED, a few CANCELLED."""
    engine = open_engine(sqlite_url(path))
    migrate(engine, path.parent / "backups", lambda: False)
    engine.dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    made = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    made_again = connection.execute(made).fetchall()
    for kind, name, _ in made_again:
        connection.execute(f"DROP {kind} {name}")
    names, marks = ", ".join(COLUMNS), ", ".join("?" * len(COLUMNS))
    connection.executemany(f"INSERT INTO upload_tasks ({names}) VALUES ({marks})", _ended(tasks))
    connection.execute(
        "INSERT INTO task_attempts (task_id, lease_token, number, worker_id, started_at, ended_at, outcome) "
        "SELECT id, 2, 1, 'gone', started_at, finished_at, lower(status) FROM upload_tasks"
    )
    for code in EVENTS:
        connection.execute(
            "INSERT INTO task_events (task_id, at, level, code, params, message) "
            "SELECT id, created_at, 'info', ?, '{}', 'A line of the timeline.' FROM upload_tasks",
            (code,),
        )
    for *_, sql in made_again:
        connection.execute(sql)
    connection.execute("INSERT INTO task_search (task_search) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def wait(path: Path, tasks: int) -> None:
    """Add so many tasks that wait."""
    now = _text(datetime.now(UTC))
    fixed = ("ani", "orders.xlsx", "local:orders.xlsx", 20_000, "a" * 64, "PENDING", 1, now, now)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO upload_tasks (import_id, user_id, file_name, file_path, size, sha256, status, lease_token, "
        "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((str(uuid4()), *fixed) for _ in range(tasks)),
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _ended(tasks: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(1)
    for number in range(tasks):
        at = BEGIN + STEP * number
        dataset, fate = chance.choice(DATASETS), chance.random()
        status = "DONE" if fate < 0.93 else "FAILED" if fate < 0.98 else "CANCELLED"
        code = ("rows-wrong" if chance.random() < 0.8 else "needs-answer") if status == "FAILED" else None
        message = f"{number % 50} of {number % 500} rows need correcting, so nothing was saved." if code else None
        saved = 3 if status == "DONE" else None
        added, ended = _text(at), _text(at + timedelta(seconds=chance.randrange(600)))
        yield (
            str(UUID(int=chance.getrandbits(128))), "ani", f"{dataset}-{at:%Y-%m-%d}-{number}.xlsx", f"local:{number}",
            20_000 + number % 1_000, "a" * 64, dataset, status, code, message, 1, 2, saved, saved, 0, added, added,
            ended, ended,
        )  # fmt: skip


def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")[:26]


PAGE = 100
SCROLL = 200.0
"""Milliseconds within which a jump of the scroll bar to its middle is answered."""


TALLY = 3000.0
"""Milliseconds; it is counted in the background, with "Counting…" meanwhile."""

FIRST = 100.0
"""Milliseconds within which a filter, an order or a search shows its first page."""


def figures(folder: Path, tasks: int = 1_000_000) -> Iterator[Figure]:
    """What a person does with so long a history, each once to warm up and then the median of five."""
    path = folder / "growth.sqlite3"
    fill(path, tasks)
    engine = open_engine(sqlite_url(path))
    history = History(engine)
    done, failed = frozenset({TaskStatus.DONE}), frozenset({TaskStatus.FAILED})
    half = BEGIN + STEP * (tasks // 2)
    queries = {
        "all": TaskQuery(),
        "done": TaskQuery(statuses=done),
        "failed": TaskQuery(statuses=failed),
        "one dataset": TaskQuery(dataset="orders"),
        "the newer half": TaskQuery(since=half),
    }
    for name, query in queries.items():
        middle = history.count(query) // 2
        for sort in TaskSort:
            sorted_query = replace(query, sort=sort)
            first = _milliseconds(partial(history.tasks, sorted_query, limit=PAGE))
            yield Figure(f"ms to the first of {name} by {sort.name.lower()}", first, FIRST, False)
            taken = _milliseconds(partial(history.tasks, sorted_query, limit=PAGE, offset=middle))
            yield Figure(f"ms to row {middle:,} of {name} by {sort.name.lower()}", taken, SCROLL, False)
        yield Figure(f"ms to count {name}", _milliseconds(partial(history.count, query)), SCROLL, False)
    yield Figure("ms to count by state", _milliseconds(lambda: history.status_counts(TaskQuery())), SCROLL, False)
    selecting = Selecting(engine)
    everything = Selection(query=TaskQuery(), up_to=selecting.newest())
    yield Figure("ms to select all", _milliseconds(selecting.newest), FIRST, False)
    yield Figure(
        "ms to count how all selected stand", _milliseconds(partial(selecting.tally, everything)), TALLY, False
    )
    yield from _texts(history)
    yield Figure("ms to name the datasets", _milliseconds(history.datasets_in_use), SCROLL, False)
    removed = _milliseconds(lambda: Removals(engine, SystemClock()).remove_ended(BEGIN + STEP * 10_000))
    yield Figure(f"ms to remove {BATCH} old tasks", removed, SCROLL, False, "in which nobody else can write")
    engine.dispose()


def _texts(history: History) -> Iterator[Figure]:
    for text in ("2025-03-01", "49 of 49", "xlsx", "or", "ab"):
        found = TaskQuery(text=text)
        note = f"{history.count(found):,} found" + ("; too short for the index" if len(text) < SHORTEST else "")
        first = _milliseconds(partial(history.tasks, found, limit=PAGE))
        yield Figure(f'ms to the first of "{text}"', first, FIRST, False, note)
        # Counted in the background, while the first page is read.
        yield Figure(f'ms to count "{text}"', _milliseconds(partial(history.count, found)), 1000.0, False)


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    print_figures(figures, __doc__)
