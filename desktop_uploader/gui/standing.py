"""Questions to a database that stand until they are answered."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ..model.errors import DatabaseTrouble, UploaderError
from .background import Background, Then

Question = tuple[Callable[[], Any], Then, Then]

AGAIN = 1000
"""Milliseconds after which a question is put again that found its database busy or gone."""


class StandingQuery(QObject):
    """Asks for what a part of the window shows. Lives in the main thread.

    While a database cannot be read, that is said by `Background.troubled`, and the question is put again by itself
    until it is answered. No more than one is under way: on a drive that hangs they do not pile up.
    """

    answered = Signal()
    """It was answered, or with an error that asking again does not end."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._asked: Question | None = None
        self._next: Question | None = None
        self._withdrawn: Question | None = None
        self._troubled = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._ask)

    @property
    def waits(self) -> bool:
        """True while an answer is still to come."""
        return self._asked is not None or self._next is not None

    def put(self, read: Callable[[], Any], then: Then, otherwise: Then | None = None) -> None:
        """Ask this after what is under way, and instead of what waits; `read` is called off the main thread.

        `otherwise` hears of errors that asking again does not end; without it, the window says them.
        """
        self._next = (read, then, otherwise or self._background.failed.emit)
        if self._asked is None:
            self._ask()

    def withdraw(self) -> None:
        """Nothing is to be known any more."""
        self._next, self._withdrawn = None, self._asked
        self._again.stop()
        self._tell(None)

    def _ask(self) -> None:
        self._again.stop()
        if self._next is not None:
            self._asked, self._next = self._next, None
            read, then, otherwise = self._asked
            self._background.run(read, partial(self._on_answer, then), partial(self._on_failed, otherwise))

    def _on_answer(self, then: Then, answer: Any) -> None:
        self._asked = None
        self._tell(None)
        then(answer)
        self.answered.emit()
        if self._asked is None:
            self._ask()

    def _on_failed(self, otherwise: Then, error: UploaderError) -> None:
        asked, self._asked = self._asked, None
        if asked is not None and asked is self._withdrawn:
            self._ask()
        elif isinstance(error, DatabaseTrouble):
            self._next = self._next or asked
            self._tell(error)
            self._again.start()
        else:
            self._tell(None)
            otherwise(error)
            self.answered.emit()
            if self._asked is None:
                self._ask()

    def _tell(self, trouble: UploaderError | None) -> None:
        if self._troubled or trouble is not None:
            self._troubled = trouble is not None
            self._background.troubled.emit(self, trouble)


def insist(background: Background, parent: QObject, work: Callable[[], Any], then: Then) -> None:
    """Have something done that a person wishes: now, or as soon as the database can be used."""
    query = StandingQuery(background, parent)
    query.answered.connect(query.deleteLater)
    query.put(work, then)
