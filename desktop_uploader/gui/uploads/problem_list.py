"""The problems of a file as a table, and the way to the cell of the one at hand."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...model.problem import HANDFUL, Problem
from ...words import Catalogue
from ..icons import Icons
from ..plain import plain
from ..theme import Theme
from ..widgets import Choice, button
from .problem_table import ProblemModel, ProblemTable


class ProblemList(QWidget):
    """`cell_wanted` is told the problem whose cell is to be seen: by the button, Enter or a double click."""

    cell_wanted = Signal(object)

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self._model = ProblemModel(words)
        self.table = ProblemTable(self._model, theme)
        self.table.setAccessibleName(words.tr("What to correct"))
        self._all: list[Problem] = []
        self._texts: list[str] | None = None
        self.column = Choice(theme, icons, words.tr("Column"))
        self.column.setMaximumWidth(150)
        self.text = QLineEdit()
        self.text.setPlaceholderText(words.tr("Find in problems"))
        self.text.setAccessibleName(words.tr("Find in problems"))
        self.text.setClearButtonEnabled(True)
        self._typing = QTimer(self, singleShot=True, interval=150)
        self.show_cell = button("")
        self.show_cell.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._filters = QWidget()
        row = QHBoxLayout(self._filters)
        row.setContentsMargins(0, 0, 0, 8)
        row.addWidget(self.text, 1)
        row.addWidget(self.column)
        self._filters.hide()
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.show_cell, 0, Qt.AlignmentFlag.AlignLeft)
        self.text.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._narrow)
        self.column.activated.connect(self._narrow)
        self.show_cell.clicked.connect(self._on_cell)
        self.table.activated.connect(self._on_cell)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self._model.modelReset.connect(self._on_selected)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these instead; what was looked for is looked for in them too, where they are of the same columns."""
        if list(problems) == self._all:
            return
        self._all, self._texts = list(problems), None
        self._filters.setVisible(len(self._all) > HANDFUL)
        chosen = self.column.currentData()
        self.column.clear()
        self.column.addItem(self._words.tr("All columns"), None)
        for name, count in Counter(problem.field for problem in self._all if problem.field).most_common():
            self.column.addItem(self._words.tr("{column} ({count})", column=plain(name), count=count), name)
        self.column.setCurrentIndex(max(0, self.column.findData(chosen)))
        if len(self._all) <= HANDFUL:
            self.text.clear()
        self._narrow()

    def _narrow(self) -> None:
        """Show those in the chosen column that hold the text that is looked for."""
        looked_for, field = self.text.text().strip().casefold(), self.column.currentData()
        if looked_for and self._texts is None:
            self._texts = [self._words.problem_line(problem).casefold() for problem in self._all]
        found = [
            problem
            for number, problem in enumerate(self._all)
            if (field is None or problem.field == field)
            and (not looked_for or looked_for in (self._texts or [])[number])
        ]
        self._model.show_problems(found)

    def lines(self) -> list[str]:
        """Every problem as one sentence."""
        return [self._words.problem_line(problem) for problem in self._all]

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
