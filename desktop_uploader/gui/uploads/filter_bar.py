"""Which uploads are shown: chips with counts, a dataset, a period of time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ...model.queries import TaskQuery
from ...model.status import TaskStatus
from ...words import Catalogue
from ...words.marking import N_
from ..flow import flowing
from ..icons import Icons
from ..one_of import OneOf
from ..theme import Theme
from ..widgets import Choice, button

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


WIDEST_CHOICE = 190
"""Pixels: a dataset's long name leaves the chips their room."""


class FilterBar(QWidget):
    """One click, no Apply: `changed` says that `narrowed` gives another query."""

    changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.chips = [button(words.tr(name), kind="chip") for name, _, _ in FILTERS]
        self.dataset = Choice(theme, icons, words.tr("Dataset"), kind="chip")
        self.period = Choice(theme, icons, words.tr("Period"), kind="chip")
        self._group = OneOf(self)
        for chip in self.chips:
            self._group.add(chip)
        self._group.choose(0)
        self.dataset.setMaximumWidth(WIDEST_CHOICE)
        self.period.setMaximumWidth(WIDEST_CHOICE)
        self.dataset.addItem(words.tr("Any dataset"), None)
        for name in PERIODS:
            self.period.addItem(words.tr(name), name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(flowing(*self.chips), 1)
        row.addWidget(self.dataset, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.period, 0, Qt.AlignmentFlag.AlignTop)
        self._group.chosen.connect(self.changed)
        self.dataset.activated.connect(self.changed)
        self.period.activated.connect(self.changed)

    def narrowed(self, query: TaskQuery) -> TaskQuery:
        """The query with what is chosen here."""
        _, statuses, asking = FILTERS[self._group.checkedId()]
        chosen = self.period.currentData()
        since, until = chosen if isinstance(chosen, tuple) else PERIODS[chosen](datetime.now(UTC))
        dataset = self.dataset.currentData()
        return replace(query, statuses=statuses, asking=asking, dataset=dataset, since=since, until=until)

    def show_query(self, query: TaskQuery, period: str) -> None:
        """Choose a query's states, dataset, and time, which is called `period` here."""
        asked = (query.statuses, query.asking)
        fitting = [number for number, (_, *states) in enumerate(FILTERS) if tuple(states) == asked]
        self._group.choose(fitting[0] if fitting else 0)
        self._choose_dataset(query.dataset)
        while self.period.count() > len(PERIODS):
            self.period.removeItem(len(PERIODS))
        self.period.addItem(period, (query.since, query.until))
        self.period.setCurrentIndex(len(PERIODS))
        self.changed.emit()

    def chosen(self) -> dict[str, str | None]:
        """What is chosen, by names that stay the same in all languages."""
        name = FILTERS[self._group.checkedId()][0]
        period = self.period.currentData()
        kept = period if isinstance(period, str) else None
        return {"state": name, "dataset": self.dataset.currentData(), "period": kept}

    def take_up(self, chosen: Mapping[str, str]) -> None:
        """Choose this without saying so; what there is no more is left out."""
        if chosen.get("state") in NAMES:
            self._group.choose(NAMES.index(chosen["state"]))
        self._choose_dataset(chosen.get("dataset"))
        self.period.setCurrentIndex(max(0, self.period.findData(chosen.get("period"))))

    def _choose_dataset(self, name: str | None) -> None:
        """Also one of which nothing is in the history; None: any."""
        if name and self.dataset.findData(name) < 0:
            self.dataset.addItem(name, name)
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
                # A question is rare: its chip is there while there is one, or while it is chosen.
                chip.setVisible(asking > 0 or chip.isChecked())

    def show_datasets(self, names: list[str]) -> None:
        """The datasets there are to choose from."""
        chosen = self.dataset.currentData()
        self.dataset.clear()
        self.dataset.addItem(self._words.tr("Any dataset"), None)
        # The one that is chosen stays to be seen, also where nothing is left of it.
        for name in names if chosen is None or chosen in names else [chosen, *names]:
            self.dataset.addItem(name, name)
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(chosen)))
