"""Totals and footnotes below the data."""

from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase

from .conftest import RunImport
from .files import Cells, saved, schema, text, workbook

HEAD: Cells = [["Name", "Day", "Amount"], ["x", "mon", 1], ["y", "tue", 2]]

BELOW: dict[str, tuple[Cells, tuple[int, ...], tuple[int, ...]]] = {
    "a total": ([["Total", None, 3]], (4,), ()),
    "a total in the second column": ([[None, "Summe:", 3]], (4,), ()),
    "a total with its currency": ([["Total (EUR)", None, 3]], (4,), ()),
    "totals after a blank row": ([[], ["Gesamt", None, 3], ["Totaal", None, 3]], (5, 6), ()),
    "sums without a word, after a blank row": ([[], [None, None, 3]], (5,), ()),
    "a footnote after a blank row": ([[], ["As of November"]], (), (5,)),
    "a marked footnote directly below": ([["* without tax"]], (), (4,)),
    "a source directly below": ([["Source: accounting"]], (), (4,)),
    "a total and footnotes": ([["TOTAL", None, 3], ["without tax"], [], ["Printed by hand"]], (4,), (5, 7)),
    "a company that is called Total": ([["Total Energies", "wed", 3]], (), ()),
    "a total with more text is data": ([["Total", "wed", 3]], (), ()),
    "sums directly below are data": ([[None, None, 3]], (), ()),
    "a name alone directly below is data": ([["z"]], (), ()),
    "a row with a blank cell is data": ([[], ["z", None, 3]], (), ()),
}


@pytest.mark.parametrize("case", BELOW)
def test_what_stands_below_the_data(load: RunImport, records: RecordsDatabase, tmp_path: Path, case: str) -> None:
    below, totals, footnotes = BELOW[case]

    result = load(workbook(tmp_path / "a.xlsx", HEAD + below))

    sheet = result.sheets[0]
    assert (sheet.totals_rows, sheet.footnote_rows) == (totals, footnotes)
    kept = 2 + len([row for row in below if row]) - len(totals) - len(footnotes)
    assert sheet.rows == result.counts.saved == records.row_count("a") == kept
    codes = {note["code"] for note in sheet.notes}
    assert codes == {"totals-left-out"} & codes | {"footnotes-left-out"} & codes
    assert ("totals-left-out" in codes, "footnotes-left-out" in codes) == (bool(totals), bool(footnotes))


def test_the_types_are_told_without_the_totals(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    load(text(tmp_path / "a.csv", "Day,Amount\n2026-01-02,1\n2026-01-03,2\nTotal,3\n"))

    assert [field["type"] for field in records.datasets()[0].schema["fields"]] == ["date", "integer"]


@pytest.mark.parametrize(
    ("below", "totals", "footnotes"),
    [
        ([["Total", None, 3]], (4,), ()),
        ([[None, "Total", 3]], (4,), ()),
        ([["remarks by hand"]], (), ()),
    ],
)
def test_with_a_key(
    load: RunImport, tmp_path: Path, below: Cells, totals: tuple[int, ...], footnotes: tuple[int, ...]
) -> None:
    definition = schema({"name": "Name"}, {"name": "Day"}, {"name": "Amount", "type": "number"}, primaryKey=["Name"])

    sheet = load(workbook(tmp_path / "a.xlsx", HEAD + below), definition).sheets[0]

    assert (sheet.totals_rows, sheet.footnote_rows) == (totals, footnotes)


def test_text_where_the_key_is_blank_is_a_footnote(load: RunImport, tmp_path: Path) -> None:
    definition = schema({"name": "Name"}, {"name": "Day"}, {"name": "Amount", "type": "number"}, primaryKey=["Day"])

    sheet = load(workbook(tmp_path / "a.xlsx", [*HEAD, ["remarks by hand"]]), definition).sheets[0]

    assert sheet.footnote_rows == (4,)


def test_a_list_of_one_column_has_no_footer(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    load(text(tmp_path / "a.csv", "Name\nx\n\nTotal\n"))

    assert saved(records, "a") == [["Name"], ["x"], ["Total"]]


@pytest.mark.parametrize("count", [4939, 4940, 4999, 5000, 5001, 5060, 10_000])
def test_the_footer_is_found_wherever_the_rows_are_cut(load: RunImport, tmp_path: Path, count: int) -> None:
    rows: list[Any] = [["Name", "Amount"], *([f"n{number}", number] for number in range(count)), ["Total", 1], ["* n"]]

    result = load(workbook(tmp_path / "a.xlsx", rows))

    assert result.counts.saved == count
    assert (result.sheets[0].totals_rows, result.sheets[0].footnote_rows) == ((count + 2,), (count + 3,))


def test_a_value_that_is_filled_down_is_not_missing_from_the_last_rows(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    definition = schema(
        {"name": "Region", "x-fillDown": True}, {"name": "Amount", "type": "integer"}, primaryKey=["Region", "Amount"]
    )

    load(workbook(tmp_path / "a.xlsx", [["Region", "Amount"], ["North", 1], [None, 2], [], [None, 3]]), definition)

    assert saved(records, "a")[1:] == [["North", 1], ["North", 2], ["North", 3]]
