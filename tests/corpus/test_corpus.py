"""The corpus commands on a folder of a few files."""

import json
from pathlib import Path

import pytest

from tests.processing.files import workbook
from tests.processing.nasty.parts import ods, ods_cell, ods_row, row, sheet, xlsx

from .__main__ import main

ROWS = [["Name", "Count"], ["x", 1], ["y", 2]]


def test_every_file_has_an_outcome_and_a_refusal_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = tmp_path / "files"
    files.mkdir()
    workbook(files / "good.xlsx", ROWS)
    xlsx(files / "bomb.xlsx", sheet(row(1, "A")), more={"xl/bomb.xml": b" " * 80 * 1024**2})
    xlsx(files / "stray.xlsx", sheet(row(1, "A") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    (files / "page.csv").write_bytes(b"%PDF-1.7")

    code = main([str(files), "--json", str(tmp_path / "report.json")])
    report = {item["file"]: item["outcome"] for item in json.loads((tmp_path / "report.json").read_text("utf-8"))}

    assert code == 0
    assert report == {
        "good.xlsx": "read",
        "bomb.xlsx": "refused: file-unsafe",
        "stray.xlsx": "refused: stray-cell",
        "page.csv": "refused: file-is-pdf",
    }
    assert "4 files" in capsys.readouterr().out


def test_comparing_names_the_reason_of_each_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = '<c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>1+1</f></c>'
    xlsx(tmp_path / "a.xlsx", sheet(row(1, "A", "B") + row(2, "x", "y") + f'<row r="3">{cells}</row>'))

    assert main(["compare", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "1 workbooks, 4 cells agree" in printed
    assert "1  an error cell" in printed and "1  a formula without a saved result" in printed


@pytest.mark.parametrize(("count", "code"), [("2", 0), ("3", 1)])
def test_formats_of_one_workbook_must_agree(tmp_path: Path, count: str, code: int) -> None:
    numbers = [ods_cell(f'office:value-type="float" office:value="{number}"') for number in ("1", count)]
    workbook(tmp_path / "a.xlsx", ROWS)
    ods(tmp_path / "a.ods", ods_row("Name", "Count") + ods_row("x", numbers[0]) + ods_row("y", numbers[1]))

    assert main(["agree", str(tmp_path)]) == code
