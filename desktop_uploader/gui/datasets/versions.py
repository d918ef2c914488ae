"""The versions of a dataset's definition: when each was saved, and what it changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ...model.dataset import Version
from ...model.differences import Difference, differences
from ...words import Catalogue
from ...words.marking import N_
from ..page import Kit
from ..painted import Index
from ..plain import brief
from ..standing import StandingQuery
from ..widgets import button
from .delegate import BOLD_ROLE, HEADING_HEIGHT, ROW_HEIGHT, TONE_ROLE, heading, prepare
from .telling import difference

HEADINGS = (N_("Version"), N_("Saved"), N_("What changed"))
COL_NUMBER, COL_SAVED, COL_CHANGED = range(3)
LEAST_ROWS = 2
MOST_TOLD = 12
"""Differences of a version that are told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A version, and what it has that the one before had not."""

    version: Version
    told: Sequence[Difference]


def entries(versions: Sequence[Version]) -> list[Entry]:
    """Each version with its differences; `versions` and the entries have the newest first."""
    found = [Entry(version, differences(before.schema, version.schema)) for version, before in pairwise(versions)]
    return found + [Entry(first, [("first", {"count": len(first.schema["fields"])})]) for first in versions[-1:]]


class VersionsModel(QAbstractTableModel):
    """The newest first."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._entries: Sequence[Entry] = ()

    def show_entries(self, found: Sequence[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries = found
        self.endResetModel()

    def version(self, row: int) -> Version:
        """The version in a row."""
        return self._entries[row].version

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        return heading(orientation, role, self._words.tr(HEADINGS[section]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return brief(self._text(index.row(), index.column()), 400)
            case Qt.ItemDataRole.ToolTipRole if index.column() == COL_CHANGED:
                return brief(self._text(index.row(), index.column()), 2000)
            case _ if role == BOLD_ROLE:
                return True if index.column() == COL_NUMBER else None
            case _ if role == TONE_ROLE:
                return "soft" if index.column() == COL_SAVED else None
        return None

    def _text(self, row: int, column: int) -> str:
        words, entry = self._words, self._entries[row]
        if column == COL_NUMBER:
            return words.number(entry.version.number)
        if column == COL_SAVED:
            return words.ago(entry.version.made_at, dt.datetime.now(dt.UTC))
        return " ".join(difference(words, told) for told in entry.told[:MOST_TOLD])


class Versions(QWidget):
    """A table of them, and below it the way back to one."""

    wanted = Signal(object)
    """The `Version` that is to be brought back."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        words = kit.application.words
        self._reading = StandingQuery(kit.background, self)
        self._designs = kit.application.records.designs
        self._name = ""
        self.model = VersionsModel(words)
        self.table = QTableView()
        self._painter = prepare(self.table, kit.theme, kit.icons, words.tr("Versions"))
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(COL_CHANGED, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(COL_NUMBER, 84)
        self.table.setColumnWidth(COL_SAVED, 126)
        self.table.setMinimumHeight(HEADING_HEIGHT + LEAST_ROWS * ROW_HEIGHT)
        self.back = button(words.tr("Bring back"), "chip")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)
        self.back.setEnabled(False)
        self.back.clicked.connect(self._on_back)
        self.table.activated.connect(lambda _index: self._on_back())
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def load(self, name: str) -> None:
        """Show the versions of this dataset."""
        self._name = name
        designs = self._designs
        self._reading.put(lambda: entries(designs.versions(name)), partial(self._on_loaded, name))

    def _on_loaded(self, name: str, found: list[Entry]) -> None:
        if name == self._name:
            self.model.show_entries(found)
            self.back.setEnabled(False)

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.back.setEnabled(current.row() > 0)

    def _on_back(self) -> None:
        row = self.table.currentIndex().row()
        if row > 0:
            self.wanted.emit(self.model.version(row))
