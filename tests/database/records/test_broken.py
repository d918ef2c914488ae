"""How many saved rows break a rule between columns: SQL says the same as the look at each row."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.model.between import Compare, Formula, Needed, OneOf, Rule, Together, put
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.jobs import SavedCheckJob
from desktop_uploader.processing.saved_rows import run_saved_check

from .shop import Shop

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "Start", "type": "date"},
        {"name": "End", "type": "date"},
        {"name": "Net", "type": "number"},
        {"name": "Pieces", "type": "integer"},
        {"name": "State", "type": "string"},
        {"name": "Paid", "type": "boolean"},
    ]
}
ROWS = [
    (date(2026, 1, 1), date(2026, 1, 2), 10.0, 10, "open", True),
    (date(2026, 2, 1), date(2026, 1, 2), 9.5, 10, "paid", False),
    (date(2026, 2, 1), None, None, 3, "Paid", None),
    (None, None, 2.0, None, None, True),
    (date(2026, 3, 1), date(2026, 3, 1), 3.0, 2, "paid", None),
]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "records.sqlite3")
    made.save("orders.csv", ROWS, name="orders", schema=SCHEMA)
    yield made
    made.close()


def both(shop: Shop, rule: Rule, schema: dict[str, Any] = SCHEMA) -> tuple[str, int, int]:
    """The effect that is told, its count, and how many rows the look at each of them finds."""
    wanted = Dataset("orders", put(schema, None, rule)[0], 1, confirmed=True)
    effects = shop.records.designs.forecast(wanted, {}, lambda: False).effects
    effect = next(effect for effect in effects if effect.code.startswith("rule-"))
    job = SavedCheckJob(wanted, {}, "")
    return effect.code, effect.params["count"], run_saved_check(job, lambda *_: None, shop.records).wrong


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (Compare("End", ">=", "Start"), 1),
        (Compare("Start", "<", "End"), 2),
        (Compare("Net", "=", "Pieces"), 2),
        (Compare("Pieces", "<>", "Net"), 1),
        (Needed("End", "Start"), 1),
        (Needed("Paid", "State", "paid"), 1),
        (Needed("State", "Paid", True), 1),
        (Needed("End", "Start", date(2026, 2, 1)), 1),
        (Needed("Paid", "Pieces", 3), 1),
        (OneOf(("Start", "State")), 1),
    ],
)
def test_both_count_the_same_rows(shop: Shop, rule: Rule, broken: int) -> None:
    assert both(shop, rule) == ("rule-broken", broken, broken)


def test_a_rule_that_all_saved_rows_fit_is_told_so(shop: Shop) -> None:
    assert both(shop, OneOf(("Net", "State"))) == ("rule-fits", 0, 0)


def test_rows_that_repeat_what_must_be_different_refuse_the_rule_and_nothing_else_is_said(shop: Shop) -> None:
    shop.save("more.csv", [ROWS[0]], name="orders", schema=SCHEMA)
    wanted = Dataset("orders", put(SCHEMA, None, Together(("State", "Pieces")))[0], 1, confirmed=True)

    effects = shop.records.designs.forecast(wanted, {}, lambda: False).effects

    assert [effect.code for effect in effects if effect.refuses or "told" in effect.params] == ["key-repeats"]


def test_of_a_column_that_is_new_all_saved_values_are_empty(shop: Shop) -> None:
    more = {**SCHEMA, "fields": [*SCHEMA["fields"], {"name": "Note", "type": "string"}]}

    assert both(shop, Needed("Note", "Start"), more) == ("rule-broken", 4, 4)


def test_a_formula_needs_the_look_at_each_row(shop: Shop) -> None:
    assert both(shop, Formula("[Net] + 1 > [Pieces]")) == ("rule-untold", 0, 0)


def test_a_rule_that_goes_and_one_that_must_hold_for_saved_rows_are_told(shop: Shop) -> None:
    known = shop.define(put(SCHEMA, None, Compare("End", ">=", "Start"))[0], "orders")
    wanted = Dataset("orders", put(SCHEMA, None, Together(("State", "Pieces")))[0], known.version, confirmed=True)

    effects = shop.records.designs.forecast(wanted, {}, lambda: False).effects

    told = [(effect.code, effect.params["told"]) for effect in effects if "told" in effect.params]
    assert told == [("rule-fits", "together"), ("rule-gone", "not-before")]
