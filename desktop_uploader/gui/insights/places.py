"""What a chart shows, and where each of its parts is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter

from ..theme import Tokens, scaled
from .axis import Axis, axis_for

GAP = 2
"""Pixels between the parts of a bar."""

LEAST = 2
"""Pixels of a part that is not nothing."""

WIDEST = 48
SWATCH = 10
ROUND = 3
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every bar: its word, and how it looks, which is never a matter of colour alone."""

    key: str
    word: str
    tone: str
    """A colour of `Tokens`."""
    pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern


@dataclass(frozen=True, slots=True)
class Column:
    """One bar: what stands below it, what is told of it, and its parts in the order of the series."""

    label: str
    sentence: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a chart shows."""

    title: str
    series: tuple[Series, ...]
    columns: tuple[Column, ...]
    number: Callable[[float], str]
    """The words for a number beside the axis."""
    whole: bool = True
    """What is counted has no fractions."""
    nothing: str = ""
    """The sentence that stands in its place where no bar has a part."""

    @property
    def empty(self) -> bool:
        """True where no bar has a part."""
        return not any(any(column.values) for column in self.columns)


NOTHING = Picture("", (), (), str)


class Place:
    """Where everything is, for one size."""

    def __init__(self, picture: Picture, whole: QRectF, font: QFont) -> None:
        self.font, self.metrics, self.whole = font, QFontMetricsF(font), whole
        self._picture = picture
        self.line = self.metrics.height() + 4
        self.legend = self._legend()
        top, bottom = max(2, 1 + len(self.legend)) * self.line + MARGIN, self.line + 10
        lines = max(2, min(5, int((whole.height() - top - bottom) / (self.line * 2.2))))
        largest = max((sum(column.values) for column in picture.columns), default=0)
        self.axis: Axis = axis_for(largest, lines, whole=picture.whole)
        numbers = max(self.metrics.horizontalAdvance(picture.number(mark)) for mark in self.axis.marks)
        self.bars = whole.adjusted(numbers + MARGIN + 2, top, -2, -bottom)
        self.step = self.bars.width() / max(1, len(picture.columns))

    def _legend(self) -> list[list[tuple[Series, QRectF]]]:
        """The words of the series, line by line, each line at the right."""
        lines: list[list[tuple[Series, float]]] = [[]]
        for series in self._picture.series:
            width = SWATCH + 6 + self.metrics.horizontalAdvance(series.word) + 14
            if lines[-1] and sum(taken for _, taken in lines[-1]) + width > self.whole.width():
                lines.append([])
            lines[-1].append((series, width))
        return [self._at_right(number, line) for number, line in enumerate(lines)]

    def _at_right(self, number: int, line: list[tuple[Series, float]]) -> list[tuple[Series, QRectF]]:
        left = self.whole.right() + 14 - sum(width for _, width in line)
        found = []
        for series, width in line:
            found.append((series, QRectF(left, number * self.line, width, self.line)))
            left += width
        return found

    def height_of(self, value: float) -> float:
        """The place of a value, from the top of the widget."""
        return self.bars.bottom() - self.bars.height() * value / self.axis.top

    def slot(self, number: int) -> QRectF:
        """All of a bar's own room."""
        return QRectF(self.bars.left() + self.step * number, self.bars.top(), self.step, self.bars.height())

    def parts(self, number: int) -> list[tuple[Series, QRectF]]:
        """The parts of a bar that are not nothing, from the bottom; a gap is between each two."""
        slot = self.slot(number)
        width = max(1.0, min(self.step * 0.64, WIDEST))
        values = self._picture.columns[number].values
        given = [(series, value) for series, value in zip(self._picture.series, values, strict=True) if value > 0]
        heights = heights_of([self.bars.height() * value / self.axis.top for _, value in given])
        found: list[tuple[Series, QRectF]] = []
        bottom = self.bars.bottom()
        for (series, _), height in zip(given, heights, strict=True):
            if height:
                gap = GAP if found else 0
                found.append((series, QRectF(slot.center().x() - width / 2, bottom - height, width, height - gap)))
                bottom -= height
        return found

    def labels(self) -> list[tuple[QRectF, str]]:
        """What stands below the bars: as much as fits at even distances, the first and the last within the chart."""
        columns = self._picture.columns
        widest = max((self.metrics.horizontalAdvance(column.label) for column in columns), default=0) + 16
        every = max(1, -int(-widest // max(self.step, 0.1)))
        found: list[tuple[QRectF, str]] = []
        for number in range(0, len(columns), every):
            middle = self.slot(number).center().x()
            left = min(max(middle - widest / 2, self.whole.left()), self.whole.right() - widest)
            if not found or left >= found[-1][0].right():
                found.append((QRectF(left, self.bars.bottom() + 6, widest, self.line), columns[number].label))
        return found

    def column_at(self, across: float) -> int | None:
        """The bar at this distance from the left."""
        number = int((across - self.bars.left()) // self.step) if self.step > 0 else -1
        return number if 0 <= number < len(self._picture.columns) else None

    def part_at(self, number: int, down: float) -> str:
        """The key of the part at this distance from the top; empty where there is none."""
        for series, part in self.parts(number):
            if part.top() - GAP <= down <= part.bottom():
                return series.key
        return ""


def heights_of(heights: Sequence[float]) -> list[float]:
    """Pixels of a bar's parts with the gaps below them: small ones are seen, and the bar is no higher than it is.

    What small parts get more than is theirs, the largest gives. Where it cannot, it stands for all of them.
    """
    if not heights:
        return []
    whole, largest = max(LEAST, sum(heights)), max(range(len(heights)), key=heights.__getitem__)
    shown = [max(height, LEAST + GAP) for height in heights]
    shown[largest] = whole - (sum(shown) - shown[largest])
    if shown[largest] >= LEAST + GAP:
        return shown
    return [whole if number == largest else 0 for number in range(len(heights))]


def numbers_font(font: QFont) -> QFont:
    """A little smaller, with digits of one width."""
    made = scaled(font, 0.88)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def fill_part(painter: QPainter, place: QRectF, series: Series, tokens: Tokens) -> None:
    """A part in its colour; a pattern lies over it in the colour of the ground."""
    colour = QColor(getattr(tokens, series.tone))
    radius = min(ROUND, place.height() / 2, place.width() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(place, radius, radius)
    if series.pattern != Qt.BrushStyle.SolidPattern:
        painter.setBrush(QBrush(QColor(tokens.surface), series.pattern))
        painter.drawRoundedRect(place, radius, radius)
