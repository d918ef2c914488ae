"""Notices when files that were added together are through: one batch, however many they are."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ...bootstrap import Application
from ...model.events import SlotChanged
from ...model.queries import DayTotals, TaskQuery, TaskSort
from ...model.status import UNFINISHED, TaskStatus
from ...model.task import UploadTask
from ..background import Background
from ..standing import StandingQuery
from ..threads import Happenings

LOOK = 2000
"""Milliseconds between two looks whether all is through, while nothing is worked on."""

CALM = 30
"""Looks without any change after which a batch has ended although files still wait: for a storage, for an answer."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What has ended since the first of its files began."""

    totals: DayTotals
    only: UploadTask | None
    """The file that it is about, where that is one: the single one, or the single one that needs a person."""

    @property
    def needs_person(self) -> bool:
        """True where some file failed or asks."""
        return bool(self.totals.failed or self.totals.asking)


@dataclass(frozen=True, slots=True)
class _Look:
    waiting: int
    batch: Batch


class Batches(QObject):
    """A batch begins with the first change of any file and ends when nothing waits. Lives in the main thread."""

    ended = Signal(object)
    """A `Batch` in which at least one file has ended."""

    def __init__(
        self, application: Application, background: Background, happenings: Happenings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._reading = StandingQuery(background, self)
        self._busy: set[int] = set()
        self._since: datetime | None = None
        self._calm = 0
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._on_look)
        happenings.task_changed.connect(self._on_task)
        happenings.slot_changed.connect(self._on_slot)

    def close(self) -> None:
        """Look no more."""
        self._look.stop()

    def _on_slot(self, slot: SlotChanged) -> None:
        if slot.busy:
            self._busy.add(slot.task_id)
        else:
            self._busy.discard(slot.task_id)
        self._begin()

    def _on_task(self, _task_id: object) -> None:
        self._begin()

    def _begin(self) -> None:
        self._calm = 0
        if self._since is None:
            self._since = datetime.now(UTC)
            self._look.start()

    def _on_look(self) -> None:
        since = self._since
        if not self._busy and since is not None and not self._reading.waits:
            self._reading.put(lambda: _look(self._application, since), self._on_found)

    def _on_found(self, found: _Look) -> None:
        self._calm += 1
        if self._since is None or self._busy or (found.waiting and self._calm < CALM):
            return
        self._since = None
        self._look.stop()
        totals = found.batch.totals
        if totals.done or totals.failed or totals.asking:
            self.ended.emit(found.batch)


def _look(application: Application, since: datetime) -> _Look:
    history = application.history
    waiting = history.count(TaskQuery(statuses=UNFINISHED))
    totals = history.day_totals(since)
    about = TaskStatus.FAILED if totals.failed or totals.asking else TaskStatus.DONE
    many = (totals.failed + totals.asking) or totals.done
    only = None
    if many == 1:
        query = TaskQuery(statuses=frozenset({about}), sort=TaskSort.FINISHED)
        only = next(iter(history.tasks(query, limit=1)), None)
    return _Look(waiting, Batch(totals, only))
