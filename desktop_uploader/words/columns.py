"""The columns of a dataset in few words, for a table: what they hold, and their rules beside that."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..model.fields import OWN, kind_of, rules_of, style_of
from .patterns import example_of
from .plurals import Plural
from .rules import Phrase, boolean_words, choices_of, limits_of, references_of

HOLDS = {
    "string": "text",
    "string:email": "e-mail address",
    "string:uri": "web address",
    "string:uuid": "identifier",
    "string:binary": "data in base64",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "date": "date",
    "datetime": "date and time",
    "time": "time of day",
    "year": "year",
    "yearmonth": "month",
    "duration": "length of time",
    "list": "list of values",
    "object": "JSON object",
    "array": "JSON list",
    "geopoint": "point on a map",
    "geojson": "shape on a map",
    "any": "anything",
}

STYLES = {
    "point": "1,234.50",
    "comma": "1.234,50",
    "dmy": "day first",
    "mdy": "month first",
    "ymd": "year first",
}
BOTH = "{kind}, {style}"

RULES = {
    "between": "{minimum} to {maximum}",
    "minimum": "{limit} or more",
    "maximum": "{limit} or less",
    "exclusiveMinimum": "more than {limit}",
    "exclusiveMaximum": "less than {limit}",
    "minimum:date": "{limit} or later",
    "maximum:date": "{limit} or earlier",
    "exclusiveMinimum:date": "after {limit}",
    "exclusiveMaximum:date": "before {limit}",
    "enum": Plural("only {choices}", "one of {count}"),
    "length": Plural("{count} character", "{count} characters"),
    "lengths": "{least} to {most} characters",
    "minLength": Plural("{count} character or more", "{count} characters or more"),
    "maxLength": Plural("at most {count} character", "at most {count} characters"),
    "pattern": "like {example}",
    "pattern:own": "of one form",
    "in": "one that is in {dataset}",
    "here": "one that stands in {dataset}",
    "fill-down": "empty means as above",
    "boolean": "{true} or {false}",
}


def holds_of(field: Mapping[str, Any]) -> list[str]:
    """The templates for what a column holds: its kind, and how it is written where the definition says so."""
    kind = kind_of(field)
    named = HOLDS.get(f"{kind}:{field.get('format')}") or HOLDS.get(kind, HOLDS["any"])
    style = style_of(field)
    if style == OWN and "decimalChar" in field:
        style = "comma" if field["decimalChar"] == "," else "point"
    return [named, STYLES[style]] if style in STYLES else [named]


def rules_of_column(field: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Phrase]:
    """The phrases for a column's rules, without what has a column of its own in the table."""
    return list(_phrases(field, schema))


def _phrases(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Phrase]:
    rules = rules_of(field)
    if choices := choices_of(field):
        yield RULES["enum"], {"count": len(choices), "choices": str(choices[0])}
    if kind_of(field) == "boolean" and "trueValues" in field:
        true, false = boolean_words(field)
        yield RULES["boolean"], {"true": true, "false": false}
    yield from ((RULES[code], limits) for code, limits in limits_of(field))
    yield from _length(rules)
    if "pattern" in rules:
        example = field.get("example") or example_of(rules["pattern"])
        yield (RULES["pattern"], {"example": example}) if example else (RULES["pattern:own"], {})
    for other, target in references_of(field, schema):
        yield RULES["in" if other else "here"], {"dataset": target}
    if field.get("x-fillDown"):
        yield RULES["fill-down"], {}


def _length(rules: Mapping[str, Any]) -> Iterator[Phrase]:
    least, most = rules.get("minLength"), rules.get("maxLength")
    if least is not None and least == most:
        yield RULES["length"], {"count": least}
    elif least is not None and most is not None:
        yield RULES["lengths"], {"least": least, "most": most}
    elif least is not None:
        yield RULES["minLength"], {"count": least}
    elif most is not None:
        yield RULES["maxLength"], {"count": most}
