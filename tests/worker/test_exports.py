"""Saved rows written to files by a real child process, and read back by the libraries that read such files."""

import csv
import math
import os
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from arro3.core import DataType
from arro3.io import read_parquet

from desktop_uploader.bootstrap import build
from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.model.errors import UploaderError, UsageError
from desktop_uploader.model.export import Export, ExportResult, TableFormat
from desktop_uploader.model.jobs import Job, Limits
from desktop_uploader.model.rowquery import Comparison, Condition, RowQuery
from desktop_uploader.processing.output.rowbook import RowBook
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.worker.exports import Exports
from desktop_uploader.worker.supervisor import Stopped, Supervisor
from tests.database.records.shop import Shop

FIELDS = ("No.", "Name", "Amount", "Pieces", "Day", "When", "Paid", "Tags")
TYPES = ("string", "string", "number", "integer", "date", "datetime", "boolean", "list")
SCHEMA = {
    "fields": [{"name": name, "type": kind} for name, kind in zip(FIELDS, TYPES, strict=True)],
    "primaryKey": ["No."],
}
ROWS: list[tuple[Any, ...]] = [
    ("007", '=1+1; "ü"', 0.1 + 0.2, 2**53 + 1, date(2026, 3, 1), datetime(2026, 3, 1, 14, 30), True, ("a", "b")),
    (
        "008",
        None,
        1e300,
        -5,
        date(1899, 12, 31),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=7))),
        False,
        None,
    ),
    ("009", "-x\nline", None, None, None, None, None, None),
]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "records.sqlite3")
    opened.save("orders.xlsx", ROWS, name="orders", schema=SCHEMA)
    yield opened
    opened.close()


@pytest.fixture
def exports(shop: Shop) -> Exports:
    return Exports(sqlite_url(shop.path), lambda _size: Limits(), lambda: "en")


def wanted(table: TableFormat, **changes: Any) -> Export:
    return Export(**{"dataset": "orders", "query": RowQuery(), "fields": FIELDS, "format": table, **changes})


def make(exports: Exports, export: Export, target: Path, *, overwrite: bool = False) -> ExportResult:
    return exports.export(export, target, lambda _done: None, lambda: False, overwrite=overwrite)


