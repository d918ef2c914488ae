"""What is remembered of the files of watched folders, so that each is added once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from ...model.clock import Clock
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ..engine import reading, write
from .tables import upload_tasks, watched_files

_W, _T = watched_files.c, upload_tasks.c

BATCH = 500
"""Paths looked for in one statement."""


class Stage(StrEnum):
    """How far a file of a watched folder has come."""

    ADDING = "adding"
    """It has its upload, but the folder's own part is not over."""
    LEFT = "left"
    """It is where it was."""
    GONE = "gone"
    """It was moved away or renamed by this program: whatever is in its place now is another file."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of the file at a path."""

    path: str
    identity: str
    """Differs where the file is another."""
    version: int
    """One more at each change of what is known."""
    stage: Stage
    sha256: str | None
    """The content that was added; None where it was not copied yet, or nobody knows any more."""
    task_id: int | None
    copying: bool
    """True while its content is not safe yet."""


@dataclass(frozen=True, slots=True)
class FolderCount:
    """What a folder has brought."""

    files: int
    last_at: datetime | None


class Superseded(Exception):
    """Somebody else has dealt with the file meanwhile; nothing was changed."""


class WatchedFiles:
    """The `watched_files` table. A path's entry is changed only by whoever knows its last version."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def find(self, paths: Iterable[str]) -> dict[str, Remembered]:
        """What is known of these."""
        found: dict[str, Remembered] = {}
        with reading(self._engine) as connection:
            wanted = list(paths)
            for start in range(0, len(wanted), BATCH):
                rows = connection.execute(_remembered().where(_W.path.in_(wanted[start : start + BATCH])))
                found |= {row.path: _of(row) for row in rows}
        return found

    def adding(self, folder: str) -> list[Remembered]:
        """The files of a folder whose part is not over."""
        with reading(self._engine) as connection:
            mine = _remembered().where(_W.folder == folder, _W.stage == Stage.ADDING)
            return [_of(row) for row in connection.execute(mine.order_by(_T.id))]

    def remember(
        self, connection: Connection, task: UploadTask, folder: str, path: str, identity: str, version: int
    ) -> None:
        """Enter, in the transaction of its upload, that the file has one; `version` 0 where nothing is known of it.

        Raises `Superseded` where more is known by now.
        """
        values = {"folder": folder, "identity": identity, "task_id": task.id, "sha256": None}
        values |= {"stage": Stage.ADDING, "version": version + 1, "updated_at": self._clock.now()}
        if version:
            _change(connection, path, version, values)
        elif connection.execute(select(_W.version).where(_W.path == path)).first() is not None:
            raise Superseded
        else:
            connection.execute(insert(watched_files).values(path=path, **values))

    def touched(self, known: Remembered, identity: str) -> None:
        """Enter that the file looks different with the content that was added. Raises `Superseded`."""
        self._enter(known, {"identity": identity})

    def over(self, known: Remembered, stage: Stage) -> None:
        """Enter that the folder's part is over. Raises `Superseded`."""
        self._enter(known, {"stage": stage, "sha256": known.sha256})

    def counts(self) -> dict[str, FolderCount]:
        """What each folder has brought."""
        statement = select(_W.folder, func.count(), func.max(_W.updated_at)).group_by(_W.folder)
        with reading(self._engine) as connection:
            return {folder: FolderCount(files, last) for folder, files, last in connection.execute(statement)}

    def _enter(self, known: Remembered, values: dict[str, Any]) -> None:
        values |= {"version": known.version + 1, "updated_at": self._clock.now()}
        write(self._engine, lambda connection: _change(connection, known.path, known.version, values))


def _change(connection: Connection, path: str, version: int, values: dict[str, Any]) -> None:
    statement = update(watched_files).where(_W.path == path, _W.version == version).values(values)
    if connection.execute(statement).rowcount != 1:
        raise Superseded


def _remembered() -> Any:
    columns = (_W.path, _W.identity, _W.version, _W.stage, func.coalesce(_W.sha256, _T.sha256).label("sha256"))
    joined = watched_files.outerjoin(upload_tasks, _T.id == _W.task_id)
    return select(*columns, _T.id, _T.status).select_from(joined)


def _of(row: Any) -> Remembered:
    copying = row.status == TaskStatus.UPLOADING and row.sha256 is None
    return Remembered(row.path, row.identity, row.version, Stage(row.stage), row.sha256, row.id, copying)
