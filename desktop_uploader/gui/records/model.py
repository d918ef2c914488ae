"""Saved rows as a table model over pages that are read off the main thread."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ...database.records import RecordsDatabase
from ...database.records.listing import GivenUp, Listing
from ...model.dataset import Dataset
from ...model.rowquery import Found, FoundRow, RowQuery
from ...words import Catalogue
from ..background import Background
from ..painted import LEFT, RIGHT, Index
from ..plain import brief
from .values import shown
from .view import View

PAGE = 200
KEPT_PAGES = 60
"""Pages that are kept; the oldest go first."""
NUMBERS = frozenset({"integer", "number", "year"})


class RecordsModel(QAbstractTableModel):
    """Shows one view until the next has found rows, or all; giving the next up leaves what is shown."""

    told = Signal(object)
    """A `Found`, of the view that is shown or comes next."""
    shown_anew = Signal()
    failed = Signal(object)
    _found = Signal(object, object)

    def __init__(self, records: RecordsDatabase, words: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._records = records
        self._words = words
        self._background = Background(self)
        self._view: View | None = None
        self._next: View | None = None
        self._found.connect(self._on_found)

    @property
    def query(self) -> RowQuery:
        """What is shown."""
        return self._view.query if self._view is not None else RowQuery()

    @property
    def wanted_query(self) -> RowQuery:
        """What comes next, or is shown: a further wish starts from it."""
        view = self._next or self._view
        return view.query if view is not None else RowQuery()

    @property
    def wanted_dataset(self) -> Dataset | None:
        """Whose rows come next, or are shown."""
        view = self._next or self._view
        return view.dataset if view is not None else None

    @property
    def dataset(self) -> Dataset | None:
        """Whose rows are shown."""
        return self._view.dataset if self._view is not None else None

    @property
    def listing(self) -> Listing | None:
        """The rows that are shown, to be read off the main thread."""
        return self._view.listing if self._view is not None else None

    def show(self, dataset: Dataset, query: RowQuery) -> None:
        """Find other rows, or the same anew."""
        self.give_up()
        view = self._next = View(dataset, query)
        self._background.run(lambda: self._find(view), None, self.failed.emit)

    def give_up(self) -> None:
        """Stay with what is shown."""
        if self._next is not None:
            self._next.stop.set()
            self._next = None

    def row_at(self, row: int) -> FoundRow | None:
        """The row at a place, where its page is here."""
        page = self._view.pages.get(row // PAGE) if self._view is not None else None
        return page[row % PAGE] if page is not None and row % PAGE < len(page) else None

    def close(self) -> None:
        """Read nothing more."""
        for view in (self._view, self._next):
            if view is not None:
                view.stop.set()
        self._background.close()
        for view in (self._view, self._next):
            if view is not None and view.listing is not None:
                view.listing.close()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() or self._view is None else self._view.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() or self._view is None else len(self._view.dataset.field_names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if self._view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            across = orientation == Qt.Orientation.Horizontal
            return brief(self._view.dataset.field_names[section]) if across else self._words.number(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return self._side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt. A screen reader gets the same words."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if self._view is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        self._ask(self._view, index.row() // PAGE)
        row = self.row_at(index.row())
        return shown(row.values[index.column()], self._words) if row is not None else None

    def _side(self, column: int) -> int:
        assert self._view is not None
        return RIGHT if self._view.dataset.schema["fields"][column].get("type") in NUMBERS else LEFT

    def _find(self, view: View) -> None:
        """Off the main thread."""
        listing = view.listing = self._records.browsing.listing(view.dataset.name, view.query)
        try:
            if not view.stop.is_set():
                listing.find(lambda found: self._found.emit(view, found), view.stop.is_set)
        except GivenUp:
            pass
        finally:
            if view.stop.is_set():
                listing.close()

    def _on_page(self, view: View, number: int) -> None:
        if view is self._view and self.columnCount():
            page = view.pages[number]
            first = number * PAGE
            last = min(view.total, first + len(page)) - 1
            if last >= first:
                self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _on_found(self, view: View, found: Found) -> None:
        if view is self._next and (found.complete or (found.count and view.query.sort is None)):
            self.beginResetModel()
            # Not before: who hears of the reset may still ask what is being left.
            old, self._view, self._next = self._view, view, None
            view.total = found.count
            self.endResetModel()
            if old is not None:
                self._let_go(old)
            self.shown_anew.emit()
        elif view is self._view and found.count != view.total:
            self._resize(view, found.count)
        if view in (self._view, self._next):
            self.told.emit(found)

    def _resize(self, view: View, total: int) -> None:
        if total > view.total:
            self.beginInsertRows(QModelIndex(), view.total, total - 1)
            view.asked -= {view.total // PAGE}
            view.total = total
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), total, view.total - 1)
            view.total = total
            self.endRemoveRows()

    def _let_go(self, view: View) -> None:
        view.stop.set()
        if view.listing is not None:
            self._background.run(view.listing.close)

    def _ask(self, view: View, number: int) -> None:
        listing = view.listing
        if number in view.asked or listing is None:
            return
        view.asked.add(number)

        def on_page(page: list[FoundRow | None]) -> None:
            view.pages[number] = page
            while len(view.pages) > KEPT_PAGES:
                oldest = next(iter(view.pages))
                del view.pages[oldest]
                view.asked.discard(oldest)
            self._on_page(view, number)

        self._background.run(lambda: listing.page(number * PAGE, PAGE), on_page, self.failed.emit)
