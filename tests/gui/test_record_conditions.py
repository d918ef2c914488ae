"""What is typed for a column of the page Records, and how it is said."""

from datetime import date, datetime

import pytest

from desktop_uploader.gui.datasets.telling import value
from desktop_uploader.gui.records.conditions import said, value_of
from desktop_uploader.gui.records.values import shown
from desktop_uploader.model.rowquery import Comparison, Condition
from desktop_uploader.words.languages import catalogue_for

WORDS = catalogue_for("en")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", " 1,234 ", 1234),
        ("number", "1,234.5", 1234.5),
        ("date", "2026-11-25", date(2026, 11, 25)),
        ("datetime", "2026-11-25", datetime(2026, 11, 25)),
        ("string", "007", "007"),
        ("string", "  ", None),
    ],
)
def test_what_is_typed_is_a_value_of_the_columns_type(kind: str, text: str, value: object) -> None:
    assert value_of(kind, text, WORDS) == value


def test_a_number_is_typed_with_the_marks_of_the_language() -> None:
    assert value_of("number", "1.234,5", catalogue_for("de")) == 1234.5


def test_a_day_at_the_end_is_all_of_it() -> None:
    assert value_of("datetime", "2026-11-25", WORDS, end=True) > datetime(2026, 11, 25, 23, 59, 59)


def test_a_text_that_would_turn_what_follows_round_is_shown_in_the_order_of_its_letters() -> None:
    assert shown("invoice\u202excod.xlsx", WORDS) == "invoice\ufffdxcod.xlsx"
    assert shown("a\n b\tc", WORDS) == "a b c"


@pytest.mark.parametrize(("kind", "text"), [("integer", "1.5"), ("date", "25/11"), ("time", "noon")])
def test_what_is_no_value_of_the_type_is_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueError):
        value_of(kind, text, WORDS)


def test_a_long_value_is_said_on_one_short_line() -> None:
    words = said(Condition("No\nte", Comparison.CONTAINS, "x" * 10_000), WORDS)
    assert words.startswith("No te contains xxx") and len(words) < 60


def test_a_name_that_is_cut_says_so_and_turns_no_letters_around() -> None:
    assert said(Condition(f"No{' ' * 200}te", Comparison.EMPTY), WORDS) == "No… is empty"
    assert "\u202e" not in said(Condition("No\u202ete", Comparison.EQUAL, "a\u202eb"), WORDS)


def test_a_list_is_shown_as_on_the_page_records() -> None:
    assert value(WORDS, ["a", "b"]) == '["a", "b"]'
    assert value(WORDS, None) == "" and value(WORDS, 2.0) == "2" and value(WORDS, date(2026, 11, 25)) == "2026-11-25"
