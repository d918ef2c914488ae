"""The watched places as a person is shown them, whether a program watches at the moment or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..database.history.watched import FolderCount, WatchedFiles
from ..model.errors import WatchError
from ..model.watch import Watch
from .scan import can_be_read


@dataclass(frozen=True, slots=True)
class WatchedPlace:
    """A watched place and what it has brought."""

    watch: Watch
    added: int
    last_at: datetime | None
    trouble: WatchError | None
    """Why nothing can be added from it now; not looked for in S3."""


def overview(watches: Sequence[Watch], watched: WatchedFiles) -> list[WatchedPlace]:
    """Look at each place. May wait for a drive: never call it on the GUI thread."""
    counts, nothing = watched.counts(), FolderCount(0, None)
    found = [(watch, counts.get(watch.key, nothing)) for watch in watches]
    return [WatchedPlace(watch, count.files, count.last_at, _trouble(watch)) for watch, count in found]


def _trouble(watch: Watch) -> WatchError | None:
    return None if watch.in_s3 else can_be_read(watch.root)
