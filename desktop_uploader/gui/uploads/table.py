"""The table of uploads: its columns, their widths, the order of its rows, and which of them are in sight."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ...model.queries import TaskQuery
from ...words import Catalogue
from ..header import Header
from ..icons import Icons
from ..theme import Theme
from .chosen import Chosen
from .delegate import ROW_HEIGHT, TaskDelegate
from .model import COL_ADDED, COL_DATASET, COL_FILE, COL_ROWS, COL_STATUS, SORTS, HistoryModel

WIDTHS = {COL_DATASET: 100, COL_STATUS: 186, COL_ROWS: 84, COL_ADDED: 130}
Index = QModelIndex | QPersistentModelIndex

LEAST_FILE = 200
"""Pixels below which a file's name is too narrow."""

AGEING = 30_000
"""Milliseconds between two paintings of rows that say how old they are."""


class UploadsTable(QTableView):
    """Shows a `HistoryModel` and tells it what is in sight."""

    menu_wanted = Signal(QPoint)
    """Where on the screen."""

    def __init__(self, model: HistoryModel, chosen: Chosen, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._history = model
        self._delegate = TaskDelegate(theme, icons, words)
        self._chosen = chosen
        self.setModel(model)
        self.setSelectionModel(chosen)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Uploads")
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._prepare_header(Header(theme, icons, self))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        # "2 min ago" is true for a minute only, and rows are painted again only when their tasks change.
        self._ageing = QTimer(self, interval=AGEING)
        self._ageing.timeout.connect(self.viewport().update)
        self._ageing.start()

    def fit(self, room: int) -> None:
        """Columns give way before the file's name becomes too narrow; `room` is the table's width."""
        needed = LEAST_FILE + sum(WIDTHS.values())
        for column in (COL_DATASET, COL_ROWS, COL_ADDED):
            hide = room < needed
            self.setColumnHidden(column, hide)
            needed -= WIDTHS[column] if hide else 0

    def selectAll(self) -> None:
        """See Qt. All that the filter shows, also what is in no page that is here."""
        self._chosen.select_everything()

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """See Qt. Home and End go to the first and the last file, as rows are what a person moves through."""
        if action in (QTableView.CursorAction.MoveHome, QTableView.CursorAction.MoveEnd) and self._history.rowCount():
            first = action == QTableView.CursorAction.MoveHome
            return self._history.index(0 if first else self._history.rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """See Qt. With Shift, what was selected elsewhere goes, as in the systems' own lists."""
        command = super().selectionCommand(index, event)
        flags = QItemSelectionModel.SelectionFlag
        shift = command & flags.Current and command & flags.Select and not command & flags.Toggle
        return command | flags.Clear if shift else command

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """See Qt. The menu's key opens it at the row at hand."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = event.pos() if by_mouse else self.visualRect(self.currentIndex()).center()
        if self.indexAt(place).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _prepare_header(self, header: Header) -> None:
        self.setHorizontalHeader(header)
        header.setFixedHeight(34)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(COL_ADDED, Qt.SortOrder.DescendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COL_FILE, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._on_sort)
        for section, width in WIDTHS.items():
            self.setColumnWidth(section, width)

    def _on_sort(self, column: int) -> None:
        query = self._history.query
        if column in SORTS:
            descending = not query.descending if SORTS[column] is query.sort else column == COL_ADDED
            query = replace(query, sort=SORTS[column], descending=descending)
        self._show_order(query)
        self._history.set_query(query)

    def _show_order(self, query: TaskQuery) -> None:
        section = next(section for section, sort in SORTS.items() if sort is query.sort)
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def _on_scrolled(self) -> None:
        top = max(0, self.rowAt(0))
        self._history.look_at(top, top + self.viewport().height() // ROW_HEIGHT + 1)
