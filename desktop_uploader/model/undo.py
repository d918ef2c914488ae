"""What became of an import that was taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class KeptReason(StrEnum):
    """Why a row stays although its import is taken back."""

    EDITED = "edited"
    """Somebody changed it with another program since it was saved."""
    OTHER_FILE = "other-file"
    """Another file has the same key, and its values are the ones that count."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that stays: where it stood in the file that was taken back, and its key (or first value) as text."""

    reason: KeptReason
    sheet: str | None
    row: int | None
    key: str
    file_name: str | None = None
    """The file whose values the row has, where it is another one."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many rows went, got their earlier values back, and stay; the first of those that stay are listed."""

    dataset: str
    removed: int = 0
    restored: int = 0
    kept: int = 0
    rows: tuple[KeptRow, ...] = ()

    @property
    def counts(self) -> Mapping[str, Any]:
        """The parameters of the words that tell it."""
        kind = {} if self.restored or self.kept else {"kind": "whole"}
        counts = {"removed": self.removed, "restored": self.restored, "kept": self.kept}
        return {"dataset": self.dataset, **counts, **kind}
