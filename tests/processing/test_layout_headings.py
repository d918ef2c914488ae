"""Which rows are taken for the headings."""

from datetime import date, datetime
from pathlib import Path

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import Cells, saved, schema, workbook

BY_FORM: dict[str, tuple[Cells, tuple[int, ...], list[str]]] = {
    "first row": ([["A", "B"], ["x", 1]], (1,), ["A", "B"]),
    "in the middle of the sheet": ([[], [], [None, None, "A", "B"], [None, None, "x", 1]], (3,), ["A", "B"]),
    "below a title": ([["Prices"], [], ["A", "B", "C"], ["x", 1, 2], ["y", 3, 4]], (3,), ["A", "B", "C"]),
    "below notes nearly as wide as the table": (
        [["Company", "ACME"], ["Printed", date(2026, 1, 1)], ["Name", "Count", "Price"], ["x", 1, 2], ["y", 2, 3]],
        (3,),
        ["Name", "Count", "Price"],
    ),
    "below sixty blank rows": ([*[[]] * 60, ["A", "B"], ["x", 1]], (61,), ["A", "B"]),
    "a blank row below the headings": ([["A", "B"], [], ["x", 1]], (1,), ["A", "B"]),
    "only text": ([["Name", "City"], ["x", "y"], ["x", "z"]], (1,), ["Name", "City"]),
    "a wrong cell among the first": ([["A", "B"], ["x", "n/a"], ["y", 2], ["z", 3]], (1,), ["A", "B"]),
    "notes as wide as the table, apart from it": (
        [["Company", "ACME"], ["Team", "North"], [], ["Name", "Count"], ["x", 1], ["y", 2]],
        (4,),
        ["Name", "Count"],
    ),
    "numbers only in the last row": ([["A", "B"], ["x", "y"], ["z", "w"], ["u", 1]], (1,), ["A", "B"]),
    "repeated ones over text": ([["A", "B", "B"], ["x", "y", "z"], ["u", "v", "w"]], (1,), ["A", "B", "B 2"]),
    "notes with gaps above": (
        [["Unit:", None, "Code:"], ["No.", "Name", "No."], [1, "x", 2], [2, "y", 3]],
        (2,),
        ["No.", "Name", "No. 2"],
    ),
    "years": ([["Region", 2024, 2025], ["North", 1.5, 2.5], ["South", 3, 4]], (1,), ["Region", "2024", "2025"]),
    "only years": ([[2024, 2025, 2026], [1.5, 2.5, 3], [4, 5, 6]], (1,), ["2024", "2025", "2026"]),
    "months": (
        [["Region", date(2026, 1, 1), date(2026, 2, 1)], ["North", 1, 2]],
        (1,),
        ["Region", "2026-01-01", "2026-02-01"],
    ),
    "days": ([["Name", *range(1, 8)], ["x", *[8.0] * 7]], (1,), ["Name", *map(str, range(1, 8))]),
    "two lines, repeated children": (
        [["Region", "2025", None, "2026"], [None, "Q1", "Q2", "Q1", "Q2"], ["North", 1, 2, 3, 4]],
        (1, 2),
        ["Region", "2025 Q1", "2025 Q2", "2026 Q1", "2026 Q2"],
    ),
    "two lines, below a title": (
        [["Sales"], [], ["Name", "Amounts"], [None, "Net", "Gross"], ["x", 1, 2]],
        (3, 4),
        ["Name", "Amounts Net", "Amounts Gross"],
    ),
    "a title over complete headings is no parent": (
        [["Sales", None, "2026"], ["Name", "Net", "Gross"], ["x", 1, 2]],
        (2,),
        ["Name", "Net", "Gross"],
    ),
}


