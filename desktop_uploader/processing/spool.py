"""Checked rows that wait for their turn to be saved: in memory while they are few, on the disk when they are many."""

import pickle
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import IO

from ..database.records import Batch

CELLS_IN_MEMORY = 1_500_000
"""125,000 rows of twelve columns: about 100 MB. With more, all go to a file without a name."""


class BatchSpool:
    """Takes batches, and gives them back in order as often as wanted. A context manager: its file goes with it."""

    def __init__(self, cells_in_memory: int = CELLS_IN_MEMORY) -> None:
        self._room = cells_in_memory
        self._kept: list[Batch] = []
        self._file: IO[bytes] | None = None
        self._spooled = 0

    def append(self, batch: Batch) -> None:
        """Take a batch."""
        self._room -= len(batch.numbers) * len(batch.columns)
        if self._room >= 0:
            self._kept.append(batch)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="desktop-uploader-")
        for waiting in (*self._kept, batch):
            pickle.dump((waiting.sheet, waiting.numbers, waiting.columns), self._file, pickle.HIGHEST_PROTOCOL)
            self._spooled += 1
        self._kept.clear()

    def clear(self) -> None:
        """Forget what was taken: it will not be saved."""
        self._kept.clear()
        if self._file is not None:
            self._file.close()
        self._file, self._spooled = None, 0

    def __iter__(self) -> Iterator[Batch]:
        yield from self._kept
        if self._file is not None:
            self._file.seek(0)
            for _ in range(self._spooled):
                yield Batch(*pickle.load(self._file))

    def __enter__(self) -> "BatchSpool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()
