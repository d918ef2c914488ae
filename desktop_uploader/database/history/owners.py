"""Which programs work on this history, and which of them are dead."""

import functools
import logging
import socket
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psutil
from sqlalchemy import Engine, delete, insert, or_, select, update

from ...model.clock import Clock
from ...model.status import TaskStatus
from ..engine import reading, write
from ..ready import Ready, literal
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

START_TOLERANCE = 2.0
"""Seconds by which two readings of one process's start time may differ when the clock is adjusted."""


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """One process of one start of one computer: pids come again, this does not."""

    host: str
    boot_id: str
    pid: int
    pid_started: float

    def dead(self, here: "ProcessIdentity") -> bool:
        """True where this process certainly runs no more; False where it does or cannot be told."""
        if self.host != here.host:
            return False
        if self.boot_id != here.boot_id:
            return True
        try:
            process = psutil.Process(self.pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
            return abs(process.create_time() - self.pid_started) > START_TOLERANCE
        except psutil.NoSuchProcess:
            return True
        except psutil.AccessDenied:
            return False


@functools.cache
def this_process() -> ProcessIdentity:
    """The running program."""
    process = psutil.Process()
    return ProcessIdentity(socket.gethostname(), _boot_id(), process.pid, process.create_time())


def _boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(round(psutil.boot_time() / 10))


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
        write(self._engine, lambda connection: connection.execute(insert(workers).values(values)))
        return owner_id

    def leave(self, owner_id: str) -> None:
        """Strike this process off."""
        write(self._engine, lambda connection: connection.execute(delete(workers).where(workers.c.id == owner_id)))

    def beat(self, owner_id: str) -> None:
        """Say that this process is alive."""
        statement = update(workers).where(workers.c.id == owner_id).values(beat_at=self._clock.now())
        write(self._engine, lambda connection: connection.execute(statement))

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
        """True while another process of this computer, or of one that cannot be looked at, uses the history."""
        here = this_process()
        with reading(self._engine) as connection:
            found = connection.execute(select(workers)).all()
        return any(row.pid != here.pid and not _identity(row).dead(here) for row in found)


def _identity(row: object) -> ProcessIdentity:
    return ProcessIdentity(
        getattr(row, "host", ""), getattr(row, "boot_id", ""), getattr(row, "pid", 0), getattr(row, "pid_started", 0.0)
    )
