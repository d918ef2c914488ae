"""A dataset: what a kind of file must look like, as a Table Schema (v2) with our own `x-` options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class SheetReport:
    """What was decided for one sheet of a file."""

    name: str
    used: bool
    header_row: int | None = None
    """1-based row that holds the headings."""
    rows: int = 0
    reason: str | None = None
    """Why the sheet was left out, as a code: `empty`, `hidden`, `no-headings`, `other-dataset`."""
    ignored_columns: tuple[str, ...] = ()
    absent_fields: tuple[str, ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)
