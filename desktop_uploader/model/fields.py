"""One field of a Table Schema as a person sees it: its kind, how it is written, and its limits as texts."""

from collections.abc import Mapping, Sequence
from typing import Any

Field = Mapping[str, Any]

KINDS = (
    "string",
    "integer",
    "number",
    "boolean",
    "date",
    "datetime",
    "time",
    "year",
    "yearmonth",
    "duration",
    "any",
)
"""The types that a person can choose; others that a definition has stay what they are."""

OWN = "own"
"""The style of a field whose definition says more than can be chosen."""

_NUMBERS = ("integer", "number")
_DAYS = ("date", "datetime")
STYLES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_NUMBERS, ("", "point", "comma")),
    **dict.fromkeys(_DAYS, ("", "dmy", "mdy", "ymd")),
    "string": ("", "email", "uri", "uuid"),
}
"""Type → how its values can be written; "": however a file writes them."""

_MARKS = {"point": {"decimalChar": ".", "groupChar": ","}, "comma": {"decimalChar": ",", "groupChar": "."}}
STYLE_OPTIONS = ("decimalChar", "groupChar", "x-dateOrder", "format")
"""What a field says about how its texts are written."""

_ALWAYS = ("name", "title", "description", "x-aliases", "x-fillDown", "example")
RANGE = ("minimum", "maximum")
LENGTH = ("minLength", "maxLength")
_FIT: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_NUMBERS, RANGE),
    **dict.fromkeys((*_DAYS, "time", "year", "yearmonth", "duration"), RANGE),
    "string": (*LENGTH, "pattern"),
    "any": (*LENGTH, "pattern"),
}


def kind_of(field: Field) -> str:
    """The field's type."""
    return str(field.get("type", "any"))


def names_of(field: Field) -> list[str]:
    """Every name that a field goes by: its own, its title, its aliases."""
    return [field["name"], *([field["title"]] if field.get("title") else []), *field.get("x-aliases", [])]


def limits_for(kind: str) -> tuple[str, ...]:
    """The rules that a person can give to a field of this type, besides a list of values."""
    return _FIT.get(kind, ())


def with_kind(field: Field, kind: str) -> dict[str, Any]:
    """The field as another type; what no longer fits goes."""
    old = kind_of(field)
    if old == kind:
        return dict(field)
    same_family = any({old, kind} <= set(family) for family in (_NUMBERS, _DAYS))
    kept = {option: value for option, value in field.items() if option in _ALWAYS or same_family}
    fitting = ("required", "unique", *(RANGE if same_family else ()))
    rules = {name: value for name, value in field.get("constraints", {}).items() if name in fitting}
    return with_rules({**kept, "type": kind}, rules)


def style_of(field: Field) -> str:
    """How the field's values are written, as one of `STYLES`, or `OWN`."""
    kind, shape = kind_of(field), field.get("format", "default")
    if kind in _NUMBERS:
        marks = {name: field[name] for name in ("decimalChar", "groupChar") if name in field}
        return next((style for style, listed in _MARKS.items() if listed == marks), OWN) if marks else ""
    if kind in _DAYS:
        return OWN if shape != "default" else str(field.get("x-dateOrder", ""))
    if kind == "string":
        return "" if shape == "default" else shape if shape in STYLES["string"] else OWN
    return ""


def with_style(field: Field, style: str) -> dict[str, Any]:
    """The field written in another style; `OWN` leaves it as it is."""
    if style == OWN:
        return dict(field)
    plain = {option: value for option, value in field.items() if option not in STYLE_OPTIONS}
    if style in _MARKS:
        return {**plain, **_MARKS[style]}
    if kind_of(field) in _DAYS:
        return {**plain, "x-dateOrder": style} if style else plain
    return {**plain, "format": style} if style else plain


def rules_of(field: Field) -> Mapping[str, Any]:
    """The field's constraints."""
    found: Mapping[str, Any] = field.get("constraints", {})
    return found


def with_rules(field: Field, rules: Mapping[str, Any]) -> dict[str, Any]:
    """The field with these constraints and no others."""
    rest = {option: value for option, value in field.items() if option != "constraints"}
    return {**rest, "constraints": dict(rules)} if rules else rest


def with_rule(field: Field, name: str, value: Any) -> dict[str, Any]:
    """The field with one rule set, or without it where the value is None, False, or an empty text or list."""
    rules = {rule: kept for rule, kept in rules_of(field).items() if rule != name}
    return with_rules(field, rules if value in (None, False, "", []) and value != 0 else {**rules, name: value})


def limit_of(field: Field, name: str, text: str) -> Any:
    """What a person typed for a rule, as the definition has it; None for nothing. What is none stays a text."""
    text = text.strip()
    if not text:
        return None
    whole = name in LENGTH or kind_of(field) in ("integer", "year")
    if whole or kind_of(field) == "number":
        try:
            return int(text) if whole else _number(text)
        except ValueError:
            return text
    return text


def choices_of(field: Field, texts: Sequence[str]) -> list[Any]:
    """The values of a list, as the definition has them."""
    return [limit_of(field, "enum", text) for text in texts if text.strip()]


def _number(text: str) -> int | float:
    text = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    try:
        return int(text)
    except ValueError:
        return float(text)
