"""Which saved rows of a dataset are looked for, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Comparison(StrEnum):
    """How a field's value is compared."""

    CONTAINS = "contains"
    """The text has `low` in it, whatever the case of its letters."""
    EQUAL = "equal"
    BETWEEN = "between"
    """From `low` to `high`, both included; None leaves that side open."""
    EMPTY = "empty"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of one field. The values are of the field's own type: a date of a date field."""

    field: str
    comparison: Comparison
    low: Any = None
    high: Any = None


@dataclass(frozen=True, slots=True)
class RowQuery:
    """All conditions hold, and some field has the text `search` in it or is what it says."""

    conditions: tuple[Condition, ...] = ()
    search: str = ""
    sort: str | None = None
    """The field by which the rows stand; None: in the order in which they were saved."""
    descending: bool = False
    """Without a field to sort by: the rows of the newest file first."""

    @property
    def narrows(self) -> bool:
        """True where not all rows are wanted."""
        return bool(self.conditions or self.search.strip())

    @property
    def newest_first(self) -> bool:
        """True where the rows that were saved last come first."""
        return self.sort is None and self.descending

    def condition(self, field: str) -> Condition | None:
        """What must hold of a field."""
        return next((condition for condition in self.conditions if condition.field == field), None)

    def without(self, field: str) -> "RowQuery":
        """The same with no condition on a field."""
        return replace(self, conditions=tuple(item for item in self.conditions if item.field != field))

    def adding(self, condition: Condition) -> "RowQuery":
        """The same with this as the only condition on its field."""
        known = list(self.conditions)
        places = [place for place, item in enumerate(known) if item.field == condition.field]
        if not places:
            return replace(self, conditions=(*known, condition))
        known[places[0]] = condition
        return replace(self, conditions=tuple(known))

    def sorted_on(self, field: str) -> "RowQuery":
        """One step further on a field: ascending, descending, as the rows were saved."""
        if self.sort != field:
            return replace(self, sort=field, descending=False)
        return replace(self, sort=None, descending=False) if self.descending else replace(self, descending=True)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A saved row: its number, and its values in the order of the dataset's fields."""

    id: int
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How far the finding of rows is."""

    count: int
    """Rows found so far; all of them once it is `complete`."""
    complete: bool = False
    share: float | None = None
    """Of the work that is done, where it is known."""


@dataclass(frozen=True, slots=True)
class EarlierValues:
    """What another file said of the same row: it does not count now, but would if the newer ones were undone."""

    task_id: int
    import_id: str
    file_name: str
    sheet: str | None
    row: int | None
    added_at: datetime
    values: Mapping[str, Any]
    """Field → value, of the fields in which it differs."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a saved row has come from. Times are UTC and aware."""

    task_id: int
    import_id: str
    file_name: str
    sheet: str | None
    row: int | None
    """Its row in the file, from 1."""
    saved_at: datetime | None
    version: int | None
    """The version of the dataset's definition that checked it."""
    edited_at: datetime | None
    """When another program changed its values."""
    earlier: tuple[EarlierValues, ...] = ()
    """Newest first."""
