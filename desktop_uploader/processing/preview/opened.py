"""A file that is looked at again and again: read once, until another one is looked at."""

from dataclasses import dataclass, field
from pathlib import Path

from ...model.jobs import CheckJob
from ...model.progress import Stage
from ..checking.conventions import Evidence
from ..examining import Report
from ..reading import Book, open_file

READ_BY = ("encoding", "delimiter")
"""Answers that make other cells of the same file."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a column is that no field is known for: a type that holds all of it, and some values as text."""

    type: str
    examples: tuple[str, ...]


@dataclass(slots=True)
class OpenedFile:
    """A file's book, and what was found out about its columns."""

    book: Book
    evidence: dict[tuple[object, ...], Evidence] = field(default_factory=dict)
    proposed: dict[tuple[object, ...], Proposed] = field(default_factory=dict)


class Shelf:
    """Holds the file that was opened last."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] | None = None
        self._opened: OpenedFile | None = None

    def take(self, job: CheckJob, report: Report) -> OpenedFile:
        """The job's file. Raises `FileRefused` where it cannot be read."""
        path = Path(job.path)
        stat = path.stat()
        key = (job.path, stat.st_mtime_ns, stat.st_size, *(job.answers.get(kind) for kind in READ_BY))
        if self._opened is None or key != self._key:
            self._key = self._opened = None
            report(Stage.OPENING, 0, None)
            book = open_file(path, job.file_name, job.limits.readable_cells, job.answers)
            self._key, self._opened = key, OpenedFile(book)
        return self._opened
