"""What a proposed definition makes of a column's cells."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.processing.inference import infer_fields, propose
from desktop_uploader.processing.layout.headings import Headings
from desktop_uploader.processing.layout.mapping import ColumnMap
from desktop_uploader.processing.layout.source import Source
from desktop_uploader.processing.reading.sheets import SheetFacts

from .checking.rows import Rows, check_rows


def proposed(*cells: Any, answers: Any = None, facts: SheetFacts | None = None) -> dict[str, Any]:
    sheet = Rows([["A", "B"], *([cell, "x"] for cell in cells)], facts=facts or SheetFacts())
    source = Source(sheet, Headings(1, {1: "A", 2: "B"}), ColumnMap({}))
    field = infer_fields([source], answers)[0]
    return {option: value for option, value in field.items() if option != "name"}


POINT = {"type": "number", "decimalChar": "."}
COMMA = {"type": "number", "decimalChar": ",", "groupChar": "."}
TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ([1.0, 2.0], {"type": "integer"}),
        ([1.0, 2.5], {"type": "number"}),
        ([1e15, 1.0], {"type": "number"}),
        ([1.0, "x"], TEXT),
        ([1.0, "2"], {"type": "integer"}),
        ([1.5, "2"], {"type": "number"}),
        ([1.5, "007"], TEXT),
        ([True, False], {"type": "boolean"}),
        ([True, 1.0], TEXT),
        ([date(2026, 1, 2)], {"type": "date"}),
        ([date(2026, 1, 2), datetime(2026, 1, 2, 3)], {"type": "datetime"}),
        ([date(2026, 1, 2), "24/12/2026"], {"type": "date", "format": "%d/%m/%Y"}),
        ([date(2026, 1, 2), "soon"], TEXT),
        ([time(1), timedelta(hours=2)], {"type": "time"}),
        ([timedelta(hours=30)], {"type": "duration"}),
        ([time(1), timedelta(hours=30)], {"type": "duration"}),
        ([""], TEXT),
        (["1", "2"], {"type": "integer"}),
        (["007", "12"], TEXT),
        (["+4912345"], TEXT),
        (["1E5", "2E5"], TEXT),
        (["12345678901234567"], {"type": "integer"}),
        (["12345678901234567890"], TEXT),
        (["1.5", "2"], POINT),
        (["1,234.5"], {**POINT, "groupChar": ","}),
        (["1,5", "1.234"], COMMA),
        (["10 237,65"], COMMA),
        (["12 345", "12 346"], TEXT),
        (["1.5", "1,5"], TEXT),
        (["19 %", "20 %"], {**POINT, "x-percent": "fraction"}),
        (["1,5 %"], {**COMMA, "x-percent": "fraction"}),
        (["19 %", "20"], TEXT),
        (["1.5.2", "1.5"], TEXT),
        (["2026-01-02"], {"type": "date"}),
        (["2026-01-02T03:04:05"], {"type": "datetime"}),
        (["24.12.2026", "01.02.2026"], {"type": "date", "format": "%d.%m.%Y"}),
        (["24/12/2026", "24.12.2026"], {"type": "date", "x-dateOrder": "dmy"}),
        (["2026/12/24"], {"type": "date", "format": "%Y/%m/%d"}),
        (["12/24/26"], {"type": "date", "x-dateOrder": "mdy"}),
        (["29-Aug-26", "3 März 2026"], {"type": "date"}),
        (["24/12/2026", "12/24/2026"], TEXT),
        (["1.2.26"], TEXT),
        (["13-10-15"], TEXT),
        (["true", "false"], {"type": "boolean"}),
        (
            ["ja", "Nein"],
            {"type": "boolean", "trueValues": ["JA", "Ja", "ja"], "falseValues": ["NEIN", "Nein", "nein"]},
        ),
        (["yes", "yes"], TEXT),
        (["yes", "no", "maybe"], TEXT),
    ],
    ids=str,
)
def test_the_narrowest_type_that_loses_nothing(cells: list[Any], field: dict[str, Any]) -> None:
    assert proposed(*cells, answers={}) == field


@pytest.mark.parametrize(
    ("cells", "kind", "answer", "field"),
    [
        (["1.234", "12"], "number-style", "comma", COMMA),
        (["1.234"], "number-style", "point", POINT),
        (["1.234"], "number-style", "text", TEXT),
        ([1.5, "1.234"], "number-style", "comma", COMMA),
        (["03/04/2026"], "date-order", "mdy", {"type": "date", "format": "%m/%d/%Y"}),
        (["05/05/2026"], "date-order", "dmy", {"type": "date", "format": "%d/%m/%Y"}),
        ([date(2026, 5, 1), "03/04/2026"], "date-order", "dmy", {"type": "date", "format": "%d/%m/%Y"}),
    ],
    ids=str,
)
def test_what_settles_nothing_is_asked_with_text_among_the_choices(
    cells: list[Any], kind: str, answer: str, field: dict[str, Any]
) -> None:
    with pytest.raises(NeedsAnswer) as caught:
        proposed(*cells, answers={})

    assert [(item["kind"], item["about"]) for item in caught.value.params["questions"]] == [(kind, "A")]
    assert caught.value.params["questions"][0]["choices"][-1] == "text"
    assert proposed(*cells, answers={f"{kind}:A": answer}) == field
    assert proposed(*cells, answers=None) == TEXT


def test_what_number_formats_tell() -> None:
    assert proposed(42.0, 43.0, facts=SheetFacts(padded={1: {2: 5, 3: 5}})) == TEXT
    assert proposed(42.0, 43.0, facts=SheetFacts(padded={1: {1: 5}})) == {"type": "integer"}
    percent = SheetFacts(percent={1: frozenset({2, 3})})
    assert proposed(0.19, 0.2, facts=percent) == {"type": "number", "x-percent": "fraction"}
    assert proposed(0.19, 0.2, 0.3, facts=percent) == {"type": "number"}


def test_all_columns_are_asked_about_at_once() -> None:
    source = Source(Rows([["A", "B"], ["1.234", "03/04/2026"]]), Headings(1, {1: "A", 2: "B"}), ColumnMap({}))

    with pytest.raises(NeedsAnswer) as caught:
        infer_fields([source], {})

    assert [item["about"] for item in caught.value.params["questions"]] == ["A", "B"]


TEXTS = st.one_of(
    st.text(max_size=8),
    st.from_regex(r"[-+]?\d{1,4}([.,]\d{1,3}){0,2} ?%?", fullmatch=True),
    st.from_regex(r"[0-3]?\d[-/. ][01]?\d[-/. ](20)?\d\d", fullmatch=True),
    st.sampled_from(["ja", "nein", "yes", "NO", "true", "1", "0", "3 März 2026"]),
)
CELLS = st.one_of(
    TEXTS,
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(min_value=date(1900, 3, 1)),
    st.times(),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=10)),
)
ANSWERS = st.fixed_dictionaries(
    {
        "number-style:A": st.sampled_from(["point", "comma", "text"]),
        "date-order:A": st.sampled_from(["dmy", "mdy", "text"]),
    }
)


def to_what_is_asked(cells: list[Any], answers: dict[str, str]) -> dict[str, str]:
    """Those of the answers to which there is a question."""
    try:
        proposed(*cells, answers={})
    except NeedsAnswer as asked:
        kinds = {item["kind"] for item in asked.params["questions"]}
        return {key: value for key, value in answers.items() if key.partition(":")[0] in kinds}
    return {}


def test_a_persons_style_stands_against_the_values_which_are_then_wrong() -> None:
    field = {"name": "A", **proposed("0,", "1", answers={"number-style:A": "point"})}

    found = check_rows({"fields": [field], "x-trim": True}, [["0,"], ["1"]])

    assert found.problems == [("A2", "type-error", "number", "0,")]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(TEXTS, CELLS), min_size=1, max_size=6), ANSWERS)
def test_whatever_was_proposed_holds_the_cells_that_it_was_proposed_from(cells: list[Any], answers: Any) -> None:
    field = {"name": "A", **proposed(*cells, answers=to_what_is_asked(cells, answers))}

    found = check_rows({"fields": [field], "x-trim": True}, [[cell] for cell in cells])

    wrong = [kind for _, _, kind, _ in found.problems]
    assert set(wrong) <= {"rounded-number"}, field
    for cell, row in zip([cell for cell in cells if cell != ""], found.rows, strict=False):
        if isinstance(cell, str) and cell.strip():
            assert row[0] is not None


def test_rows_that_are_looked_at_are_told_on_the_way() -> None:
    sheet = Rows([["A"], *([number] for number in range(30_000))], facts=SheetFacts())
    told: list[int] = []

    propose([Source(sheet, Headings(1, {1: "A"}), ColumnMap({}))], {}, told.append)

    assert len(told) > 2
    assert told == sorted(told) and told[-1] == 30_000
