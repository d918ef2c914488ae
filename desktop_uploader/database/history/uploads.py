"""The part of a task's life before the queue: UPLOADING, from its first row until the file is stored."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, func, insert, or_, select, true, update

from ...model.clock import Clock
from ...model.places import S3_SCHEME, StorageKind
from ...model.status import TaskStatus
from ...model.task import LEASE, Claim, UploadTask
from ..engine import reading
from ..writer import Writer
from . import journal, rows
from .owners import Owners
from .tables import meta, upload_tasks

_T = upload_tasks.c

Also = Callable[[Connection, UploadTask], None]
"""What shall happen in the transaction of a registration, or the registration not at all: by raising it undoes it."""


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What is known of a file when a person picks it."""

    source: Path | str
    """A file, or the address of an object in S3."""
    user_id: str
    size: int | None
    dataset: str | None = None
    definition: Mapping[str, Any] | None = None
    answers: Mapping[str, str] | None = None
    storage: str | None = None
    """Where it shall be kept; None: where the settings say."""
    file_owned: bool = True
    """False where it is a person's own object, to be read where it is."""
    file_name: str | None = None
    """None: the source's own."""


class Uploads:
    """Rows that are UPLOADING: each owned under a lease, like a task in the queue."""

    def __init__(self, engine: Engine, owners: Owners, clock: Clock) -> None:
        self._engine = engine
        # Several files are stored at once, each with some small transactions.
        self._write = Writer(engine)
        self._owners = owners
        self._clock = clock

    def history_id(self) -> str:
        """The history's own name, with which its keys in the storage begin; made at the first call."""

        def work(connection: Connection) -> str:
            found = connection.execute(select(meta.c.value).where(meta.c.name == "history_id")).scalar()
            if found is None:
                found = uuid4().hex[:12]
                connection.execute(insert(meta).values(name="history_id", value=found))
            return str(found)

        return self._write(work)

    def by_import(self, import_id: str) -> UploadTask | None:
        """The task of an import."""
        with reading(self._engine) as connection:
            row = connection.execute(select(upload_tasks).where(_T.import_id == import_id)).first()
            return rows.to_task(row) if row is not None else None

    def register(self, upload: NewUpload, also: Also | None = None) -> UploadTask:
        """Enter a file: the row that the window shows at once. Raises whatever `also` raises."""

        def work(connection: Connection) -> UploadTask:
            task = self._enter(connection, upload)
            if also is not None:
                also(connection, task)
            return task

        return self._write(work)

    def register_all(self, uploads: Sequence[NewUpload]) -> list[UploadTask]:
        """Enter some dozens of files in one transaction, which costs the drive one wait for all of them."""
        return self._write(lambda connection: [self._enter(connection, upload) for upload in uploads])

    def _enter(self, connection: Connection, upload: NewUpload) -> UploadTask:
        now = self._clock.now()
        values = {
            "import_id": str(uuid4()),
            "user_id": upload.user_id,
            "file_name": upload.file_name or Path(upload.source).name,
            "source_path": str(upload.source),
            "size": upload.size,
            "storage": upload.storage,
            "file_owned": upload.file_owned,
            "dataset": upload.dataset,
            "definition": dict(upload.definition) if upload.definition is not None else None,
            "answers": dict(upload.answers) if upload.answers else None,
            "status": TaskStatus.UPLOADING,
            "created_at": now,
            "updated_at": now,
        }
        row = connection.execute(insert(upload_tasks).values(values).returning(*upload_tasks.c)).one()
        journal.note(connection, row.id, now, "added")
        return rows.to_task(row)

    def claim(
        self, worker_id: str, default: str = "local", but_not: Collection[str] = (), under_way: Collection[int] = ()
    ) -> Claim | None:
        """The oldest upload that nobody alive works on, now under a lease of `worker_id`; None where there is none.

        Files for the places `but_not` are left; one for which no place was chosen goes to `default`. Left are those
        `under_way` as well: after a sleep their leases have run out though this very program works on them.
        """
        dead = self._owners.dead()
        elsewhere = and_(
            _place_of(default).not_in(but_not) if but_not else true(),
            _T.id.not_in(under_way) if under_way else true(),
        )
        with reading(self._engine) as connection:
            if connection.execute(_free(dead, self._clock.now()).where(elsewhere)).first() is None:
                return None

        def work(connection: Connection) -> Claim | None:
            # The time is that of the transaction: a lease given while this waited must not look longer than any can be.
            now = self._clock.now()
            values = {"worker_id": worker_id, "lease_token": _T.lease_token + 1, "lease_expires_at": now + LEASE}
            found = connection.execute(_free(dead, now).where(elsewhere).add_columns(_T.worker_id)).first()
            if found is None:
                return None
            statement = update(upload_tasks).where(_T.id == found.id)
            row = connection.execute(statement.values(values).returning(*upload_tasks.c)).one()
            # One that was given back in good order is only tried again.
            if found.worker_id is not None:
                journal.note(connection, row.id, now, "upload-resumed")
            return Claim(rows.to_task(row), row.lease_token, worker_id)

        return self._write(work)

    def renew(self, claim: Claim) -> bool:
        """Lengthen the lease; False where it is lost or a person cancelled the upload."""
        return self._change(claim, {"lease_expires_at": self._clock.now() + LEASE})

    def looked_at(
        self, claim: Claim, size: int, *, definition: Mapping[str, Any] | None, owned: bool, changed: bool = False
    ) -> bool:
        """An object was found where a person had picked it; `definition` lay beside it.

        `changed` says that it is newer than that, which the timeline then tells.
        """

        def tell(connection: Connection) -> None:
            if changed:
                self._note(connection, claim, "source-changed-since", level="warning")

        described = {"definition": dict(definition)} if definition is not None else {}
        return self._change(claim, {"size": size, "file_owned": owned, **described}, tell)

    def snapshot_taken(self, claim: Claim, size: int, sha256: str, *, changed: bool = False) -> bool:
        """The snapshot is durable: from here on the source is not needed any more.

        `changed` says that it is not as it was when the person added it, which the timeline then tells.
        """

        def tell(connection: Connection) -> None:
            if changed:
                self._note(connection, claim, "source-changed-since", level="warning")

        return self._change(claim, {"size": size, "sha256": sha256}, tell)

    def stored(self, claim: Claim, uri: str) -> bool:
        """The file is where it is kept: PENDING."""
        values = {"status": TaskStatus.PENDING, "file_path": uri, "worker_id": None, "lease_expires_at": None}
        code = "stored" if claim.task.file_owned else "left-in-place"
        return self._change(claim, values, lambda connection: self._note(connection, claim, code))

    def fail(self, claim: Claim, code: str, params: Mapping[str, Any]) -> bool:
        """The file could not be stored: FAILED."""
        values = {
            "status": TaskStatus.FAILED,
            "error_code": code,
            "error_params": dict(params),
            "error_message": str(journal.ENGLISH.error(code, params)),
            "finished_at": self._clock.now(),
            "worker_id": None,
            "lease_expires_at": None,
        }
        return self._change(claim, values, lambda connection: self._note(connection, claim, code, params, "error"))

    def release(self, claim: Claim) -> bool:
        """Given back, to be taken up again."""
        return self._change(claim, {"worker_id": None, "lease_expires_at": None})

    def _note(
        self,
        connection: Connection,
        claim: Claim,
        code: str,
        params: Mapping[str, Any] | None = None,
        level: str = "info",
    ) -> None:
        journal.note(connection, claim.task_id, self._clock.now(), code, params, level)

    def _change(self, claim: Claim, values: dict[str, Any], also: Callable[[Connection], None] | None = None) -> bool:
        held = and_(_T.id == claim.task_id, _T.lease_token == claim.lease_token, _T.status == TaskStatus.UPLOADING)

        def work(connection: Connection) -> bool:
            changes = {**values, "updated_at": self._clock.now()}
            if connection.execute(update(upload_tasks).where(held).values(changes)).rowcount != 1:
                return False
            if also is not None:
                also(connection)
            return True

        return self._write(work)


def place_of(task: UploadTask, default: str) -> str:
    """The place that storing an upload needs: an object that a person picked is first read where it is."""
    return StorageKind.S3 if (task.source_path or "").startswith(S3_SCHEME) else task.storage or default


def _place_of(default: str) -> ColumnElement[str]:
    """As `place_of`, in SQL."""
    return case((_T.source_path.startswith(S3_SCHEME), StorageKind.S3), else_=func.coalesce(_T.storage, default))


def _free(dead: list[str], now: datetime) -> Select[tuple[int]]:
    """The first upload that nobody alive holds."""
    ended = or_(_T.lease_expires_at <= now, _T.lease_expires_at > now + LEASE)
    free = or_(_T.worker_id.is_(None), _T.worker_id.in_(dead), ended)
    return select(_T.id).where(_T.status == TaskStatus.UPLOADING, free).order_by(_T.id).limit(1)
