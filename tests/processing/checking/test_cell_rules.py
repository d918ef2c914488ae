"""Every row of the table "How cells are read" in `docs/dataset-format.md`, as it is written there."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.model.duration import Duration
from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.processing.reading.sheets import IMPOSSIBLE_DATE, SheetFacts

from .rows import column, kinds, values

PAGE = Path(__file__).parents[3] / "docs" / "dataset-format.md"
ASKED = "asked"
LENGTH = timedelta(hours=255, minutes=10, seconds=10)
NOISY = 7.000000000000001


@dataclass(frozen=True)
class Case:
    """A row of the page by its first two columns, the cells of a column, and what becomes of them."""

    cell: str
    of: str
    kind: str
    cells: list[Any]
    expected: Any
    """The values; or the kind of the one problem; or `ASKED`."""
    options: dict[str, Any] = field(default_factory=dict)
    repairs: dict[str, int] | None = None
    facts: SheetFacts = field(default_factory=SheetFacts)


def case(row: str, kind: str, cells: list[Any], expected: Any, **more: Any) -> Case:
    cell, of = row.split(" | ")
    return Case(cell, of, kind, cells, expected, **more)


OPEN_NUMBER = "`number`, `integer` without `decimalChar` and `groupChar`"
PLAIN_NUMBER = "`number` without `decimalChar` and `groupChar`"
OPEN_DATE = "`date`, `datetime` without format and `x-dateOrder`"
PERCENT = SheetFacts(percent={1: frozenset({2})})
FRUIT = {"categories": [{"value": 1, "label": "Apple"}]}
TWO_KINDS = [{"value": "a", "label": "Apple"}]

CASES = [
    case("number 97442.0 | `string`", "string", [97442.0], ["97442"]),
    case("number 7.000000000000001 | `string`", "string", [NOISY], ["7"]),
    case("number 7.000000000000001 | `integer`", "integer", [NOISY], [7], repairs={"float-noise": 1}),
    case("number 7.000000000000001 | `number`", "number", [NOISY], [NOISY], repairs={}),
    case("number of more than 15 digits | `string`", "string", [1234567890123456.0], "rounded-number"),
    case(
        "number 42 with the number format 00000 | `string`",
        "string",
        [42.0],
        ["00042"],
        facts=SheetFacts(padded={1: {2: 5}}),
    ),
    case('text "007" | `string`', "string", ["007"], ["007"]),
    *(
        case(
            '19 % (number format, or text "19 %") | `number` with `x-percent`',
            "number",
            [0.19, "19 %"],
            [value] * 2,
            options={"x-percent": scale},
            facts=PERCENT,
        )
        for scale, value in (("fraction", 0.19), ("points", 19.0))
    ),
    case('text "19 %" | `number` without `x-percent`', "number", ["19 %"], "percent"),
    case('text "19 %" | `number` without `x-percent`', "number", ["19 %"], [19.0], options={"bareNumber": False}),
    case(f'text "1.234" | {OPEN_NUMBER}', "number", ["1.234"], ASKED),
    case(f'text "1.234" | {OPEN_NUMBER}', "integer", ["1.234"], ASKED),
    case(f'text "1.234" | {OPEN_NUMBER}', "number", ["1.234", "0,5"], [1234.0, 0.5], repairs={"number-style": 2}),
    case(
        f'texts "1.234,50", "10 237,65", "1\'234,50" | {PLAIN_NUMBER}',
        "number",
        ["1.234,50", "10 237,65", "1'234,50"],
        [1234.5, 10237.65, 1234.5],
        repairs={"number-style": 3},
    ),
    case('text "9,99" | `number` with `groupChar: ","`', "number", ["9,99"], "number", options={"groupChar": ","}),
    case('text "1,5" beside "1.5" | `number` without declared marks', "number", ["1,5", "1.5"], ASKED),
    case('texts "NaN", "INF" | `number`', "number", ["NaN"], "not-finite"),
    case('texts "NaN", "INF" | `number`', "number", ["INF"], "not-finite"),
    case('text "1e-400" | `number`', "number", ["1e-400"], "number-too-long"),
    case("text of more than 15 digits | `number`", "number", ["1234567890123456"], "number-too-long"),
    case(f'text "03/04/2026" | {OPEN_DATE}', "date", ["03/04/2026"], ASKED),
    case(f'text "03/04/2026" | {OPEN_DATE}', "date", [date(2026, 12, 24), "03/04/2026"], ASKED),
    case(f'text "03/04/2026" | {OPEN_DATE}', "datetime", ["03/04/2026 10:00"], ASKED),
    case(
        f'text "03/04/2026" | {OPEN_DATE}', "date", ["03/04/2026", "24/12/2026"], [date(2026, 4, 3), date(2026, 12, 24)]
    ),
    case(
        'text "24.12.2026" | `date` without format and `x-dateOrder`',
        "date",
        ["24.12.2026"],
        [date(2026, 12, 24)],
        repairs={"date-order": 1},
    ),
    case(
        'texts "29-Aug-26", "3 März 2026" | `date`',
        "date",
        ["29-Aug-26", "3 März 2026"],
        [date(2026, 8, 29), date(2026, 3, 3)],
        repairs={"month-name": 2, "two-digit-year": 1},
    ),
    case(
        "year of two digits | `date`, `datetime`",
        "date",
        ["24.12.49", "24.12.50"],
        [date(2049, 12, 24), date(1950, 12, 24)],
        repairs={"date-order": 2, "two-digit-year": 2},
    ),
    case("number 45000 | `date`, `datetime`", "date", [45000.0], "date-number"),
    case("number 45000 | `date`, `datetime`", "datetime", [45000.0], "date-number"),
    case(
        "number 45000 | `date`, `datetime`",
        "date",
        [45000.0],
        [date(2023, 3, 15)],
        options={"x-acceptDateNumbers": True},
        repairs={"date-number": 1},
    ),
    case(
        "characters that nobody sees, digits of full width | all but text and JSON",
        "integer",
        ["\u200b12", "\uff11\uff12"],
        [12, 12],
        repairs={"unseen-characters": 2},
    ),
    case("typed date before 1 March 1900 | `date`, `datetime`", "date", [date(1900, 2, 28)], [date(1900, 2, 28)]),
    case(
        "typed date before 1 March 1900 | `date`, `datetime`", "datetime", [date(1850, 2, 28)], [datetime(1850, 2, 28)]
    ),
    case("typed 30 or 31 December 1899 | `date`, `datetime`", "date", [date(1899, 12, 30)], "date-too-early"),
    case("typed 30 or 31 December 1899 | `date`, `datetime`", "datetime", [datetime(1899, 12, 31)], "date-too-early"),
    case(
        "negative number, or one beyond the year 9999, formatted as a date | `date`",
        "date",
        [""],
        "impossible-date",
        facts=SheetFacts(trouble={(2, 1): IMPOSSIBLE_DATE}),
    ),
    case("date with a time | `date`", "date", [datetime(2026, 1, 2, 3)], "date-with-time"),
    case("time zone | `date`", "date", ["2026-01-02T03:00:00Z"], "date"),
    case("time zone | `datetime`", "datetime", ["2026-01-02T03:00:00Z"], [datetime(2026, 1, 2, 3, tzinfo=UTC)]),
    case("255:10:10 | `duration`", "duration", [LENGTH], [Duration.of(LENGTH)]),
    case("255:10:10 | `duration`", "duration", ["255:10:10"], [Duration.of(LENGTH)], repairs={"clock-as-duration": 1}),
    case("255:10:10 | `string`", "string", [LENGTH], ["255:10:10"]),
    case("255:10:10 | `time`", "time", [LENGTH], "time-over-a-day"),
    case(
        "typed 14:30 without a day | `time`", "time", [time(14, 30), datetime(1899, 12, 31, 14, 30)], [time(14, 30)] * 2
    ),
    case('text "14:30" | `time`', "time", ["14:30"], "time"),
    case('text "14:30" | `time`', "time", ["14:30"], [time(14, 30)], options={"format": "%H:%M"}),
    case(
        'words such as "ja", "x" | `boolean`',
        "boolean",
        ["ja", "x"],
        [True, False],
        options={"trueValues": ["ja"], "falseValues": ["x"]},
    ),
    case('words such as "ja", "x" | `boolean`', "boolean", ["Ja"], "boolean", options={"trueValues": ["ja"]}),
    case(
        "the label of a category | `string`, `integer` with `categories`",
        "integer",
        ["Apple"],
        [1],
        options=FRUIT,
        repairs={"category-label": 1},
    ),
    case(
        "the label of a category | `string`, `integer` with `categories`",
        "string",
        ["Apple"],
        ["a"],
        options={"categories": TWO_KINDS},
        repairs={"category-label": 1},
    ),
    case(
        "typed 1 November 2026 | `yearmonth`",
        "yearmonth",
        [date(2026, 11, 1)],
        ["2026-11"],
        repairs={"first-of-month": 1},
    ),
    case("typed 2 November 2026 | `yearmonth`", "yearmonth", [date(2026, 11, 2)], "yearmonth-with-day"),
    case("true, false | `any`", "any", [True, False], ["TRUE", "FALSE"]),
    case("typed date or time | `any`, `string`", "any", [date(2026, 11, 24), time(14, 30)], ["2026-11-24", "14:30:00"]),
    case(
        "typed date or time | `any`, `string`", "string", [date(2026, 11, 24), time(14, 30)], ["2026-11-24", "14:30:00"]
    ),
]


@pytest.mark.parametrize("item", CASES, ids=lambda item: f"{item.cell}-{item.kind}")
def test_a_cell_becomes_what_the_page_says(item: Case) -> None:
    options = {"type": item.kind, **item.options}
    if item.expected == ASKED:
        with pytest.raises(NeedsAnswer):
            column(item.cells, facts=item.facts, **options)
        return

    found = column(item.cells, facts=item.facts, **options)

    if isinstance(item.expected, str):
        assert (values(found), kinds(found)) == ([None], [item.expected])
    else:
        assert (values(found), found.problems) == (item.expected, [])
        assert list(map(type, values(found))) == list(map(type, item.expected))
    assert item.repairs is None or found.check.repairs.get("A", {}) == item.repairs


def test_every_row_of_the_page_has_a_case() -> None:
    table = re.search(r"^\| cell \| column \|.*?(?=^$)", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert table is not None
    rows = [line.strip("| ").split(" | ")[:2] for line in table[0].splitlines()[2:]]

    assert {tuple(row) for row in rows} == {(item.cell, item.of) for item in CASES}
