"""Files of every kind into a real records database, and what comes back."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.words import Catalogue
from desktop_uploader.words.problems import PROBLEMS

from .conftest import RunImport
from .files import Cells, found, saved, schema, text, workbook


def test_typed_cells_arrive_as_they_are(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    rows = [
        ["Name", "Count", "Price", "Day", "Yes", "Moment"],
        ["Köln", 3, 1.1, date(2026, 1, 2), True, datetime(2026, 1, 2, 3, 4, 5)],
        ["007", 2**40, -0.25, date(2026, 12, 31), False, None],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    result = load(tmp_path / "a.xlsx")

    assert result.saved and result.counts.saved == 2
    assert saved(records, "a") == rows
    types = [field["type"] for field in records.datasets()[0].schema["fields"]]
    assert types == ["string", "integer", "number", "date", "boolean", "datetime"]


def test_headings_are_found_below_a_title(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    rows = [["Price list"], [], ["A", "B"], ["x", 1], ["y", 2]]

    result = load(workbook(tmp_path / "a.xlsx", rows))

    assert [(sheet.header_row, sheet.used) for sheet in result.sheets] == [(3, True)]
    assert saved(records, "a") == [["A", "B"], ["x", 1], ["y", 2]]


def test_a_table_that_begins_in_the_middle(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    rows = [[], [], [None, None, "A", "B"], [None, None, "x", 1], [None, None, "y", "z"]]
    wrong = load(workbook(tmp_path / "a.xlsx", rows), schema({"name": "A"}, {"name": "B", "type": "integer"}))

    assert found(wrong) == [("D5", "type-error", "integer", "z")]
    assert load(workbook(tmp_path / "b.xlsx", rows[:4])).saved
    assert saved(records, "b") == [["A", "B"], ["x", 1]]


def test_sheets_with_the_same_headings_come_together(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["A", "B"], ["x", 1]], North=[["B", "A"], [2, "y"]], Other=[["C", "D"], ["z", 3]]
    )

    result = load(path)

    assert saved(records, "a") == [["A", "B"], ["x", 1], ["y", 2]]
    assert {sheet.name: sheet.reason for sheet in result.sheets} == {
        "Data": None,
        "North": None,
        "Other": "other-dataset",
    }


@pytest.mark.parametrize(
    ("content", "encoding", "rows"),
    [
        ("A;B\n1,5;x\n2,25;y\n", "utf-8", [[1.5, "x"], [2.25, "y"]]),
        ("A,B\n1.5,x\n", "utf-8", [[1.5, "x"]]),
        ("A\tB\n007\tä\n", "cp1252", [["007", "ä"]]),
        ("A|B\n1|ä\n", "utf-16", [[1, "ä"]]),
        ('sep=;\nA;B\n"1\n2";3\n', "utf-8-sig", [["1\n2", 3]]),
        ("A;B\n1.234,5;24.12.2026\n", "utf-8", [[1234.5, date(2026, 12, 24)]]),
        ("A;B\n12345678901234567890;1\n", "utf-8", [["12345678901234567890", 1]]),
    ],
)
def test_text_files(
    load: RunImport, records: RecordsDatabase, tmp_path: Path, content: str, encoding: str, rows: Cells
) -> None:
    assert load(text(tmp_path / "a.csv", content, encoding)).saved
    assert saved(records, "a") == [["A", "B"], *rows]


def test_columns_that_settle_nothing_are_asked_about(load: RunImport, tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        load(text(tmp_path / "a.csv", "A;B\n1.234;03/04/2026\n"))

    assert [(item["kind"], item["about"], item["choices"]) for item in asked.value.params["questions"]] == [
        ("number-style", "A", ("point", "comma", "text")),
        ("date-order", "B", ("dmy", "mdy", "text")),
    ]
    sentence = str(Catalogue().exception(asked.value))
    assert "1.234" in sentence and "03/04/2026" in sentence


@pytest.mark.parametrize(
    ("answers", "row"),
    [
        ({"number-style:A": "comma", "date-order:B": "dmy"}, [1234, date(2026, 4, 3)]),
        ({"number-style:A": "point", "date-order:B": "mdy"}, [1.234, date(2026, 3, 4)]),
        ({"number-style:A": "text", "date-order:B": "text"}, ["1.234", "03/04/2026"]),
    ],
)
def test_an_answer_decides(
    load: RunImport, records: RecordsDatabase, tmp_path: Path, answers: dict[str, str], row: list[Any]
) -> None:
    assert load(text(tmp_path / "a.csv", "A;B\n1.234;03/04/2026\n"), answers=answers).saved
    assert saved(records, "a") == [["A", "B"], row]


def test_every_kind_of_wrong_cell_is_named(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    definition = schema(
        {"name": "Key", "constraints": {"pattern": "K[0-9]+"}},
        {"name": "Count", "type": "integer", "constraints": {"required": True, "minimum": 1}},
        {"name": "State", "constraints": {"enum": ["new", "done"]}},
        {"name": "Day", "type": "date"},
        primaryKey="Key",
    )
    rows = [
        ["Key", "Count", "State", "Day"],
        ["K1", 1, "new", date(2026, 1, 1)],
        ["K1", 2.5, "opne", "2026-02-31"],
        ["X", None, "done", 45000],
        [None, 0, "new", "soon"],
    ]

    result = load(workbook(tmp_path / "a.xlsx", rows), definition)

    assert not result.saved and records.row_count("a") == 0
    assert (result.counts.total, result.counts.rejected) == (4, 3)
    assert found(result) == [
        ("A3", "primary-key-error", "repeated", "K1"),
        ("B3", "type-error", "integer", "2.5"),
        ("C3", "constraint-error", "enum", "opne"),
        ("D3", "type-error", "date-impossible", "2026-02-31"),
        ("A4", "constraint-error", "pattern", "X"),
        ("B4", "constraint-error", "required", None),
        ("D4", "type-error", "date-number", "45000"),
        ("A5", "primary-key-error", "empty", None),
        ("B5", "constraint-error", "minimum", "0"),
        ("D5", "type-error", "date", "soon"),
    ]
    words = Catalogue()
    for problem in result.problems:
        assert f"{problem.code}:{problem.params['kind']}" in PROBLEMS
        assert "{" not in words.problem_line(problem)


def test_details_are_capped_and_totals_are_not(load: RunImport, tmp_path: Path) -> None:
    rows = [["A"], *[["x"]] * 3000, *[[1]] * 3000]

    result = load(workbook(tmp_path / "a.xlsx", rows), schema({"name": "A", "type": "number"}))

    assert len(result.problems) == 1000
    assert [total.count for total in result.totals] == [3000]
    assert result.counts.rejected == 3000


def test_error_cells_and_formulas_without_result_are_not_blank(load: RunImport, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["A", "B"], ["x", "#N/A"], ["y", "=1+1"], ["z", 3]):
        book.active.append(row)
    book.active["B2"].data_type = "e"
    book.save(tmp_path / "a.xlsx")

    result = load(tmp_path / "a.xlsx")

    assert found(result) == [("B2", "type-error", "excel-error", "#N/A"), ("B3", "type-error", "no-result", None)]


def test_a_number_that_excel_rounded_is_not_taken_for_an_identifier(load: RunImport, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Id"], [1234567890123456.0], [97442.0]])

    assert found(load(path, schema({"name": "Id", "type": "string"}))) == [
        ("A2", "type-error", "rounded-number", "1234567890123456")
    ]


def test_a_key_saved_before_is_said(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    definition = schema({"name": "K"}, {"name": "V"}, primaryKey=["K"])
    assert load(workbook(tmp_path / "a-1.xlsx", [["K", "V"], ["k1", "x"]]), definition).saved

    result = load(workbook(tmp_path / "a-2.xlsx", [["K", "V"], ["k2", "y"], ["k1", "z"]]), definition)

    assert found(result) == [("A3", "primary-key-error", "already-saved", "k1")]
    assert records.row_count("a") == 1


def test_a_missing_column_is_named_and_others_are_left_out(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    needed = {"name": "Mail", "constraints": {"required": True}, "x-aliases": ["E-mail"]}
    definition = schema({"name": "Name"}, needed, {"name": "City"})
    wrong = load(workbook(tmp_path / "a.xlsx", [["Name", "City"], ["x", "y"]]), definition)
    right = load(workbook(tmp_path / "a.xlsx", [["name ", "E-MAIL", "Fax"], ["x", "x@y.z", 1]]), definition)

    assert [(problem.code, problem.field) for problem in wrong.problems] == [("missing-label", "Mail")]
    assert saved(records, "a") == [["Name", "Mail", "City"], ["x", "x@y.z", None]]
    assert right.notes == {"columns-left-out": {"columns": ["Fax"]}, "fields-absent": {"fields": ["City"]}}


def test_an_inferred_dataset_widens_only_where_nothing_is_lost(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    assert load(workbook(tmp_path / "a-1.xlsx", [["A", "B"], [1, "x"]])).saved
    assert load(workbook(tmp_path / "a-2.xlsx", [["A", "B", "C"], [1.5, "y", True]])).saved
    assert saved(records, "a") == [["A", "B", "C"], [1.0, "x", None], [1.5, "y", True]]

    wrong = load(workbook(tmp_path / "a-3.xlsx", [["A", "B", "C"], ["text", "y", True]]))

    assert found(wrong) == [("A2", "type-error", "number", "text")]


def test_whole_numbers_become_text_where_a_person_says_so(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    assert load(workbook(tmp_path / "a-1.xlsx", [["A", "B"], [1, "x"]])).saved
    path = workbook(tmp_path / "a-2.xlsx", [["A", "B"], ["K2", "y"]])

    with pytest.raises(NeedsAnswer) as asked:
        load(path)
    kept = load(path, answers={"column-type:A": "keep"})
    load(path, answers={"column-type:A": "text"})

    assert [item["kind"] for item in asked.value.params["questions"]] == ["column-type"]
    assert found(kept) == [("A2", "type-error", "integer", "K2")]
    assert saved(records, "a") == [["A", "B"], ["1", "x"], ["K2", "y"]]


def test_a_type_that_no_row_has_used_gives_way(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    assert load(text(tmp_path / "a-1.csv", "A;B\n1;\n")).saved
    assert load(text(tmp_path / "a-2.csv", "A;B\n2;2026-01-02\n")).saved

    assert saved(records, "a") == [["A", "B"], [1, None], [2, date(2026, 1, 2)]]


def test_what_a_known_dataset_says_is_not_asked_again(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    assert load(text(tmp_path / "a-1.csv", "A;B\n24/12/2026;1,5\n")).saved
    assert load(text(tmp_path / "a-2.csv", "A;B\n03/04/2026;1.234\n")).saved

    assert saved(records, "a") == [["A", "B"], [date(2026, 12, 24), 1.5], [date(2026, 4, 3), 1234.0]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"<html><p>A page</p></html>", "file-is-web-page"),
        (b"%PDF-1.7 ...", "file-is-pdf"),
        (b"PK\x03\x04 not really a zip", "file-damaged"),
        (b"\x00\x01\x02binary\x00", "file-not-workbook"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "file-too-old"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file-damaged"),
        (b"A,B\n", "no-rows"),
        (b"only\n", "no-rows"),
        (b"17\n", "single-cell"),
        (b"\n\n", "file-no-rows"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_name(
    load: RunImport, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    with pytest.raises(FileRefused) as refused:
        load(path)

    assert refused.value.code == code
    assert "Something unexpected" not in str(Catalogue().exception(refused.value))


def test_two_cells_at_the_ends_of_the_grid_are_refused_and_the_stray_one_named(load: RunImport, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "A", "x"
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(FileRefused) as refused:
        load(tmp_path / "a.xlsx")

    assert (refused.value.code, refused.value.params["address"]) == ("stray-cell", "XFD1048576")
