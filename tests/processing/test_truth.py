"""Small things that were once saved or said otherwise than the file has them."""

from pathlib import Path

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import NeedsAnswer

from .checking.rows import check_rows, column, kinds
from .conftest import RunCheck, RunImport
from .files import found, saved, schema, text, workbook


def test_headings_that_differ_only_in_case_or_signs_widen_apart(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    headings = ["Name", "name", "Price", "Price %"]
    load(workbook(tmp_path / "a-1.xlsx", [headings, [1, "x", 5, "a"]]))

    assert load(workbook(tmp_path / "a-2.xlsx", [headings, [2, "y", 7.5, "b"]])).saved
    assert saved(records, "a") == [headings, [1, "x", 5.0, "a"], [2, "y", 7.5, "b"]]


@pytest.mark.parametrize("code", ["\u0660\u0660\u0667", "\uff10\uff10\uff15"])
def test_leading_zeros_of_another_script_make_text(
    load: RunImport, records: RecordsDatabase, tmp_path: Path, code: str
) -> None:
    load(workbook(tmp_path / "a.xlsx", [["Code", "N"], [code, 1]]))

    assert saved(records, "a")[1] == [code, 1]


@pytest.mark.parametrize("number", ["1e-400", "1.2345e-322"])
def test_a_number_too_small_to_be_kept_is_not_zero(number: str) -> None:
    assert kinds(column([number], type="number")) == ["number-too-long"]


def test_days_with_points_are_not_read_month_first_because_others_are(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "a.xlsx", [["Day", "N"], ["12/31/2026", 1], ["05.04.2026", 2]]))

    assert saved(records, "a")[1:] == [["12/31/2026", 1], ["05.04.2026", 2]]


def test_days_with_points_beside_month_first_ones_are_asked_about() -> None:
    with pytest.raises(NeedsAnswer) as asking:
        column(["12/31/2026", "05.04.2026"], type="date")

    assert asking.value.params["questions"][0]["params"]["examples"] == ["05.04.2026"]


def test_rows_of_nothing_but_spaces_are_blank(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    result = load(workbook(tmp_path / "a.xlsx", [["A", "B"], ["x", 1], [" ", "\u00a0"], ["y", 2], ["", "  "]]))

    assert (result.counts.total, saved(records, "a")[1:]) == (2, [["x", 1], ["y", 2]])


def test_rows_of_data_are_not_lost_above_a_row_that_looks_like_headings(load: RunImport, tmp_path: Path) -> None:
    rows = ["Date,Nr,Share,2026", "False,114.513,82 %,True", "True,723.655,66 %,True", "True,614.037,31 %,True"]
    rows += ["True,,60 %,False", "True,648.005,70 %,True", "True,552.563,54 %,", "True,996.279,64 %,False"]

    with pytest.raises(NeedsAnswer, match="heading-row"):
        load(text(tmp_path / "a.csv", "\n".join(rows)))


def test_a_wrong_cell_of_a_key_is_not_called_empty() -> None:
    checked = check_rows(schema({"name": "K", "type": "integer"}, primaryKey="K"), [["x"], [None], [1.0]])

    assert [(address, kind) for address, _, kind, _ in checked.problems] == [("A2", "integer"), ("A3", "empty")]


def test_a_rule_about_an_absent_column_is_told_within_the_table(look: RunCheck, tmp_path: Path) -> None:
    rules = schema({"name": "A"}, {"name": "B"}, {"name": "C"}, **{"x-rules": [{"rule": "not empty([C])"}]})
    path = workbook(tmp_path / "a.xlsx", [[], [None, None, "A", "B"], [None, None, "x", "y"]])

    assert found(look(path, rules)) == [("C3", "row-constraint", "rule", None)]


def test_answers_about_columns_that_are_not_there_are_named(look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Day", "N"], ["03/04/2026", 1]])
    checked = look(path, answers={"date-order:Day": "dmy", "date-order:Dya": "dmy", "number-style:N": "comma"})

    assert checked.notes["answers-unused"] == {"answers": ["date-order:Dya"]}


@pytest.mark.parametrize("kind", ["number", "integer"])
def test_zeros_and_signs_that_a_number_does_not_keep_are_counted(kind: str) -> None:
    checked = column(["007", "+49171", "0", "10", "-5"], type=kind)

    assert [row[0] for row in checked.rows] == [7, 49171, 0, 10, -5]
    assert checked.check.repairs == {"A": {"leading-zeros": 2}}
