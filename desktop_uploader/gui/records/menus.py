"""What can be done with a column, and with a cell."""

from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from ...words import Catalogue
from ..plain import caption
from .conditions import LONGEST
from .model import RecordsModel
from .popup import equal_to
from .table import RowsTable
from .values import copied


class Menus(QObject):
    """The context menus of the headings and of the cells."""

    filter_wanted = Signal(int)
    """The column that a person wants to filter by."""
    condition_wanted = Signal(object)
    upload_wanted = Signal(int)
    """The row whose upload is wanted."""

    def __init__(self, model: RecordsModel, table: RowsTable, words: Catalogue) -> None:
        super().__init__(table)
        self._model = model
        self._table = table
        self._words = words
        table.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.header.customContextMenuRequested.connect(self._on_heading_menu)
        table.menu_wanted.connect(self._on_cell_menu)

    def of_column(self, column: int) -> QMenu:
        """Filter, hide, and all columns to be shown or hidden."""
        menu, tr = QMenu(self._table), self._words.tr
        self._add_of_column(menu, column)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addSeparator()
        menu.addAction(tr("Show all columns"), self._table.show_all_columns)
        return menu

    def of_columns(self) -> QMenu:
        """A column to filter by."""
        menu, names = QMenu(self._table), self._model.dataset.field_names if self._model.dataset is not None else []
        menu.aboutToHide.connect(menu.deleteLater)
        for number, name in enumerate(names):
            menu.addAction(caption(name, LONGEST), partial(self.filter_wanted.emit, number))
        return menu

    def of_cell(self, index: QModelIndex) -> QMenu:
        """Copy, follow, narrow; and what can be done with its column."""
        menu, tr = QMenu(self._table), self._words.tr
        row = self._model.row_at(index.row())
        menu.aboutToHide.connect(menu.deleteLater)
        if row is not None:
            value = row.values[index.column()]
            menu.addAction(tr("Copy value"), lambda: _copy(copied(value)))
            menu.addAction(tr("Copy rows"), self._table.copy_selection)
            menu.addAction(tr("Show upload"), lambda: self.upload_wanted.emit(index.row()))
            menu.addSeparator()
            condition = equal_to(self._name(index.column()), value)
            menu.addAction(tr("Filter by this value"), lambda: self.condition_wanted.emit(condition))
        self._add_of_column(menu, index.column())
        return menu

    def _add_of_column(self, menu: QMenu, column: int) -> None:
        tr, table = self._words.tr, self._table
        name = caption(self._name(column), LONGEST)
        menu.addAction(tr("Filter by {column}…", column=name), lambda: self.filter_wanted.emit(column))
        hide = menu.addAction(tr("Hide column {column}", column=name), lambda: table.show_column(column, False))
        hide.setEnabled(len(table.fields_in_sight()) > 1)
        columns = menu.addMenu(tr("Columns"))
        for number in range(self._model.columnCount()):
            action = columns.addAction(caption(self._name(number), LONGEST))
            action.setCheckable(True)
            action.setChecked(not table.isColumnHidden(number))
            action.setEnabled(not action.isChecked() or len(table.fields_in_sight()) > 1)
            action.toggled.connect(partial(table.show_column, number))

    def _name(self, column: int) -> str:
        assert self._model.dataset is not None
        return self._model.dataset.field_names[column]

    def _on_heading_menu(self, place: QPoint) -> None:
        column = self._table.header.logicalIndexAt(place)
        if column >= 0:
            self.of_column(column).popup(self._table.header.mapToGlobal(place))

    def _on_cell_menu(self, index: QModelIndex, place: QPoint) -> None:
        self.of_cell(index).popup(place)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
