"""Rules between columns: what they can say, what they cannot do."""

from datetime import date
from typing import Any

import pytest

from desktop_uploader.processing.checking.rules import ExpressionError, compile_expression
from desktop_uploader.words import Catalogue

from .rows import Checked, check_rows

FIELDS = [
    {"name": "Net", "type": "number"},
    {"name": "Gross", "type": "number"},
    {"name": "State", "type": "string"},
    {"name": "Start day", "type": "date"},
    {"name": "End", "type": "date"},
]
GOOD = [1.0, 2.0, "open", date(2026, 1, 1), date(2026, 1, 31)]


def check(rule: str, *rows: list[Any], **more: Any) -> Checked:
    return check_rows({"fields": FIELDS, "x-rules": [{"rule": rule, **more}]}, rows)


def holds(rule: str, **changed: Any) -> bool:
    row = [changed.get(field["name"].replace(" ", "_"), cell) for field, cell in zip(FIELDS, GOOD, strict=True)]
    return not check(rule, row).problems


@pytest.mark.parametrize(
    "rule",
    [
        "[Net] <= [Gross]",
        "Net<=Gross",
        "[Gross] = [Net] * 2 and [Gross] <> 3",
        "0 < [Net] < [Gross]",
        '[State] in ("new", "open")',
        "not State in ('done')",
        "abs([Net] - [Gross]) = 1 or len([State]) > 10",
        "days([End] - [Start day]) = 30",
        '[Start day] >= date("2026-01-01") and [End] <= today() or [Net] > 0',
        "round([Net] / 3, 2) = 0.33",
        "max([Net], [Gross]) = Gross and min(Net, Gross) = Net",
        "lower([State]) = 'open'",
        "-[Net] < 0 and +[Net] % 2 = 1",
        "TRUE and NOT FALSE and [Net] = 1",
    ],
)
def test_a_rule_that_holds(rule: str) -> None:
    assert holds(rule)


def test_a_column_may_be_called_like_a_word_of_the_language_in_other_letters() -> None:
    schema = {"fields": [{"name": "In", "type": "integer"}, {"name": "Out", "type": "integer"}]}

    assert not check_rows(schema | {"x-rules": [{"rule": "In <= Out and In in (1, 2)"}]}, [[1, 2]]).problems
    assert check_rows(schema | {"x-rules": [{"rule": "In <= Out"}]}, [[3, 2]]).problems


def test_a_broken_rule_names_the_cell_and_says_the_message() -> None:
    found = check("[Net] <= [Gross]", GOOD, [3.0, *GOOD[1:]], message="Net is above gross.", fields=["Gross"])

    assert found.problems == [("B3", "row-constraint", "message", "2")]
    assert found.collector.rejected == 1
    line = Catalogue().problem_line(found.collector.problems[0])
    assert line == 'Data!B3, "Gross": Net is above gross. Correct this row.'


def test_a_rule_says_nothing_about_rows_with_empty_or_wrong_fields() -> None:
    found = check("[Net] > [Gross]", ["", 2.0, "", "", ""], ["x", 2.0, "", "", ""])

    assert [(place, code) for place, code, _, _ in found.problems] == [("A3", "type-error")]


def test_a_rule_may_ask_whether_a_field_is_empty() -> None:
    rule = 'State != "shipped" or not empty([End])'

    assert holds(rule) and holds(rule, State="shipped")
    assert not holds(rule, State="shipped", End="")
    assert holds("empty([End]) or [End] > [Start day]", End="")


def test_sums_are_compared_to_fifteen_digits() -> None:
    assert holds("[Net] + 0.2 = 0.3", Net=0.1)
    assert not holds("[Net] + 0.2 = 0.3", Net=0.1000001)


def test_a_list_of_one_is_a_list() -> None:
    assert not holds('[State] in ("opening")')


def test_a_division_by_nothing_breaks_the_rule() -> None:
    assert not holds("[Gross] / [Net] > 1", Net=0.0)


def test_names_with_brackets_are_written_twice() -> None:
    expression = compile_expression("[Net [EUR]]] > 1", ["Net [EUR]"])

    assert expression.fields == ("Net [EUR]",) and expression.holds(2)


@pytest.mark.parametrize(
    "rule",
    [
        "__import__('os').system('x')",
        "[State].__class__",
        "[State][0] = 'o'",
        "(lambda: 1)()",
        "[x for x in (1, 2)]",
        "Net ** 9 ** 9 ** 9 > 1",
        "f'{Net}' = 'x'",
        "open('x')",
        "Net if Gross else State",
        "(Net := 3) > 1",
        "{1: 2}",
        "Net; Gross",
        "Net # comment",
        "len(*State)",
        "len(obj=State)",
        "exec",
        "1 << 99",
        "Net @ Gross",
        "State is State",
        "Net > 1j",
        "b'x' = State",
        "(" * 60 + "Net" + ")" * 60 + "[",
        "not " * 80 + "Net",
        "Net + " * 500 + "Net > 1",
        "x" * 3000,
    ],
)
def test_nothing_else_can_be_said(rule: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(rule, [field["name"] for field in FIELDS])


@pytest.mark.parametrize("rule", ["'x' * 999999999 = State", "State * 999999999 = 'x'", "'%999999999d' % Net = 'x'"])
def test_no_value_can_grow_without_bound(rule: str) -> None:
    expression = compile_expression(rule, [field["name"] for field in FIELDS])

    with pytest.raises(TypeError):
        expression.holds(*(["x"] if "State" in rule else [7]))
