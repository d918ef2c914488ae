"""Which files the figures are about: a dataset, and a period of days."""

from datetime import date

from PySide6.QtCore import QDate, QSettings, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from ...model.insights import InsightsQuery
from ...model.periods import Days, last_days
from ...words import Catalogue
from ...words.marking import N_
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
EARLIEST = date(2000, 1, 1)


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
        self.first, self.last = self._day(words.tr("First day")), self._day(words.tr("Last day"))
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
            days = sorted((_day_of(self.first), _day_of(self.last)))
            return Days(days[0], days[1])
        return last_days(today, int(chosen))

    def _day(self, name: str) -> QDateEdit:
        made = QDateEdit()
        made.setCalendarPopup(True)
        made.setDisplayFormat("yyyy-MM-dd")
        made.setAccessibleName(name)
        made.setMinimumDate(_qt(EARLIEST))
        return made

    def _restore(self) -> None:
        key = str(self._remembered.value("insights/period", FIRST))
        self.period.setCurrentIndex(max(0, self.period.findData(key if key != "own" else FIRST)))
        thirty = last_days(date.today(), 30)
        self.first.setDate(_qt(thirty.first))
        self.last.setDate(_qt(thirty.last))
        self._show_days()

    def _show_days(self) -> None:
        for widget in (self.first, self.last):
            # The window may have been open since another day.
            widget.setMaximumDate(_qt(date.today()))
            widget.setVisible(self.period.currentData() == "own")

    def _on_changed(self) -> None:
        self._show_days()
        self.changed.emit()


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day_of(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
