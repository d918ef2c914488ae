"""How the page Records was left is how it is at the next start."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings

from desktop_uploader.gui.records.remembering import chosen, recall, remember
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.rowquery import Comparison, Condition, RowQuery

TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "time", "list", "any")
BETWEEN, EQUAL = Comparison.BETWEEN, Comparison.EQUAL


def dataset(**types: str) -> Dataset:
    return Dataset("orders", {"fields": [{"name": name, "type": kind} for name, kind in types.items()]})


ORDERS = dataset(**{kind: kind for kind in TYPES})


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def kept(settings: QSettings, query: RowQuery, later: Dataset = ORDERS) -> RowQuery:
    """What is left of it at the next start, which reads the file."""
    remember(settings, ORDERS, query)
    settings.sync()
    return recall(QSettings(settings.fileName(), QSettings.Format.IniFormat), later)


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [
        ("string", 'ü "007"', None),
        ("integer", 2**60, None),
        ("number", 0.1, 1e300),
        ("boolean", False, None),
        ("date", date(2026, 11, 1), date(2026, 11, 30)),
        ("datetime", datetime(2026, 11, 1), datetime.combine(date(2026, 11, 30), time.max)),
        ("time", time(14, 30), None),
        ("list", ("a", "b"), None),
        ("any", "x", None),
    ],
)
def test_a_filter_is_the_same_again(settings: QSettings, field: str, low: Any, high: Any) -> None:
    query = RowQuery((Condition(field, EQUAL if high is None else BETWEEN, low, high),))
    assert kept(settings, query) == query


@pytest.mark.parametrize(
    "query",
    [
        RowQuery((Condition("list", Comparison.CONTAINS, "a"), Condition("date", Comparison.EMPTY)), search=" müller "),
        RowQuery(sort="number", descending=True),
        RowQuery(descending=True),
        RowQuery(),
    ],
)
def test_search_and_order_are_the_same_again(settings: QSettings, query: RowQuery) -> None:
    assert kept(settings, query) == query
    assert chosen(settings) == "orders"


def test_what_a_changed_dataset_knows_no_more_is_passed_over(settings: QSettings) -> None:
    query = RowQuery((Condition("date", EQUAL, date(2026, 1, 1)), Condition("string", EQUAL, "x")), sort="number")
    assert kept(settings, query, dataset(string="string", date="string")) == RowQuery(
        (Condition("string", EQUAL, "x"),)
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '{"conditions": [1]}', '{"conditions": [{"field": "date"}]}'])
def test_what_cannot_be_understood_is_as_at_first(settings: QSettings, text: str) -> None:
    remember(settings, ORDERS, RowQuery())
    settings.setValue(next(key for key in settings.allKeys() if "rows-" in key), text)
    assert recall(settings, ORDERS) == RowQuery()
