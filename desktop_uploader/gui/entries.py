"""One question's place in the panel: where its answer is entered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..model.question import Answers, Question
from ..words import Catalogue
from .one_of import OneOf
from .plain import caption
from .widgets import button, label


class Entry(QWidget):
    """Where one question is answered."""

    changed = Signal()

    def answers(self) -> Answers | None:
        """What has been entered; None while something is missing."""
        raise NotImplementedError

    def focus(self) -> None:
        """Put the keyboard on it."""
        self.setFocus()


class ChoiceEntry(Entry):
    """One of a few answers, as buttons."""

    def __init__(self, question: Question, words: Catalogue) -> None:
        super().__init__()
        self._question = question
        self._group = OneOf(self)
        column = _column(self)
        for value in question.choices:
            made = button(caption(words.choice(question, value)), "option")
            self._group.add(made)
            column.addWidget(made)
        self._group.chosen.connect(self.changed)

    def answers(self) -> Answers | None:
        """See `Entry`."""
        chosen = self._group.checkedId()
        return {self._question.key: self._question.choices[chosen]} if chosen >= 0 else None

    def focus(self) -> None:
        """See `Entry`."""
        self._group.buttons()[0].setFocus()

    def buttons(self) -> list[QPushButton]:
        """The choices, in order."""
        return [made for made in self._group.buttons() if isinstance(made, QPushButton)]


class TextEntry(Entry):
    """An answer in a person's own words: a name, a number of a row."""

    def __init__(self, question: Question, words: Catalogue) -> None:
        super().__init__()
        self._question = question
        self._field = QLineEdit()
        self._field.setAccessibleName(words.question(question))
        self._field.textChanged.connect(self.changed)
        _column(self).addWidget(self._field)

    def answers(self) -> Answers | None:
        """See `Entry`."""
        text = self._field.text().strip()
        return {self._question.key: text} if text else None

    def focus(self) -> None:
        """See `Entry`."""
        self._field.setFocus()


def asked_above(question: Question, words: Catalogue, entry: Entry) -> QWidget:
    """The entry below its question, where several are asked."""
    made = QWidget()
    column = _column(made)
    column.addWidget(label(words.question(question), wrap=True))
    column.addWidget(entry)
    return made


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column
