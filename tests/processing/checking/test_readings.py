"""Numbers, dates and lengths of time: whatever can be written is read as what was meant, and nothing else is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_uploader.model.duration import Duration
from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.processing.checking.columns import compile_field
from desktop_uploader.processing.checking.converters.datetexts import LANGUAGES, ORDERS, date_text, month_names
from desktop_uploader.processing.checking.converters.numbers import STYLES, is_number, styles_of
from desktop_uploader.processing.checking.settling import settle

from .rows import column, kinds, values

AMOUNTS = st.decimals(min_value=-(10**11), max_value=10**11, places=2, allow_nan=False)


def written(amount: Decimal, style: str) -> str:
    decimal, group = STYLES[style]
    return f"{amount:,.2f}".translate(str.maketrans({",": group, ".": decimal}))


@given(AMOUNTS, st.sampled_from(sorted(STYLES)))
def test_an_amount_is_read_in_the_style_in_which_it_is_written(amount: Decimal, style: str) -> None:
    text = written(amount, style)

    assert style in styles_of(text) and is_number(text, style)
    found = column([text], type="number", answers={"number-style:A": style})
    assert (values(found), found.problems) == ([float(amount)], [])


@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.sampled_from(sorted(STYLES)))
def test_two_decimals_settle_the_style(amounts: list[Decimal], style: str) -> None:
    found = column([written(amount, style) for amount in amounts], type="number")

    assert values(found) == list(map(float, amounts))


@given(st.text(alphabet="0123456789.,'- eE+%\u00a0", min_size=1, max_size=12).filter(str.strip))
def test_a_text_that_is_no_number_is_never_one(text: str) -> None:
    found = column([text], type="number", answers={"number-style:A": "point"})

    (value,) = values(found)
    assert value is None or isinstance(value, float)
    assert (value is None) == bool(found.problems)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)), st.sampled_from(ORDERS), st.booleans())
def test_a_date_is_read_in_the_order_in_which_it_is_written(day: date, order: str, short: bool) -> None:
    year = "%y" if short else "%Y"
    text = day.strftime(f"%d/%m/{year}" if order == "dmy" else f"%m/%d/{year}")

    found = date_text(text, order)
    assert found is not None and found.day(order) == day
    undecided = date_text(text)
    assert undecided is not None and day in undecided.days.values()
    assert undecided.orders in (frozenset(), {order}, set(ORDERS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_a_language_is_known(language: str) -> None:
    from babel.dates import get_month_names

    for number, name in get_month_names("wide", locale=language).items():
        found = date_text(f"3 {name} 2026")
        assert found is not None and found.day(None) == date(2026, number, 3)


def test_no_two_months_share_a_name() -> None:
    from babel.dates import get_month_names

    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found = date_text(f"3 {name.rstrip('.')} 2026")
                assert found is not None and found.days["any"].month == number
    assert set(month_names().values()) == set(range(1, 13))


@given(st.integers(-10_000, 10_000), st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_a_length_of_time_reads_back_equal(months: int, seconds: Decimal) -> None:
    if months * seconds < 0:
        seconds = -seconds
    length = Duration(months, seconds.normalize() + 0)

    assert Duration.parse(str(length)) == length
    assert hash(Duration.parse(str(length))) == hash(length)


@given(
    st.timedeltas(timedelta(days=-5000), timedelta(days=5000)),
    st.timedeltas(timedelta(days=-5000), timedelta(days=5000)),
)
def test_lengths_without_months_have_an_order(one: timedelta, other: timedelta) -> None:
    assert (Duration.of(one) < Duration.of(other)) == (one < other)
    assert (Duration.of(one) == Duration.of(other)) == (one == other)


@pytest.mark.parametrize(
    "text", ["P", "PT", "1D", "P1S", "PT1D", "P1.5Y", "P1M1Y", "P-1Y", "PT1.S", "P" + "9" * 40 + "Y"]
)
def test_what_is_no_length_of_time(text: str) -> None:
    assert kinds(column([text], type="duration")) == ["duration"]


def test_months_and_days_have_an_order_only_where_it_is_sure() -> None:
    month = Duration.parse("P1M")

    assert Duration.parse("P27D") < month < Duration.parse("P32D")
    assert not Duration.parse("P30D") < month and not month < Duration.parse("P30D")
    assert Duration.parse("P1Y") == Duration.parse("P12M")


@given(
    st.text(alphabet="0123456789.,/- :TPMapm€'\u00a0", min_size=1, max_size=20),
    st.sampled_from(["number", "integer", "date", "datetime"]),
    st.booleans(),
)
def test_a_column_is_read_or_asked_about_whatever_its_texts_are(text: str, kind: str, bare: bool) -> None:
    try:
        found = column([text, "x"], type=kind, bareNumber=bare)
    except NeedsAnswer as asked:
        assert asked.params["questions"][0]["params"]["examples"]
    else:
        assert values(found)[-1] is None


def test_a_column_that_cannot_be_looked_over_is_asked_about() -> None:
    checks = [compile_field({"name": "A", "type": "date"}, {})]

    with pytest.raises(NeedsAnswer) as asked:
        settle(checks, [], "A", ["", "03/04/2026"])

    assert asked.value.params["questions"][0]["params"]["examples"] == ["03/04/2026"]
