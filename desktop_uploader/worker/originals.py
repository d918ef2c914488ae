"""The stored originals: saved back for a person, let go when they are old, deleted with their uploads."""

import logging
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep

from ..database.history import History
from ..database.history.removals import Last, Removal, Removals
from ..model.clock import Clock
from ..model.errors import StorageError, UsageError
from ..model.task import UploadTask
from ..storage.base import ByteProgress, Storage
from ..storage.files import copy_synced
from .publishing import published, refuse_existing
from .retention import PAUSE

logger = logging.getLogger(__name__)

PERSONS_OWN = 0o666
"""Permissions of a file that a person has saved; what the system's mask forbids is taken off."""


@dataclass(frozen=True, slots=True)
class WouldGo:
    """What goes with the next daily work."""

    uploads: int
    """Uploads that would leave the list."""
    originals: int
    """Stored copies that would be deleted while their uploads stay, those of the first kind among them."""


class Originals:
    """Every call may take long: never on the GUI thread."""

    def __init__(self, history: History, removals: Removals, storage: Storage, outbox: Path, clock: Clock) -> None:
        self._history = history
        self._removals = removals
        self._storage = storage
        self._outbox = outbox
        self._clock = clock

    def save(self, task_id: int, target: Path, progress: ByteProgress, *, overwrite: bool = False) -> Path:
        """Write an upload's original where a person wants it, a folder or a file's path: whole and verified, or not.

        `progress` is told the bytes that are fetched, then those that are written, and may raise to give up. Raises
        `UsageError` where there is no original or the target exists, `StorageError` where it cannot be read or written.
        """
        task = self._stored(task_id)
        final = target / task.file_name if target.is_dir() else target
        refuse_existing(final, overwrite)
        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
            source = self._storage.fetch(task.file_path or "", Path(folder), None, progress)
            with published(final, overwrite) as part:
                _size, digest = copy_synced(source, part, progress, PERSONS_OWN)
                if digest != task.sha256 and task.sha256 is not None:
                    raise StorageError("storage-damaged", name=task.file_name)
        return final

    def delete(self, task_id: int) -> UploadTask:
        """Take an upload out of the history, then delete its file; one that cannot be deleted now goes later.

        Raises `UsageError` where there is none or it is under way.
        """
        task = self._removals.delete(task_id)
        self.finish(lambda: False)
        return task

    def delete_many(self, task_ids: Collection[int]) -> Mapping[int, UsageError]:
        """`delete` for all of them; gives those that were refused, and why."""
        refused = self._removals.delete_many(task_ids)
        self.finish(lambda: False)
        return refused

    def let_go(self, days: int, stop: Callable[[], bool] = lambda: False) -> int:
        """Let go of the originals of uploads that were finished more than `days` ago; gives how many."""
        before, count = self._clock.now() - timedelta(days=days), 0
        last: Last = None
        while not stop():
            gone, last = self._removals.let_go(before, last)
            if not gone:
                break
            count += gone
            self.finish(stop)
            sleep(PAUSE)
        return count

    def would_go(self, history_days: int | None, originals_days: int | None) -> WouldGo:
        """What the next daily work would remove, were these set."""
        now = self._clock.now()

        def count(days: int | None, counted: Callable[[datetime], int]) -> int:
            return 0 if days is None else counted(now - timedelta(days=days))

        return WouldGo(
            count(history_days, self._removals.count_ended), count(originals_days, self._removals.count_originals)
        )

    def tidy(self, days: int | None, stop: Callable[[], bool]) -> None:
        """The daily work: finish what was begun, then let go of what is too old; None: of nothing."""
        self.finish(stop)
        if days is not None and (count := self.let_go(days, stop)):
            logger.info("let go of %s originals older than %s days", count, days)

    def finish(self, stop: Callable[[], bool]) -> None:
        """Delete the files that were let go, also by a program that has died since."""
        after = ""
        while not stop() and (waiting := self._removals.waiting(after)):
            for removal in waiting:
                after = removal.file_id
                self._delete(removal)

    def _delete(self, removal: Removal) -> None:
        try:
            for copy in self._outbox.glob(f"{removal.import_id}.*"):
                shutil.rmtree(copy) if copy.is_dir() else copy.unlink(missing_ok=True)
            if removal.uri is not None:
                self._storage.delete(removal.uri)
        except (StorageError, OSError) as error:
            logger.warning("a file that is not needed stays for now: %s", getattr(error, "code", type(error).__name__))
        else:
            self._removals.done(removal.file_id)

    def _stored(self, task_id: int) -> UploadTask:
        task = self._history.task(task_id)
        if task is None:
            raise UsageError("no-such-task", task_id=task_id)
        if task.file_removed_at is not None:
            raise UsageError("original-removed", task_id=task_id)
        if task.file_path is None:
            raise UsageError("original-not-stored", task_id=task_id)
        return task
