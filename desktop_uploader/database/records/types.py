"""How values are stored: Table Schema type by SQLite type. `docs/dataset-format.md` has the whole table."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from ...model.duration import Duration

COLUMN_TYPES = {
    "integer": "INTEGER",
    "year": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
    "any": "BLOB",
}
"""All other types are TEXT: a column of another affinity would turn "007" into 7. BLOB turns nothing into anything."""


def column_type(field_type: str) -> str:
    """The declared type of a field's column."""
    return COLUMN_TYPES.get(field_type, "TEXT")


def stored_type(field: Mapping[str, Any]) -> str:
    """What must stay the same for saved values to read back: the type, and of a list that of its items."""
    kind = str(field.get("type", "any"))
    return f"{kind} of {field.get('itemType', 'string')}" if kind == "list" else kind


def encode(field_type: str, values: Sequence[Any]) -> Sequence[Any]:
    """Checked values of a (stored) type as the driver takes them."""
    write = _ENCODERS.get(field_type.partition(" of ")[0])
    if write is None:
        return values
    if field_type == "date":
        # A column holds few days many times: each is written once.
        written = {value: None if value is None else value.isoformat() for value in set(values)}
        return [written[value] for value in values]
    return [None if value is None else write(value) for value in values]


def decoder(field_type: str, item_type: str = "string") -> Callable[[Any], Any] | None:
    """Turns a stored value back into the one that was saved; None where they are the same.

    `item_type` is what the items of a list are.
    """
    if field_type == "list":
        read = _DECODERS.get(item_type)
        return lambda text: tuple(map(read, json.loads(text)) if read else json.loads(text))
    return _DECODERS.get(field_type)


def _json(value: Any) -> str:
    """One text for equal values, so that they are equal in keys too; one that is such a text already stays."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=lambda item: item.isoformat())


JSON_TYPES = frozenset({"object", "array", "geojson"})
"""Types whose values are compared by the text that is stored."""


_ENCODERS: dict[str, Callable[[Any], Any]] = {
    "date": date.isoformat,
    "datetime": datetime.isoformat,
    "time": time.isoformat,
    "duration": str,
    "object": _json,
    "array": _json,
    "geojson": _json,
    "geopoint": _json,
    "list": _json,
}

_DECODERS: dict[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "boolean": bool,
    "number": float,
    "duration": Duration.parse,
    "object": json.loads,
    "array": json.loads,
    "geojson": json.loads,
    "geopoint": lambda text: tuple(json.loads(text)),
}
