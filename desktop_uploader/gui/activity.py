"""What the program is doing, kept for the status bar and for whoever closes the window."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ..bootstrap import Application
from ..model.events import SlotChanged, Trouble
from ..model.queries import DayTotals
from .background import Background
from .status_bar import StatusBar
from .threads import Happenings

MINUTE = 60_000


class Activity(QObject):
    """Lives in the main thread. `ended` is emitted whenever a slot has finished with a file."""

    ended = Signal()

    def __init__(
        self,
        application: Application,
        background: Background,
        happenings: Happenings,
        status: StatusBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._background = background
        self._status = status
        self._busy: set[int] = set()
        self._troubles: dict[str, str] = {}
        happenings.slot_changed.connect(self._on_slot)
        happenings.trouble_changed.connect(self._on_trouble)
        self._today = QTimer(self, interval=MINUTE)
        self._today.timeout.connect(self.read_today)
        self._today.start()

    @property
    def processing(self) -> bool:
        """True while a file is being worked on."""
        return bool(self._busy)

    def close(self) -> None:
        """Look no more."""
        self._today.stop()

    def read_today(self) -> None:
        """Count again what today brought."""
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
        history = self._application.history
        self._background.run(lambda: history.day_totals(midnight), self._on_today)

    def show_state(self) -> None:
        """Say again what the program does."""
        workers, trouble = self._application.workers, next(iter(self._troubles.values()), "")
        self._status.show_state(len(self._busy), len(workers), paused=workers[0].paused, trouble=trouble)

    def _on_today(self, totals: DayTotals) -> None:
        self._status.show_today(totals)

    def _on_slot(self, slot: SlotChanged) -> None:
        if slot.busy:
            self._busy.add(slot.task_id)
        else:
            self._busy.discard(slot.task_id)
            self.read_today()
            self.ended.emit()
        self.show_state()

    def _on_trouble(self, trouble: Trouble) -> None:
        self._troubles.pop(trouble.about, None)
        if trouble.code:
            self._troubles[trouble.about] = self._application.words.error(trouble.code, trouble.params).title
        self.show_state()
