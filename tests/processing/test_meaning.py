"""Whatever stands in a file: what is saved of it is what it says, each row once, or the file is refused or asked about.

The files are made by chance, the same ones each time; what they mean is worked out by `meaning.py`.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.question import Question

from .conftest import RunImport
from .meaning import means_the_same
from .test_round_trip import write_xlsx

ODD = (
    "1e5|TRUE|True|00123|1/2|12:30|2026-1-5|+4917112345|0171 1234567|NaN|"
    "inf|1_000|\u0661\u0662\u0663|\u0660\u0660\u0667|\uff15|\uff10\uff10\uff15|\u22125|"
    "(5)|5-|$5|5 €|€5|1.000|1,5|1.5|1,234.50|1.234,50|24:00|23:59:60|29.02.2025|29.02.2024|"
    "02/29/2024|01/02/03|31/12/99|3 März 2026|29-Aug-26|=1+1|-5|- 5|5.|.5|-0|0|1 234|1\u00a0234|"
    "1'234|12345678901234567890|123456789012345678|0.10|1.10| x|x |\u00a0y\u00a0|a\nb|19 %|19%|0x10|"
    "#N/A|N/A|null|None|-|ja|nein|yes|no|x|1,2,3|1.2.3|12.12.2026|1e400|1e-400|"
    "0.1000000000000000055511151231257827|2026-01-05T10:00|2026-01-05 10:00:00|20260105|2026-W01-1|"
    "1,000|1,00|½|²|1\u202f234,5|\u200b|10:20:30|05/2026|Jan 2026|1.2.26|2026/01/05|00|007|1E5|1d|"
    "\uff10\uff15/\uff10\uff13/\uff12\uff10\uff12\uff16|12/03/2026|13/03/2026|"
    "03/13/2026|05.04.2026|1.234.567|12.34.56|+5|0e0|-.5"
).split("|")
HEADINGS = "Name|name|Amount|Price|Price %|select|order|😀|€|$|Nr.|Nr|A+|A-|du_id|rowid|from|Date".split("|")
FIRST = date(1900, 3, 1)

Maker = Callable[[Random], Any]


def some(*makers: Maker) -> Callable[[Random, int], list[Any]]:
    return lambda chance, count: [chance.choice(makers)(chance) for _ in range(count)]


def few(chance: Random, count: int) -> list[Any]:
    """A column of one to four odd texts."""
    texts = chance.sample(ODD, chance.randint(1, 4))
    return [chance.choice(texts) for _ in range(count)]


def written(pattern: str) -> Maker:
    return lambda chance: day(chance).strftime(pattern)


def day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randint(0, 60_000))


def moment(chance: Random) -> datetime:
    return datetime.combine(day(chance), time(chance.randint(0, 23), chance.randint(1, 59)))


def amount(style: str) -> Maker:
    def make(chance: Random) -> str:
        text = f"{chance.randint(0, 9_999_999) / 100:{'' if style == 'bare' else ','}.2f}"
        return text if style != "comma" else text.translate({44: ".", 46: ","})

    return make


COLUMNS = [
    few,
    few,
    few,
    some(lambda chance: float(chance.randint(-1000, 100_000))),
    some(lambda chance: chance.choice([0.3, -0.0, 1e20, 1e15, 1e-7, 123456789012345.0, 5.0, 1.005])),
    some(lambda chance: chance.random() < 0.5),
    some(day),
    some(day, moment),
    some(lambda chance: timedelta(hours=chance.randint(24, 100), seconds=chance.randint(0, 3599))),
    some(lambda chance: time(chance.randint(0, 23), chance.randint(0, 59), chance.randint(1, 59))),
    some(written("%d/%m/%Y")),
    some(written("%m/%d/%Y")),
    some(written("%d.%m.%Y"), written("%d.%m.%y")),
    some(day, written("%m/%d/%Y"), written("%d.%m.%Y"), written("%Y-%m-%d")),
    some(lambda chance: f"0{chance.randint(1, 9)}/0{chance.randint(1, 9)}/2026", written("%d.%m.%Y")),
    some(amount("point")),
    some(amount("comma")),
    some(amount("bare"), lambda chance: float(chance.randint(0, 99))),
    some(lambda chance: f"{chance.randint(1, 999)}.{chance.randint(0, 999):03}"),
    some(lambda chance: f"{chance.randint(0, 99_999):05}"),
    some(lambda chance: chance.choice(ODD), day, lambda chance: True, lambda chance: 7.25),
    some(lambda chance: chance.choice(["Anna", "Bert ", "  Cem", "Dörte", " ", "日本"])),
    some(lambda chance: f"{chance.randint(0, 100)} %"),
]


@dataclass
class Made:
    """A file's cells, and where its table is."""

    cells: list[list[Any]]
    headings: list[str]
    heading_row: int
    rows: dict[int, list[Any]] = field(default_factory=dict)
    """Row number → its cells below the headings."""

    def column(self, index: int) -> list[Any]:
        return [row[index] for row in self.rows.values()]


