"""Our check of a file, and of the same rows in memory, against the same definition.

Usage: python -m tests.benchmarks.check_alone WORKBOOK SCHEMA; prints seconds as JSON: whole check job, check of the
rows once they are read, reading, and the search for what the reader hides.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import python_calamine as calamine

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.jobs import CheckJob
from desktop_uploader.processing.checking import ProblemCollector, TableCheck
from desktop_uploader.processing.importing import run_check
from desktop_uploader.processing.layout import lay_out
from desktop_uploader.processing.reading import open_file

CELLS = 50_000_000


class Kept:
    """A sheet whose rows are in memory."""

    def __init__(self, sheet: Any, rows: list[Any]) -> None:
        self.name, self.visible, self.facts = sheet.name, sheet.visible, sheet.facts
        self.first_column, self.height = sheet.first_column, sheet.height
        self._rows = rows

    def rows(self) -> Any:
        return iter(self._rows)


def main(workbook: Path, schema: Path) -> None:
    definition = json.loads(schema.read_text(encoding="utf-8"))
    records = RecordsDatabase(sqlite_url(workbook.parent / "check-alone.sqlite3"))
    records.prepare()
    records.close()
    url = sqlite_url(workbook.parent / "check-alone.sqlite3")
    job = CheckJob(str(workbook), workbook.name, url, "orders", definition)
    figures = {
        "file": seconds(lambda: run_check(job, lambda *_: None)),
        "read": seconds(lambda: list(calamine.CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).iter_rows())),
        "memory": in_memory(workbook, definition),
    }
    # The scan runs beside the reader: what it costs is what it adds.
    figures["scan"] = max(0.0, seconds(lambda: whole_read(workbook)) - figures["read"])
    print(json.dumps(figures))


def whole_read(workbook: Path) -> None:
    """Every row, and what the file says besides."""
    sheet = open_file(workbook, workbook.name, CELLS).sheets[0]
    list(sheet.rows())
    assert sheet.facts.hidden_rows == 0


def in_memory(workbook: Path, definition: dict[str, Any]) -> float:
    """The check alone, over rows that are read already."""
    sheet = open_file(workbook, workbook.name, CELLS).sheets[0]
    kept = Kept(sheet, list(sheet.rows()))
    dataset = Dataset("orders", definition, confirmed=True)
    layout = lay_out([kept], dataset).mapped(dataset)
    check = TableCheck(dataset, ProblemCollector())
    return seconds(lambda: [list(check.batches(source, lambda _: None)) for source in layout.sources])


def seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
