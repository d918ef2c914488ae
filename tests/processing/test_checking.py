"""Rules, references and every type, from a file to saved rows and back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.duration import Duration
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import found, saved, schema, text, workbook

COLORS = schema({"name": "Name", "type": "string"}, primaryKey=["Name"])
ITEMS = schema(
    {"name": "Item", "type": "string"},
    {"name": "Color", "type": "string"},
    foreignKeys=[{"fields": ["Color"], "reference": {"resource": "colors", "fields": ["Name"]}}],
)


def test_a_reference_is_to_rows_that_are_saved(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    items = workbook(tmp_path / "items.xlsx", [["Item", "Color"], ["cup", "red"], ["pot", "gren"], ["pan", None]])
    with pytest.raises(FileRefused, match="reference-missing"):
        load(items, ITEMS)
    assert load(workbook(tmp_path / "colors.xlsx", [["Name"], ["red"], ["green"]]), COLORS).saved

    result = load(items, ITEMS)

    assert found(result) == [("B3", "foreign-key-error", "other", "gren")]
    assert 'Did you mean "green"?' in Catalogue().problem(result.problems[0])
    assert load(workbook(tmp_path / "items.xlsx", [["Item", "Color"], ["pot", "green"]]), ITEMS).saved


def test_a_reference_to_dates_finds_them(load: RunImport, tmp_path: Path) -> None:
    days = schema({"name": "Day", "type": "date"}, {"name": "Note", "type": "string"})
    shifts = schema(
        {"name": "On", "type": "date"},
        {"name": "Who", "type": "string"},
        foreignKeys=[{"fields": "On", "reference": {"resource": "days", "fields": "Day"}}],
    )
    rows = [["Day", "Note"], [date(2026, 1, 2), "x"]]
    assert load(workbook(tmp_path / "days.xlsx", rows), days).saved

    result = load(text(tmp_path / "shifts.csv", "On;Who\n2026-01-02;a\n2026-01-03;b\n"), shifts)

    assert found(result) == [("A3", "foreign-key-error", "other", "2026-01-03")]


def test_rows_of_one_dataset_refer_to_each_other(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    definition = schema(
        {"name": "Id", "type": "integer"},
        {"name": "Parent", "type": "integer"},
        primaryKey="Id",
        foreignKeys=[{"fields": ["Parent"], "reference": {"fields": ["Id"]}}],
    )
    assert load(workbook(tmp_path / "a-1.xlsx", [["Id", "Parent"], [2, 1], [1, None]]), definition).saved
    assert load(workbook(tmp_path / "a-2.xlsx", [["Id", "Parent"], [3, 2]]), definition).saved

    result = load(workbook(tmp_path / "a-3.xlsx", [["Id", "Parent"], [4, 9]]), definition)

    assert found(result) == [("B2", "foreign-key-error", "own", "9")]
    assert records.row_count("a") == 3


def test_equal_json_is_one_key_and_one_reference(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    shapes = schema({"name": "Shape", "type": "object"}, {"name": "Note", "type": "string"}, primaryKey="Shape")
    uses = schema(
        {"name": "Of", "type": "object"},
        {"name": "Where", "type": "string"},
        foreignKeys=[{"fields": "Of", "reference": {"resource": "shapes", "fields": "Shape"}}],
    )
    rows = [["Shape", "Note"], ['{"a": 1, "b": 2}', "x"]]
    assert load(workbook(tmp_path / "shapes-1.xlsx", rows), shapes).saved

    again = load(workbook(tmp_path / "shapes-2.xlsx", [["Shape", "Note"], ['{"b": 2, "a": 1}', "y"]]), shapes)
    used = load(workbook(tmp_path / "uses.xlsx", [["Of", "Where"], ['{"b":2,"a":1}', "x"], ['{"a": 1}', "y"]]), uses)

    assert [(place, kind) for place, _, kind, _ in found(again)] == [("A2", "already-saved")]
    assert [(place, code) for place, code, _, _ in found(used)] == [("A3", "foreign-key-error")]


def test_a_rule_between_columns(load: RunImport, tmp_path: Path) -> None:
    definition = schema(
        {"name": "Net", "type": "number"},
        {"name": "Gross", "type": "number"},
        **{"x-rules": [{"rule": "[Net] <= [Gross]", "message": "Net is above gross."}]},
    )

    result = load(workbook(tmp_path / "a.xlsx", [["Net", "Gross"], [1, 2], [3, 2], [None, 1]]), definition)

    assert found(result) == [("A3", "row-constraint", "message", "3")]
    assert result.counts.rejected == 1


FIELDS = [
    ({"name": "List", "type": "list", "itemType": "integer"}, "1,2", (1, 2)),
    ({"name": "Object", "type": "object"}, '{"a": 1}', {"a": 1}),
    ({"name": "Array", "type": "array"}, "[1]", [1]),
    ({"name": "Point", "type": "geopoint"}, "13.4, 52.5", (13.4, 52.5)),
    ({"name": "Length", "type": "duration"}, "PT1H", Duration.parse("PT1H")),
    ({"name": "Month", "type": "yearmonth"}, "2026-11", "2026-11"),
    ({"name": "Year", "type": "year"}, "2026", 2026),
    ({"name": "Any"}, "007", "007"),
]


def test_every_type_is_read_back_as_it_was_saved(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    fields, cells, values = zip(*FIELDS, strict=True)
    path = text(tmp_path / "a.csv", "\t".join(field["name"] for field in fields) + "\n" + "\t".join(cells) + "\n")

    assert load(path, schema(*fields)).saved
    assert saved(records, "a")[1] == list(values)


def test_repaired_cells_are_counted_by_column(load: RunImport, tmp_path: Path) -> None:
    definition = schema({"name": "Day", "type": "date"}, {"name": "Sum", "type": "number"})
    content = "Day;Sum\n24/12/2026;1.234,50\n03/04/26;7\n"

    result = load(text(tmp_path / "a.csv", content), definition)

    assert result.saved
    assert result.notes["cells-repaired"] == {
        "count": 3,
        "fields": ["Day", "Sum"],
        "repairs": {"Day": {"date-order": 2, "two-digit-year": 1}, "Sum": {"number-style": 1}},
    }
    assert result.notes["two-digit-years"] == {"count": 1, "fields": ["Day"]}
    line = Catalogue().event("cells-repaired", result.notes["cells-repaired"])
    assert line == "3 cells were read although they were written differently, in these columns: Day, Sum."


def test_a_check_asks_too_and_takes_answers(look: RunCheck, tmp_path: Path) -> None:
    definition = schema({"name": "Day", "type": "date"}, {"name": "Sum", "type": "number"})
    path = text(tmp_path / "a.csv", "Day;Sum\n03/04/2026;1.234\n")

    with pytest.raises(NeedsAnswer) as caught:
        look(path, definition)

    questions: list[dict[str, Any]] = caught.value.params["questions"]
    assert [(item["kind"], item["about"]) for item in questions] == [("date-order", "Day"), ("number-style", "Sum")]
    assert not look(path, definition, answers={"date-order:Day": "dmy", "number-style:Sum": "comma"}).problems


def test_a_check_tells_that_the_same_file_is_saved_already(load: RunImport, look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["A", "B"], ["x", 1]])
    assert "saved-before" not in look(path).notes
    load(path)

    note = look(path).notes["saved-before"]

    assert (note["file"], note["task"]) == ("a.xlsx", "1")
    assert "upload 1, a.xlsx" in Catalogue().event("saved-before", note)
    assert "saved-before" not in look(workbook(tmp_path / "b.xlsx", [["A", "B"], ["x", 2]])).notes
