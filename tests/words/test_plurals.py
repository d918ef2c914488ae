"""One row, two rows: every sentence that holds a count."""

import gettext
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from desktop_uploader.model.problem import Problem, ProblemGroup
from desktop_uploader.words import Catalogue
from desktop_uploader.words.doctor import DEEDS, FINDINGS
from desktop_uploader.words.errors import ERRORS
from desktop_uploader.words.events import EVENTS, KEPT_ROWS
from desktop_uploader.words.outputs import TEXTS
from desktop_uploader.words.plurals import Plural, in_form
from desktop_uploader.words.problem_groups import GROUPS
from desktop_uploader.words.problems import PROBLEMS
from desktop_uploader.words.questions import CHOICES, QUESTIONS
from desktop_uploader.words.rules import RULES

SEVERAL = re.compile(r"\b1 (?:of 1 )?(?:(?!of\b)[a-z]+ ){0,2}?(?!(?:is|was|has|needs|belongs|less)\b)[a-z]+s\b")
"""A noun in the plural after a lonely 1."""
MANY_DO = re.compile(r"\b1 (?:of 1 )?(?:[a-z]+ ){1,3}?(?:are|were|have|need)\b")


def templates() -> Iterator[tuple[str, str]]:
    """Every template, with what it is. Groups are always about two or more, so only their advice is one."""
    for name, table in {
        "event": EVENTS,
        "kept": KEPT_ROWS,
        "text": TEXTS,
        "problem": PROBLEMS,
        "question": QUESTIONS,
        "choice": CHOICES,
        "rule": RULES,
        "deed": DEEDS,
    }.items():
        for code, template in table.items():
            yield f"{name} {code}", template
    for code, pair in {**ERRORS, **FINDINGS}.items():
        yield from ((f"error {code}", template) for template in pair)
    for code, (_, advice) in GROUPS.items():
        yield f"group {code}", advice


COUNTS = frozenset(
    {
        *("count", "rows", "saved", "total", "rejected", "removed", "restored", "kept", "attempts", "seconds", "limit"),
        *("days", "read", "from_copy"),
    }
)
"""Parameters that are counts, wherever they occur. A sentence may name a limit that is none: then it has no plural."""


class Ones(dict[str, object]):
    """Every count is 1."""

    def __missing__(self, key: str) -> object:
        return 1 if key in COUNTS else "X"

    def get(self, key: str, default: object = None) -> object:
        return self[key]


def used(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


ALL = list(templates())
COUNTED = [(name, template) for name, template in ALL if used(template) & COUNTS]


@pytest.mark.parametrize(("name", "template"), COUNTED, ids=[name for name, _ in COUNTED])
def test_no_sentence_speaks_of_one_as_of_many(name: str, template: str) -> None:
    sentence = in_form(template, Ones(), gettext.NullTranslations()).format_map(Ones())

    assert not SEVERAL.search(sentence), sentence
    assert not MANY_DO.search(sentence), sentence


@pytest.mark.parametrize("template", [template for _, template in ALL if isinstance(template, Plural)], ids=str)
def test_both_forms_say_the_same(template: Plural) -> None:
    assert used(template.one) == used(template)
    assert template.by in {*used(template), "count"}


def test_the_number_chooses_the_form() -> None:
    words = Catalogue()

    assert words.event("done", {"saved": 1, "total": 1, "dataset": "a"}) == "1 of 1 row saved in a."
    assert words.event("done", {"saved": 0, "total": 1_200, "dataset": "a"}) == "0 of 1,200 rows saved in a."
    assert str(words.error("rows-wrong", {"rejected": 1, "total": 5})).startswith("1 row of 5 needs correcting")
    group = ProblemGroup("constraint-error", "minLength", "A", 2, (Problem("constraint-error", params={"limit": 1}),))
    assert words.problem_group(group).endswith("Type at least 1 character.")


def test_a_translation_has_as_many_forms_as_its_language() -> None:
    class Polish(gettext.NullTranslations):
        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            assert (msgid1, msgid2) == ("{count} row", "{count} rows")
            return ["{count} wiersz", "{count} wiersze", "{count} wierszy"][0 if n == 1 else 1 if n in (2, 3, 4) else 2]

    rows = Plural("{count} row", "{count} rows")

    assert [in_form(rows, {"count": n}, Polish()).format(count=n) for n in (1, 2, 5)] == [
        "1 wiersz",
        "2 wiersze",
        "5 wierszy",
    ]
