"""The second half of adding one file: a durable snapshot, then the storage, then PENDING."""

import logging
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from time import monotonic

from ..database.history.uploads import Uploads
from ..logs import working_on
from ..model.errors import DatabaseTrouble, StorageError, UploaderError
from ..model.events import Listener, TaskChanged
from ..model.progress import Progress, Stage
from ..model.task import Claim
from ..storage.base import Original, Stat
from ..storage.names import safe_name
from ..storage.router import Storages
from .objects import Objects, is_address
from .source import snapshot, snapshot_path

logger = logging.getLogger(__name__)

REPORT_INTERVAL = 0.1
CANCEL_INTERVAL = 1.0
"""Seconds between two looks at the row: the lease is renewed and a cancel is noticed."""


class UploadEnded(Exception):
    """The upload is somebody else's now, was cancelled, or the program stops."""


class Storing:
    """Stores one claimed file: a snapshot, then the storage, then PENDING. Any thread may call it.

    An upload that was cut short is taken up where its last durable step ended: from the source while there is no
    snapshot, from the snapshot afterwards.
    """

    def __init__(
        self, uploads: Uploads, storages: Storages, outbox: Path, listener: Listener, stopping: Callable[[], bool]
    ) -> None:
        self._uploads = uploads
        self._storages = storages
        self._outbox = outbox
        self._objects = Objects(uploads, storages, outbox)
        self._listener = listener
        self._stopping = stopping

    def store(self, claim: Claim) -> bool:
        """True where the file is stored; else it failed, was cancelled, or was given back because of `stopping`.

        Raises `StorageError` where the place is at fault and not the file, which waits then, and `DatabaseTrouble`.
        """
        with working_on(claim.task_id, claim.worker_id):
            try:
                self._try_to_store(claim)
                return True
            except UploadEnded:
                if self._stopping():
                    self._uploads.release(claim)
            except StorageError as error:
                if error.transient or error.about_place:
                    self._uploads.release(claim)
                    raise
                self._fail(claim, error)
            except DatabaseTrouble:
                raise
            except UploaderError as error:
                self._fail(claim, error)
            except Exception as error:
                logger.exception("upload failed unexpectedly")
                self._uploads.fail(claim, "internal", {"reason": type(error).__name__})
            finally:
                self._listener(TaskChanged(claim.task_id))
        return False

    def _fail(self, claim: Claim, error: UploaderError) -> None:
        logger.warning("upload failed: %s", error)
        self._uploads.fail(claim, error.code, error.params)

    def _try_to_store(self, claim: Claim) -> None:
        found = None
        if is_address(claim.task.source_path) and claim.task.sha256 is None:
            claim, found = self._objects.look_at(claim, UploadEnded)
            if not claim.task.file_owned:
                return self._keep_stored(claim, found.uri)
        copy, digest = self._snapshot(claim, found)
        original = Original(claim.task.import_id, digest)
        uri = self._storages.place(claim.task.storage).put(
            copy, self._key(claim), original, self._reporter(claim, claim.task.size)
        )
        self._keep_stored(claim, uri)
        copy.unlink(missing_ok=True)

    def _keep_stored(self, claim: Claim, uri: str) -> None:
        self._keep(self._uploads.stored(claim, uri))
        logger.info("stored as %s", uri)

    def _snapshot(self, claim: Claim, found: Stat | None) -> tuple[Path, str]:
        """The durable copy of the source and its SHA-256: the one that an earlier try made, else a new one."""
        task = claim.task
        if task.sha256 is not None:
            return snapshot_path(self._outbox, task.import_id, task.sha256), task.sha256
        reporter = self._reporter(claim, task.size)
        if found is not None:
            taken = self._objects.snapshot(found, task.import_id, reporter)
        else:
            taken = snapshot(Path(task.source_path or ""), self._outbox, task.import_id, reporter)
        # A first try comes within moments; a later one may find another content than the one that was added.
        late = found is None and claim.lease_token > 1 and taken.modified_at > task.created_at
        if not self._uploads.snapshot_taken(claim, taken.size, taken.sha256, changed=late or taken.size != task.size):
            taken.path.unlink(missing_ok=True)
            raise UploadEnded
        return taken.path, taken.sha256

    def _keep(self, kept: bool) -> None:
        if not kept:
            raise UploadEnded

    def _key(self, claim: Claim) -> str:
        task = claim.task
        day = task.created_at.astimezone(UTC)
        return f"{self._uploads.history_id()}/{day:%Y/%m/%d}/{task.import_id}/{safe_name(task.file_name)}"

    def _reporter(self, claim: Claim, total: int | None) -> Callable[[int], None]:
        shown = renewed = monotonic()

        def report(done: int) -> None:
            nonlocal shown, renewed
            if self._stopping():
                raise UploadEnded
            now = monotonic()
            if now - shown >= REPORT_INTERVAL:
                shown = now
                self._listener(Progress(claim.task_id, Stage.COPYING, done, total))
            if now - renewed >= CANCEL_INTERVAL:
                renewed = now
                self._keep(self._uploads.renew(claim))

        return report
