"""The history's real parts on a real file, put together for tests, with a clock that can be turned."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import Engine, insert, select

from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.history import History, Owners
from desktop_uploader.database.history.tables import upload_tasks
from desktop_uploader.database.history.uploads import NewUpload, Uploads
from desktop_uploader.database.migrate import migrate
from desktop_uploader.model.clock import Clock
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.task import RowCounts, UploadTask
from desktop_uploader.queue import DatabaseQueue


class FakeClock:
    """Stands still until it is advanced."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by


@dataclass
class Parts:
    engine: Engine
    clock: Any
    """Tells the time; a `FakeClock` where no other was asked for."""
    owners: Owners
    uploads: Uploads
    history: History
    queue: DatabaseQueue

    def register(self, name: str = "orders.xlsx") -> UploadTask:
        return self.uploads.register(NewUpload(Path("/somewhere") / name, "ani", 10))

    def pending(self, name: str = "orders.xlsx") -> int:
        """A task that is stored and waits."""
        task = self.register(name)
        claim = self.uploads.claim(self.owners.register("test"))
        assert claim is not None
        assert self.uploads.snapshot_taken(claim, 10, "a" * 64)
        assert self.uploads.stored(claim, f"local:{name}")
        return task.id

    def many_pending(self, count: int) -> list[int]:
        """Tasks that are stored and wait, made in one transaction."""
        now = self.clock.now()
        fixed = {"user_id": "ani", "size": 10, "sha256": "a" * 64, "status": "PENDING", "lease_token": 1}
        made = [
            {"import_id": str(uuid4()), "file_name": f"{n}.xlsx", "file_path": f"local:{n}.xlsx", **fixed}
            for n in range(count)
        ]
        with self.engine.begin() as connection:
            rows = [{**row, "created_at": now, "updated_at": now} for row in made]
            connection.execute(insert(upload_tasks), rows)
            return list(connection.execute(select(upload_tasks.c.id).order_by(upload_tasks.c.id)).scalars())[-count:]


def open_parts(path: Path, clock: Clock | None = None) -> Parts:
    """The parts on a file, with a clock that stands still unless another is given."""
    clock = clock or FakeClock()
    engine = open_engine(sqlite_url(path))
    owners = Owners(engine, clock)
    migrate(engine, path.parent / "backups", owners.others_alive)
    return Parts(
        engine, clock, owners, Uploads(engine, owners, clock), History(engine), DatabaseQueue(engine, owners, clock)
    )


class HasHistory(Protocol):
    """The parts, or a whole program."""

    @property
    def history(self) -> History: ...


def task_of(parts: HasHistory, task_id: int) -> UploadTask:
    """The task as it is now."""
    found = parts.history.task(task_id)
    assert found is not None
    return found


def saved(rows: int = 3, dataset: str = "orders") -> ImportResult:
    return ImportResult(True, dataset, RowCounts(rows, rows, 0))
