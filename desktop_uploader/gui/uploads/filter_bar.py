"""Which uploads are shown: chips with counts, a dataset, a period of time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...model.queries import TaskQuery
from ...model.status import TaskStatus
from ...words import Catalogue
from ...words.marking import N_
from ..days import DayEdit, day_of, span_of, to_qt
from ..flow import flowing
from ..icons import Icons
from ..one_of import OneOf
from ..plain import plain
from ..theme import Theme
from ..widgets import Choice, button, label

FILTERS: tuple[tuple[str, frozenset[TaskStatus], bool | None], ...] = (
    (N_("All"), frozenset(), None),
    (N_("Waiting"), frozenset({TaskStatus.PENDING, TaskStatus.UPLOADING}), None),
    (N_("Processing"), frozenset({TaskStatus.PROCESSING}), None),
    (N_("Done"), frozenset({TaskStatus.DONE}), None),
    (N_("Needs an answer"), frozenset({TaskStatus.FAILED}), True),
    (N_("Failed"), frozenset({TaskStatus.FAILED}), False),
    (N_("Cancelled"), frozenset({TaskStatus.CANCELLED}), None),
)
"""Word, states, and whether those that need an answer are meant."""

NAMES = tuple(name for name, _, _ in FILTERS)

Span = tuple[datetime | None, datetime | None]
"""From when, until before when."""


def _days(count: int, now: datetime) -> Span:
    return now - timedelta(days=count), None


def _month(back: int, now: datetime) -> Span:
    """A month of this computer's calendar, so many before the one that is now."""
    today = now.astimezone()
    number = today.year * 12 + today.month - 1 - back
    first, after = ((month // 12, month % 12 + 1) for month in (number, number + 1))
    return datetime(*first, 1).astimezone(UTC), datetime(*after, 1).astimezone(UTC)


PERIODS: dict[str, Callable[[datetime], Span]] = {
    N_("Any time"): lambda _now: (None, None),
    N_("Last 24 hours"): partial(_days, 1),
    N_("Last 7 days"): partial(_days, 7),
    N_("Last 30 days"): partial(_days, 30),
    N_("This month"): partial(_month, 0),
    N_("Last month"): partial(_month, 1),
    N_("The month before last"): partial(_month, 2),
}


OWN = N_("From … to …")
WIDEST_CHOICE = 190
"""Pixels: a dataset's long name leaves the chips their room."""

AROUND_WORDS = 52
"""Pixels of a drop-down beside its words."""


class SnugChoice(Choice):
    """As wide as what is chosen, not as the longest that could be; its list is as wide as that."""

    def __init__(self, theme: Theme, icons: Icons, name: str) -> None:
        super().__init__(theme, icons, name, kind="chip")
        self.setMaximumWidth(WIDEST_CHOICE)
        self.currentTextChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """See Qt."""
        width = self.fontMetrics().horizontalAdvance(self.currentText()) + AROUND_WORDS
        return QSize(min(WIDEST_CHOICE, width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """See Qt."""
        return self.sizeHint()

    def showPopup(self) -> None:
        """See Qt."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)
        super().showPopup()


class FilterBar(QWidget):
    """One click, no Apply: `changed` says that `narrowed` gives another query."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.chips = [button(words.tr(name), kind="chip") for name, _, _ in FILTERS]
        self.dataset = SnugChoice(theme, icons, words.tr("Dataset"))
        self.period = SnugChoice(theme, icons, words.tr("Period"))
        today = date.today()
        self.first = DayEdit(theme, icons, words.tr("First day"), today - timedelta(days=6))
        self.last = DayEdit(theme, icons, words.tr("Last day"), today)
        self._group = OneOf(self)
        for chip in self.chips:
            self._group.add(chip)
        for chip, (_, _, asks) in zip(self.chips, FILTERS, strict=True):
            chip.setHidden(bool(asks))
        self._group.choose(0)
        self.dataset.addItem(words.tr("Any dataset"), None)
        for name in (*PERIODS, OWN):
            self.period.addItem(words.tr(name), name)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._own_days())
        row.setSpacing(8)
        row.addWidget(flowing(*self.chips), 1)
        row.addWidget(self.dataset, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.period, 0, Qt.AlignmentFlag.AlignTop)
        self._group.chosen.connect(self.changed)
        self.dataset.activated.connect(self.changed)
        self.period.activated.connect(self._on_period)
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self.changed)

    def _own_days(self) -> QWidget:
        self._days = QWidget()
        row = QHBoxLayout(self._days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for text, edit in ((self._words.tr("From"), self.first), (self._words.tr("To"), self.last)):
            row.addWidget(label(text, tone="soft"))
            row.addWidget(edit)
        self._days.hide()
        return self._days

    def _on_period(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        self._days.setVisible(self.period.currentData() == OWN)

    def _span(self) -> Span:
        chosen = self.period.currentData()
        if isinstance(chosen, tuple):
            return chosen
        if chosen == OWN:
            return span_of(day_of(self.first), day_of(self.last))
        return PERIODS[chosen](datetime.now(UTC))

    def narrowed(self, query: TaskQuery) -> TaskQuery:
        """The query with what is chosen here."""
        _, statuses, asking = FILTERS[self._group.checkedId()]
        since, until = self._span()
        dataset = self.dataset.currentData()
        return replace(query, statuses=statuses, asking=asking, dataset=dataset, since=since, until=until)

    def show_query(self, query: TaskQuery, period: str) -> None:
        """Choose a query's states, dataset, and time, which is called `period` here."""
        asked = (query.statuses, query.asking)
        fitting = [number for number, (_, *states) in enumerate(FILTERS) if tuple(states) == asked]
        self._group.choose(fitting[0] if fitting else 0)
        self._choose_dataset(query.dataset)
        own = self.period.findData(OWN)
        while self.period.count() > own + 1:
            self.period.removeItem(own + 1)
        self.period.addItem(period, (query.since, query.until))
        self.period.setCurrentIndex(own + 1)
        self._on_period()

    def chosen(self) -> dict[str, str | None]:
        """What is chosen, by names that stay the same in all languages."""
        name = FILTERS[self._group.checkedId()][0]
        period = self.period.currentData()
        kept = period if isinstance(period, str) else None
        days = {"first": day_of(self.first).isoformat(), "last": day_of(self.last).isoformat()} if kept == OWN else {}
        return {"state": name, "dataset": self.dataset.currentData(), "period": kept, **days}

    def take_up(self, chosen: Mapping[str, str]) -> None:
        """Choose this without saying so; what there is no more is left out."""
        if chosen.get("state") in NAMES:
            self._group.choose(NAMES.index(chosen["state"]))
        self._choose_dataset(chosen.get("dataset"))
        for edit, key in ((self.first, "first"), (self.last, "last")):
            if key in chosen:
                edit.setDate(to_qt(date.fromisoformat(chosen[key])))
        self.period.setCurrentIndex(max(0, self.period.findData(chosen.get("period"))))
        self._show_days()

    def _choose_dataset(self, name: str | None) -> None:
        """Also one of which nothing is in the history; None: any."""
        if name and self.dataset.findData(name) < 0:
            self.dataset.addItem(plain(name), name)
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(name)))

    def choose(self, name: str) -> None:
        """Press the chip of this name."""
        self.chip(name).click()

    def chip(self, name: str) -> QPushButton:
        """The chip whose word this is."""
        return self.chips[NAMES.index(name)]

    def show_counts(self, counts: dict[TaskStatus, int], asking: int) -> None:
        """How many uploads each chip would show."""
        for chip, (name, statuses, asks) in zip(self.chips, FILTERS, strict=True):
            number = sum(count for status, count in counts.items() if not statuses or status in statuses)
            if asks is not None:
                number = asking if asks else number - asking
            text = self._words.tr("{state} {count}", state=self._words.tr(name), count=number)
            if chip.text() != text:
                chip.setText(text)
            if asks:
                # A question is rare: its chip comes with the first one, and then keeps its place.
                chip.setVisible(asking > 0 or chip.isChecked() or not chip.isHidden())

    def show_datasets(self, names: list[str]) -> None:
        """The datasets there are to choose from."""
        chosen = self.dataset.currentData()
        self.dataset.clear()
        self.dataset.addItem(self._words.tr("Any dataset"), None)
        # The one that is chosen stays to be seen, also where nothing is left of it.
        for name in names if chosen is None or chosen in names else [chosen, *names]:
            self.dataset.addItem(plain(name), name)
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(chosen)))
