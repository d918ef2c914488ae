"""Which files the figures are about: a dataset, and a period of days."""

from datetime import date

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...model.insights import InsightsQuery
from ...model.periods import Days, last_days
from ...words import Catalogue
from ...words.marking import N_
from ..days import DayEdit, day_of, to_qt
from ..icons import Icons
from ..theme import Theme
from ..widgets import Choice

PERIODS = (
    ("7", N_("Last 7 days")),
    ("30", N_("Last 30 days")),
    ("90", N_("Last 90 days")),
    ("year", N_("This year")),
    ("own", N_("From … to …")),
)
FIRST = "30"


class Filters(QWidget):
    """One click, no Apply: `changed` says that `query` gives another one."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue, remembered: QSettings) -> None:
        super().__init__()
        self._words = words
        self._remembered = remembered
        self.dataset = Choice(theme, icons, words.tr("Dataset"), kind="chip")
        self.period = Choice(theme, icons, words.tr("Period"), kind="chip")
        self.dataset.addItem(words.tr("Any dataset"), None)
        for key, text in PERIODS:
            self.period.addItem(words.tr(text), key)
        self.first, self.last = (
            DayEdit(theme, icons, words.tr(name), date.today()) for name in (N_("First day"), N_("Last day"))
        )
        self._restore()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.dataset, self.period, self.first, self.last):
            row.addWidget(widget)
        self.dataset.activated.connect(self._on_changed)
        self.period.activated.connect(self._on_changed)
        self.first.dateChanged.connect(self._on_changed)
        self.last.dateChanged.connect(self._on_changed)

    def query(self) -> InsightsQuery:
        """What is chosen, as of today."""
        return InsightsQuery(self._days(date.today()), self.dataset.currentData())

    def show_datasets(self, names: list[str]) -> None:
        """The datasets there are to choose from; the one that is chosen stays."""
        chosen = self.dataset.currentData()
        known = [self.dataset.itemData(number) for number in range(1, self.dataset.count())]
        if names == known:
            return
        while self.dataset.count() > 1:
            self.dataset.removeItem(1)
        for name in names if chosen is None or chosen in names else [*names, chosen]:
            self.dataset.addItem(name, name)
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(chosen)))

    def remember(self) -> None:
        """Keep the period for the next time."""
        self._remembered.setValue("insights/period", self.period.currentData())

    def _days(self, today: date) -> Days:
        chosen = self.period.currentData()
        if chosen == "year":
            return Days(today.replace(month=1, day=1), today)
        if chosen == "own":
            days = sorted((day_of(self.first), day_of(self.last)))
            return Days(days[0], days[1])
        return last_days(today, int(chosen))

    def _restore(self) -> None:
        key = str(self._remembered.value("insights/period", FIRST))
        self.period.setCurrentIndex(max(0, self.period.findData(key if key != "own" else FIRST)))
        thirty = last_days(date.today(), 30)
        self.first.setDate(to_qt(thirty.first))
        self.last.setDate(to_qt(thirty.last))
        self._show_days()

    def _show_days(self) -> None:
        for widget in (self.first, self.last):
            # The window may have been open since another day.
            widget.setMaximumDate(to_qt(date.today()))
            widget.setVisible(self.period.currentData() == "own")

    def _on_changed(self) -> None:
        self._show_days()
        self.changed.emit()
