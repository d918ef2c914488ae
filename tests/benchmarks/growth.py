"""A long history: made with plain inserts, and then read as the window reads it."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.migrate import migrate

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
