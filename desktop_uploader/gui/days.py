"""Days that are chosen: a field with a calendar, and the moments at which a day begins and ends."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit

from .icons import Icons
from .theme import Theme

EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)
"""Days that can be chosen: the clock of each system knows when they begin and end."""


class DayEdit(QDateEdit):
    """A field for a day, with a calendar and the program's own arrow."""

    def __init__(self, theme: Theme, icons: Icons, name: str, day: date) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setAccessibleName(name)
        self.setDateRange(to_qt(EARLIEST), to_qt(LATEST))
        self.setDate(to_qt(day))

    def paintEvent(self, event: QPaintEvent) -> None:
        """See Qt."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(self.width() - 21, (self.height() - 14) / 2, 14, 14)
        self._icons.paint(painter, "chevron", self._theme.tokens.text, place)
        painter.end()


def day_of(edit: QDateEdit) -> date:
    """What is chosen in it."""
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def to_qt(day: date) -> QDate:
    """The same day, as Qt has it."""
    return QDate(day.year, day.month, day.day)


def span_of(one: date, other: date) -> tuple[datetime, datetime]:
    """From the first moment of the earlier day until the first one after the later, by this computer's clock."""
    first, last = sorted((one, other))
    return _begin(first), _begin(last + timedelta(days=1))


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone().astimezone(UTC)
