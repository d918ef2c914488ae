"""A file's open questions: the choices as buttons, and one button that has the file go on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..model.question import Question
from ..words import Catalogue
from .widgets import button, label


class QuestionPanel(QWidget):
    """Shows questions and gathers their answers; `answered` carries key → value once every one has its answer."""

    answered = Signal(object)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._questions: list[Question] = []
        self._groups: list[QButtonGroup | QLineEdit] = []
        self._go_on = button("Go on", "primary")
        self._go_on.clicked.connect(self._on_go_on)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._inside: QWidget | None = None

    def ask(self, questions: Sequence[Question]) -> None:
        """Show these questions instead."""
        if list(questions) == self._questions:
            return
        self._questions = list(questions)
        self._groups = []
        if self._inside is not None:
            self._column.removeWidget(self._inside)
            self._inside.deleteLater()
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for question in questions:
            self._add(question, column)
        column.addWidget(self._go_on)
        column.addStretch(1)
        self._column.addWidget(self._inside)
        self._look()

    def focus(self) -> None:
        """Put the keyboard on the first choice."""
        if self._groups:
            first = self._groups[0]
            (first.buttons()[0] if isinstance(first, QButtonGroup) else first).setFocus()

    def choices(self) -> list[QPushButton]:
        """Every choice's button, in order."""
        return [
            made
            for group in self._groups
            if isinstance(group, QButtonGroup)
            for made in group.buttons()
            if isinstance(made, QPushButton)
        ]

    def _add(self, question: Question, column: QVBoxLayout) -> None:
        if len(self._questions) > 1:
            column.addWidget(label(self._words.question(question), wrap=True))
        if not question.choices:
            field = QLineEdit()
            field.setAccessibleName(self._words.question(question))
            field.textChanged.connect(self._look)
            self._groups.append(field)
            column.addWidget(field)
            return
        group = QButtonGroup(self._inside)
        for number, value in enumerate(question.choices):
            made = button(self._words.choice(question, value), "option")
            made.setCheckable(True)
            group.addButton(made, number)
            column.addWidget(made)
        group.idClicked.connect(self._look)
        self._groups.append(group)

    def _answers(self) -> dict[str, str]:
        found = {}
        for question, group in zip(self._questions, self._groups, strict=True):
            if isinstance(group, QLineEdit):
                if group.text().strip():
                    found[question.key] = group.text().strip()
            elif group.checkedId() >= 0:
                found[question.key] = question.choices[group.checkedId()]
        return found

    def _look(self, _changed: object = None) -> None:
        self._go_on.setEnabled(len(self._answers()) == len(self._questions))

    def _on_go_on(self) -> None:
        self.answered.emit(self._answers())
