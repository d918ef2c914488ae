"""The rows that would not fit, each with where it has come from."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...model.problem import Problem
from ...words import Catalogue
from ..flow import flowing
from ..page import Kit
from ..painted import Index
from ..plain import plain
from ..uploads.problem_table import ProblemModel, ProblemTable
from ..widgets import button, label
from .delegate import HEADING_HEIGHT, ROW_HEIGHT

LEAST_ROWS = 1
PLACE_WIDTH, VALUE_WIDTH = 190, 110


class UnfitModel(ProblemModel):
    """A row of a saved dataset is named by its file and its place in it."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words)
        self._said = words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        found = super().headerData(section, orientation, role)
        return self._said.tr("Where") if found and not section and role == Qt.ItemDataRole.DisplayRole else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        found = super().data(index, role)
        problem = self.problem_at(index.row())
        file, words = problem.params.get("file_name"), self._said
        if index.column() or not found or not file:
            return found
        if self.several_sheets:
            return words.tr(
                "{file}, {sheet}, row {row}", file=plain(str(file)), sheet=plain(problem.sheet or ""), row=problem.row
            )
        return words.tr("{file}, row {row}", file=plain(str(file)), row=problem.row)


class Unfit(QWidget):
    """A table of them, and below it the way to the upload of the one at hand."""

    upload_wanted = Signal(int)
    """The number of the upload from which a row has come."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._words = words = kit.application.words
        self.model = UnfitModel(words)
        self.table = ProblemTable(self.model, kit.theme)
        self.table.setAccessibleName(words.tr("What does not fit"))
        self.table.setColumnWidth(0, PLACE_WIDTH)
        self.table.setColumnWidth(1, VALUE_WIDTH)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(HEADING_HEIGHT + LEAST_ROWS * ROW_HEIGHT)
        self.more = label(tone="soft", wrap=True)
        self.upload = button(words.tr("Show upload"), "chip")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.more)
        column.addWidget(flowing(self.upload))
        self.upload.clicked.connect(self._on_upload)
        self.table.activated.connect(lambda _index: self._on_upload())
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def show_problems(self, problems: Sequence[Problem], count: int) -> None:
        """Show these, the first of `count`."""
        self.model.show_problems(list(problems))
        left = count - len(problems)
        self.more.setVisible(left > 0)
        self.more.setText(self._words.trn("{count} more is not listed.", "{count} more are not listed.", left))
        self.upload.setVisible(any("task_id" in problem.params for problem in problems))
        if problems:
            self.table.selectRow(0)

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.upload.setEnabled(self._task() is not None)

    def _task(self) -> int | None:
        current = self.table.currentIndex()
        found = self.model.problem_at(current.row()).params.get("task_id") if current.isValid() else None
        return int(found) if found is not None else None

    def _on_upload(self) -> None:
        if (task := self._task()) is not None:
            self.upload_wanted.emit(task)