def made(chance: Random, *, text: bool) -> Made:
    """A table of few or many rows, somewhere in the sheet, with blank rows and cells in it."""
    count, left = chance.choice([1, 2, 3, 5, 8, 30]), [""] * chance.choice([0, 0, 2])
    headings = chance.sample(HEADINGS, chance.randint(2, 6))
    columns = [chance.choice(COLUMNS)(chance, count) for _ in headings]
    above: list[list[Any]] = chance.choice([[], [["My report"], []], [[], ["Printed:", "today"], []]])
    table = Made([*above, [*left, *headings]], headings, len(above) + 1)
    for cells in zip(*columns, strict=True):
        if chance.random() < 0.06:
            table.cells.append(chance.choice([[], [*left, " ", "\u00a0"]]))
        row = ["" if chance.random() < 0.06 else as_text(cell) if text else cell for cell in cells]
        table.cells.append([*left, *row])
        table.rows[len(table.cells)] = row
    return table


def as_text(cell: Any) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def write(path: Path, table: Made, chance: Random) -> None:
    if path.suffix == ".xlsx":
        write_xlsx(path, table.cells)
        return
    content = io.StringIO(newline="")
    writer = csv.writer(content, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(["\n", "\r\n"]))
    writer.writerows(table.cells)
    path.write_bytes(content.getvalue().encode(chance.choice(["utf-8", "utf-8-sig", "utf-16"])))


def answered(load: RunImport, path: Path, answers: dict[str, str], chance: Random) -> ImportResult | None:
    """Import the file, answering by chance whatever is asked; None where it is refused."""
    for _ in range(5):
        try:
            return load(path, answers=answers)
        except FileRefused:
            return None
        except NeedsAnswer as asking:
            questions = [Question(**item) for item in asking.params["questions"]]
            assert not {question.key for question in questions} & answers.keys(), "asked twice"
            answers |= {question.key: chance.choice(question.choices) for question in questions}
    raise AssertionError("asked without end")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("seed", range(40))
def test_what_is_saved_is_what_the_file_says(
    load: RunImport, records: RecordsDatabase, tmp_path: Path, seed: int, ending: str
) -> None:
    chance = Random(f"{seed} {ending}")
    table, path = made(chance, text=ending == "csv"), tmp_path / f"table.{ending}"
    write(path, table, chance)
    answers = {"heading-row": str(table.heading_row)}

    result = answered(load, path, answers, chance)

    if result is None:
        assert records.datasets() == []
        return
    assert result.saved or result.problems
    _, found = records.rows("table", origin=True)
    saved = {row[3]: row[4:] for row in found}
    assert result.counts.saved == records.row_count("table") == len(saved)
    if not result.saved:
        return
    left_out = {*result.sheets[0].totals_rows, *result.sheets[0].footnote_rows}
    filled = {number for number, row in table.rows.items() if any(not is_blank(cell) for cell in row)}
    assert set(saved) | left_out == filled and not set(saved) & left_out
    for index, heading in enumerate(table.headings):
        position = records.dataset("table").field_names.index(heading)  # type: ignore[union-attr]
        said = answers.get(f"number-style:{heading}") or answers.get(f"date-order:{heading}")
        column = table.column(index)
        for number, values in saved.items():
            cell, value = table.rows[number][index], values[position]
            assert means_the_same(cell, value, column, None if said == "text" else said), (heading, cell, value)


def is_blank(cell: Any) -> bool:
    return isinstance(cell, str) and not cell.strip()
