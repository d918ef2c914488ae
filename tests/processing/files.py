"""Files made for a test, and what became of them."""

from pathlib import Path
from typing import Any

import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.jobs import CheckResult, ImportResult

Cells = list[list[Any]]


def workbook(path: Path, rows: Cells, sheet: str = "Data", **more: Cells) -> Path:
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    for name, cells in {sheet: rows, **more}.items():
        made = book.add_worksheet(name)
        for number, row in enumerate(cells):
            for column, cell in enumerate(row):
                if cell is not None:
                    made.write(number, column, cell)
    book.close()
    return path


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def saved(records: RecordsDatabase, name: str) -> Cells:
    headings, rows = records.rows(name)
    return [headings, *map(list, rows)]


def found(result: ImportResult | CheckResult) -> list[tuple[str, str, Any, Any]]:
    return [(item.address, item.code, item.params.get("kind"), item.value) for item in result.problems]


def schema(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"fields": list(fields), **more}
