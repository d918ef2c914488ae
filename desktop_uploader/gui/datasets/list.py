"""The datasets and how many records each has."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ...model.dataset import Dataset
from ...words import Catalogue
from ...words.marking import N_
from ..header import Header
from ..icons import Icons
from ..painted import LEFT, RIGHT, Index
from ..plain import brief
from ..theme import Theme
from .delegate import TONE_ROLE, heading, prepare

HEADINGS = (N_("Name"), N_("Rows"))
COL_NAME, COL_RECORDS = range(2)
LEAST_RECORDS = 84

Entry = tuple[str, int | None]
"""A dataset's name, and how many records it has; None where it is not saved yet."""


class DatasetModel(QAbstractTableModel):
    """By name; what is new and not saved yet stands first."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._entries: list[Entry] = []
        self._changed: Collection[str] = ()

    def show_entries(self, new: Sequence[str], saved: Sequence[tuple[Dataset, int]], changed: Collection[str]) -> None:
        """Show these; the definitions of those in `changed` are not saved as they are on the page."""
        self.beginResetModel()
        self._entries = [*((name, None) for name in new), *((dataset.name, count) for dataset, count in saved)]
        self._changed = set(changed)
        self.endResetModel()

    def show_changed(self, changed: Collection[str]) -> None:
        """Show that the definitions of these, and of no others, are not saved as they are on the page."""
        self._changed = set(changed)
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, COL_NAME))

    def name(self, row: int) -> str:
        """The dataset in a row."""
        return self._entries[row][0]

    def row_of(self, name: str) -> int | None:
        """The row of a dataset."""
        return next((row for row, (other, _) in enumerate(self._entries) if other == name), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        return heading(orientation, role, self._words.tr(HEADINGS[section]), RIGHT if section else LEFT)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        name, count = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(name, count, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if index.column() == COL_RECORDS else LEFT
            case _ if role == TONE_ROLE:
                return "soft" if index.column() == COL_RECORDS else None
        return None

    def _text(self, name: str, count: int | None, column: int) -> str:
        if column == COL_RECORDS:
            return self._words.tr("new") if count is None else self._words.number(count)
        shown = brief(name)
        return self._words.tr("{name} (changed)", name=shown) if name in self._changed and count is not None else shown


class DatasetTable(QTableView):
    """One dataset is chosen at a time."""

    def __init__(self, model: DatasetModel, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._painter = prepare(self, theme, icons, words.tr("Datasets"))
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSectionResizeMode(COL_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(COL_RECORDS, QHeaderView.ResizeMode.Fixed)
        assert isinstance(header, Header)
        # Languages have longer words for it than a number has digits.
        self.setColumnWidth(COL_RECORDS, max(LEAST_RECORDS, header.wanted_width(COL_RECORDS)))
