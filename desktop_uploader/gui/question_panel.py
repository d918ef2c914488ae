"""A file's open questions, and one button that has the file go on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ..model.question import Answers, Question
from ..words import Catalogue
from .entries import ChoiceEntry, Entry, TextEntry, asked_above
from .widgets import button, scrolled


class QuestionPanel(QWidget):
    """Shows questions and gathers their answers; `answered` carries key → value once every one has its answer."""

    answered = Signal(object)

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._questions: list[Question] = []
        self.entries: list[Entry] = []
        self.go_on = button(words.tr("Go on"), "primary")
        self.go_on.clicked.connect(self._on_go_on)
        self._inside = scrolled(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._inside, 1)
        # Below what scrolls, so that it is in sight however much is asked.
        column.addWidget(self.go_on)

    def ask(self, questions: Sequence[Question]) -> None:
        """Show these questions instead."""
        if list(questions) == self._questions:
            return
        self._questions = list(questions)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        self.entries = [self._entry(question) for question in questions]
        for question, entry in zip(questions, self.entries, strict=True):
            entry.changed.connect(self._look)
            column.addWidget(asked_above(question, self._words, entry) if len(questions) > 1 else entry)
        column.addStretch(1)
        self._inside.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._look()

    def focus(self) -> None:
        """Put the keyboard on the first question."""
        if self.entries:
            self.entries[0].focus()

    def choices(self) -> list[QPushButton]:
        """Every choice's button, in order."""
        return [made for entry in self.entries if isinstance(entry, ChoiceEntry) for made in entry.buttons()]

    def _entry(self, question: Question) -> Entry:
        return ChoiceEntry(question, self._words) if question.choices else TextEntry(question, self._words)

    def _answers(self) -> Answers | None:
        """Everything that was entered; None while something is missing."""
        found = [entry.answers() for entry in self.entries]
        if None in found:
            return None
        return {key: value for answers in found if answers for key, value in answers.items()}

    def _look(self) -> None:
        self.go_on.setEnabled(self._answers() is not None)

    def _on_go_on(self) -> None:
        answers = self._answers()
        if answers is not None:
            self.answered.emit(answers)