@pytest.mark.parametrize("case", BY_FORM)
def test_headings_of_an_unknown_kind_of_file(look: RunCheck, tmp_path: Path, case: str) -> None:
    rows, header_rows, labels = BY_FORM[case]

    result = look(workbook(tmp_path / "a.xlsx", rows))

    assert result.sheets[0].header_rows == header_rows
    assert result.dataset.field_names == labels


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 2], [3, 4]],
        [["North", 1], ["South", 2]],
        [["a", 2019, 2020], ["b", 2018, 2021]],
        [[datetime(2026, 1, 1), 1], [datetime(2026, 1, 2), 2]],
        [[1, 2], [3, 4], ["End of file"]],
    ],
)
def test_rows_without_headings_are_asked_about(look: RunCheck, tmp_path: Path, rows: Cells) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        look(workbook(tmp_path / "a.xlsx", rows))

    (question,) = asked.value.params["questions"]
    assert (question["kind"], question["about"], question["choices"]) == ("heading-row", "Data", ("0", "1"))


def test_a_datasets_names_find_headings_that_their_form_hides(look: RunCheck, tmp_path: Path) -> None:
    rows: Cells = [["Export", "System"], ["x", 1], [], ["E-mail", "No."], ["a@b.c", "7"]]
    definition = schema({"name": "Mail", "x-aliases": ["E-Mail"]}, {"name": "Number", "title": "No"})

    result = look(workbook(tmp_path / "a.xlsx", rows), definition)

    assert result.sheets[0].header_row == 4
    assert result.columns["Data"] == {"Mail": 1, "Number": 2}


def test_a_datasets_names_tell_that_two_lines_belong_together(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    rows: Cells = [["Region", "2026"], [None, "Q1", "Q2"], ["North", "a", "b"]]
    definition = schema({"name": "Region"}, {"name": "2026 Q1"}, {"name": "2026 Q2"})

    result = load(workbook(tmp_path / "a.xlsx", rows), definition)

    assert result.sheets[0].header_rows == (1, 2)
    assert saved(records, "a") == [["Region", "2026 Q1", "2026 Q2"], ["North", "a", "b"]]


def test_numbers_as_names_are_found(look: RunCheck, tmp_path: Path) -> None:
    definition = schema({"name": "Region"}, {"name": "2024", "type": "number"})

    result = look(workbook(tmp_path / "a.xlsx", [["Region", 2024], ["North", 1.5]]), definition)

    assert not result.problems and result.columns["Data"] == {"Region": 1, "2024": 2}


@pytest.mark.parametrize(("answer", "rows"), [("2", (2,)), ("1-2", (1, 2))])
def test_a_person_names_the_heading_row(look: RunCheck, tmp_path: Path, answer: str, rows: tuple[int, ...]) -> None:
    path = workbook(tmp_path / "a.xlsx", [["A", "B"], ["C", "D"], ["x", 1]])

    for key in ("heading-row", "heading-row:Data"):
        assert look(path, answers={key: answer}).sheets[0].header_rows == rows


def test_a_heading_row_that_a_person_named_holds_for_later_files(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    rows: Cells = [["Name", "City"], ["Name", "City"], ["x", "y"]]
    definition = schema({"name": "Name"}, {"name": "City"})
    load(workbook(tmp_path / "a-1.xlsx", rows), definition, answers={"heading-row": "2"})

    later = load(workbook(tmp_path / "a-2.xlsx", [*rows, ["z", "w"]]), definition)

    assert later.sheets[0].header_row == 2
    assert records.datasets()[0].schema["x-headings"] == {"row": 2}
    assert records.datasets()[0].schema["fields"] == definition["fields"]


def test_a_heading_row_far_down_is_taken_where_a_person_names_it(look: RunCheck, tmp_path: Path) -> None:
    rows: Cells = [*([f"note {number}", 1] for number in range(99)), ["A", "B"], ["x", 1]]

    assert look(workbook(tmp_path / "a.xlsx", rows), answers={"heading-row:Data": "100"}).counts.total == 1


@pytest.mark.parametrize(
    ("answer", "code"), [("x", "answer-unusable"), ("2-9", "answer-unusable"), ("9", "heading-row-blank")]
)
def test_a_heading_row_that_cannot_be_is_refused(look: RunCheck, tmp_path: Path, answer: str, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        look(workbook(tmp_path / "a.xlsx", [["A"], ["x"]]), answers={"heading-row:Data": answer})

    assert refused.value.code == code and "{" not in str(Catalogue().exception(refused.value))
