"""What a field takes, in plain words."""

import re
from typing import Any

import pytest

from desktop_uploader.gui.datasets.telling import rule
from desktop_uploader.words import Catalogue
from desktop_uploader.words.patterns import example_of
from desktop_uploader.words.rules import RULES, TYPES

KEYED = {"primaryKey": "F"}


@pytest.mark.parametrize(
    ("field", "schema", "words"),
    [
        (
            {"type": "integer", "constraints": {"required": True, "minimum": 1}},
            {},
            "a whole number, needed, at least 1",
        ),
        ({"type": "number", "constraints": {"minimum": 0, "maximum": 9.5}}, {}, "a number, from 0 to 9.5"),
        ({"type": "number", "constraints": {"exclusiveMinimum": 0}}, {}, "a number, more than 0"),
        ({"type": "date", "constraints": {"minimum": "2026-01-01"}}, {}, "a date, not before 2026-01-01"),
        ({"type": "date", "format": "%d.%m.%Y"}, {}, "a date, written like 31.12.2026"),
        ({"constraints": {"enum": ["new", "open"]}}, {}, "one of: new, open"),
        ({"type": "integer", "categories": [{"value": 1, "label": "low"}, {"value": 2}]}, {}, "one of: low, 2"),
        ({"type": "boolean", "trueValues": ["yes", "y"], "falseValues": ["no"]}, {}, "yes or no"),
        ({"type": "boolean"}, {}, "TRUE or FALSE"),
        ({"type": "string", "constraints": {"pattern": "SKU-[0-9]{5}"}}, {}, "text, written like SKU-00000"),
        ({"type": "string", "example": "Köln"}, {}, "text, written like Köln"),
        ({"type": "string", "constraints": {"minLength": 3, "maxLength": 3}}, {}, "text, exactly 3 characters"),
        ({"type": "string", "constraints": {"maxLength": 80}}, {}, "text, at most 80 characters"),
        ({"type": "list", "delimiter": ";", "constraints": {"minLength": 2}}, {}, None),
        ({"type": "string"}, KEYED, "text, needed, different in each row"),
        ({"type": "string"}, {"primaryKey": ["F", "G"]}, "text, needed, different in each row together with G"),
        ({"type": "string", "constraints": {"unique": True}}, {}, "text, different in each row"),
        (
            {"type": "string"},
            {"foreignKeys": [{"fields": ["F"], "reference": {"resource": "Items", "fields": ["no"]}}]},
            "text, one that is in Items",
        ),
        ({}, {}, "anything"),
    ],
)
def test_a_field_in_words(field: dict[str, Any], schema: dict[str, Any], words: str | None) -> None:
    expected = words or 'one or more values with ";" between them, at least 2 values'

    assert Catalogue().rules({"name": "F", **field}, schema) == expected


@pytest.mark.parametrize(
    ("field", "schema", "words"),
    [
        ({"type": "integer", "constraints": {"minimum": 1, "maximum": 100_000}}, {}, "1 to 100,000"),
        ({"type": "year", "constraints": {"minimum": 1900, "maximum": 2100}}, {}, "1900 to 2100"),
        ({"type": "number", "constraints": {"exclusiveMinimum": 0}}, {}, "more than 0"),
        ({"type": "date", "constraints": {"maximum": "2026-01-01"}}, {}, "2026-01-01 or earlier"),
        ({}, {"foreignKeys": [{"fields": "F", "reference": {"resource": "Items"}}]}, "one that is in Items"),
        ({}, {"foreignKeys": [{"fields": "For", "reference": {"resource": "Items"}}]}, ""),
        ({}, {"foreignKeys": [{"fields": ["F"], "reference": {"fields": ["No"]}}]}, "one that stands in No"),
    ],
)
def test_the_rules_of_a_column_in_few_words(field: dict[str, Any], schema: dict[str, Any], words: str) -> None:
    assert rule(Catalogue(), {"name": "F", **field}, schema) == words


def test_long_lists_are_cut() -> None:
    field = {"name": "F", "constraints": {"enum": list(range(500))}}

    assert Catalogue().rules(field, {}).endswith("10, 11, …")


def test_the_words_have_no_jargon() -> None:
    forbidden = re.compile(r"schema|constraint|regex|null|enum|string|boolean|integer", re.I)

    assert not [text for text in (*TYPES.values(), *RULES.values()) if forbidden.search(text)]


@pytest.mark.parametrize(
    "pattern",
    [
        "SKU-[0-9]{5}",
        "[A-Z]{2}\\d{3,}",
        "(north|south)-[a-z]+",
        "\\w+@example\\.com",
        "^K?[^x]$",
        ".{3}",
        "(?:ab){2,3}",
        "[\\d\\s]x",
    ],
)
def test_an_example_matches_its_pattern(pattern: str) -> None:
    example = example_of(pattern)

    assert example is not None and re.fullmatch(pattern, example)


@pytest.mark.parametrize("pattern", ["(?=x)y", "(", "a(?<!a)", "", "(a)\\1"])
def test_where_no_simple_example_is_found_there_is_none(pattern: str) -> None:
    assert example_of(pattern) is None
