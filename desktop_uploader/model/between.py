"""The rules of a definition that are about more than one column: read out of it, told, and put into it. No Qt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .editing import KEYWORDS, with_option
from .keys import foreign_keys, names

Schema = Mapping[str, Any]
Told = tuple[str, dict[str, Any]]
"""A code of `words.between.RULES` and its parameters."""

RULES, TOGETHER, REFERENCES = "x-rules", "uniqueKeys", "foreignKeys"

_FIELD = rf"(?:\[((?:[^\]]|\]\])+)\](?!\])|(?!(?:{'|'.join(sorted(KEYWORDS))})\b)([^\W\d]\w*))"
_VALUE = r"""("[^"\\]*"|'[^'\\]*'|-?\d+(?:\.\d+)?|true|false|date\s*\(\s*"\d{4}-\d\d-\d\d"\s*\))"""
_FILLED = rf"not\s+empty\s*\(\s*{_FIELD}\s*\)"
_COMPARE = re.compile(rf"\s*{_FIELD}\s*(<=|>=|<>|=|<|>)\s*{_FIELD}\s*")
_NEEDED = re.compile(rf"\s*{_FIELD}\s*<>\s*{_VALUE}\s+or\s+{_FILLED}\s*", re.IGNORECASE)
_NEEDED_BESIDE = re.compile(rf"\s*empty\s*\(\s*{_FIELD}\s*\)\s+or\s+{_FILLED}\s*", re.IGNORECASE)
_ONE_OF = re.compile(rf"\s*{_FILLED}(?:\s+or\s+{_FILLED})+\s*", re.IGNORECASE)
_EACH = re.compile(_FILLED, re.IGNORECASE)

_AMOUNTS = {"=": "same", "<>": "other", "<": "less", "<=": "not-more", ">": "more", ">=": "not-less"}
_MOMENTS = {**_AMOUNTS, "<": "before", "<=": "not-after", ">": "after", ">=": "not-before"}
COMPARISONS = tuple(_AMOUNTS)
TEMPORAL = frozenset({"date", "datetime", "time", "year", "yearmonth"})
"""Types of which one value is before another one rather than less."""


@dataclass(frozen=True, slots=True)
class Compare:
    """One column's value beside another's."""

    left: str
    comparison: str
    right: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Needed:
    """A column must have a value where another one has one, or has just this one."""

    field: str
    other: str
    value: Any = None
    """None: any value."""
    message: str = ""


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of the columns must have a value."""

    fields: tuple[str, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """Anything else that the language of rules can say."""

    text: str
    message: str = ""
    fields: tuple[str, ...] = ()
    """Whose cell is named."""


@dataclass(frozen=True, slots=True)
class Together:
    """The values of the columns, taken together, must be different in each row."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The columns' values must be among the saved ones of another dataset, or of this one where that is empty."""

    fields: tuple[str, ...]
    dataset: str
    targets: tuple[str, ...]
    """Its columns, in the order of `fields`."""


