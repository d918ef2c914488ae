"""The menu of one column: where it goes, what it holds. Made when it is opened."""

from functools import partial

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from ...model.preview import ColumnSeen, PreviewResult
from ...model.question import TYPES
from ...words import Catalogue
from ..plain import caption
from .decisions import LEFT_OUT, Decisions
from .telling import type_word

LONGEST_NAME = 40
"""Characters of a field's name or of a heading in an entry."""


class ColumnMenu(QMenu):
    """Each entry changes the decisions."""

    def __init__(
        self, column: ColumnSeen, result: PreviewResult, decisions: Decisions, words: Catalogue, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._column = column
        self._result = result
        self._decisions = decisions
        self._words = words
        if result.known:
            self._offer_fields()
        else:
            self._offer_types()
        self.addSeparator()
        if result.known and column.proposed:
            self._offer_new()
        leave = self.addAction(words.tr("Leave out"), partial(decisions.send_to, column, LEFT_OUT, result))
        leave.setCheckable(True)
        leave.setChecked(column.field is None)

    def _offer_fields(self) -> None:
        now = {other.field: other for other in self._result.columns if other.field is not None}
        for field in self._result.fields:
            kind, name = type_word(field.type, self._words), caption(field.name, LONGEST_NAME)
            other = now.get(field.name)
            if other is not None and other.key != self._column.key:
                heading = caption(other.heading, LONGEST_NAME)
                text = self._words.tr("{field}, {kind} (now from {heading})", field=name, kind=kind, heading=heading)
            else:
                text = self._words.tr("{field}, {kind}", field=name, kind=kind)
            action = self.addAction(text, partial(self._decisions.send_to, self._column, field.name, self._result))
            action.setCheckable(True)
            action.setChecked(field.name == self._column.field)

    def _offer_types(self) -> None:
        if self._column.field is None:
            self.addAction(self._words.tr("Take it in"), partial(self._decisions.take_in, self._column))
            return
        for kind in TYPES:
            word = type_word(kind, self._words)
            action = self.addAction(word, partial(self._decisions.set_type, self._column.field, kind))
            action.setCheckable(True)
            action.setChecked(kind == self._column.type)
        self.addSeparator()
        self.addAction(self._words.tr("Rename…"), self._rename)

    def _offer_new(self) -> None:
        """Fields of the dataset's own that it may get for this column."""
        added, words = self._column.field is not None, self._words
        more = self.addMenu(words.tr("Add to the dataset as"))
        for kind in TYPES:
            action = more.addAction(type_word(kind, words), partial(self._decisions.add_field, self._column, kind))
            action.setCheckable(True)
            action.setChecked(added and kind == self._column.type)
        if added:
            self.addAction(words.tr("Rename…"), self._rename)

    def _rename(self) -> None:
        title = self._words.tr("What is this column called?")
        name, fine = QInputDialog.getText(self.parentWidget(), title, title, text=self._column.field or "")
        if fine and name.strip():
            self._decisions.rename(self._column, name.strip())
