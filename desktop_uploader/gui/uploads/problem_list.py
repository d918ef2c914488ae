"""The problems of a file as a table, and the way to the cell of the one at hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...model.problem import Problem
from ...words import Catalogue
from ..theme import Theme
from ..widgets import button
from .problem_table import ProblemModel, ProblemTable


class ProblemList(QWidget):
    """`cell_wanted` is told the problem whose cell is to be seen: by the button, Enter or a double click."""

    cell_wanted = Signal(object)

    def __init__(self, words: Catalogue, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._model = ProblemModel(words)
        self.table = ProblemTable(self._model, theme)
        self.show_cell = button("")
        self.show_cell.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.show_cell, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_cell.clicked.connect(self._on_cell)
        self.table.activated.connect(self._on_cell)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self._model.modelReset.connect(self._on_selected)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these instead."""
        self._model.show_problems(list(problems))

    def lines(self) -> list[str]:
        """Every problem as one sentence."""
        return self._model.lines()

    def _problem(self) -> Problem | None:
        """The problem at hand, where it is about one cell."""
        rows = self.table.selectionModel().selectedRows()
        problem = self._model.problem_at(rows[-1].row()) if rows else None
        return problem if problem is not None and problem.row and problem.column else None

    def _on_selected(self) -> None:
        problem = self._problem()
        self.show_cell.setVisible(problem is not None)
        if problem is not None:
            self.show_cell.setText(self._words.tr("Open at cell {cell}", cell=problem.address))

    def _on_cell(self) -> None:
        problem = self._problem()
        if problem is not None:
            self.cell_wanted.emit(problem)
