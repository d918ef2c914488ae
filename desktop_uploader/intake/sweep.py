"""What deaths and restored copies leave behind: parts of files go, whole files that no upload knows are taken in again.

Only what lies under the history's own prefix is looked at, and nothing younger than a day: it may be in use.
"""

import logging
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..database.history.adopting import Found, Orphans
from ..database.history.removals import file_id_of
from ..model.clock import Clock
from ..model.ledger import LedgerEntry
from ..storage.base import Stat, Storage
from ..storage.files import PART, sha256_of

logger = logging.getLogger(__name__)

OLD = timedelta(days=1)


class Sweeper:
    """Looks through the storage and the outbox. Takes its time: never call it on the GUI thread."""

    def __init__(
        self,
        orphans: Orphans,
        storage: Storage,
        outbox: Path,
        ledger: Callable[[str], LedgerEntry | None],
        clock: Clock,
        is_removed: Callable[[str], bool],
    ) -> None:
        """`is_removed` knows, by the id in its key, a file that was let go: it is deleted and not taken in again."""
        self._orphans = orphans
        self._storage = storage
        self._outbox = outbox
        self._ledger = ledger
        self._clock = clock
        self._is_removed = is_removed

    def sweep(self, prefix: str, stop: Callable[[], bool] = lambda: False) -> None:
        """Look at everything once; `stop` is asked now and then. Raises `StorageError`, `DatabaseTrouble`."""
        removed, after = self._storage.sweep(prefix), None
        if removed:
            logger.info("removed what %s copies cut short have left", removed)
        while not stop():
            page = self._storage.list(f"{prefix}/", after)
            self._adopt([file for file in page.files if self._old(file.modified_at)])
            after = page.next
            if after is None:
                self._sweep_outbox()
                return

    def _adopt(self, files: list[Stat]) -> None:
        for uri in self._orphans.unknown({file.uri: file_id_of(file.uri) for file in files}):
            if self._is_removed(file_id_of(uri)):
                self._storage.delete(uri)
                continue
            # A listing tells no versions; uploads name them.
            file, import_id = self._storage.stat(uri), file_id_of(uri)
            if not self._orphans.unknown({file.uri: import_id}):
                continue
            found = Found(import_id, file.uri, file.name, file.size, self._sha256(file), file.modified_at)
            task_id = self._orphans.adopt(found, self._ledger(import_id))
            logger.warning("a stored file that no upload knew is upload %s now", task_id)

    def _sha256(self, file: Stat) -> str:
        if file.original is not None:
            return file.original.sha256
        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
            return sha256_of(self._storage.fetch(file.uri, Path(folder)))

    def _sweep_outbox(self) -> None:
        """Parts go, and snapshots whose upload is stored by now; one whose upload is still to come is needed."""
        for path in self._outbox.iterdir():
            if not self._old(datetime.fromtimestamp(path.stat().st_mtime, UTC)):
                continue
            if path.name.endswith(PART) or self._orphans.is_stored(path.name.partition(".")[0]):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def _old(self, modified_at: datetime) -> bool:
        return self._clock.now() - modified_at > OLD
