"""The rules between columns of the dataset that is edited: a sentence each, and below them the one at hand."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QVBoxLayout, QWidget

from ...model.between import (
    Formula,
    Place,
    Rule,
    item_of,
    put,
    rule_of,
    rules_between,
    told,
    types_of,
    without_rule,
)
from ...model.draft import Draft
from ...words import Catalogue
from ...words.marking import N_
from ..page import Kit
from ..painted import Index
from ..plain import brief
from ..widgets import label, scrolled
from .delegate import HEADING_HEIGHT, ROW_HEIGHT, heading, prepare
from .rule_form import RuleForm
from .rule_kinds import proposed

HEADING = N_("What must hold of each row")
LEAST_ROWS, LEAST_FORM = 2, 56
LONGEST = 400

Placed = tuple[Place, Rule]


class RulesModel(QAbstractTableModel):
    """One rule a row."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._placed: list[Placed] = []
        self._sentences: list[str] = []

    def show_rules(self, placed: Sequence[Placed], sentences: Sequence[str]) -> None:
        """Show these."""
        same = len(placed) == len(self._placed)
        if not same:
            self.beginResetModel()
        self._placed, self._sentences = list(placed), list(sentences)
        if not same:
            self.endResetModel()
        elif placed:
            self.dataChanged.emit(self.index(0, 0), self.index(len(placed) - 1, 0))

    def placed(self, row: int) -> Placed:
        """The rule in a row, and its place in the definition."""
        return self._placed[row]

    def row_of(self, place: Place | None) -> int | None:
        """The row of the rule in a place."""
        return next((row for row, (other, _) in enumerate(self._placed) if other == place), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(self._placed)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        return heading(orientation, role, self._words.tr(HEADING))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return brief(self._sentences[index.row()], LONGEST)
        return None


class Rules(QWidget):
    """Arrows choose a rule, Enter goes to its form."""

    edited = Signal(object)
    """The `Draft` with what was changed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._words = words = kit.application.words
        self._draft: Draft | None = None
        self._place: Place | None = None
        self._typed: Rule | None = None
        """The rule at hand as its form told it."""
        self.model = RulesModel(words)
        self.table = QTableView()
        self._painter = prepare(self.table, kit.theme, kit.icons, words.tr("Rules between columns"))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(HEADING_HEIGHT + LEAST_ROWS * ROW_HEIGHT)
        self.form = RuleForm(kit)
        self._none = label(
            words.tr("No rule between columns yet. Add one: for example that one date must not be before another."),
            tone="soft",
            wrap=True,
        )
        self._below = scrolled(self.form)
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below.setMinimumHeight(LEAST_FORM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        column.addWidget(self._below)
        self.form.changed.connect(self._on_changed)
        self.form.remove.clicked.connect(self._on_remove)
        self.table.activated.connect(lambda _index: self.form.kind.setFocus())
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    @property
    def count(self) -> int:
        """How many there are."""
        return self.model.rowCount()

    def show_draft(self, draft: Draft) -> None:
        """Show the rules of this one, the one at hand still chosen."""
        if self._draft is None or self._draft.name != draft.name:
            self._place = None
        self._draft = draft
        placed, types = rules_between(draft.schema), types_of(draft.schema)
        self.model.show_rules(placed, [self._words.rule(*told(rule, types)) for _, rule in placed])
        self._none.setVisible(not placed)
        self.table.setVisible(bool(placed))
        self._below.setVisible(bool(placed))
        if not placed:
            self._place = None
            return
        row = self.model.row_of(self._place) or 0
        if self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        self._show(row)

    def add(self) -> None:
        """Put a rule into the draft, to be made what it is to be."""
        if self._draft is None:
            return
        self._typed = None
        schema, self._place = put(self._draft.schema, None, proposed(self._draft.schema))
        self.edited.emit(self._draft.with_schema(schema))
        self.table.scrollToBottom()
        self.form.kind.setFocus()

    def _fit(self) -> None:
        """The form has the room that it needs, up to a half; the list has the rest."""
        wanted = self.form.heightForWidth(self._below.viewport().width())
        self._below.setMinimumHeight(max(LEAST_FORM, min(wanted, self.height() // 2)))

    def _show(self, row: int) -> None:
        if self._draft is None:
            return
        (place, rule), schema = self.model.placed(row), self._draft.schema
        other = place != self._place or not self.form.shown
        if other:
            self._typed = None
        elif isinstance(self._typed, Formula) and rule_of(item_of(self._typed), set(types_of(schema))) == rule:
            # While it is typed it stays a formula, even where it could be told in words.
            rule = self._typed
        self.form.show_rule(self._draft.name, schema, rule, other=other)
        self._place = place
        self._fit()

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._show(current.row())

    def _on_changed(self, rule: Rule) -> None:
        if self._draft is not None:
            self._typed = rule
            schema, self._place = put(self._draft.schema, self._place, rule)
            self.edited.emit(self._draft.with_schema(schema))

    def _on_remove(self) -> None:
        if self._draft is not None and self._place is not None:
            gone, self._place = self._place, None
            self.edited.emit(self._draft.with_schema(without_rule(self._draft.schema, gone)))
            self.table.setFocus()
