"""Cells that break importers, one test for each rule of the table in `docs/dataset-format.md`."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.processing.reading.sheets import SheetFacts
from desktop_uploader.words import Catalogue

from ..checking.rows import check_rows, column, kinds, values
from ..conftest import RunImport
from ..files import found, saved, schema

DATE = {"type": "date"}
NUMBER = {"type": "number"}
TEXT = {"type": "string"}


def formatted(path: Path, cells: list[tuple[Any, str]], options: dict[str, Any] | None = None) -> Path:
    """A workbook with one column "A" of numbers, each in its number format."""
    book = xlsxwriter.Workbook(path, options or {})
    sheet = book.add_worksheet("Data")
    sheet.write(0, 0, "A")
    for row, (value, form) in enumerate(cells, 1):
        sheet.write_number(row, 0, value, book.add_format({"num_format": form}))
    book.close()
    return path


def asked(caught: "pytest.ExceptionInfo[NeedsAnswer]") -> list[tuple[str, str]]:
    return [(item["kind"], item["about"]) for item in caught.value.params["questions"]]


def test_nasty_21_22_errors_and_formulas_without_result_are_named(load: RunImport, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["A"], ["#N/A"], ["#DIV/0!"], ["=1+1"], [3]):
        book.active.append(row)
    book.active["A2"].data_type = book.active["A3"].data_type = "e"
    book.save(tmp_path / "a.xlsx")

    problems = found(load(tmp_path / "a.xlsx", schema({"name": "A", **NUMBER})))

    assert problems == [
        ("A2", "type-error", "excel-error", "#N/A"),
        ("A3", "type-error", "excel-error", "#DIV/0!"),
        ("A4", "type-error", "no-result", None),
    ]


def test_nasty_23_dates_of_1904_are_four_years_later(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    path = formatted(tmp_path / "a.xlsx", [(0, "yyyy-mm-dd"), (100, "yyyy-mm-dd")])
    book = openpyxl.load_workbook(path)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A2"], book.active["A3"] = date(2026, 1, 2), date(2026, 12, 31)
    book.save(path)

    assert load(path, schema({"name": "A", **DATE})).saved
    assert saved(records, "a") == [["A"], [date(2026, 1, 2)], [date(2026, 12, 31)]]


def test_nasty_24_dates_before_march_1900_are_taken_as_excel_shows_them_with_a_warning(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = formatted(tmp_path / "a.xlsx", [(1, "yyyy-mm-dd"), (59, "yyyy-mm-dd"), (60, "yyyy-mm-dd"), (61, "d/m/yyyy")])

    result = load(path, schema({"name": "A", **DATE}))

    # Serial 60 is a day that never was, and cannot be told from the one before.
    days = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 2, 28), date(1900, 3, 1)]
    assert [row[0] for row in saved(records, "a")[1:]] == days
    assert result.notes == {"early-dates": {"count": 3, "fields": ["A"]}}
    assert "3 dates are before 1 March 1900" in Catalogue().event("early-dates", result.notes["early-dates"])


@pytest.mark.parametrize(("serial", "day"), [(1.0, date(1900, 1, 1)), (59.0, date(1900, 2, 28)), (60.0, None)])
def test_nasty_24_numbers_that_are_accepted_as_dates_count_as_excel_does(serial: float, day: date | None) -> None:
    assert values(column([serial, 61.0], **DATE, **{"x-acceptDateNumbers": True})) == [day, date(1900, 3, 1)]


def test_nasty_24_text_knows_every_day() -> None:
    assert values(column(["1850-01-01"], **DATE)) == [date(1850, 1, 1)]


@pytest.mark.parametrize("serial", [-5, 2_958_466, 1e9])
def test_nasty_25_26_numbers_that_are_no_day_are_wrong(load: RunImport, tmp_path: Path, serial: float) -> None:
    path = formatted(tmp_path / "a.xlsx", [(serial, "yyyy-mm-dd"), (46000, "yyyy-mm-dd")])

    problems = found(load(path, schema({"name": "A", **DATE})))

    assert [(place, code, kind) for place, code, kind, _ in problems] == [("A2", "type-error", "impossible-date")]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("string", "255:10:10"), ("duration", "P10DT15H10M10S"), ("time", None)],
)
def test_nasty_27_times_of_a_day_and_more(kind: str, value: Any) -> None:
    checked = column([timedelta(hours=255, minutes=10, seconds=10)], type=kind)

    shown = values(checked)[0]
    assert shown == value or str(shown) == value
    assert kinds(checked) == (["time-over-a-day"] if value is None else [])


def test_nasty_28_a_time_without_a_day_is_a_time() -> None:
    cells = [datetime(1899, 12, 31, 14, 30), datetime(1899, 12, 30, 6), timedelta(hours=1), time(2), "03:00:00"]

    assert values(column(cells, type="time")) == [time(14, 30), time(6), time(1), time(2), time(3)]


@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_nasty_29_30_a_number_in_a_date_column_is_named(load: RunImport, tmp_path: Path, kind: str) -> None:
    path = formatted(tmp_path / "a.xlsx", [(45000, "General"), (46000, "yyyy-mm-dd")])

    assert found(load(path, schema({"name": "A", "type": kind}))) == [("A2", "type-error", "date-number", "45000")]


def test_nasty_29_a_date_format_does_not_decide_what_a_column_holds() -> None:
    day, moment = date(2026, 1, 2), datetime(2026, 1, 2, 3)

    assert kinds(column([day, moment], **NUMBER)) == ["number", "number"]
    assert values(column([day, moment], **TEXT)) == ["2026-01-02", "2026-01-02 03:00:00"]


def test_nasty_30_a_number_is_a_date_where_that_is_wanted() -> None:
    checked = column([45000.0, 45000.5], **DATE, **{"x-acceptDateNumbers": True})

    assert values(checked) == [date(2023, 3, 15), None]
    assert checked.check.repairs == {"A": {"date-number": 1}}
    moments = column([45000.5], type="datetime", **{"x-acceptDateNumbers": True})
    assert values(moments) == [datetime(2023, 3, 15, 12)]


def test_nasty_31_one_unambiguous_value_settles_the_whole_column() -> None:
    checked = column(["03/04/2026", "25/04/2026", "2026-05-01"], **DATE)

    assert values(checked) == [date(2026, 4, 3), date(2026, 4, 25), date(2026, 5, 1)]
    assert checked.check.repairs == {"A": {"date-order": 2}}


def test_nasty_31_a_value_of_another_sheet_settles_it_too() -> None:
    fields = {"fields": [{"name": "A", **DATE}]}

    checked = check_rows(fields, [["03/04/2026"]], [["04/25/2026"]])

    assert values(checked) == [date(2026, 3, 4), date(2026, 4, 25)]


def test_nasty_31_a_column_that_settles_nothing_is_asked_about() -> None:
    with pytest.raises(NeedsAnswer) as caught:
        column(["03/04/2026", "05/05/2026"], **DATE)

    assert asked(caught) == [("date-order", "A")]
    assert caught.value.params["questions"][0]["choices"] == ("dmy", "mdy")


def test_nasty_31_values_that_contradict_each_other_are_asked_about() -> None:
    cells = ["25/04/2026", "04/25/2026"]
    with pytest.raises(NeedsAnswer):
        column(cells, **DATE)

    checked = column(cells, **DATE, answers={"date-order:A": "dmy"})

    assert (values(checked), kinds(checked)) == ([date(2026, 4, 25), None], ["date-impossible"])


def test_nasty_31_a_time_behind_the_day_changes_nothing() -> None:
    moments = {"type": "datetime"}
    cells = ["03/04/2026, 14:30", "25/04/2026 2:05:06 PM"]

    assert values(column(cells, **moments)) == [datetime(2026, 4, 3, 14, 30), datetime(2026, 4, 25, 14, 5, 6)]
    for cell in ("03/04/2026, 14:30", "03/04/2026T14:30", "03/04/2026   14:30"):
        with pytest.raises(NeedsAnswer):
            column([cell], **moments)


def test_nasty_31_the_definition_comes_first() -> None:
    assert values(column(["03/04/2026"], **DATE, **{"x-dateOrder": "mdy"})) == [date(2026, 3, 4)]
    assert values(column(["03/04/2026"], **DATE, format="%d/%m/%Y")) == [date(2026, 4, 3)]


def test_nasty_31_typed_dates_are_no_evidence_of_an_order() -> None:
    with pytest.raises(NeedsAnswer):
        column([date(2026, 4, 25), "03/04/2026"], **DATE)


def test_nasty_32_years_of_two_digits_have_a_pivot_and_are_counted() -> None:
    checked = column(["24.12.49", "24.12.50", "24.12.99", "24.12.00"], **DATE)

    assert [day.year for day in values(checked)] == [2049, 1950, 1999, 2000]
    assert checked.check.repairs == {"A": {"date-order": 4, "two-digit-year": 4}}
    assert checked.check.notes["two-digit-years"] == {"count": 4, "fields": ["A"]}


@pytest.mark.parametrize(
    "text",
    [
        "29-Aug-26",
        "29 August 2026",
        "August 29, 2026",
        "29. Aug. 2026",
        "29 août 2026",
        "29 augustus 2026",
        "29 de agosto de 2026",
        "29 ago 2026",
        "29AUG2026",
    ],
)
def test_nasty_33_names_of_months_are_understood(text: str) -> None:
    checked = column([text], **DATE)

    assert values(checked) == [date(2026, 8, 29)]
    assert checked.check.repairs["A"]["month-name"] == 1


@pytest.mark.parametrize(
    ("text", "month"), [("3 März 2026", 3), ("3 Mrz 2026", 3), ("1er mai 2026", 5), ("2 mei 26", 5)]
)
def test_nasty_33_in_other_languages(text: str, month: int) -> None:
    assert values(column([text], **DATE))[0].month == month


def test_nasty_34_no_date_moves_with_a_time_zone() -> None:
    checked = column(["2026-01-01T00:30:00+02:00", "2026-01-01T23:30:00-05:00"], **DATE)

    assert kinds(checked) == ["date", "date"]
    moments = column(["2026-01-01T00:30:00+02:00"], type="datetime")
    assert values(moments)[0].isoformat() == "2026-01-01T00:30:00+02:00"


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1.234,50", "1.234"], [1234.5, 1234.0]),
        (["9,99", "1.234"], [9.99, 1234.0]),
        (["1,234.50", "1,234"], [1234.5, 1234.0]),
        (["0.5", "1.234"], [0.5, 1.234]),
    ],
)
def test_nasty_35_one_unambiguous_number_settles_the_column(cells: list[str], numbers: list[float]) -> None:
    assert values(column(cells, **NUMBER)) == numbers


@pytest.mark.parametrize("kind", ["number", "integer"])
def test_nasty_35_numbers_that_settle_nothing_are_asked_about(kind: str) -> None:
    with pytest.raises(NeedsAnswer) as caught:
        column(["1.234", "12"], type=kind)

    assert asked(caught) == [("number-style", "A")]


def test_nasty_35_what_stands_around_a_number_changes_nothing() -> None:
    assert values(column(["€ 1.234", "12,5 EUR"], **NUMBER, bareNumber=False)) == [1234.0, 12.5]
    for cell in ("€ 1.234", "1,234 kg", "USD1.234-"):
        with pytest.raises(NeedsAnswer):
            column([cell], **NUMBER, bareNumber=False)


def test_nasty_35_an_answer_settles_it() -> None:
    assert values(column(["1.234"], **NUMBER, answers={"number-style:A": "comma"})) == [1234.0]
    assert values(column(["1.234"], **NUMBER, answers={"number-style:A": "point"})) == [1.234]


def test_nasty_35_declared_marks_are_kept_to() -> None:
    checked = column(["9,99", "1,234.5"], **NUMBER, groupChar=",")

    assert (values(checked), kinds(checked)) == ([None, 1234.5], ["number"])


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"])
def test_nasty_36_spaces_and_apostrophes_between_groups(space: str) -> None:
    checked = column([f"10{space}237,65", f"1{space}234{space}567,00"], **NUMBER)

    assert values(checked) == [10237.65, 1234567.0]
    assert checked.check.repairs == {"A": {"number-style": 2}}


def test_nasty_37_leading_zeros_of_text_and_of_number_formats_stay() -> None:
    facts = SheetFacts(padded={1: {2: 5}})

    checked = column([42.0, "007", 42.0], **TEXT, facts=facts)
    assert values(checked) == ["00042", "007", "42"]
    assert checked.check.notes == {"zeros-kept": {"count": 1, "fields": ["A"]}}


def test_nasty_38_a_number_of_more_than_15_digits_is_no_text() -> None:
    checked = column([1234567890123456.0, 1.23e15, 123456789012345.0], **TEXT)

    assert values(checked) == [None, None, "123456789012345"]
    assert kinds(checked) == ["rounded-number", "rounded-number"]


def test_nasty_39_a_whole_number_in_a_text_column_has_no_decimals() -> None:
    assert values(column([97442.0, -3.0, 1.5], **TEXT)) == ["97442", "-3", "1.5"]


def test_nasty_40_the_noise_of_calculations_is_not_shown() -> None:
    noisy = 7.0000000000000009

    assert values(column([noisy, 0.1 + 0.2, 1e-7], **TEXT)) == ["7", "0.3", "0.0000001"]
    whole = column([noisy], type="integer")
    assert (values(whole), whole.check.repairs) == ([7], {"A": {"float-noise": 1}})
    assert values(column([noisy], **NUMBER)) == [noisy]


def test_nasty_41_yes_and_no_only_where_declared() -> None:
    words = {"trueValues": ["ja", "x"], "falseValues": ["nein", ""]}

    checked = column(["ja", "x", "nein", True, "Ja", 1.0], type="boolean", **words)

    assert values(checked) == [True, True, False, True, None, None]
    assert kinds(checked) == ["boolean", "boolean"]
    assert checked.collector.problems[0].params["suggestion"] == "ja"
    assert values(column([1.0, 0.0, "TRUE"], type="boolean")) == [True, False, True]


@pytest.mark.parametrize(
    ("kind", "cells", "value"),
    [
        ("number", ["\u200b12.5", "\ufeff12.5", "\uff11\uff12.5"], 12.5),
        ("integer", ["12\u200b", "\u0661\u0662", "\u200e12"], 12),
        ("date", ["\u200b2026-01-02", "2026\uff0d01\uff0d02", "\u00a02026-01-02\u200b"], date(2026, 1, 2)),
        ("datetime", ["\u200b2026-01-02T00:00", "2026-01-02\u00a0\u200b00:00"], datetime(2026, 1, 2)),
        ("time", ["\u206012:00:00", "\uff11\uff12:00:00"], time(12)),
        ("boolean", ["true\u200b", "\uff54rue"], True),
        ("year", ["\u200b2026", "\uff12026"], 2026),
        ("yearmonth", ["2026-11\ufeff", "\uff12026-11"], "2026-11"),
    ],
)
def test_nasty_44_characters_that_nobody_sees_are_left_out_of_values_and_counted(
    kind: str, cells: list[str], value: Any
) -> None:
    checked = column([*cells, "\u200bx"], type=kind)

    assert values(checked) == [*[value] * len(cells), None] and kinds(checked) == [kind]
    assert checked.check.repairs["A"]["unseen-characters"] == len(cells)


def test_nasty_44_what_means_more_than_its_plain_form_is_no_number() -> None:
    assert values(column(["10\u00b2", "\u2460", "1\u00bd"], type="number")) == [None] * 3


def test_nasty_44_text_keeps_what_nobody_sees() -> None:
    assert values(column(["a\u200b"], **TEXT)) == ["a\u200b"]
    assert kinds(column(["a\u200b"], **TEXT, constraints={"enum": ["a"]})) == ["enum"]


def test_nasty_44_a_number_with_unseen_characters_settles_its_column() -> None:
    assert values(column(["1.234", "\u200b1.234,50"], **NUMBER)) == [1234.0, 1234.5]
    with pytest.raises(NeedsAnswer) as caught:
        column(["\u200b1.234"], **NUMBER)
    assert asked(caught) == [("number-style", "A")]


@pytest.mark.parametrize(("scale", "number"), [("fraction", 0.07), ("points", 7.0)])
def test_percent_has_the_one_scale_that_the_definition_declares(scale: str, number: float) -> None:
    facts = SheetFacts(percent={1: frozenset({2})})

    checked = column([0.07, "7 %", "7%"], **NUMBER, **{"x-percent": scale}, facts=facts)

    assert values(checked) == [number] * 3


def test_a_percentage_in_a_column_without_a_scale_is_named() -> None:
    assert kinds(column(["19 %"], **NUMBER)) == ["percent"]
    assert values(column(["19 %"], **NUMBER, bareNumber=False)) == [19.0]


def test_spaces_around_other_types_are_no_repair() -> None:
    checked = check_rows(
        {"fields": [{"name": "A", **NUMBER}, {"name": "B", **DATE}, {"name": "C", "type": "boolean"}]},
        [[" 1.5 ", "\u00a02026-01-02", "true "], ["  ", "\t", "true"]],
    )

    assert checked.rows == [(1.5, date(2026, 1, 2), True), (None, None, True)]
    assert checked.check.repairs == {} and not checked.collector


@pytest.mark.parametrize("kind", ["number", "integer", "date", "datetime", "time", "duration", "boolean"])
@pytest.mark.parametrize(
    "long", [" " * 50_000 + "%x", "a" * 50_000, "1" * 50_000, "1 " * 25_000, "x" + " " * 50_000 + "1:"]
)
@pytest.mark.timeout(20)
def test_a_very_long_text_is_wrong_at_once(kind: str, long: str) -> None:
    assert values(column([long], type=kind)) == [None]
    assert values(column([long], type=kind, bareNumber=False, format="any" if "d" in kind else "default")) == [None]


def test_text_is_never_changed_unless_trimming_is_wanted() -> None:
    cells = ["  ﬁ x\u00a0", "\uff21", "e\u0301"]

    assert values(column(cells, **TEXT)) == cells
    trimmed = column(cells, **TEXT, **{"x-trim": True})
    assert values(trimmed) == ["ﬁ x", "\uff21", "e\u0301"] and trimmed.check.trimmed == 1
