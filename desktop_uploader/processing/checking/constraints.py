"""The rules of a field, each as a test of one value and of a whole column at once."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...model.duration import Duration
from ...model.errors import DefinitionError
from .converters import Convert, Wrong, text_of
from .suggestions import Suggestions

_SUBTRACTION = re.compile(r"(?<!\\)\[(?:\\.|[^\]\\])+-\[")
"""`[a-z-[aeiou]]` of XML Schema: Python would take it, and for something else."""

SHOWN_CHOICES = 21
"""One more than a sentence names, so that it can say that there are more."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """`all_hold` says at once whether a column has no offender; only then are cells looked at one by one."""

    name: str
    limit: Any
    """What a person is told: a number, a date, the beginning of a list."""
    holds: Callable[[Any], bool]
    all_hold: Callable[[Collection[Any]], bool]
    suggestions: Suggestions | None = None

    def params(self, value: Any) -> dict[str, Any]:
        """What the words for an offender need."""
        found: dict[str, Any] = {"kind": self.name, "limit": self.limit}
        near = self.suggestions.near(str(value)) if self.suggestions is not None else None
        return {**found, "suggestion": near} if near is not None else found


def constraints_of(field: Mapping[str, Any], convert: Convert) -> list[Constraint]:
    """The compiled rules of a field, without `required` and `unique`, which are not about one value.

    Raises `DefinitionError("definition-rule")` for a rule that makes no sense.
    """
    rules = {**field.get("constraints", {})}
    if "categories" in field:
        rules["categories"] = [item["value"] if isinstance(item, Mapping) else item for item in field["categories"]]
    found, kind = [], field.get("type", "any")
    for name, limit in rules.items():
        if name in ("required", "unique"):
            continue
        try:
            if name in _FITTING and kind not in _FITTING[name]:
                raise TypeError(name)
            found.append(_constraint(name, limit, convert, str if kind == "any" else None))
        except (AttributeError, KeyError, TypeError, ValueError, Wrong, re.error) as error:
            raise DefinitionError("definition-rule", field=field["name"], rule=name, value=_brief(limit)) from error
    return found


def _brief(limit: Any) -> str:
    return "" if isinstance(limit, Mapping) else text_of(limit)


def hashable(value: Any) -> Any:
    """A value that can be looked up in a set, equal where the values are."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False) if isinstance(value, dict | list) else value


def _constraint(name: str, limit: Any, convert: Convert, as_text: Callable[[Any], str] | None) -> Constraint:
    if name in _COMPARISONS:
        return _comparison(name, limit, convert(limit))
    if name in ("enum", "categories"):
        return _choice(limit, [convert(item) for item in limit])
    if name == "pattern":
        if _SUBTRACTION.search(limit):
            raise ValueError(limit)
        matches = re.compile(limit).fullmatch
        return _of_texts(Constraint(name, limit, lambda v: bool(matches(v)), lambda vs: all(map(matches, vs))), as_text)
    if name in ("minLength", "maxLength") and (not isinstance(limit, int) or isinstance(limit, bool)):
        raise TypeError(limit)
    if name == "minLength":
        return _of_texts(
            Constraint(name, limit, lambda v: len(v) >= limit, lambda vs: min(map(len, vs)) >= limit), as_text
        )
    if name == "maxLength":
        return _of_texts(
            Constraint(name, limit, lambda v: len(v) <= limit, lambda vs: max(map(len, vs)) <= limit), as_text
        )
    if name == "jsonSchema":
        return _json_schema(limit)
    raise KeyError(name)


def _of_texts(rule: Constraint, as_text: Callable[[Any], str] | None) -> Constraint:
    """The same rule for columns of any kind, whose numbers are taken as texts."""
    if as_text is None:
        return rule
    return Constraint(
        rule.name,
        rule.limit,
        lambda value: rule.holds(as_text(value)),
        lambda values: rule.all_hold(list(map(as_text, values))),
    )


def _choice(limit: Iterable[Any], values: list[Any]) -> Constraint:
    texts = [item if isinstance(item, str) else _shown(value) for item, value in zip(limit, values, strict=True)]
    shown = texts[:SHOWN_CHOICES]
    suggestions = Suggestions(texts)
    if any(isinstance(value, dict | list) for value in values):
        keys = frozenset(map(hashable, values))
        return Constraint(
            "enum", shown, lambda value: hashable(value) in keys, lambda found: set(map(hashable, found)) <= keys
        )
    allowed = frozenset(values)
    return Constraint("enum", shown, allowed.__contains__, lambda found: set(found) <= allowed, suggestions)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | tuple) else text_of(value)


def _json_schema(limit: Any) -> Constraint:
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for

    kind = validator_for(limit)
    try:
        kind.check_schema(limit)
    except SchemaError as error:
        raise ValueError(limit) from error
    valid = kind(limit).is_valid
    return Constraint("jsonSchema", "", valid, lambda values: all(map(valid, values)))


_COLLECTIONS = frozenset({"any", "string", "array", "object", "list", "geojson"})
_ORDERED = frozenset({"integer", "number", "date", "time", "datetime", "duration", "year", "yearmonth"})
_FITTING = {
    "minLength": _COLLECTIONS,
    "maxLength": _COLLECTIONS,
    "minimum": _ORDERED,
    "maximum": _ORDERED,
    "exclusiveMinimum": _ORDERED,
    "exclusiveMaximum": _ORDERED,
    "pattern": frozenset({"any", "string"}),
    "jsonSchema": frozenset({"array", "object", "geojson"}),
    "categories": frozenset({"string", "integer"}),
}
"""Rule → the types that it can be about; one that is not listed fits all."""
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, bound: value >= bound,
    "maximum": lambda value, bound: value <= bound,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "exclusiveMaximum": lambda value, bound: value < bound,
}


def _comparison(name: str, limit: Any, bound: Any) -> Constraint:
    compare = _COMPARISONS[name]
    worst = min if "inimum" in name else max

    def holds(value: Any) -> bool:
        if isinstance(value, datetime) and (value.tzinfo is None) != (bound.tzinfo is None):
            # Of a moment with a zone and one without, the clocks are compared.
            return compare(value.replace(tzinfo=None), bound.replace(tzinfo=None))
        return compare(value, bound)

    def all_hold(values: Collection[Any]) -> bool:
        if isinstance(bound, Duration):
            # Not every two durations have an order, so no single one stands for all.
            return all(map(holds, values))
        try:
            return compare(worst(values), bound)
        except TypeError:
            return all(map(holds, values))

    return Constraint(name, limit, holds, all_hold)
