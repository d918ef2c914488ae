"""Whole tables: keys, references, what is kept of many problems, and the good rows alone."""

from typing import Any

import pytest

from desktop_uploader.model.errors import FileRefused
from desktop_uploader.words import Catalogue

from .rows import Checked, check_rows, column, kinds, values

KEYED = {"fields": [{"name": "A", "type": "string"}, {"name": "B", "type": "number"}], "primaryKey": ["A"]}


def test_a_repeated_key_names_the_first_place_on_whatever_sheet() -> None:
    many = [[f"k{number}", 1.0] for number in range(12_000)]

    found = check_rows(KEYED, many, [["n1", 1.0], ["k7", 1.0], ["", 2.0], ["n1", 3.0]])

    assert [(item.sheet, item.address, item.kind) for item in found.collector.problems] == [
        ("Data 1", "A3", "repeated"),
        ("Data 1", "A4", "empty"),
        ("Data 1", "A5", "repeated"),
    ]
    first = found.collector.problems[0].params
    assert (first["first_sheet"], first["first_row"], first["column"]) == ("Data", "9", 1)
    assert found.collector.problems[2].params["first_row"] == "2"


def test_keys_of_several_fields_and_of_json() -> None:
    fields = [{"name": "A", "type": "object"}, {"name": "B", "type": "integer"}]

    found = check_rows(
        {"fields": fields, "uniqueKeys": [["A", "B"]]},
        [['{"a": 1, "b": 2}', "1"], ['{"b": 2, "a": 1}', "1"], ["", "1"], ["", "1"], ["{}", ""]],
    )

    assert [(place, code) for place, code, _, _ in found.problems] == [("A3", "unique-error")]


def test_every_value_of_a_key_has_its_place() -> None:
    found = check_rows(KEYED, [["x", 1.0], ["y", 1.0]])

    assert [(key, dict(places)) for key, places in found.check.keys()] == [
        (["A"], {("x",): ("Data", 2), ("y",): ("Data", 3)})
    ]


def test_unique_values_may_be_missing_more_than_once() -> None:
    found = column(["1", "", "", "1"], type="integer", constraints={"unique": True})

    assert found.problems == [("A5", "unique-error", "repeated", "1")]


OTHER = {
    "fields": [{"name": "A", "type": "string"}, {"name": "B", "type": "string"}],
    "foreignKeys": [{"fields": ["A"], "reference": {"resource": "colors", "fields": ["Name"]}}],
}
OWN = {**OTHER, "foreignKeys": [{"fields": ["A"], "reference": {"fields": ["B"]}}]}


def test_a_value_that_another_dataset_does_not_hold_is_named_with_a_near_one() -> None:
    asked: list[Any] = []

    def saved(dataset: str, fields: Any) -> set[tuple[Any, ...]]:
        asked.append((dataset, tuple(fields)))
        return {("red",), ("green",)}

    found = check_rows(OTHER, [["red", "x"], ["gren", "x"], ["", "x"]] * 3000, saved=saved)

    assert asked == [("colors", ("Name",))]
    assert found.problems[0] == ("A3", "foreign-key-error", "other", "gren")
    line = Catalogue().problem_line(found.collector.problems[0])
    assert 'Data!A3, "A": "gren" is not in the dataset colors.' in line and 'Did you mean "green"?' in line


def test_a_dataset_that_is_not_there_is_named() -> None:
    with pytest.raises(FileRefused, match="reference-missing"):
        check_rows(OTHER, [["red", "x"]], saved=lambda _dataset, _fields: None)


def test_rows_may_refer_to_later_rows_and_to_saved_ones() -> None:
    found = check_rows(
        OWN, [["", "top"], ["late", "x"], ["old", "y"], ["gone", "z"], ["x", "late"]], saved=lambda *_: {("old",)}
    )

    assert found.problems == [("A5", "foreign-key-error", "own", "gone")]


def test_a_near_miss_is_suggested() -> None:
    found = column(["open", "opne", "zzz"], type="string", constraints={"enum": ["new", "open", "done"]})

    words = [Catalogue().problem(problem) for problem in found.collector.problems]
    assert 'Did you mean "open"?' in words[0] and "Did you mean" not in words[1]


def test_categories_may_be_written_as_their_labels() -> None:
    options = [{"value": 0, "label": "apple"}, {"value": 1, "label": "orange"}]

    found = column(["0", "apple", "aple", "2", 1.0], type="integer", categories=options)

    assert values(found) == [0, 0, None, 2, 1]
    assert kinds(found) == ["integer", "enum"]
    assert found.collector.problems[0].params["suggestion"] == "apple"
    assert found.check.repairs == {"A": {"category-label": 1}}


