"""How a person left the page: the dataset, and for each dataset what its rows were narrowed to, and their order.

Whatever cannot be understood any more is passed over.
"""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSettings

from ...database.records.types import decoder, encode, stored_type
from ...model.dataset import Dataset
from ...model.rowquery import Comparison, Condition, RowQuery

CHOSEN = "records/dataset"


def remember(settings: QSettings, dataset: Dataset, query: RowQuery) -> None:
    """Keep what is shown for the next time."""
    settings.setValue(CHOSEN, dataset.name)
    fields = _fields(dataset)
    view = {
        "conditions": [_told(item, fields[item.field]) for item in query.conditions if item.field in fields],
        "search": query.search,
        "sort": query.sort,
        "descending": query.descending,
    }
    settings.setValue(_key(dataset), json.dumps(view))


def chosen(settings: QSettings) -> str:
    """The dataset that was shown last; empty where none was."""
    return str(settings.value(CHOSEN) or "")


def recall(settings: QSettings, dataset: Dataset) -> RowQuery:
    """The rows of a dataset as they were left."""
    fields = _fields(dataset)
    try:
        view = json.loads(str(settings.value(_key(dataset)) or "{}"))
        found = [_read(item, fields) for item in view.get("conditions", [])]
        sort = view.get("sort")
        return RowQuery(
            tuple(item for item in found if item is not None),
            str(view.get("search", "")),
            sort if sort in fields else None,
            bool(view.get("descending")) and (sort is None or sort in fields),
        )
    except (ValueError, TypeError, AttributeError, KeyError):
        return RowQuery()


def _fields(dataset: Dataset) -> dict[str, Mapping[str, Any]]:
    return {str(field["name"]): field for field in dataset.schema["fields"]}


def _told(condition: Condition, field: Mapping[str, Any]) -> dict[str, Any]:
    """Values go as they are stored: JSON has them all."""
    low, high = condition.low, condition.high
    if condition.comparison is not Comparison.CONTAINS:
        low, high = encode(stored_type(field), [low, high])
    return {"field": condition.field, "type": stored_type(field), "how": condition.comparison, "low": low, "high": high}


def _read(told: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]]) -> Condition | None:
    """None where the field is gone, or of another type by now."""
    field = fields.get(told["field"])
    if field is None or stored_type(field) != told["type"]:
        return None
    how = Comparison(told["how"])
    read = decoder(str(field.get("type", "any")), field.get("itemType", "string"))
    low, high = (told["low"], told["high"])
    if read is not None and how is not Comparison.CONTAINS:
        low, high = (value if value is None else read(value) for value in (low, high))
    return Condition(told["field"], how, low, high)


def _key(dataset: Dataset) -> str:
    return f"records/rows-{dataset.name.encode().hex()}"
