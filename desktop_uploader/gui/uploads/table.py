"""The table of uploads: its columns, their widths, the order of its rows, and which of them are in sight."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ...model.queries import TaskQuery
from ...words import Catalogue
from ..icons import Icons
from ..painted import Index
from ..theme import Theme
from .chosen import Chosen
from .columns import Columns
from .delegate import ROW_HEIGHT, TaskDelegate
from .model import COL_ADDED, COL_DATASET, COL_FILE, COL_FINISHED, COL_ROWS, COL_STATUS, SORTS, HistoryModel

WIDTHS = {COL_DATASET: 100, COL_STATUS: 186, COL_ROWS: 84, COL_ADDED: 130, COL_FINISHED: 130}
GIVING_WAY = (COL_FINISHED, COL_DATASET, COL_ROWS, COL_ADDED)
"""Columns that a person may hide, in the order in which they give way where there is no room."""

HIDDEN_AT_FIRST = frozenset({COL_FINISHED})
LEAST_WIDTH, MOST_WIDTH = 40, 600


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
        self._delegate = TaskDelegate(model, theme, icons, words)
        self._chosen = chosen
        self._words = words
        self._room = 0
        self._widths: dict[int, int] = {}
        self.setModel(model)
        self.setSelectionModel(chosen)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(words.tr("Uploads"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.columns = Columns(theme, icons, words, GIVING_WAY, self)
        self.columns.unwanted = HIDDEN_AT_FIRST
        self._prepare_header(self.columns)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        # "2 min ago" is true for a minute only, and rows are painted again only when their tasks change.
        self._ageing = QTimer(self, interval=AGEING)
        self._ageing.timeout.connect(self.viewport().update)
        self._ageing.start()

    @property
    def hidden(self) -> frozenset[int]:
        """The columns that a person does not want."""
        return self.columns.unwanted

    @hidden.setter
    def hidden(self, columns: frozenset[int]) -> None:
        self.columns.unwanted = columns

    def fit(self, room: int) -> None:
        """Columns give way before the file's name becomes too narrow; `room` is the table's width."""
        self._room = room
        wanted = [column for column in WIDTHS if column not in self.hidden]
        needed = LEAST_FILE + sum(self._widths.get(column, WIDTHS[column]) for column in wanted)
        for column in GIVING_WAY:
            hide = column in self.hidden or room < needed
            if hide and column not in self.hidden:
                needed -= self._widths.get(column, WIDTHS[column])
            self.setColumnHidden(column, hide)

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

    def _prepare_header(self, header: Columns) -> None:
        self.setHorizontalHeader(header)
        header.setFixedHeight(34)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(COL_ADDED, Qt.SortOrder.DescendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COL_FILE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setMaximumSectionSize(MOST_WIDTH)
        header.sectionClicked.connect(self._on_sort)
        header.shown_wanted.connect(self.show_column)
        self.set_widths(WIDTHS)
        header.sectionResized.connect(self._on_resized)

    def widths(self) -> Mapping[int, int]:
        """How wide the columns are, or would be."""
        return {**WIDTHS, **self._widths}

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """Make columns so wide, each at least as wide as its heading is in the language that is spoken."""
        for column, width in widths.items():
            if column in WIDTHS:
                least = max(LEAST_WIDTH, self.columns.wanted_width(column))
                self._widths[column] = min(MOST_WIDTH, max(least, width))
                self.setColumnWidth(column, self._widths[column])

    def _on_resized(self, column: int, _before: int, width: int) -> None:
        # A hidden column is none wide.
        if width and column in WIDTHS:
            self._widths[column] = width

    def _on_sort(self, column: int) -> None:
        query = self._history.query
        if column in SORTS:
            descending = not query.descending if SORTS[column] is query.sort else column in (COL_ADDED, COL_FINISHED)
            query = replace(query, sort=SORTS[column], descending=descending)
        self.show_order(query)
        self._history.set_query(query)

    def show_column(self, column: int, wanted: bool) -> None:
        """Whether a person wants this column, where there is room for it."""
        self.hidden = self.hidden - {column} if wanted else self.hidden | {column}
        self.fit(self._room)

    def show_order(self, query: TaskQuery) -> None:
        """Show by which column the rows are sorted."""
        section = next(section for section, sort in SORTS.items() if sort is query.sort)
        order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    def _on_scrolled(self) -> None:
        top = max(0, self.rowAt(0))
        self._history.look_at(top, top + self.viewport().height() // ROW_HEIGHT + 1)
