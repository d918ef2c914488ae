"""The table of saved rows: its columns remembered for each dataset, its rows copied."""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QTableView

from ...words import Catalogue
from ..header import Header
from ..page import Kit
from .copying import Copied, copier, count_of, spans_of
from .model import RecordsModel
from .values import shown

NARROWEST, WIDTH, WIDEST = 80, 140, 320
"""Pixels of a column at first, by what is in it."""
BESIDE = 28
"""Pixels beside the words of a cell."""
LONG_DAYS = {"date": date(2026, 12, 28), "datetime": datetime(2026, 12, 28, 20, 28, 28)}


class RowsTable(QTableView):
    """Shows a `RecordsModel`."""

    said = Signal(str)
    menu_wanted = Signal(QModelIndex, QPoint)
    """A cell, and a place on the screen."""

    def __init__(self, kit: Kit, model: RecordsModel) -> None:
        super().__init__()
        self._rows = model
        self._words: Catalogue = kit.application.words
        self._remembered: QSettings = kit.remembered
        self._background = kit.background
        self.setModel(model)
        header = self.header = Header(kit.theme, kit.icons, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setDefaultSectionSize(WIDTH)
        header.setFixedHeight(34)
        self.setAccessibleName(self._words.tr("Saved rows"))
        self.setObjectName("plain")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(32)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, context=within)
        copy.activated.connect(self.copy_selection)
        self._unmeasured = False
        self._left: tuple[object, int, int] = (None, -1, 0)
        model.modelAboutToBeReset.connect(self._on_leaving)
        model.shown_anew.connect(self._on_shown)
        model.dataChanged.connect(self._on_read)

    def copy_selection(self) -> None:
        """The selected rows on the clipboard, exactly, as a table of the columns in sight."""
        dataset, listing = self._rows.dataset, self._rows.listing
        spans = spans_of(self.selectionModel().selection())
        if dataset is None or listing is None or not spans:
            return
        names = self.fields_in_sight()
        columns = [dataset.field_names.index(name) for name in names]
        self._background.run(copier(listing, spans, names, columns), partial(self._on_copied, count_of(spans)))

    def _on_copied(self, selected: int, copied: Copied) -> None:
        data = QMimeData()
        data.setText(copied.text)
        data.setHtml(copied.html)
        QGuiApplication.clipboard().setMimeData(data)
        if copied.count < selected:
            self.said.emit(
                self._words.tr(
                    "The first {count} of {selected} selected rows are copied. Save rows… writes all that are shown.",
                    count=copied.count,
                    selected=selected,
                )
            )
        else:
            self.said.emit(self._words.trn("{count} row is copied.", "{count} rows are copied.", copied.count))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """See Qt. The key for menus means the current cell, wherever the mouse is."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(place))

    def show_column(self, column: int, there: bool) -> None:
        """Show or hide a column, and remember it."""
        self.setColumnHidden(column, not there)
        self.keep_columns()

    def show_all_columns(self) -> None:
        """Show those that were hidden, and remember it."""
        for column in range(self.header.count()):
            self.setColumnHidden(column, False)
        self.keep_columns()

    def fields_in_sight(self) -> list[str]:
        """The columns that are not hidden, in their order."""
        if self._rows.dataset is None:
            return []
        names = self._rows.dataset.field_names
        order = [self.header.logicalIndex(place) for place in range(self.header.count())]
        return [names[column] for column in order if not self.header.isSectionHidden(column)]

    def _on_leaving(self) -> None:
        self._left = (self._shown_now(), self.currentIndex().row(), self.verticalScrollBar().value())

    def _shown_now(self) -> object:
        """What two readings of the same rows have in common."""
        dataset = self._rows.dataset
        return None if dataset is None else (dataset.name, self._rows.query)

    def _stay(self) -> None:
        """The same rows were read anew: the eye stays where it was. Others are looked at from the first one on."""
        shown, row, scrolled = self._left
        if shown != self._shown_now():
            self.scrollToTop()
        elif not self._rows.query.newest_first:
            # There, rows may have come before those that were here.
            if 0 <= row < self._rows.rowCount():
                self.setCurrentIndex(self._rows.index(row, 0))
            self.verticalScrollBar().setValue(scrolled)

    def _on_shown(self) -> None:
        """Other rows are shown: the columns as they were left, the arrow where they are sorted."""
        dataset, query, header = self._rows.dataset, self._rows.query, self.header
        if dataset is None:
            return
        state = self._remembered.value(self._key(dataset.name))
        self._unmeasured = state is None or not header.restoreState(state)
        if self._unmeasured:
            self._begin_anew()
        header.setSortIndicatorShown(query.sort in dataset.field_names)
        if query.sort in dataset.field_names:
            order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(dataset.field_names.index(query.sort), order)
        self._stay()

    def keep_columns(self) -> None:
        """Remember widths, order and what is hidden, once the widths are more than a beginning."""
        if self._rows.dataset is not None and self._rows.columnCount() and not self._unmeasured:
            self._remembered.setValue(self._key(self._rows.dataset.name), self.header.saveState())

    def _on_read(self) -> None:
        """The first rows are here: columns that nobody has set are as wide as what is in them."""
        if self._unmeasured:
            self._unmeasured = False
            for column in range(self.header.count()):
                self.header.resizeSection(column, min(max(self._wanted_width(column), NARROWEST), WIDEST))

    def _wanted_width(self, column: int) -> int:
        assert self._rows.dataset is not None
        kind = self._rows.dataset.schema["fields"][column].get("type")
        # Of the first rows the days may be short ones.
        longest = shown(LONG_DAYS[kind], self._words) if kind in LONG_DAYS else ""
        typical = self.fontMetrics().horizontalAdvance(longest) + BESIDE
        return max(self.sizeHintForColumn(column), self.header.wanted_width(column), typical)

    def _begin_anew(self) -> None:
        for column in range(self.header.count()):
            self.header.setSectionHidden(column, False)
            self.header.resizeSection(column, WIDTH)
            self.header.moveSection(self.header.visualIndex(column), column)

    def _key(self, dataset: str) -> str:
        return f"records/{dataset.encode().hex()}"
