"""Removing tasks that ended long ago, with all that is known of them and their stored files."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, or_, select

from ...model.errors import StorageError
from ...model.status import TaskStatus
from ..engine import write
from ..ready import literal
from .tables import upload_tasks

logger = logging.getLogger(__name__)

BATCH = 25
"""Tasks removed in one transaction: others wait for it no longer than they notice."""

REMOVABLE = (TaskStatus.DONE, TaskStatus.CANCELLED)
"""A file that failed or asks may be needed once more, however long ago that was."""

_T = upload_tasks.c


def remove_ended(
    engine: Engine, before: datetime, delete_file: Callable[[str], None], kept: int = 0
) -> tuple[int, int]:
    """Remove up to `BATCH` removable tasks that ended before that time, the oldest first.

    Gives how many were removed, and how many could not be because their files could not be deleted: the next call is
    told how many of these there are, to pass over them. The files go within the transaction: nobody can try a task
    again whose file is gone, and if the program dies in between, the rest is removed the next time.
    """
    old = or_(*(_T.status == literal(status) for status in REMOVABLE))
    found = (
        select(_T.id, _T.file_path, _T.file_owned).where(_T.finished_at < before, old).order_by(_T.finished_at, _T.id)
    )

    def work(connection: Connection) -> tuple[int, int]:
        looked_at = connection.execute(found.limit(BATCH).offset(kept)).all()
        gone = [task_id for task_id, uri, owned in looked_at if uri is None or not owned or _deleted(uri, delete_file)]
        connection.execute(delete(upload_tasks).where(_T.id.in_(gone)))
        return len(gone), len(looked_at) - len(gone)

    return write(engine, work)


def _deleted(uri: str, delete_file: Callable[[str], None]) -> bool:
    try:
        delete_file(uri)
    except StorageError as error:
        logger.warning("an old file stays, with its task: %s", error.code)
        return False
    return True
