"""The program's own errors: a code and parameters. Their words stand in `desktop_uploader.words`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .question import NEEDS_ANSWER, Question
from .retry import is_about_place, is_transient


class UploaderError(Exception):
    """Something a person can be told.

    `code` finds the words (title, explanation, next step) in the catalogue; `params` fill them in. Whether trying
    again by itself can help stands in `model/retry.py`.
    """

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    @property
    def transient(self) -> bool:
        """True where trying again later, with nothing changed by a person, can succeed."""
        return is_transient(self.code)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({details})"


class FileRefused(UploaderError):
    """The file itself cannot be imported as it is: not a workbook, protected, no headings."""


class NeedsAnswer(UploaderError):
    """Only a person can decide how the file is meant; `params["questions"]` are the questions as plain data."""

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(NEEDS_ANSWER, questions=[asdict(question) for question in questions])


class SourceError(UploaderError):
    """The file that a person picked cannot be read: gone, a folder, no permission."""


class StorageError(UploaderError):
    """The place where files are kept refuses."""

    def __init__(self, code: str, /, *, alone: bool = False, **params: Any) -> None:
        """`alone`: others in the same place are not hit, though the code alone would say so."""
        super().__init__(code, **params)
        self.alone = alone

    @property
    def about_place(self) -> bool:
        """True where the place is at fault: its files wait until it can be used, and go on by themselves."""
        return not self.alone and is_about_place(self.code)


class DatabaseTrouble(UploaderError):
    """A database is busy, full, read-only, damaged, or newer than the program."""


class WatchError(UploaderError):
    """A watched folder, or a file in it, cannot be used at the moment. It is tried again."""


class DefinitionError(UploaderError):
    """A dataset's definition is wrong or contradicts the one already known."""


class UsageError(UploaderError):
    """The person asked for something that cannot be done: no such task, no such dataset."""
