"""Cells of every type and format give the value that they should, or are refused."""

import json
import sqlite3
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records.types import column_type, decoder, encode
from desktop_uploader.model.errors import DefinitionError
from desktop_uploader.processing.checking.columns import compile_field
from desktop_uploader.processing.checking.converters import Wrong

CASES = json.loads((Path(__file__).parent.parent / "values.json").read_text(encoding="utf-8"))
REFUSED = object()
TOO_LONG_TO_STORE = "9223372036854775808"


def meant(part: Any) -> Any:
    """A case's source or target as a Python value."""
    if not isinstance(part, dict):
        return part
    ((kind, value),) = part.items()
    return {
        "integer": int,
        "float": float,
        "decimal": lambda text: float(Decimal(text)),
        "date": date.fromisoformat,
        "datetime": datetime.fromisoformat,
        "time": time.fromisoformat,
        "json": lambda found: found,
        "empty": lambda _: None,
        "refused": lambda _: REFUSED,
    }[kind](value)


def checked(field: dict[str, Any], cell: Any) -> Any:
    try:
        check = compile_field({"name": "A", **field}, {})
    except DefinitionError:
        return REFUSED
    if isinstance(cell, list | dict):
        # No cell of a file is one; the converter takes it all the same.
        try:
            return check.convert(cell)
        except Wrong:
            return REFUSED
    values, findings, _ = check.check([cell])
    return REFUSED if findings else values[0]


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['type']}-{case['format']}-{case['source']}")
def test_every_case_gives_its_target_or_is_refused(case: dict[str, Any]) -> None:
    field = {"type": case["type"], "format": case["format"], **case["options"]}

    found = checked(field, meant(case["source"]))

    if case["type"] == "yearmonth" and isinstance(found, str):
        found = list(map(int, found.split("-")))
    if case["target"] == {"integer": TOO_LONG_TO_STORE}:
        # More than 64 bits: no database column would give it back.
        assert found is REFUSED
        return
    assert plain(found) == meant(case["target"]) or found is REFUSED is meant(case["target"])
    assert type(found) is not bool or isinstance(meant(case["target"]), bool)


def test_all_cases_are_there() -> None:
    assert len(CASES) == 230


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ({"type": "any"}, "007"),
        ({"type": "any"}, 7.0),
        ({"type": "any"}, 1.5),
        ({"type": "string"}, "x\r\ny"),
        ({"type": "boolean"}, "true"),
        ({"type": "integer"}, str(2**63 - 1)),
        ({"type": "number"}, "0.1"),
        ({"type": "date"}, "0001-01-01"),
        ({"type": "datetime"}, "2026-01-02T03:04:05.678901+01:00"),
        ({"type": "time"}, "03:04:05.5"),
        ({"type": "year"}, "2026"),
        ({"type": "yearmonth"}, "2026-11"),
        ({"type": "duration"}, "-P1Y2M3DT4H5M6.5S"),
        ({"type": "object"}, '{"a": [1, 1.5, null, "ä"]}'),
        ({"type": "array"}, "[1, [2]]"),
        ({"type": "list"}, "a,b, c"),
        ({"type": "list", "itemType": "date", "delimiter": ";"}, "2026-01-02;2026-01-03"),
        ({"type": "list", "itemType": "number"}, "1,2.5"),
        ({"type": "geopoint"}, "13.4, 52.5"),
        ({"type": "geojson"}, '{"type": "Point", "coordinates": [13.4, 52.5]}'),
    ],
    ids=lambda part: str(part),
)
def test_a_stored_value_reads_back_equal(field: dict[str, Any], cell: Any, tmp_path: Path) -> None:
    value = checked(field, cell)
    database = sqlite3.connect(tmp_path / "a.sqlite3")
    database.execute(f"CREATE TABLE t (a {column_type(field['type'])})")
    database.execute("INSERT INTO t VALUES (?)", tuple(encode(field["type"], [value])))
    stored = database.execute("SELECT a FROM t").fetchone()[0]
    database.close()
    read = decoder(field["type"], field.get("itemType", "string"))

    back = read(stored) if read else stored

    assert (back, type(back)) == (value, type(value))


@pytest.mark.parametrize("text", ["NaN", "INF", "-inf", "1" * 16, "1e400"])
def test_numbers_that_a_column_cannot_give_back_are_refused(text: str) -> None:
    assert checked({"type": "number"}, text) is REFUSED
