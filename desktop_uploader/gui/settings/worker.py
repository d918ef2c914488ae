"""How files are worked on, and when."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ..page import Kit
from ..widgets import button, label
from .entries import ChoiceEntry, HoursEntry, NumberEntry
from .form_section import FormSection

LIMITS = (0, 10, 20, 30, 50, 100)
"""Percent of the battery to choose from."""


class WorkerSection(FormSection):
    """Pausing holds at once and until the program ends; all else is a setting."""

    paused = Signal()
    """Pausing was begun or ended."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = self.words.tr
        self._state = label(tone="soft", wrap=True)
        self.pause = button(tr("Pause"))
        self.pause.clicked.connect(self._on_pause)
        self._build_now()
        rows = self.add_form(tr("When files are worked on"))
        self.add(
            rows,
            "working_hours",
            tr("Hours"),
            HoursEntry(kit.theme, kit.icons, self.words),
            tr("Files that are added at other times are kept, and wait."),
        )
        self.battery = ChoiceEntry(kit.theme, kit.icons, tr("On battery"), [(n, self._battery(n)) for n in LIMITS])
        self.add(
            rows, "battery_limit", tr("On battery"), self.battery, tr("A file that is being worked on is finished.")
        )
        rows = self.add_form(tr("How much of the computer they get"))
        self.add(rows, "slots", tr("Files at once"), NumberEntry())
        self.add(rows, "memory_limit_mb", tr("Most memory for a file"), NumberEntry(tr("MB")))
        self.add(
            rows,
            "time_limit_seconds",
            tr("Longest time for a file"),
            NumberEntry(tr("seconds")),
            tr("For files of up to 50 MB; larger ones get more."),
        )
        self.add(rows, "stall_seconds", tr("Stop it without progress after"), NumberEntry(tr("seconds")))
        self.finish()

    def refresh(self) -> None:
        """See `Section`."""
        super().refresh()
        self._show_pause()

    def _battery(self, percent: int) -> str:
        if percent == 0:
            return self.words.tr("Work as always")
        if percent == 100:
            return self.words.tr("Wait for power")
        return self.words.tr("Wait for power at {percent} % and less", percent=percent)

    def _build_now(self) -> None:
        made, column = self.titled_card(self.words.tr("Now"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._state, 1)
        row.addWidget(self.pause)
        column.addLayout(row)
        self.column.addWidget(made)

    def _on_pause(self) -> None:
        self.kit.application.switch_pause()
        self._show_pause()
        self.paused.emit()

    def _show_pause(self) -> None:
        tr, resting = self.words.tr, self.kit.application.readiness.resting
        paused = self.kit.application.paused
        self.pause.setText(tr("Resume") if paused else tr("Pause"))
        if paused:
            self._state.setText(tr("Paused: no file is begun until you resume, or start the program again."))
        else:
            self._state.setText(self.words.resting(resting) or tr("Files are worked on as they come."))
