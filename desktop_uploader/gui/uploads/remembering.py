"""How a person left the page: the columns, the order, the filter. Whatever cannot be understood is as at first."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSettings

from ...model.queries import TaskQuery, TaskSort
from .filter_bar import FilterBar
from .table import UploadsTable

KEY = "uploads/view"


def remember(settings: QSettings, table: UploadsTable, filters: FilterBar, query: TaskQuery) -> None:
    """Keep what is seen now for the next start."""
    view = {
        "widths": {str(column): width for column, width in table.widths().items()},
        "hidden": sorted(table.hidden),
        "order": table.columns.order(),
        "sort": query.sort.value,
        "descending": query.descending,
        "filter": filters.chosen(),
    }
    settings.setValue(KEY, json.dumps(view))


def recall(settings: QSettings, table: UploadsTable, filters: FilterBar, query: TaskQuery) -> TaskQuery:
    """Have the page look as it did; gives the query to begin with."""
    try:
        view = json.loads(str(settings.value(KEY) or "{}"))
        table.set_widths({int(column): int(width) for column, width in view.get("widths", {}).items()})
        table.hidden = frozenset(int(column) for column in view.get("hidden", table.hidden))
        table.columns.put_in_order([int(column) for column in view.get("order", [])])
        filters.take_up(_texts(view.get("filter", {})))
        sort, descending = TaskSort(view.get("sort", query.sort.value)), bool(view.get("descending", query.descending))
        query = replace(filters.narrowed(query), sort=sort, descending=descending)
    except (ValueError, TypeError, AttributeError):
        return query
    table.show_order(query)
    return query


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in found.items() if value is not None}
