"""Rules between columns, read out of a definition and put into it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop_uploader.model.between import (
    Compare,
    Formula,
    Needed,
    OneOf,
    Place,
    Reference,
    Rule,
    Spoken,
    Together,
    item_of,
    put,
    rule_of,
    rules_between,
    told,
    without_rule,
)
from desktop_uploader.processing.checking.rules import compile_expression
from desktop_uploader.words import Catalogue

NAMES = ["Start", "End", "odd ] name", "or", "Paid on"]
TYPES = {"Start": "date", "End": "date", "odd ] name": "number", "or": "string", "Paid on": "date"}


@pytest.mark.parametrize(
    "rule",
    [
        Compare("End", ">=", "Start"),
        Compare("odd ] name", "<>", "or", "Not alike."),
        Needed("Paid on", "odd ] name"),
        Needed("odd ] name", "or", 'say "yes"'),
        Needed("odd ] name", "or", "it's"),
        Needed("Paid on", "Start", date(2026, 11, 24)),
        Needed("Paid on", "odd ] name", -1.5),
        Needed("Paid on", "odd ] name", 7, "Seven must be paid."),
        Needed("Paid on", "or", True),
        OneOf(("Start", "odd ] name", "or")),
        Formula("[Start] < [End] and [End] < [Paid on]", "In order.", ("End",)),
    ],
)
def test_what_is_written_is_read_as_the_same_rule_and_can_be_asked(rule: Spoken) -> None:
    item = item_of(rule)

    assert rule_of(item, set(NAMES)) == rule
    compile_expression(item["rule"], NAMES)


@pytest.mark.parametrize(
    "text",
    [
        *("[End] >= [Begin]", "[End] >= 3", "End", "not empty([End])"),
        *("[End] <> [Start] or not empty([or])", "or = true"),
        '[End] <> date("2026-02-30") or not empty([Start])',
        f"[End] <> {'9' * 5000} or not empty([Start])",
    ],
)
def test_what_is_written_otherwise_is_a_formula(text: str) -> None:
    assert rule_of({"rule": text}, set(NAMES)) == Formula(text)


def test_names_without_brackets_and_other_spaces_are_read_too() -> None:
    assert rule_of({"rule": " End>=Start "}, set(NAMES)) == Compare("End", ">=", "Start")
    assert rule_of({"rule": "EMPTY( [Start] ) OR NOT empty([End])"}, set(NAMES)) == Needed("End", "Start")


def test_a_text_that_the_language_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="both"):
        item_of(Needed("End", "or", "both ' and \""))


def test_the_column_whose_cell_is_named_stays_so_where_the_rule_is_still_about_it() -> None:
    schema: dict[str, Any] = {
        "fields": [{"name": name, "type": kind} for name, kind in TYPES.items()],
        "x-rules": [{"rule": "[Start] <= [End]", "fields": ["End"]}],
    }
    ((place, rule),) = rules_between(schema)
    assert isinstance(rule, Compare)

    told_otherwise, _ = put(schema, place, replace(rule, message="In order."))
    about_others, _ = put(schema, place, replace(rule, right="Paid on"))

    assert told_otherwise["x-rules"] == [{"rule": "[Start] <= [End]", "message": "In order.", "fields": ["End"]}]
    assert about_others["x-rules"] == [{"rule": "[Start] <= [Paid on]"}]


def test_rules_are_put_taken_out_and_moved_to_the_part_of_their_kind() -> None:
    schema: dict[str, Any] = {"fields": [{"name": name, "type": kind} for name, kind in TYPES.items()]}
    schema, first = put(schema, None, Compare("End", ">=", "Start"))
    schema, second = put(schema, None, Needed("Paid on", "or", "paid"))
    schema["foreignKeys"] = [{"fields": "or", "reference": {"resource": "states", "fields": "State"}}]

    schema, third = put(schema, first, Together(("Start", "or")))

    assert third == Place("uniqueKeys", 0) and schema["uniqueKeys"] == [["Start", "or"]]
    listed = [rule for _, rule in rules_between(schema)]
    assert listed[:2] == [Needed("Paid on", "or", "paid"), Together(("Start", "or"))]
    assert listed[2] == Reference(("or",), "states", ("State",))
    assert item_of(listed[2]) == {"fields": ["or"], "reference": {"resource": "states", "fields": ["State"]}}
    bare = schema
    for option in ("x-rules", "uniqueKeys", "foreignKeys"):
        bare = without_rule(bare, Place(option, 0))
    assert list(bare) == ["fields"] and second == Place("x-rules", 1)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Compare("End", ">=", "Start"), '"End" must not be before "Start".'),
        (Compare("odd ] name", ">=", "Start"), '"odd ] name" must not be less than "Start".'),
        (Needed("End", "or", 2026), '"End" is needed where "or" is "2026".'),
        (Needed("End", "or", False), '"End" is needed where "or" is no.'),
        (OneOf(("End", "or")), "One of these columns must have a value: End, or."),
        (Formula("[End] = 1"), "Each row must fit [End] = 1."),
    ],
)
def test_a_rule_is_told_in_a_sentence(rule: Rule, sentence: str) -> None:
    assert Catalogue().rule(*told(rule, TYPES)) == sentence
