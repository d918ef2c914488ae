"""A dataset: what a kind of file must look like, as a Table Schema (v2) with our own `x-` options."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Dataset:
    """A named definition and its version.

    `schema` is a Table Schema v2 descriptor (https://datapackage.org/standard/table-schema/). `version` counts from 1
    and grows with each change; an import says which version checked it. `confirmed` is False while the definition was
    only inferred from files, and may then widen by itself.
    """

    name: str
    schema: Mapping[str, Any]
    version: int = 0
    """0: not saved yet."""
    confirmed: bool = False
    title: str = ""

    @property
    def field_names(self) -> list[str]:
        """The names of its fields, in order."""
        return [item["name"] for item in self.schema["fields"]]


@dataclass(frozen=True, slots=True)
class Version:
    """A dataset's definition as it was once saved."""

    number: int
    schema: Mapping[str, Any]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What was decided for one sheet of a file."""

    name: str
    used: bool
    header_row: int | None = None
    """1-based row that holds the headings; the last one of several, 0 where a person said that there is none."""
    rows: int = 0
    """Rows of data; exact once they were read, else how many there can be."""
    reason: str | None = None
    """Why the sheet was left out, as a code: `empty`, `hidden`, `no-headings`, `other-dataset`, `chart`."""
    ignored_columns: tuple[str, ...] = ()
    absent_fields: tuple[str, ...] = ()
    notes: tuple[Mapping[str, Any], ...] = ()
    """What a person should know of the sheet: a `code` and parameters each."""
    header_rows: tuple[int, ...] = ()
    """Every row whose labels make up the headings."""
    totals_rows: tuple[int, ...] = ()
    """Rows below the data that were left out because they hold totals."""
    footnote_rows: tuple[int, ...] = ()
    """Rows below the data that were left out because they hold remarks."""
    hidden_rows: int | None = None
    """Rows that are hidden in Excel and were imported all the same; None where that cannot be told."""
    dataset: str | None = None
    """The known dataset that a sheet of another dataset belongs to."""

    def timeline(self) -> list[tuple[str, dict[str, Any]]]:
        """What was decided, as codes and parameters of the catalogue's events; the first says whether it is used."""
        if not self.used:
            named = {"kind": f"{self.reason}-known", "dataset": self.dataset} if self.dataset else {}
            return [("sheet-skipped", {"sheet": self.name, "reason": self.reason, "kind": self.reason, **named})]
        lines = {"kind": "lines", "header_rows": list(self.header_rows)} if len(self.header_rows) > 1 else {}
        none = {"kind": "none"} if self.header_row == 0 else {}
        used = {"sheet": self.name, "header_row": self.header_row, "rows": self.rows, **lines, **none}
        return [
            ("sheet-used", used),
            *((note["code"], {"sheet": self.name, **_without_code(note)}) for note in self.notes),
        ]


def _without_code(note: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in note.items() if name != "code"}
