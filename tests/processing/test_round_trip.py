"""Any table of typed values, written and read back, is the same table: for values that the format can hold."""

import csv
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_uploader.processing.reading import open_file

from .nasty.parts import ods

Table = list[list[Any]]

MILLISECONDS = st.integers(0, 86_399_999).map(lambda count: timedelta(milliseconds=count))
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t_x0 ;,\"'"),
    max_size=12,
)
DATES = st.dates(date(1900, 3, 1), date(9999, 12, 31))
TIMES = MILLISECONDS.map(lambda length: (datetime(2000, 1, 1) + length).time())
MOMENTS = st.builds(datetime.combine, DATES, TIMES.filter(lambda moment: moment != time(0)))
NUMBERS = st.builds(lambda digits, places: digits / 10**places, st.integers(-(10**14), 10**14), st.integers(0, 6))
LENGTHS = st.integers(86_400, 10**8).map(lambda seconds: timedelta(seconds=seconds))
CELLS = st.one_of(st.just(""), TEXT, NUMBERS, st.booleans(), DATES, MOMENTS, TIMES, LENGTHS)

TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6)
TEXTS = st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=6)
OFTEN = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def held(table: Table) -> dict[tuple[int, int], Any]:
    """The cells that hold something, by row and column."""
    return {(r, c): cell for r, row in enumerate(table) for c, cell in enumerate(row) if cell != ""}


def read_back(write: Callable[[Path, Table], object], ending: str, table: Table) -> dict[tuple[int, int], Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{ending}"
        write(path, table)
        sheet = open_file(path, path.name, 1_000_000).sheets[0]
        assert sheet.facts.trouble == {}
        return held([[*[""] * (sheet.first_column - 1), *row] for row in sheet.rows()])


def same(one: dict[tuple[int, int], Any], other: dict[tuple[int, int], Any]) -> bool:
    return one == other and all(type(one[place]) is type(other[place]) for place in one)


@OFTEN
@given(TABLES)
def test_xlsx(table: Table) -> None:
    assert same(read_back(write_xlsx, "xlsx", table), held(table))


@OFTEN
@given(TABLES)
def test_ods(table: Table) -> None:
    assert same(read_back(write_ods, "ods", table), held(table))


@OFTEN
@given(TEXTS)
def test_csv(table: Table) -> None:
    assert same(read_back(write_csv, "csv", table), held(table))


def write_xlsx(path: Path, table: Table) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    formats = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss.000"}),
        time: book.add_format({"num_format": "hh:mm:ss.000"}),
        timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
    }
    for r, row in enumerate(table):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(r, c, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(r, c, cell)
            elif isinstance(cell, float):
                sheet.write_number(r, c, cell)
            else:
                sheet.write_datetime(r, c, cell, formats[type(cell)])
    book.close()


def write_ods(path: Path, table: Table) -> None:
    rows = "".join(f"<table:table-row>{''.join(map(ods_of, row))}</table:table-row>" for row in table)
    ods(path, rows)


def ods_of(cell: Any) -> str:
    kind, name, value = {
        str: ("string", "", ""),
        bool: ("boolean", "boolean-value", str(cell).lower()),
        float: ("float", "value", repr(cell)),
        date: ("date", "date-value", f"{cell}"),
        datetime: ("date", "date-value", cell.isoformat() if isinstance(cell, datetime) else ""),
        time: ("time", "time-value", f"{cell:PT%HH%MM%S.%fS}" if isinstance(cell, time) else ""),
        timedelta: ("time", "time-value", f"PT{int(cell.total_seconds())}S" if isinstance(cell, timedelta) else ""),
    }[type(cell)]
    paragraphs = "".join(f"<text:p>{ods_text(line)}</text:p>" for line in cell.split("\n")) if kind == "string" else ""
    attribute = f' office:{name}="{value}"' if name else ""
    return f'<table:table-cell office:value-type="{kind}"{attribute}>{paragraphs}</table:table-cell>'


def ods_text(line: str) -> str:
    return escape(line).replace("\t", "<text:tab/>").replace(" ", "<text:s/>")


def write_csv(path: Path, table: Table) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("sep=,\r\n")
        csv.writer(file).writerows(table)