def read_csv(path: Path, delimiter: str = ",") -> list[list[str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_csv_has_every_value_exactly(exports: Exports, tmp_path: Path) -> None:
    result = make(exports, wanted(TableFormat.CSV), tmp_path / "o.csv")
    assert result == ExportResult(rows=3)
    assert read_csv(tmp_path / "o.csv") == [
        list(FIELDS),
        ["007", '=1+1; "ü"', "0.30000000000000004", "9007199254740993", "2026-03-01", "2026-03-01T14:30:00", "true",
         '["a", "b"]'],
        ["008", "", "1e+300", "-5", "1899-12-31", "2026-01-01T00:00:00+07:00", "false", ""],
        ["009", "-x\nline", "", "", "", "", "", ""],
    ]  # fmt: skip


def test_csv_for_spreadsheets_guards_formulas_and_nothing_else(exports: Exports, tmp_path: Path) -> None:
    export = wanted(TableFormat.CSV, guard=True, delimiter=";", fields=("Name", "Pieces"))
    assert make(exports, export, tmp_path / "o.csv").guarded == 2
    assert read_csv(tmp_path / "o.csv", ";") == [
        ["Name", "Pieces"], ["'=1+1; \"ü\"", "9007199254740993"], ["", "-5"], ["'-x\nline", ""],
    ]  # fmt: skip


def test_only_the_rows_and_columns_that_are_wanted_are_written_in_their_order(exports: Exports, tmp_path: Path) -> None:
    query = RowQuery((Condition("Name", Comparison.FILLED),), sort="No.", descending=True)
    make(exports, wanted(TableFormat.CSV, query=query, fields=("Name", "No."), origin=True), tmp_path / "o.csv")
    assert read_csv(tmp_path / "o.csv") == [
        ["Name", "No.", "File", "Sheet", "Row in file"],
        ["-x\nline", "009", "orders.xlsx", "Data", "4"],
        ['=1+1; "ü"', "007", "orders.xlsx", "Data", "2"],
    ]


def test_a_workbook_holds_each_value_as_what_it_is(exports: Exports, tmp_path: Path) -> None:
    result = make(exports, wanted(TableFormat.XLSX), tmp_path / "o.xlsx")
    assert result == ExportResult(rows=3, sheets=1, as_text=3)
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["orders"]
    head, first, second, third = sheet.iter_rows(values_only=True)
    assert head == FIELDS
    assert first == ("007", '=1+1; "ü"', 0.1 + 0.2, str(2**53 + 1), datetime(2026, 3, 1), datetime(2026, 3, 1, 14, 30),
                     True, '["a", "b"]')  # fmt: skip
    assert second == ("008", None, 1e300, -5, "1899-12-31", "2026-01-01T00:00:00+07:00", False, None)
    assert third == ("009", "-x\nline", None, None, None, None, None, None)
    assert sheet["B2"].data_type == "s"
    assert sheet.freeze_panes == "A2"


def test_more_rows_than_a_sheet_holds_go_to_further_sheets(tmp_path: Path) -> None:
    book = RowBook(str(tmp_path / "o.xlsx"), str(tmp_path), "orders", ["A"], most_rows=4)
    result = book.write(iter([[(n,) for n in range(6)], [(n,) for n in range(6, 9)]]))
    assert result == ExportResult(rows=9, sheets=3)
    sheets = openpyxl.load_workbook(tmp_path / "o.xlsx")
    values = [[cell for (cell,) in sheet.iter_rows(values_only=True)] for sheet in sheets]
    assert sheets.sheetnames == ["orders", "orders 2", "orders 3"]
    assert values == [["A", 0, 1, 2, 3], ["A", 4, 5, 6, 7], ["A", 8]]


def test_a_text_that_no_cell_holds_is_cut_and_counted(tmp_path: Path) -> None:
    result = RowBook(str(tmp_path / "o.xlsx"), str(tmp_path), "o", ["A"]).write(iter([[("x" * 40_000,)]]))
    assert (result.cut, result.rows) == (1, 1)


def read_types(path: Path) -> list[DataType]:
    return [field.type for field in read_parquet(path).schema]


def read_rows(path: Path) -> list[tuple[Any, ...]]:
    table = read_parquet(path).read_all()
    return list(zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True))


def test_parquet_holds_each_value_as_what_it_is(exports: Exports, tmp_path: Path) -> None:
    fields = ("No.", "Amount", "Pieces", "Day", "Paid", "Tags")
    result = make(exports, wanted(TableFormat.PARQUET, fields=fields, origin=True), tmp_path / "o.parquet")
    assert result == ExportResult(rows=3)
    text, whole = DataType.utf8(), DataType.int64()
    types = [text, DataType.float64(), whole, DataType.date32(), DataType.bool(), text, text, text, whole]
    assert read_types(tmp_path / "o.parquet") == types
    assert read_rows(tmp_path / "o.parquet") == [
        ("007", 0.1 + 0.2, 2**53 + 1, date(2026, 3, 1), True, '["a", "b"]', "orders.xlsx", "Data", 2),
        ("008", 1e300, -5, date(1899, 12, 31), False, None, "orders.xlsx", "Data", 3),
        ("009", None, None, None, None, None, "orders.xlsx", "Data", 4),
    ]


UTC, EAST, LOCAL = (
    datetime(2026, 1, 1, 9, tzinfo=UTC),
    datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=7))),
    datetime(2026, 1, 1, 9),
)


@pytest.mark.parametrize(
    ("times", "kind", "read", "mixed"),
    [
        ([LOCAL, None], DataType.timestamp("us"), [LOCAL, None], 0),
        ([UTC, EAST], DataType.timestamp("us", tz="UTC"), [UTC, EAST], 0),
        ([EAST, LOCAL], DataType.utf8(), ["2026-01-01T09:00:00+07:00", "2026-01-01T09:00:00"], 1),
    ],
)
def test_parquet_holds_times_as_moments_only_where_they_are(
    exports: Exports, shop: Shop, tmp_path: Path, times: list[Any], kind: DataType, read: list[Any], mixed: int
) -> None:
    schema = {"fields": [{"name": "When", "type": "datetime"}]}
    shop.save("times.xlsx", [(time,) for time in times], name="times", schema=schema)

    result = make(exports, wanted(TableFormat.PARQUET, dataset="times", fields=("When",)), tmp_path / "o.parquet")

    assert result.mixed == mixed
    assert read_types(tmp_path / "o.parquet") == [kind]
    assert read_rows(tmp_path / "o.parquet") == [(value,) for value in read]


@pytest.mark.parametrize(("kind", "day"), [("datetime", "2026-01-01T"), ("time", "")])
@pytest.mark.parametrize("zone", ["Z", "+0700", "+07", "-05:00", "+07:07:12"])
def test_a_time_zone_that_another_program_has_written_is_one(
    exports: Exports, shop: Shop, tmp_path: Path, kind: str, day: str, zone: str
) -> None:
    shop.save("t.xlsx", [(None,), (None,)], name="times", schema={"fields": [{"name": "At", "type": kind}]})
    shop.sql(f"UPDATE times SET at = CASE du_row WHEN 2 THEN '{day}09:00:00{zone}' ELSE '{day}09:00:00' END")

    result = make(exports, wanted(TableFormat.PARQUET, dataset="times", fields=("At",)), tmp_path / "o.parquet")

    assert result.mixed == 1
    assert read_types(tmp_path / "o.parquet") == [DataType.utf8()]