def test_missing_values_of_the_field_replace_those_of_the_schema() -> None:
    fields = [
        {"name": "A", "type": "number"},
        {"name": "B", "type": "number", "missingValues": [{"value": "-99", "label": "refused"}]},
        {"name": "C", "type": "string"},
    ]

    found = check_rows({"fields": fields, "missingValues": ["", "-"]}, [["-", "-99", "-"], ["", -99.0, "x"]])

    assert found.rows == [(None, None, None), (None, None, "x")] and not found.problems
    assert kinds(check_rows({"fields": fields, "missingValues": ["-"]}, [["1", "-", "x"]])) == ["number"]


@pytest.mark.parametrize(
    ("options", "good", "bad"),
    [
        ({"type": "number", "constraints": {"exclusiveMinimum": "1,5"}, "decimalChar": ","}, "1,6", "1,5"),
        ({"type": "integer", "constraints": {"maximum": 3}}, "3", "4"),
        ({"type": "date", "constraints": {"minimum": "2026-01-01"}}, "2026-01-01", "2025-12-31"),
        ({"type": "time", "constraints": {"exclusiveMaximum": "12:00:00"}}, "11:59:59", "12:00:00"),
        (
            {"type": "datetime", "constraints": {"minimum": "2026-01-01T00:00:00"}},
            "2026-01-01T00:00:00Z",
            "2025-01-01T00:00:00Z",
        ),
        ({"type": "duration", "constraints": {"maximum": "P1M"}}, "P27D", "P32D"),
        ({"type": "year", "constraints": {"minimum": 2000}}, "2000", "1999"),
        ({"type": "yearmonth", "constraints": {"maximum": "2026-06"}}, "2026-06", "2026-07"),
        ({"type": "string", "constraints": {"minLength": 2, "maxLength": 3}}, "ab", "a"),
        ({"type": "list", "constraints": {"maxLength": 2}}, "a,b", "a,b,c"),
        ({"type": "array", "constraints": {"minLength": 1}}, "[1]", "[]"),
        ({"type": "object", "constraints": {"enum": [{"a": 1}]}}, '{"a": 1}', '{"a": 2}'),
        ({"type": "object", "constraints": {"jsonSchema": {"required": ["a"]}}}, '{"a": 1}', "{}"),
        ({"type": "string", "constraints": {"pattern": "[0-9]+"}}, "12", "12a"),
        ({"type": "any", "constraints": {"pattern": "[0-9]+"}}, "12", "x"),
        ({"type": "geopoint", "constraints": {"enum": ["1, 2"]}}, "1,2", "2,1"),
        ({"type": "boolean", "constraints": {"enum": [True]}}, "true", "false"),
    ],
    ids=lambda part: str(part)[:60],
)
def test_rules_are_about_values_and_not_about_texts(options: dict[str, Any], good: str, bad: str) -> None:
    found = column([good, bad, good], **options)

    assert [(place, code) for place, code, _, _ in found.problems] == [("A3", "constraint-error")]


def test_a_column_that_fails_nearly_everywhere_keeps_a_few_examples_and_its_total() -> None:
    found = column(["x"] * 95 + ["1"] * 5, type="number")
    less = column(["x"] * 50 + ["1"] * 50, type="number")

    assert (len(found.problems), len(less.problems)) == (3, 50)
    assert [(total.code, total.kind, total.count) for total in found.collector.totals] == [("type-error", "number", 95)]
    assert found.collector.rejected == 95


def test_a_row_with_many_wrong_cells_counts_once() -> None:
    fields = [{"name": name, "type": "number"} for name in "ABC"]

    found = check_rows({"fields": fields}, [["x", "y", "z"]] * 2000 + [["1", "2", "3"]] * 2000)

    assert found.collector.rejected == 2000
    assert sum(total.count for total in found.collector.totals) == 6000
    assert len(found.problems) == 3000


def good_rows(found: Checked) -> list[tuple[int, tuple[Any, ...]]]:
    return [
        (number, row)
        for batch in map(found.check.without_wrong, found.batches)
        for number, row in zip(batch.numbers, zip(*batch.columns, strict=True), strict=True)
    ]


def test_the_rows_that_are_right_keep_their_numbers() -> None:
    found = check_rows(KEYED, [["a", 1.0], ["b", "x"], ["c", 3.0], ["a", 4.0]])

    assert good_rows(found) == [(2, ("a", 1.0)), (4, ("c", 3.0))]


def test_where_nothing_is_wrong_the_batches_stay_as_they_are() -> None:
    found = check_rows(KEYED, [["a", 1.0]])

    assert all(found.check.without_wrong(batch) is batch for batch in found.batches)
