"""Which programs work on this history, and which of them are dead."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, delete, insert, or_, select

from ...model.clock import Clock
from ...model.status import TaskStatus
from ..engine import reading, write
from ..ready import Ready, literal
from .processes import ProcessIdentity, this_process
from .tables import upload_tasks, workers

logger = logging.getLogger(__name__)

HOLDERS = Ready(
    select(upload_tasks.c.worker_id)
    .where(
        or_(*(upload_tasks.c.status == literal(status) for status in (TaskStatus.PROCESSING, TaskStatus.UPLOADING))),
        upload_tasks.c.worker_id.is_not(None),
    )
    .distinct()
)
"""Whoever holds a task or an upload."""


ELSEWHERE = timedelta(days=7)
"""How long a program of another computer, which cannot be looked at, is believed to run after it began."""


class Owners:
    """The `workers` table: whoever holds leases is registered here, with an id that is never used again."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def register(self, kind: str) -> str:
        """Enter this process; gives its id."""
        here, now, owner_id = this_process(), self._clock.now(), str(uuid4())
        values = {
            "id": owner_id,
            "kind": kind,
            "host": here.host,
            "boot_id": here.boot_id,
            "pid": here.pid,
            "pid_started": here.pid_started,
            "started_at": now,
            "beat_at": now,
        }

        def work(connection: Connection) -> None:
            known = connection.execute(select(workers)).all()
            # Those who are gone need no row: the tasks of an owner without one are taken back.
            gone = [row.id for row in known if _identity(row).dead(here)]
            connection.execute(delete(workers).where(workers.c.id.in_(gone)))
            connection.execute(insert(workers).values(values))

        write(self._engine, work)
        return owner_id

    def leave(self, owner_id: str) -> None:
        """Strike this process off."""
        write(self._engine, lambda connection: connection.execute(delete(workers).where(workers.c.id == owner_id)))

    def dead(self) -> list[str]:
        """The ids of owners of unfinished tasks whose process on this computer is no more."""
        with reading(self._engine) as connection:
            holders = [row["worker_id"] for row in HOLDERS.rows(connection)]
            known = connection.execute(select(workers).where(workers.c.id.in_(holders))).all() if holders else []
        if not holders:
            return []
        here = this_process()
        alive = {row.id for row in known if not _identity(row).dead(here)}
        # An owner who is not in the table has left in good order without its task: nobody will come back for it.
        return [holder for holder in holders if holder not in alive]

    def others_alive(self) -> bool:
        """True while another process uses the history: of this computer, or of another for as long as may be."""
        here, oldest = this_process(), self._clock.now() - ELSEWHERE
        with reading(self._engine) as connection:
            others = [row for row in connection.execute(select(workers)) if _identity(row) != here]
        return any(not _identity(row).dead(here) and (row.host == here.host or row.beat_at > oldest) for row in others)


def _identity(row: Any) -> ProcessIdentity:
    return ProcessIdentity(row.host, row.boot_id, row.pid, row.pid_started)
