"""What the program is doing, kept for the status bar and for whoever closes the window."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ..bootstrap import Application
from ..model.errors import UploaderError
from ..model.events import Resting, SlotChanged, Trouble
from ..model.queries import DayTotals
from ..words.catalogue import ErrorWords
from .background import Background
from .standing import StandingQuery
from .status_bar import StatusBar
from .threads import Happenings
from .tray.state import Tone, WorkState

MINUTE = 60_000


class Activity(QObject):
    """Lives in the main thread. `ended` is emitted whenever a slot has finished with a file."""

    ended = Signal()
    state_changed = Signal(object)
    """The `WorkState` that holds now."""

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
        self._troubles: dict[object, ErrorWords] = {}
        """What is in the way, by what it is about."""
        self._totals = StandingQuery(background, self)
        background.troubled.connect(self._on_unread)
        happenings.slot_changed.connect(self._on_slot)
        happenings.trouble_changed.connect(self._on_trouble)
        happenings.resting_changed.connect(self._on_resting)
        self.state_changed.connect(status.show_state)
        status.work_now.clicked.connect(self._on_work_now)
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
        application = self._application
        self._totals.put(lambda: application.history.day_totals(midnight), self._on_today)

    def show_state(self) -> None:
        """Say again what the program does."""
        self.state_changed.emit(self._state())

    def _state(self) -> WorkState:
        """Trouble stands above all."""
        words, slots, busy = self._application.words, self._application.slots, bool(self._busy)
        resting = self._application.readiness.resting
        if self._troubles:
            told = tuple(dict.fromkeys(map(str, self._troubles.values())))
            return WorkState(Tone.BAD, next(iter(self._troubles.values())).title, busy, troubles=told)
        if self._application.paused:
            return WorkState(Tone.WARN, words.tr("Paused"), busy)
        if resting.code is not None:
            return WorkState(Tone.IDLE, words.resting(resting), busy, resting=True)
        if not busy:
            return WorkState(Tone.OK, words.tr("Ready"))
        if slots == 1:
            return WorkState(Tone.OK, words.tr("Working"), busy)
        counts = {"busy": len(self._busy), "slots": slots}
        return WorkState(Tone.OK, words.tr("Working · {busy} of {slots} slots busy", **counts), busy)

    def _on_resting(self, _resting: Resting) -> None:
        self.show_state()

    def _on_work_now(self) -> None:
        application = self._application

        def work() -> None:
            application.readiness.overrule()
            application.wake()

        self._background.run(work)

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
        about = (trouble.teller, trouble.about)
        self._know(about, self._application.words.error(trouble.code, trouble.params) if trouble.code else None)

    def _on_unread(self, about: object, error: UploaderError | None) -> None:
        self._know(about, self._application.words.exception(error) if error is not None else None)

    def _know(self, about: object, told: ErrorWords | None) -> None:
        if told is None:
            self._troubles.pop(about, None)
        else:
            self._troubles[about] = told
        self.show_state()
