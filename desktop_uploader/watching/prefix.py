"""One watched prefix of a bucket: what is put there is added. Nothing is ever written, moved or deleted in it."""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from time import monotonic

from sqlalchemy import Connection

from ..database.history.watched import Stage, Superseded, WatchedFiles
from ..intake import Intake
from ..model.errors import StorageError, WatchError
from ..model.places import S3_SCHEME, S3Place
from ..model.task import UploadTask
from ..model.watch import Watch
from ..storage.s3.browse import Browser, Row, uri_of
from ..storage.s3.keys import HeldKeys
from .look import Look
from .names import is_entered, is_wanted
from .pace import Pace

logger = logging.getLogger(__name__)

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class WatchedPrefix:
    """A `Place`. An object appears as a whole, so none is waited for; another content has another ETag."""

    def __init__(
        self,
        watch: Watch,
        place: Callable[[], S3Place],
        held: HeldKeys,
        intake: Intake,
        watched: WatchedFiles,
        added: Callable[[], None],
        pace: Pace,
    ) -> None:
        """`place` tells the server, `held` the keys that were typed in; `added` is called for each object."""
        self._watch = watch
        self._bucket, _, self._prefix = watch.folder.removeprefix(S3_SCHEME).partition("/")
        self._place = place
        self._held = held
        self._intake = intake
        self._watched = watched
        self._added = added
        self._pace = pace
        self._browser: Browser | None = None
        self._browsed: S3Place | None = None
        self._settled: dict[str, str] = {}
        self._stopped = False

    def look(self) -> Look:
        """See `Place.look`."""
        began, place = monotonic(), self._place()
        if self._watch.recursive and place.bucket == self._bucket and place.prefix.startswith(self._prefix):
            raise WatchError("watch-own-folder", folder=self._watch.folder)
        if place != self._browsed:
            self._browser, self._browsed = None, place
        try:
            self._browser = self._browser or Browser(place, self._held)
            found = {f"{S3_SCHEME}{self._bucket}/{row[0]}": row for row in self._rows(self._prefix)}
        except StorageError:
            # The next look begins with settings and keys as they are then.
            self._browser = None
            raise
        wait = max(self._pace.objects, (monotonic() - began) * self._pace.cost)
        self._finish()
        self._add(found)
        return Look(wait)

    def concerns(self, task_id: int) -> bool:
        """See `Place.concerns`: nothing is to be done for an object that was added."""
        return False

    def stop(self) -> None:
        """See `Place.stop`."""
        self._stopped = True

    def close(self) -> None:
        """See `Place.close`."""

    def _rows(self, folder: str) -> Iterator[Row]:
        assert self._browser is not None
        after = None
        while not self._stopped:
            page = self._browser.list(self._bucket, folder, after=after)
            for row in page.rows:
                key, size, _changed_at, _etag = row
                name = key.removeprefix(folder)
                if size is None:
                    if self._watch.recursive and is_entered(name.rstrip("/")):
                        yield from self._rows(key)
                elif size and is_wanted(name, self._watch.patterns):
                    yield row
            after = page.next
            if after is None:
                return

    def _add(self, found: dict[str, Row]) -> None:
        """Add those that the history does not know as they are, the oldest first."""
        self._settled = {name: identity for name, identity in self._settled.items() if name in found}
        new = {name: row for name, row in found.items() if self._settled.get(name) != _identity(row)}
        known = self._watched.find(new)
        for name, row in sorted(new.items(), key=lambda item: (item[1][2] or LONG_AGO, item[0])):
            if self._stopped:
                return
            before = known.get(name)
            if before is None or before.identity != _identity(row):
                try:
                    self._register(name, row, before.version if before is not None else 0)
                except Superseded:
                    # Another program was faster.
                    continue
            self._settled[name] = _identity(row)

    def _register(self, name: str, row: Row, version: int) -> None:
        def remember(connection: Connection, task: UploadTask) -> None:
            self._watched.remember(connection, task, self._watch.key, name, _identity(row), version)

        address = uri_of(self._bucket, row)
        task = self._intake.register_object(address, copy=True, dataset=self._watch.dataset, size=row[1], also=remember)
        logger.info("added upload %s from a watched prefix", task.id)
        self._added()

    def _finish(self) -> None:
        for known in self._watched.adding(self._watch.key):
            if not known.copying:
                try:
                    self._watched.over(known, Stage.LEFT)
                except Superseded:
                    continue


def _identity(row: Row) -> str:
    """Differs where the content is another; how addresses are written has no part in it."""
    _key, size, changed_at, etag = row
    return etag or f"{size}:{changed_at}"
