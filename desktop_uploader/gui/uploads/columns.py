"""The headings of the uploads: sorted, moved, hidden and shown, with the mouse and with keys."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QWidget

from ...words import Catalogue
from ..header import Header
from ..icons import Icons
from ..theme import Theme

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Columns(Header):
    """Tab leads to it: arrows go from heading to heading, with Ctrl they move the column, Enter sorts by it.

    The menu's key, or a click with the right button, opens the menu of the columns.
    """

    shown_wanted = Signal(int, bool)
    """A column, and whether a person wants to see it."""

    def __init__(
        self, theme: Theme, icons: Icons, words: Catalogue, optional: tuple[int, ...], parent: QWidget
    ) -> None:
        """`optional` columns can be hidden."""
        self.unwanted: frozenset[int] = frozenset()
        """The columns that a person does not want; others may give way where there is no room."""
        super().__init__(theme, icons, parent)
        self._words = words
        self._optional = optional
        self._current = 0
        self.setAccessibleName(words.tr("Headings"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_wanted)

    @property
    def current(self) -> int:
        """The column whose heading the keys are at."""
        return self._current if not self.isSectionHidden(self._current) else self._seen()[0]

    def order(self) -> list[int]:
        """The columns from left to right, also those that are hidden."""
        return [self.logicalIndex(place) for place in range(self.count())]

    def put_in_order(self, columns: list[int]) -> None:
        """Have the columns stand so."""
        if sorted(columns) == list(range(self.count())):
            for place, column in enumerate(columns):
                self.moveSection(self.visualIndex(column), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_current(step)
        elif step is not None:
            self._go(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.sectionClicked.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """See Qt."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """See Qt."""
        super().paintSection(painter, rect, logicalIndex)
        if self.hasFocus() and logicalIndex == self.current:
            painter.save()
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
            painter.restore()

    def move_current(self, step: int) -> None:
        """Move the column whose heading is at hand by one that is seen."""
        self._move(self.current, step)

    def menu(self, column: int) -> QMenu:
        """What can be done with a column, and which columns are seen."""
        menu, tr = QMenu(self), self._words.tr
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        seen = self._seen()
        for text, step, end in ((tr("Move left"), -1, seen[0]), (tr("Move right"), 1, seen[-1])):
            entry = menu.addAction(text)
            entry.setEnabled(column != end)
            entry.triggered.connect(partial(self._move, column, step))
        menu.addSeparator()
        for optional in sorted(self._optional):
            entry = menu.addAction(str(self.model().headerData(optional, Qt.Orientation.Horizontal)))
            entry.setCheckable(True)
            entry.setChecked(optional not in self.unwanted)
            entry.toggled.connect(partial(self.shown_wanted.emit, optional))
        return menu

    def _seen(self) -> list[int]:
        return [column for column in self.order() if not self.isSectionHidden(column)]

    def _go(self, step: int) -> None:
        seen = self._seen()
        self._current = seen[max(0, min(len(seen) - 1, seen.index(self.current) + step))]
        self.viewport().update()

    def _move(self, column: int, step: int) -> None:
        seen = self._seen()
        place = seen.index(column) + step
        if 0 <= place < len(seen):
            self.moveSection(self.visualIndex(column), self.visualIndex(seen[place]))

    def _on_menu_wanted(self, place: QPoint) -> None:
        by_keys = self.hasFocus() and not self.underMouse()
        column = self.current if by_keys else self.logicalIndexAt(place)
        below = QPoint(self.sectionViewportPosition(column), self.height()) if by_keys else place
        self.menu(column if column >= 0 else self.current).popup(self.mapToGlobal(below))
