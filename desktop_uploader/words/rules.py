"""What a field takes, in plain words: "a whole number, needed, at least 1"."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from .patterns import example_of
from .plurals import Plural

TYPES = {
    "string": "text",
    "string:email": "an e-mail address such as name@example.com",
    "string:uri": "a web address such as https://example.com",
    "string:uuid": "an identifier such as 123e4567-e89b-12d3-a456-426614174000",
    "string:binary": "data written in base64",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "{true} or {false}",
    "date": "a date",
    "datetime": "a date with a time",
    "time": "a time of day",
    "year": "a year of four digits",
    "yearmonth": "a month of a year such as 2026-11",
    "duration": "a length of time such as 2:30:00",
    "list": 'one or more values with "{delimiter}" between them',
    "object": "a JSON object",
    "array": "a JSON list",
    "geopoint": "a point on a map: longitude, latitude",
    "geojson": "a shape on a map (GeoJSON)",
    "any": "anything",
}

RULES = {
    "enum": "one of: {limit}",
    "required": "needed",
    "unique": "different in each row",
    "unique-together": "different in each row together with {others}",
    "between": "from {minimum} to {maximum}",
    "minimum": "at least {limit}",
    "maximum": "at most {limit}",
    "exclusiveMinimum": "more than {limit}",
    "exclusiveMaximum": "less than {limit}",
    "minimum:date": "not before {limit}",
    "maximum:date": "not after {limit}",
    "exclusiveMinimum:date": "after {limit}",
    "exclusiveMaximum:date": "before {limit}",
    "length": Plural("exactly {limit} character", "exactly {limit} characters", "limit"),
    "minLength": Plural("at least {limit} character", "at least {limit} characters", "limit"),
    "maxLength": Plural("at most {limit} character", "at most {limit} characters", "limit"),
    "items": Plural("exactly {limit} value", "exactly {limit} values", "limit"),
    "minLength:list": Plural("at least {limit} value", "at least {limit} values", "limit"),
    "maxLength:list": Plural("at most {limit} value", "at most {limit} values", "limit"),
    "pattern": "written like {example}",
    "known": "one that is in {dataset}",
    "known-here": "one that stands in the column {dataset}",
}
MOST_LISTED = 12
"""Values of a list that are named."""

_DATES = {"date", "datetime", "time", "yearmonth"}
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LISTS = {"list", "array"}
_SAMPLE = datetime(2026, 12, 31, 14, 30)

Phrase = tuple[str, dict[str, Any]]
"""A template, or its code, and its parameters."""


def rules_of(field: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Phrase]:
    """The phrases for one field of a Table Schema, the kind of value first; joined by commas they are a sentence."""
    return list(_phrases(field, schema))


def is_needed(field: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """True where a row cannot do without a value."""
    return bool(field.get("constraints", {}).get("required")) or field["name"] in _names(schema.get("primaryKey", []))


def choices_of(field: Mapping[str, Any]) -> list[Any]:
    """The values that a cell may have, as a person types them; empty where they are not listed."""
    listed = field.get("constraints", {}).get("enum") or field.get("categories") or []
    return [item.get("label") or item["value"] if isinstance(item, Mapping) else item for item in listed]


def boolean_words(field: Mapping[str, Any]) -> tuple[str, str]:
    """What is typed for true and for false."""
    true, false = field.get("trueValues") or ["TRUE"], field.get("falseValues") or ["FALSE"]
    return str(true[0]), str(false[0])


def limits_of(field: Mapping[str, Any]) -> Iterator[Phrase]:
    """The limits of a field's values: the code of each, and its parameters."""
    constraints = field.get("constraints", {})
    limits = {name: constraints[name] for name in _LIMITS if name in constraints}
    if field.get("type") == "year":
        # A year is no amount: its digits are not grouped.
        limits = {name: str(limit) for name, limit in limits.items()}
    if "minimum" in limits and "maximum" in limits:
        yield "between", {name: limits.pop(name) for name in ("minimum", "maximum")}
    ending = ":date" if field.get("type") in _DATES else ""
    for name, limit in limits.items():
        yield name + ending, {"limit": limit}


def references_of(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str | None, str]]:
    """What a field's values must be in: the other dataset, None for the field's own, and the name of what it is."""
    for key in schema.get("foreignKeys", []):
        if field["name"] in _names(key.get("fields", [])):
            reference = key.get("reference", {})
            other = reference.get("resource")
            yield other, other or ", ".join(_names(reference.get("fields", [])))


def _phrases(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Phrase]:
    constraints = field.get("constraints", {})
    yield _kind(field)
    if is_needed(field, schema):
        yield RULES["required"], {}
    yield from _keys(field, schema)
    yield from ((RULES[code], limits) for code, limits in limits_of(field))
    yield from _length(field, constraints)
    example = field.get("example") or _example(field, constraints)
    if example is not None and not choices_of(field):
        yield RULES["pattern"], {"example": example}
    for other, target in references_of(field, schema):
        yield RULES["known" if other else "known-here"], {"dataset": target}


def _kind(field: Mapping[str, Any]) -> Phrase:
    choices = choices_of(field)
    if choices:
        listed = ", ".join(map(str, choices[:MOST_LISTED])) + (", …" if len(choices) > MOST_LISTED else "")
        return RULES["enum"], {"limit": listed}
    kind = field.get("type", "any")
    true, false = boolean_words(field)
    template = TYPES.get(f"{kind}:{field.get('format')}") or TYPES.get(kind) or TYPES["any"]
    return template, {"true": true, "false": false, "delimiter": field.get("delimiter", ",")}


def _keys(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Phrase]:
    keys = [_names(schema.get("primaryKey", [])), *map(_names, schema.get("uniqueKeys", []))]
    if field.get("constraints", {}).get("unique"):
        keys.append([field["name"]])
    mine = [key for key in keys if field["name"] in key]
    if [field["name"]] in mine:
        yield RULES["unique"], {}
        return
    for key in mine:
        others = ", ".join(name for name in key if name != field["name"])
        yield RULES["unique-together"], {"others": others}


def _length(field: Mapping[str, Any], constraints: Mapping[str, Any]) -> Iterator[Phrase]:
    least, most = constraints.get("minLength"), constraints.get("maxLength")
    is_list = field.get("type") in _LISTS
    ending = ":list" if is_list else ""
    if least is not None and least == most:
        yield RULES["items" if is_list else "length"], {"limit": least}
        return
    for name, limit in (("minLength", least), ("maxLength", most)):
        if limit is not None:
            yield RULES[name + ending], {"limit": limit}


def _example(field: Mapping[str, Any], constraints: Mapping[str, Any]) -> str | None:
    pattern, shape = constraints.get("pattern"), field.get("format", "default")
    if pattern is not None:
        return example_of(pattern)
    if field.get("type") in _DATES and "%" in shape:
        return _SAMPLE.strftime(shape)
    return None


def _names(key: Any) -> list[str]:
    return [key] if isinstance(key, str) else list(key)