Spoken = Compare | Needed | OneOf | Formula
Rule = Spoken | Together | Reference


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule stands in a definition."""

    option: str
    number: int


def rules_between(schema: Schema) -> list[tuple[Place, Rule]]:
    """Every rule between columns, with its place."""
    known = {field["name"] for field in schema["fields"]}
    found: list[tuple[Place, Rule]] = [
        (Place(RULES, number), rule_of(item, known)) for number, item in enumerate(schema.get(RULES, ()))
    ]
    found += [
        (Place(TOGETHER, number), Together(tuple(names(key)))) for number, key in enumerate(schema.get(TOGETHER, ()))
    ]
    for number, key in enumerate(foreign_keys(schema)):
        found.append((Place(REFERENCES, number), Reference(key.fields, key.dataset or "", key.targets)))
    return found


def rule_of(item: Mapping[str, Any], known: set[str]) -> Spoken:
    """One of `x-rules`. What is not written as `item_of` writes it is a formula."""
    text, message = str(item["rule"]), str(item.get("message", ""))
    try:
        rule = _read(text)
    except ValueError:
        # A date that does not exist, or more digits than Python reads.
        rule = None
    if rule is None or not set(fields_of(rule)) <= known:
        return Formula(text, message, tuple(names(item.get("fields"))))
    return replace(rule, message=message)


def item_of(rule: Rule) -> Any:
    """The rule as a definition has it."""
    match rule:
        case Together(fields=fields):
            return list(fields)
        case Reference(fields=fields, dataset=dataset, targets=targets):
            named_dataset = {"resource": dataset} if dataset else {}
            return {"fields": list(fields), "reference": {**named_dataset, "fields": list(targets)}}
        case Needed(field=field):
            named = [field]
        case Formula(fields=fields):
            named = list(fields)
        case _:
            named = []
    made: dict[str, Any] = {"rule": text_of(rule)}
    for option, value in (("message", rule.message), ("fields", named)):
        if value:
            made[option] = value
    return made


def text_of(rule: Spoken) -> str:
    """The rule in the language of rules. Raises `ValueError` for a text that the language cannot hold."""
    match rule:
        case Compare(left=left, comparison=comparison, right=right):
            return f"{_bracketed(left)} {comparison} {_bracketed(right)}"
        case Needed(field=field, other=other, value=None):
            return f"empty({_bracketed(other)}) or not empty({_bracketed(field)})"
        case Needed(field=field, other=other, value=value):
            return f"{_bracketed(other)} <> {_literal(value)} or not empty({_bracketed(field)})"
        case OneOf(fields=fields):
            return " or ".join(f"not empty({_bracketed(field)})" for field in fields)
        case Formula(text=text):
            return text


def put(schema: Schema, place: Place | None, rule: Rule) -> tuple[dict[str, Any], Place]:
    """The schema with a rule in a place, or as one more where that is None or another part; and its place now."""
    option = TOGETHER if isinstance(rule, Together) else REFERENCES if isinstance(rule, Reference) else RULES
    if place is not None and place.option != option:
        schema, place = without_rule(schema, place), None
    listed = list(schema.get(option, ()))
    place = place or Place(option, len(listed))
    here, item = slice(place.number, place.number + 1), item_of(rule)
    if isinstance(rule, Compare | OneOf):
        # Whose cell is named is no part of these rules: it stays as it was said.
        shown = [name for before in listed[here] for name in names(before.get("fields"))]
        item |= {"fields": shown} if shown and set(shown) <= set(fields_of(rule)) else {}
    listed[here] = [item]
    return with_option(schema, option, listed), place


def without_rule(schema: Schema, place: Place) -> dict[str, Any]:
    """The schema without one rule."""
    listed = [item for number, item in enumerate(schema.get(place.option, ())) if number != place.number]
    return with_option(schema, place.option, listed)


def fields_of(rule: Rule) -> tuple[str, ...]:
    """The columns that a rule is about; of a formula those whose cells it names."""
    match rule:
        case Compare(left=left, right=right):
            return (left, right)
        case Needed(field=field, other=other):
            return (field, other)
        case _:
            return rule.fields


def told(rule: Rule, types: Mapping[str, str]) -> Told:
    """What the rule says; `types` are those of the columns."""
    match rule:
        case Compare(left=left, comparison=comparison, right=right):
            codes = _MOMENTS if types.get(left) in TEMPORAL else _AMOUNTS
            return codes[comparison], {"left": left, "right": right}
        case Needed(field=field, other=other, value=None):
            return "needed-beside", {"needed": field, "other": other}
        case Needed(field=field, other=other, value=bool(value)):
            return f"needed-where-{'yes' if value else 'no'}", {"needed": field, "other": other}
        case Needed(field=field, other=other, value=value):
            return "needed-where", {"needed": field, "other": other, "what": str(value)}
        case OneOf(fields=fields):
            return "one-of", {"fields": list(fields)}
        case Together(fields=fields):
            return "together", {"fields": list(fields)}
        case Reference(fields=fields, dataset=dataset):
            return "reference" if dataset else "reference-own", {"fields": list(fields), "dataset": dataset}
        case Formula(text=text):
            return "formula", {"rule": text}


def types_of(schema: Schema) -> dict[str, str]:
    """The type of each column."""
    return {field["name"]: str(field.get("type", "any")) for field in schema["fields"]}


def _read(text: str) -> Compare | Needed | OneOf | None:
    if found := _COMPARE.fullmatch(text):
        return Compare(_name(found, 1), found[3], _name(found, 4))
    if found := _NEEDED.fullmatch(text):
        return Needed(_name(found, 4), _name(found, 1), _value(found[3]))
    if found := _NEEDED_BESIDE.fullmatch(text):
        return Needed(_name(found, 3), _name(found, 1))
    if _ONE_OF.fullmatch(text):
        return OneOf(tuple(_name(part, 1) for part in _EACH.finditer(text)))
    return None


def _name(found: "re.Match[str]", group: int) -> str:
    return found[group].replace("]]", "]") if found[group] is not None else str(found[group + 1])


def _bracketed(name: str) -> str:
    return f"[{name.replace(']', ']]')}]"


def _value(text: str) -> Any:
    if text[0] in "\"'":
        return text[1:-1]
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if text.lower().startswith("date"):
        return date.fromisoformat(text.partition('"')[2].partition('"')[0])
    return float(text) if "." in text else int(text)


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    if not isinstance(value, str):
        return str(value)
    mark = next((mark for mark in "\"'" if mark not in value), None)
    if mark is None or "\\" in value:
        raise ValueError(value)
    return f"{mark}{value}{mark}"
