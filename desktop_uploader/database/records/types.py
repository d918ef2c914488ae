"""How values are stored: Table Schema type by SQLite type. `docs/dataset-format.md` has the whole table."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

COLUMN_TYPES = {
    "integer": "INTEGER",
    "year": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
}
"""All other types are TEXT: a column of another affinity would turn "007" into 7."""


def column_type(field_type: str) -> str:
    """The declared type of a field's column."""
    return COLUMN_TYPES.get(field_type, "TEXT")


def encode(field_type: str, values: Sequence[Any]) -> Sequence[Any]:
    """Checked values as the driver takes them."""
    if field_type in ("date", "datetime", "time"):
        return [None if value is None else value.isoformat() for value in values]
    return values


def decoder(field_type: str) -> Callable[[Any], Any] | None:
    """Turns a stored value back into the one that was saved; None where they are the same."""
    return _DECODERS.get(field_type)


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "boolean": bool,
    "number": float,
}
