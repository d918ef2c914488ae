"""Every sentence about a problem: where, what was found, why, what to do."""

import re
from string import Formatter
from typing import Any

import pytest

from desktop_uploader.model.problem import Problem, ProblemTotal, grouped
from desktop_uploader.words import Catalogue
from desktop_uploader.words.errors import ERRORS
from desktop_uploader.words.problem_groups import GROUPS
from desktop_uploader.words.problems import PROBLEMS

PARAMS: dict[str, Any] = {
    "limit": 5,
    "digits": 15,
    "examples": ["true", "false"],
    "error": "#N/A",
    "first_sheet": "Old",
    "first_row": "12",
    "column": 4,
    "header_row": 3,
    "labels": ["Name", "Mail"],
    "letters": ["B", "D"],
    "message": "Net must not be above gross.",
    "rule": "[Net] <= [Gross]",
    "dataset": "customers",
    "targets": ["Customer no."],
}
FORBIDDEN = re.compile(r"\b(schema|pars\w+|null|None(?! of)|constraint\w*|exception|invalid|nan|regex|string)\b", re.I)
NEXT_STEP = re.compile(
    r"(Add|Check|Choose|Copy|Correct|Format|Look|Make|Open|Remove|Rename|Shorten|Type|Write)\b.*\.$",
)


def problem(code: str, **more: Any) -> Problem:
    name, _, kind = code.partition(":")
    params = {**PARAMS, **({"kind": kind} if kind else {}), **more}
    return Problem(name, "Prices", 17, 4, "Amount", "abc", params)


def sentences() -> list[tuple[str, str]]:
    words, found = Catalogue(), []
    for code in PROBLEMS:
        found.append((code, words.problem(problem(code))))
    for code in GROUPS:
        examples = [problem(code)] * 3
        total = ProblemTotal(examples[0].code, "Amount", 812, examples[0].kind)
        found.append((f"{code}, many", words.problem_group(grouped(examples, [total])[0])))
    return found


@pytest.mark.parametrize(("code", "sentence"), sentences(), ids=lambda value: value if len(value) < 50 else "")
def test_a_sentence_says_what_to_do_without_jargon(code: str, sentence: str) -> None:
    assert "{" not in sentence and "}" not in sentence and "  " not in sentence
    assert not FORBIDDEN.search(sentence), sentence
    assert sentence.endswith(".")
    steps = re.split(r"(?<=[.:]) (?=[A-Z])", sentence)
    assert NEXT_STEP.match(steps[-1]), sentence


@pytest.mark.parametrize("code", [*PROBLEMS, *GROUPS])
def test_a_template_uses_only_parameters_that_problems_have(code: str) -> None:
    known = {*PARAMS, "value", "field", "count", "column_letter", "elsewhere"}
    texts = [PROBLEMS.get(code, ""), *GROUPS.get(code, ())]
    used = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}

    assert used <= known


def test_every_problem_has_words_for_many() -> None:
    assert GROUPS.keys() == PROBLEMS.keys()


def test_the_words_of_the_errors_have_no_jargon() -> None:
    for title, advice in ERRORS.values():
        assert title.endswith((".", "?")) and advice.endswith(".")
        assert not FORBIDDEN.search(f"{title} {advice}"), title


def test_a_sentence_begins_with_its_place() -> None:
    line = Catalogue().problem_line(problem("type-error:number"))

    assert line == 'Prices!D17, "Amount": "abc" is not a number. Type a number such as 1234.50.'


def test_a_near_miss_is_offered() -> None:
    words = Catalogue()
    cell = problem("constraint-error:enum", limit=["new", "open"], suggestion="open")
    label = Problem("missing-label", "Prices", field="E-mail", params={**PARAMS, "suggestion": "Mail"})

    assert words.problem(cell) == '"abc" is not in the list: new, open. Choose one of them. Did you mean "open"?'
    assert words.problem(label).endswith('Is "Mail" the same as "E-mail"?')


def test_a_key_that_stands_on_another_sheet_is_placed_there() -> None:
    here, there = problem("unique-error:repeated", first_sheet="Prices"), problem("unique-error:repeated")

    assert "already in D12," in Catalogue().problem(here)
    assert "already in Old!D12," in Catalogue().problem(there)


def test_a_long_list_is_cut() -> None:
    sentence = Catalogue().problem(problem("constraint-error:enum", limit=[str(number) for number in range(500)]))

    assert "18, 19, …" in sentence and len(sentence) < 150


def rows(code: str, *numbers: int, sheet: str = "Prices") -> list[Problem]:
    return [Problem("type-error", sheet, number, 4, "Amount", "x", {"kind": code}) for number in numbers]


def test_many_problems_are_one_sentence_with_the_true_count() -> None:
    problems = [*rows("number", 17, 18, 25, 31), *rows("excel-error", 40)]
    totals = [
        ProblemTotal("type-error", "Amount", 1, "excel-error"),
        ProblemTotal("type-error", "Amount", 812, "number"),
    ]

    first, second = (Catalogue().problem_group(group) for group in grouped(problems, totals))

    assert first == '"Amount": 812 values are not numbers, such as Prices!D17, D18, D25. Type numbers such as 1234.50.'
    assert second.startswith('Prices!D40, "Amount": the cell shows the Excel error')


def test_examples_of_several_sheets_name_each() -> None:
    problems = [*rows("number", 17), *rows("number", 5, sheet="North")]
    (group,) = grouped(problems, [ProblemTotal("type-error", "Amount", 2, "number")])

    assert "values are not numbers, in Prices!D17, North!D5." in Catalogue().problem_group(group)


def test_a_column_that_fails_nearly_everywhere_is_said_to_be_the_wrong_one() -> None:
    (group,) = grouped(rows("number", 2, 3, 4), [ProblemTotal("type-error", "Amount", 95, "number")])

    assert "right column" in Catalogue().problem_group(group, 100)
    assert "right column" not in Catalogue().problem_group(group, 1000)


def test_totals_without_kinds_are_still_told() -> None:
    (group,) = grouped(rows("number", 2, 3, 4), [ProblemTotal("type-error", "Amount", 95)])

    assert Catalogue().problem_group(group).startswith('"Amount": 95 values are not what this column holds, such as')
