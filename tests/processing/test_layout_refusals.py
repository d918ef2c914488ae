"""What is said of files without a table, and how rows without headings are taken all the same."""

import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.model.question import Question
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import Cells, saved, schema, text, workbook
from .nasty.parts import compound, record, row, sheet, xls_records, xlsx

PAIRS: Cells = [["x", 1], ["y", 2]]


def refusal(look: RunCheck, path: Path) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        look(path)
    assert "{" not in str(Catalogue().exception(refused.value))
    return refused.value


def test_rows_without_headings_are_data_where_a_person_says_so(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    result = load(workbook(tmp_path / "a.xlsx", PAIRS), answers={"heading-row:Data": "0"})

    assert saved(records, "a") == [["A", "B"], ["x", 1], ["y", 2]]
    assert [Catalogue().event(*item) for item in result.sheets[0].timeline()] == [
        'Sheet "Data": taken without headings, 2 rows.'
    ]


def test_the_first_row_is_the_headings_where_a_person_says_so(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "a.xlsx", PAIRS), answers={"heading-row:Data": "1"})

    assert saved(records, "a") == [["x", "1"], ["y", 2]]


def test_columns_without_headings_are_the_datasets_fields_in_their_order(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    definition = schema({"name": "Name"}, {"name": "Count", "type": "integer"})

    load(text(tmp_path / "a.csv", "x;1\ny;2\n"), definition, answers={"heading-row": "0"})

    assert saved(records, "a") == [["Name", "Count"], ["x", 1], ["y", 2]]


def test_columns_without_headings_are_named_by_letter_where_the_dataset_has_others(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    answers = {"heading-row": "0", "column:A": "Name", "column:C": "Count"}
    definition = schema({"name": "Name"}, {"name": "Count", "type": "integer"})

    load(text(tmp_path / "a.csv", "x;p;1\ny;q;2\n"), definition, answers=answers)

    assert saved(records, "a") == [["Name", "Count"], ["x", 1], ["y", 2]]


def test_that_a_file_has_no_headings_does_not_hold_for_later_files(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    definition = schema({"name": "Name"}, {"name": "Count", "type": "integer"})
    load(text(tmp_path / "a-1.csv", "x;1\n"), definition, answers={"heading-row": "0"})

    load(text(tmp_path / "a-2.csv", "Name;Count\nz;3\n"), definition)

    assert saved(records, "a")[1:] == [["x", 1], ["z", 3]]


def test_the_question_shows_the_row_and_names_its_answers(look: RunCheck, tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        look(workbook(tmp_path / "a.xlsx", [["Remark"], [], *PAIRS]))

    (question,) = [Question(**item) for item in asked.value.params["questions"]]
    assert Catalogue().question(question) == (
        'No row of the sheet "Data" looks like headings: row 3 holds data (x, 1). Which row holds the headings?'
    )
    assert [Catalogue().choice(question, value) for value in question.choices] == [
        "There are none: all rows are data",
        "Row 3 holds the headings",
    ]


def test_a_sheet_of_rows_is_asked_about_although_another_has_a_lone_text(look: RunCheck, tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        look(workbook(tmp_path / "a.xlsx", [["This is a note"]], Numbers=[[1, 2], [3, 4]]))

    assert asked.value.params["questions"][0]["about"] == "Numbers"


def test_headings_without_rows_are_shown(look: RunCheck, tmp_path: Path) -> None:
    found = refusal(look, workbook(tmp_path / "a.xlsx", [["Name", "Amount"]]))

    assert Catalogue().exception(found).title == (
        "Row 1 of the sheet Data was taken for the headings (Name, Amount), and there are no rows below it."
    )


def test_an_empty_table_over_a_remark_is_not_said_to_have_nothing_below(look: RunCheck, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    made = book.add_worksheet("Data")
    made.add_table(0, 0, 1, 1, {"columns": [{"header": "Name"}, {"header": "Amount"}]})
    made.write(4, 0, "moved to the other file")
    book.close()

    found = refusal(look, tmp_path / "a.xlsx")

    assert (found.code, found.params["places"]) == ("rows-left-out", ["5"])


def test_a_lone_number_is_named(look: RunCheck, tmp_path: Path) -> None:
    found = refusal(look, workbook(tmp_path / "a.xlsx", [[], [None, 17]]))

    assert (found.code, found.params["address"]) == ("single-cell", "B2")


def test_a_sheet_of_errors_is_not_said_to_be_empty(look: RunCheck, tmp_path: Path) -> None:
    rows = '<row r="2"><c r="C2" t="e"><v>#DIV/0!</v></c></row>'

    found = refusal(look, xlsx(tmp_path / "a.xlsx", sheet(rows)))

    assert (found.code, found.params["address"], found.params["word"]) == ("no-values", "C2", "#DIV/0!")


def test_a_sheet_of_formulas_without_results_is_not_said_to_be_empty(look: RunCheck, tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>2+2</f></c></row>'

    found = refusal(look, xlsx(tmp_path / "a.xlsx", sheet(rows)))

    assert (found.code, found.params["address"]) == ("no-results", "A1")


def test_rows_of_errors_below_headings_are_wrong_and_not_missing(look: RunCheck, tmp_path: Path) -> None:
    rows = row(1, "Name", "Amount") + '<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>'

    assert [item.address for item in look(xlsx(tmp_path / "a.xlsx", sheet(rows))).problems] == ["B2"]


@pytest.mark.parametrize("front", [[], [["printed", 1]]])
def test_rows_in_hidden_sheets_alone_are_named(look: RunCheck, tmp_path: Path, front: Cells) -> None:
    book = openpyxl.Workbook()
    for cells in front:
        book.active.append(cells)
    for name, rows in {"Old": [["Name"], ["x"]], "Blank": []}.items():
        made = book.create_sheet(name)
        made.sheet_state = "hidden"
        for cells in rows:
            made.append(cells)
    book.save(tmp_path / "a.xlsx")

    found = refusal(look, tmp_path / "a.xlsx")

    assert (found.code, found.params["sheets"]) == ("sheets-hidden", ["Old"])


def test_hidden_sheets_that_are_empty_do_not_hide_anything(look: RunCheck, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Blank").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    assert refusal(look, tmp_path / "a.xlsx").code == "file-no-rows"


def test_an_xls_of_formulas_that_were_never_calculated_is_not_said_to_be_empty(look: RunCheck, tmp_path: Path) -> None:
    formula = struct.pack("<HHHBxxxxxHHIH", 0, 0, 0, 3, 0xFFFF, 0, 0, 3) + b"\x1e\x01\x00"
    (tmp_path / "a.xls").write_bytes(compound(b"".join(xls_records(only=record(0x06, formula)))))

    found = refusal(look, tmp_path / "a.xls")

    assert (found.code, found.params["sheet"]) == ("blank-results", "Data")


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """A copy of a workbook with something in one of its parts put differently."""
    copy = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as other:
        for item in whole.infolist():
            content = whole.read(item)
            other.writestr(item.filename, content.replace(old, new) if item.filename == part else content)
    return copy


def test_a_workbook_that_does_not_say_where_it_begins_is_read_and_what_cannot_be_told_is_said(
    look: RunCheck, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Name", "Amount"], ["x", 1]])

    result = look(changed(path, "_rels/.rels", b"relationships/officeDocument", b"relationships/other"))

    assert result.counts.total == 1 and {"code": "hidden-unknown"} in result.sheets[0].notes