def test_a_column_called_as_that_of_the_files_is_told_from_it_in_parquet(
    exports: Exports, shop: Shop, tmp_path: Path
) -> None:
    schema = {"fields": [{"name": "File", "type": "string"}]}
    shop.save("scans.xlsx", [("a.pdf",)], name="scans", schema=schema)
    export = wanted(TableFormat.PARQUET, dataset="scans", fields=("File",), origin=True)
    make(exports, export, tmp_path / "o.parquet")
    assert read_parquet(tmp_path / "o.parquet").read_all().column_names == ["File", "File 2", "Sheet", "Row in file"]
    assert read_rows(tmp_path / "o.parquet") == [("a.pdf", "scans.xlsx", "Data", 2)]


def test_no_rows_are_a_file_with_headings(exports: Exports, tmp_path: Path) -> None:
    query = RowQuery(search="nowhere")
    for table in TableFormat:
        assert make(exports, wanted(table, query=query), tmp_path / f"o.{table}").rows == 0
    assert read_csv(tmp_path / "o.csv") == [list(FIELDS)]
    assert openpyxl.load_workbook(tmp_path / "o.xlsx")["orders"].max_row == 1
    assert read_parquet(tmp_path / "o.parquet").read_all().column_names == list(FIELDS)


def test_a_file_that_is_there_is_left_alone_unless_it_is_to_be_replaced(exports: Exports, tmp_path: Path) -> None:
    target = tmp_path / "o.csv"
    target.write_text("mine")
    with pytest.raises(UsageError, match="target-exists"):
        make(exports, wanted(TableFormat.CSV), target)
    assert target.read_text() == "mine"
    make(exports, wanted(TableFormat.CSV), target, overwrite=True)
    assert len(read_csv(target)) == 4


@pytest.mark.parametrize("table", [TableFormat.XLSX, TableFormat.PARQUET])
def test_a_cancelled_export_leaves_nothing(exports: Exports, shop: Shop, tmp_path: Path, table: TableFormat) -> None:
    shop.sql(
        "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 150000) INSERT INTO orders "
        "(du_import, du_sheet, du_row, no, name) SELECT 1, 'Data', i, 'K' || i, 'name ' || i FROM n"
    )
    folder = tmp_path / "out"
    folder.mkdir()
    writing = threading.Event()

    def progress(done: int) -> None:
        if done:
            writing.set()

    with pytest.raises(Stopped):
        exports.export(wanted(table), folder / "o.out", progress, writing.is_set)
    assert list(folder.iterdir()) == []


def test_rows_are_those_of_one_moment(exports: Exports, shop: Shop, tmp_path: Path) -> None:
    shop.sql(
        "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO orders "
        "(du_import, du_sheet, du_row, no, name) SELECT 1, 'Data', i, 'K' || i, 'name ' || i FROM n"
    )
    changed = []

    def progress(done: int) -> None:
        if done and not changed:
            changed.append(shop.sql("UPDATE orders SET name = 'changed'"))

    result = exports.export(wanted(TableFormat.CSV), tmp_path / "o.csv", progress, lambda: False)
    assert changed and result.rows == 100_000 - 9 + 3
    assert not any(row[1] == "changed" for row in read_csv(tmp_path / "o.csv"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("table", list(TableFormat))
def test_a_full_disk_is_said_and_leaves_nothing(
    exports: Exports, tmp_path: Path, table: TableFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    class Name:
        hex = "full"

    monkeypatch.setattr("desktop_uploader.worker.publishing.uuid4", Name)
    (folder / ".full.part").symlink_to("/dev/full")
    with pytest.raises(UploaderError, match="export-no-room"):
        make(exports, wanted(table), folder / "o.out")
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(exports: Exports, tmp_path: Path) -> None:
    with pytest.raises(UploaderError, match="storage-no-permission"):
        make(exports, wanted(TableFormat.CSV), tmp_path / "gone" / "o.csv")


def test_a_dataset_that_is_gone_is_said(exports: Exports, tmp_path: Path) -> None:
    with pytest.raises(UploaderError, match="no-such-dataset"):
        make(exports, wanted(TableFormat.CSV, dataset="gone"), tmp_path / "o.csv")
    assert not list(tmp_path.glob(".*part"))


def test_limits_that_were_changed_while_the_program_runs_hold(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[Job] = []

    def run(_supervisor: Supervisor, job: Job, *_how: object) -> None:
        jobs.append(job)
        raise Stopped

    monkeypatch.setattr(Supervisor, "run", run)
    application = build(Settings(), find_folders(data_dir), "test")
    application.apply(Settings(memory_limit_mb=512))

    with pytest.raises(Stopped):
        make(application.exports, wanted(TableFormat.CSV), tmp_path / "o.csv")
    application.close()

    assert [(job.limits.memory, job.limits.ceiling) for job in jobs] == [(512 * 1024**2, math.inf)]
