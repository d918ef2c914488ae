"""Cell by cell: what our reader gives against what openpyxl gives, for every workbook that both open.

A difference must have a reason out of `RULES`, a closed set; none of them knows a file by name.
"""

import contextlib
import datetime
import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from desktop_uploader.model.errors import FileRefused
from desktop_uploader.model.jobs import Limits
from desktop_uploader.processing.reading import Sheet, open_file

ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx"})
MOST_CELLS = 3_000_000
"""Sheets with a larger box are left out of the comparison: openpyxl would take minutes."""

EPOCH = datetime.datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Pair:
    """One cell as both give it."""

    ours: Any
    theirs: Any
    trouble: str | None


def main(folder: Path) -> int:
    """Print how many cells agree, how many differ by which rule, and those that nothing explains: then 1."""
    same, by_rule, unexplained, files = 0, Counter[str](), list[str](), 0
    for path in sorted(item for item in folder.rglob("*") if item.suffix.lower() in ENDINGS):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pairs = list(_pairs(path))
        files += bool(pairs)
        for place, pair in pairs:
            if pair.trouble is None and _equal(pair.ours, pair.theirs):
                same += 1
            elif rule := next((name for name, holds in RULES.items() if holds(pair)), None):
                by_rule[rule] += 1
            else:
                unexplained.append(f"{path.relative_to(folder)} {place}: {pair}")
    print(f"{files} workbooks, {same:,} cells agree")
    for rule, count in by_rule.most_common():
        print(f"{count:8,}  {rule}")
    for line in unexplained[:200]:
        print(f"UNEXPLAINED {line}")
    print(f"{len(unexplained):8,}  unexplained")
    return 1 if unexplained else 0


def _pairs(path: Path) -> Iterator[tuple[str, Pair]]:
    try:
        book = open_file(path, path.name, Limits().cells)
    except FileRefused:
        return
    theirs = _openpyxl(path)
    if theirs is None:
        return
    for sheet in book.sheets:
        if sheet.name not in theirs.sheetnames:
            continue
        other = theirs[sheet.name]
        if not hasattr(other, "iter_rows") or (other.max_row or 0) * (other.max_column or 0) > MOST_CELLS:
            continue
        with contextlib.suppress(FileRefused):
            yield from _sheet_pairs(sheet, other)


def _openpyxl(path: Path) -> Any:
    try:
        return openpyxl.load_workbook(path, data_only=True)
    except Exception:  # whatever it cannot open is not compared
        return None


def _sheet_pairs(sheet: Sheet, other: Any) -> Iterator[tuple[str, Pair]]:
    ours = {
        (number, sheet.first_column + offset): cell
        for number, row in enumerate(sheet.rows(), start=1)
        for offset, cell in enumerate(row)
        if cell != ""
    }
    theirs = {
        (cell.row, cell.column): cell.value for row in other.iter_rows() for cell in row if cell.value not in (None, "")
    }
    trouble = sheet.facts.trouble
    for row, column in sorted({*ours, *theirs, *trouble}):
        pair = Pair(ours.get((row, column), ""), theirs.get((row, column), ""), trouble.get((row, column)))
        yield f"{sheet.name}!R{row}C{column}", pair


def _equal(ours: Any, theirs: Any) -> bool:
    if type(theirs) is int:
        theirs = float(theirs)
    if type(theirs) is datetime.datetime and theirs.time() == datetime.time(0):
        theirs = theirs.date()
    return type(ours) is type(theirs) and ours == theirs


def _is_error(pair: Pair) -> bool:
    return pair.ours == "" and pair.trouble == pair.theirs and str(pair.theirs).startswith("#")


def _formula_without_result(pair: Pair) -> bool:
    return pair.ours == "" and pair.theirs == "" and pair.trouble == "formula"


def _impossible_date(pair: Pair) -> bool:
    return pair.trouble == "date"


def _line_ends(pair: Pair) -> bool:
    both = isinstance(pair.ours, str) and isinstance(pair.theirs, str)
    return both and pair.ours == re.sub(r"(_x000[dD]_|\r)\n?", "\n", pair.theirs)


def _milliseconds(pair: Pair) -> bool:
    if isinstance(pair.ours, datetime.timedelta) and isinstance(pair.theirs, datetime.timedelta):
        return abs(pair.ours - pair.theirs) <= datetime.timedelta(milliseconds=1)
    moments = [_moment(pair.ours), _moment(pair.theirs)]
    return None not in moments and abs(moments[0] - moments[1]) <= datetime.timedelta(milliseconds=1)


def _moment(value: Any) -> Any:
    if type(value) is datetime.date:
        return datetime.datetime.combine(value, datetime.time(0))
    if type(value) is datetime.time:
        return datetime.datetime.combine(EPOCH, value)
    return value if type(value) is datetime.datetime else None


def _outer_spaces(pair: Pair) -> bool:
    both = isinstance(pair.ours, str) and isinstance(pair.theirs, str)
    return both and pair.ours != pair.theirs and pair.ours.strip() == pair.theirs.strip()


def _long_number(pair: Pair) -> bool:
    both = isinstance(pair.ours, float) and isinstance(pair.theirs, int | float)
    return both and math.isclose(pair.ours, pair.theirs, rel_tol=1e-15)


RULES: dict[str, Callable[[Pair], bool]] = {
    "an error cell: ours is empty, and the error is a finding": _is_error,
    "a formula without a saved result: both are empty, ours is a finding": _formula_without_result,
    "a number formatted as a date that is none: ours is a finding": _impossible_date,
    "line ends: ours are line feeds": _line_ends,
    "time: rounded to the millisecond by one of the two": _milliseconds,
    "spaces around a text that is not marked as keeping them: as Excel, ours drops them": _outer_spaces,
    "digits beyond the fifteenth": _long_number,
}
