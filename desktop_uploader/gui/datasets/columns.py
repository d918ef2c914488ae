"""The columns of the dataset that is edited, in few words each."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ...model.draft import Draft
from ...model.fields import rules_of
from ...model.keys import primary_key
from ...words import Catalogue
from ...words.marking import N_
from ...words.rules import is_needed
from ..icons import Icons
from ..painted import Index
from ..plain import brief
from ..theme import Theme
from .delegate import BOLD_ROLE, ICON_ROLE, TONE_ROLE, heading, prepare
from .telling import headings, holds, rule, value

HEADINGS = (
    N_("Column"),
    N_("Also called"),
    N_("Holds"),
    N_("Needed"),
    N_("Once only"),
    N_("Rule"),
    N_("In the last file"),
)
COL_NAME, COL_ALSO, COL_HOLDS, COL_NEEDED, COL_ONCE, COL_RULE, COL_EXAMPLE = range(7)
WIDTHS = {COL_NAME: 140, COL_HOLDS: 146, COL_NEEDED: 84, COL_ONCE: 94, COL_RULE: 140, COL_EXAMPLE: 126}
LEAST_ALSO = 110
"""Pixels below which other columns give way."""


class ColumnsModel(QAbstractTableModel):
    """The fields of a draft."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._draft: Draft | None = None
        self._fields: list[Mapping[str, Any]] = []
        self._key: list[str] = []
        self._examples: Mapping[str, Any] = {}

    def show_draft(self, draft: Draft, examples: Mapping[str, Any]) -> None:
        """Show this; `examples` are values of the saved rows, by the names of the saved fields."""
        back = {new: old for old, new in draft.renamed.items()}
        fields = list(draft.schema["fields"])
        same = len(fields) == len(self._fields)
        if not same:
            self.beginResetModel()
        self._draft, self._fields, self._key = draft, fields, primary_key(draft.schema)
        self._examples = {field["name"]: examples.get(back.get(field["name"], field["name"])) for field in fields}
        if not same:
            self.endResetModel()
        elif fields:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fields) - 1, len(HEADINGS) - 1))

    def name(self, row: int) -> str:
        """The column in a row."""
        return str(self._fields[row]["name"])

    def row_of(self, name: str) -> int | None:
        """The row of a column."""
        return next((row for row, field in enumerate(self._fields) if field["name"] == name), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        return heading(orientation, role, self._words.tr(HEADINGS[section]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        field, column = self._fields[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(field, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                key = column == COL_NAME and field["name"] in self._key
                return (
                    self._words.tr("{name}, key", name=self._text(field, column)) if key else self._text(field, column)
                )
            case _ if role == BOLD_ROLE:
                return True if column == COL_NAME else None
            case _ if role == TONE_ROLE:
                return {COL_ALSO: "soft", COL_EXAMPLE: "soft", COL_NEEDED: "ok", COL_ONCE: "ok"}.get(column)
            case _ if role == ICON_ROLE:
                return self._icon(field, column)
        return None

    def _text(self, field: Mapping[str, Any], column: int) -> str:
        words, name = self._words, field["name"]
        assert self._draft is not None
        match column:
            case 0:
                return brief(name)
            case 1:
                return brief(", ".join(headings(field)))
            case 2:
                return holds(words, field)
            case 5:
                return brief(rule(words, field, self._draft.schema))
            case 6:
                return value(words, self._examples.get(name))
        return words.tr("yes") if self._icon(field, column) else ""

    def _icon(self, field: Mapping[str, Any], column: int) -> str | None:
        assert self._draft is not None
        if column == COL_NAME:
            return "key" if field["name"] in self._key else None
        needed = column == COL_NEEDED and is_needed(field, self._draft.schema)
        once = column == COL_ONCE and (bool(rules_of(field).get("unique")) or self._key == [field["name"]])
        return "check" if needed or once else None


class ColumnsTable(QTableView):
    """Arrows choose a column, Enter opens it."""

    def __init__(self, model: ColumnsModel, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._painter = prepare(self, theme, icons, words.tr("Columns"))
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COL_ALSO, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)

    def fit(self, room: int) -> None:
        """Columns give way before the others become too narrow."""
        needed = LEAST_ALSO + sum(WIDTHS.values())
        for column in (COL_EXAMPLE, COL_ALSO, COL_ONCE):
            hide = room < needed
            self.setColumnHidden(column, hide)
            needed -= WIDTHS.get(column, LEAST_ALSO) if hide else 0
        shown = not self.isColumnHidden(COL_ALSO)
        stretched, other = (COL_ALSO, COL_RULE) if shown else (COL_RULE, COL_ALSO)
        self.horizontalHeader().setSectionResizeMode(other, QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        if shown:
            self.setColumnWidth(COL_RULE, WIDTHS[COL_RULE])
