"""Cells that look like formulas and are text stay text in what is handed back."""

from pathlib import Path

import openpyxl
import pytest

from ..output.conftest import Mark, check, mark

__all__ = ["check", "mark"]

SCHEMA = {"fields": [{"name": "Key"}, {"name": "Amount", "type": "number"}]}
TEXTS = ["=1+1", "+1", "-1+2", "@SUM(1)", '=HYPERLINK("http://example.com")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_nasty_46_text_that_looks_like_a_formula_stays_text(mark: Mark, tmp_path: Path, text: str, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        path.write_text(f'Key;Amount\n"{text.replace(chr(34), chr(34) * 2)}";x\n')
    else:
        book = openpyxl.Workbook()
        book.active.append(["Key", "Amount"])
        for address in ("A2", "B2"):
            book.active[address].value = text
            book.active[address].data_type = "s"
        book.save(path)

    _, made = mark(path, SCHEMA)

    cells = [cell for sheet in openpyxl.load_workbook(made) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert text in [cell.value for cell in cells]


def test_nasty_54_a_text_file_is_marked_as_a_person_said_that_it_is_written(mark: Mark, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Key;Amount\nKraków;x\n".encode("cp852"))

    _, made = mark(tmp_path / "a.csv", SCHEMA, answers={"encoding": "cp852"})

    assert "Kraków" in [cell.value for row in openpyxl.load_workbook(made)["a"].iter_rows() for cell in row]
