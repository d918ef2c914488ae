"""One watched folder: looks at it, adds what has stopped changing, and does the folder's own part afterwards."""

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

from sqlalchemy import Connection

from ..database.history.watched import Remembered, Stage, Superseded, WatchedFiles
from ..intake import Intake
from ..intake.source import trouble_of
from ..model.errors import DefinitionError, SourceError, UploaderError, WatchError
from ..model.task import UploadTask
from ..model.watch import Afterwards, Polling, Watch
from ..storage.drives import drive_of
from ..storage.files import sha256_of
from .aside import put_aside
from .look import Look
from .notices import Notices
from .pace import Pace
from .ripening import Ripening
from .scan import Found, identity_of, scan

logger = logging.getLogger(__name__)


class _Copying(Exception):
    """The file was changed while it is being copied: which content the copy will have is not known yet."""


class WatchedFolder:
    """A `Place`. Whatever the system tells of changes only wakes: what there is to do is seen by looking.

    So nothing hangs on messages that get lost, come twice or come out of order. What was added stands in the history,
    entered in one transaction with the upload.
    """

    def __init__(
        self,
        watch: Watch,
        own: Path,
        intake: Intake,
        watched: WatchedFiles,
        added: Callable[[], None],
        changed: Callable[[], None],
        pace: Pace,
    ) -> None:
        """`own` is the data folder; `added` is called for each file, `changed` when it is time to look."""
        self._watch = watch
        self._own = own
        self._intake = intake
        self._watched = watched
        self._added = added
        self._changed = changed
        self._pace = pace
        self._ripening = Ripening(watch.quiet_seconds, pace)
        self._settled: dict[str, str] = {}
        """Files for which there is nothing to do, by their identity."""
        self._uploads: frozenset[int] = frozenset()
        self._notices: Notices | None = None
        self._stopped = False

    def look(self) -> Look:
        """See `Place.look`."""
        self._hear()
        began = monotonic()
        listing = scan(self._watch, self._own)
        usual = self._usual(monotonic() - began)
        present = {found.key: found for found in listing.files}
        left = self._finish(present)
        wait = min([usual, *self._add(present)])
        return Look(wait, len(self._ripening), [*listing.troubles, *left, *self._ripening.troubles()])

    def concerns(self, task_id: int) -> bool:
        """See `Place.concerns`."""
        return task_id in self._uploads

    def stop(self) -> None:
        """Let a look under way end after its file. May be called on any thread."""
        self._stopped = True

    def close(self) -> None:
        """See `Place.close`."""
        if self._notices is not None:
            self._notices.close()
            self._notices = None

    def _usual(self, took: float) -> float:
        return max(self._pace.told if self._notices is not None else self._pace.untold, took * self._pace.cost)

    def _hear(self) -> None:
        """Have the system tell of changes, where it can: anew for a folder that has come back."""
        if self._notices is not None and not self._notices.alive:
            self.close()
        if self._notices is not None or self._watch.polling is Polling.ALWAYS or drive_of(self._watch.root).network:
            return
        try:
            self._notices = Notices(self._watch.root, self._changed, recursive=self._watch.recursive)
        except OSError as error:
            logger.debug("the system tells nothing of a watched folder: %s", error.strerror)

    # Adding

    def _add(self, present: Mapping[str, Found]) -> list[float]:
        """Add what is ripe; gives the seconds until other files will be."""
        self._settled = {key: identity for key, identity in self._settled.items() if key in present}
        new = [found for found in present.values() if self._settled.get(found.key) != found.identity]
        self._ripening.keep(found.key for found in new)
        self._recognise([found for found in new if not self._ripening.is_known(found)])
        waits = []
        for found in new:
            if self._stopped:
                break
            if self._settled.get(found.key) == found.identity:
                continue
            if wait := self._ripening.due(found, monotonic()):
                waits.append(wait)
            else:
                waits += self._add_one(found)
        return waits

    def _recognise(self, new: list[Found]) -> None:
        """Settle those that the history knows as they are."""
        known = self._watched.find(found.key for found in new)
        for found in new:
            entry = known.get(found.key)
            if entry is not None and entry.stage is not Stage.GONE and entry.identity == found.identity:
                self._settle(found)

    def _settle(self, found: Found) -> None:
        self._settled[found.key] = found.identity
        self._ripening.forget(found.key)

    def _add_one(self, found: Found) -> list[float]:
        """Gives the seconds until it is tried again; nothing where there is nothing left to do."""
        waits = WatchError("watch-file-waits", name=found.path.name, folder=self._watch.folder)
        try:
            if self._try_to_add(found):
                self._settle(found)
                return []
        except Superseded:
            # Another program was faster.
            self._ripening.forget(found.key)
        except (SourceError, _Copying) as error:
            logger.debug("a file of a watched folder cannot be added yet: %s", error)
            self._ripening.failed(found, monotonic(), waits)
        except DefinitionError as error:
            self._ripening.failed(found, monotonic(), error, patience=1)
        return [self._ripening.due(found, monotonic()) or self._pace.gap]

    def _try_to_add(self, found: Found) -> bool:
        """False where it changes again; raises `SourceError` where it cannot be read yet."""
        known = self._watched.find([found.key]).get(found.key)
        try:
            with open(found.path, "rb") as file:
                status = os.fstat(file.fileno())
            if identity_of(status) != found.identity:
                return False
            if known is not None and known.stage is not Stage.GONE:
                if known.identity == found.identity:
                    return True
                if known.copying:
                    raise _Copying
                if known.sha256 is not None and known.sha256 == sha256_of(found.path):
                    self._watched.touched(known, found.identity)
                    return True
        except OSError as error:
            raise trouble_of(error, found.path) from error
        self._register(found, known.version if known is not None else 0)
        return True

    def _register(self, found: Found, version: int) -> None:
        def remember(connection: Connection, task: UploadTask) -> None:
            self._watched.remember(connection, task, self._watch.key, found.key, found.identity, version)

        task = self._intake.register(found.path, dataset=self._watch.dataset, also=remember)
        self._uploads |= {task.id}
        logger.info("added upload %s from a watched folder", task.id)
        self._added()

    # Afterwards

    def _finish(self, present: dict[str, Found]) -> list[UploaderError]:
        """Do the folder's part for files whose content is safe; gives what cannot be done now."""
        troubles: list[UploaderError] = []
        adding = self._watched.adding(self._watch.key)
        for known in adding:
            if known.copying or (known.sha256 is None and known.task_id is not None) or self._stopped:
                continue
            try:
                stage = self._put_aside(known, present.get(known.path))
                self._watched.over(known, stage)
                if stage is Stage.GONE:
                    # What is in its place from here on is another file, however alike.
                    present.pop(known.path, None)
                    self._settled.pop(known.path, None)
            except Superseded:
                continue
            except OSError as error:
                name, reason = Path(known.path).name, error.strerror or str(error)
                troubles.append(WatchError("watch-not-moved", name=name, folder=self._watch.folder, reason=reason))
        self._uploads = frozenset(known.task_id for known in adding if known.copying and known.task_id is not None)
        return troubles

    def _put_aside(self, known: Remembered, found: Found | None) -> Stage:
        if self._watch.afterwards is Afterwards.LEAVE or known.sha256 is None:
            return Stage.LEFT
        path = found.path if found is not None else Path(known.path)
        return Stage.GONE if put_aside(path, known.identity, self._watch.afterwards) else Stage.LEFT
