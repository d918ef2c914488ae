"""Which field each column is, and what is said where that is not certain."""

from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.model.problem import Problem
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import saved, schema, workbook

NEEDED = {"constraints": {"required": True}}


def names(*names: str, **more: Any) -> dict[str, Any]:
    return schema(*({"name": name} for name in names), **more)


def labels_wrong(problems: tuple[Problem, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(item.code, item.field, item.value) for item in problems]


def test_a_name_comes_before_an_alias_and_an_alias_before_a_likeness(look: RunCheck, tmp_path: Path) -> None:
    definition = schema({"name": "Mail", "x-aliases": ["Name"]}, {"name": "Name", "title": "mail"}, {"name": "Net €"})
    path = workbook(tmp_path / "a.xlsx", [["Name", "Mail", "NET  €\u200b"], ["x", "y", "z"]])

    assert look(path, definition).columns["Data"] == {"Mail": 2, "Name": 1, "Net €": 3}


@pytest.mark.parametrize(
    ("field", "label"), [("E-mail", "Mail"), ("Customer number", "Customer no."), ("Straße", "Strasse 1")]
)
def test_a_close_heading_is_suggested_and_never_taken(look: RunCheck, tmp_path: Path, field: str, label: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", label], ["x", "y"]])

    result = look(path, schema({"name": "Name"}, {"name": field, **NEEDED}))

    assert [item.params["suggestion"] for item in result.problems] == [label]
    assert Catalogue().problem(result.problems[0]).endswith(f'Is "{label}" the same as "{field}"?')


def test_nothing_is_suggested_where_nothing_is_close(look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", "City"], ["x", "y"]])

    result = look(path, schema({"name": "Name"}, {"name": "E-mail", **NEEDED}))

    assert "suggestion" not in result.problems[0].params
    assert Catalogue().problem(result.problems[0]) == (
        'The column "E-mail" was not found. Headings were taken from row 1: Name, City. '
        "Add the column, or correct its heading."
    )


def test_an_answer_maps_a_column_now_and_for_later_files_with_the_same_headings(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    definition = schema({"name": "Name"}, {"name": "Contact", **NEEDED})
    first = workbook(tmp_path / "a-1.xlsx", [["Name", "Write to"], ["x", "x@y.z"]])
    later = workbook(tmp_path / "a-2.xlsx", [["Write to", "Name"], ["y@y.z", "y"]])
    other = workbook(tmp_path / "a-3.xlsx", [["Write to", "Name", "Fax"], ["z@y.z", "z", "1"]])
    assert load(first, definition, answers={"column:Write to": "Contact"}).saved

    assert load(later).saved

    assert saved(records, "a") == [["Name", "Contact"], ["x", "x@y.z"], ["y", "y@y.z"]]
    dataset = records.datasets()[0]
    assert dataset.confirmed and dataset.schema["fields"] == definition["fields"]
    assert dataset.schema["x-mappings"] == [{"labels": ["Name", "Write to"], "columns": {"Write to": "Contact"}}]
    assert [item.code for item in load(other, definition).problems] == ["missing-label"]


def test_what_is_remembered_changes_no_version_twice(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    definition, answers = (
        schema({"name": "Name"}, {"name": "Contact", **NEEDED}),
        {"column:Write to": "Contact", "again": "yes"},
    )
    path = workbook(tmp_path / "a.xlsx", [["Name", "Write to"], ["x", "x@y.z"]])

    for _ in range(3):
        assert load(path, definition, answers=answers).saved

    assert records.datasets()[0].version == 1


def test_an_answer_leaves_a_column_out(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", "Fax", "Write to"], ["x", 1, "y"]])

    result = load(path, answers={"column:Fax": "", "column:Write to": "Contact"})

    assert saved(records, "a") == [["Name", "Contact"], ["x", "y"]]
    assert result.notes["columns-left-out"] == {"columns": ["Fax"]}


def test_an_answer_that_names_no_field_is_refused(look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", "City"], ["x", "y"]])

    with pytest.raises(FileRefused) as refused:
        look(path, names("Name"), answers={"column:City": "Town"})

    assert str(Catalogue().exception(refused.value)).endswith("Answer with one of: Name.")


@pytest.mark.parametrize("key", ["column:Nome", "column:FAX", "heading-row:Date"])
def test_an_answer_that_fits_nothing_in_the_file_is_told(look: RunCheck, tmp_path: Path, key: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", "City"], ["x", "y"]])

    assert look(path, names("Name", "City"), answers={key: "1"}).notes == {"answers-unused": {"answers": [key]}}


def test_a_column_without_a_heading_goes_by_its_letter(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", None, "City"], ["x", "a@b.c", "y", "Fax"]])

    assert load(path, names("Name", "Mail", "City", "Fax"), answers={"column:B": "Mail", "column:D": "Fax"}).saved

    assert saved(records, "a")[1:] == [["x", "a@b.c", "y", "Fax"]]


def test_a_repeated_heading_is_asked_about_and_the_answer_kept(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", "Amount", "Amount"], ["x", 1, 2]])
    definition = schema({"name": "Name"}, {"name": "Amount", "type": "integer"})
    with pytest.raises(NeedsAnswer) as asked:
        load(path, definition)
    question = asked.value.params["questions"][0]
    assert (question["kind"], question["about"], question["choices"]) == ("column", "Amount", ("B", "C"))
    assert "(B, C)" in str(Catalogue().exception(asked.value))

    assert load(path, definition, answers={"column:Amount": "C"}).saved
    assert load(path, definition, answers={"again": "yes"}).saved

    assert saved(records, "a")[1:] == [["x", 2], ["x", 2]]


def test_repeated_headings_of_an_unknown_file_become_different_fields(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    rows = [["Name", "Amount", "Amount"], ["x", 1, 2]]
    load(workbook(tmp_path / "a.xlsx", rows))
    load(workbook(tmp_path / "another.xlsx", [*rows, ["y", 3, 4]]))

    assert saved(records, "a") == [["Name", "Amount", "Amount 2"], ["x", 1, 2], ["x", 1, 2], ["y", 3, 4]]


FIELDS_MATCH: list[tuple[str, list[str], list[tuple[str, str | None, str | None]]]] = [
    ("exact", ["A", "B", "C"], []),
    ("exact", ["A", "C", "B"], [("incorrect-label", "B", "C"), ("incorrect-label", "C", "B")]),
    ("exact", ["A", "B"], [("missing-label", "C", None)]),
    ("exact", ["A", "B", "C", "D"], [("extra-label", None, "D")]),
    ("equal", ["C", "B", "A"], []),
    ("equal", ["C", "B"], [("missing-label", "A", None)]),
    ("equal", ["C", "B", "A", "D"], [("extra-label", None, "D")]),
    ("subset", ["C", "B", "A", "D"], []),
    ("subset", ["C", "B", "D"], [("missing-label", "A", None)]),
    ("superset", ["C", "B"], []),
    ("superset", ["C", "B", "D"], [("extra-label", None, "D")]),
    ("partial", ["D", "B"], []),
    ("partial", ["D", "E"], [("missing-label", None, None)]),
]


@pytest.mark.parametrize(("match", "labels", "problems"), FIELDS_MATCH)
def test_fields_match_as_the_standard_says(
    look: RunCheck, tmp_path: Path, match: str, labels: list[str], problems: list[tuple[str, str | None, str | None]]
) -> None:
    path = workbook(tmp_path / "a.xlsx", [labels, [f"{label} value" for label in labels]])

    result = look(path, names("A", "B", "C", fieldsMatch=match))

    assert labels_wrong(result.problems) == problems
    for problem in result.problems:
        assert "{" not in Catalogue().problem_line(problem)


def test_exact_takes_fields_by_their_order(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Title", "B", "C"], ["x", "y", "z"]])
    definition = schema({"name": "A", "title": "Title"}, {"name": "B"}, {"name": "C"}, fieldsMatch="exact")

    assert load(path, definition).saved

    assert saved(records, "a") == [["A", "B", "C"], ["x", "y", "z"]]


@pytest.mark.parametrize(
    ("first", "later", "fields"),
    [
        ("Buyer Name Seller Name", "Buyer Name Seller Name", {"Name": 2, "Name 2": 4}),
        ("Buyer Name Seller Name", "Seller Name Buyer Name", {"Name": 4, "Name 2": 2}),
        ("Name Buyer Name Seller", "Name Seller Name Buyer", {"Name": 3, "Name 2": 1}),
        ("Buyer Name Town Seller Name Town", "Seller Name Town Buyer Name Town", {"Name": 5, "Town": 6, "Town 2": 3}),
        ("A Name B Name C Name", "B Name A Name C Name", {"Name": 4, "Name 2": 2, "Name 3": 6}),
        ("No Day Net Net", "Day No Net Net", {"Net": 3, "Net 2": 4}),
        ("Buyer Name Seller Name", "Buyer New Name Seller Name", {"Name": 3, "Name 2": 5}),
    ],
)
def test_repeated_headings_belong_to_what_stands_beside_them(
    load: RunImport, look: RunCheck, tmp_path: Path, first: str, later: str, fields: dict[str, int]
) -> None:
    for name, headings in (("a-1.xlsx", first), ("a-2.xlsx", later)):
        workbook(tmp_path / name, [headings.split(), [f"{label}!" for label in headings.split()]])
    load(tmp_path / "a-1.xlsx")

    assert fields.items() <= look(tmp_path / "a-2.xlsx").columns["Data"].items()


def test_repeated_headings_in_an_order_that_says_nothing_are_refused(
    load: RunImport, look: RunCheck, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "a-1.xlsx", [["Buyer", "Name", "Seller", "Name"], ["x", "y", "z", "w"]]))

    result = look(workbook(tmp_path / "a-2.xlsx", [["Name", "Name", "Seller", "Buyer"], ["x", "y", "z", "w"]]))

    (problem,) = result.problems
    assert (problem.code, problem.kind, problem.field, problem.params["letters"]) == (
        "duplicate-label",
        "moved",
        "Name",
        ["A", "B"],
    )
    assert "(A, B)" in Catalogue().problem(problem)
