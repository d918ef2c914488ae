"""Changes of a Table Schema that a person makes, each giving a new one; nothing is changed in place."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from .keys import names

Schema = Mapping[str, Any]

_TOKENS = re.compile(r"""(?P<text>"[^"\\]*"|'[^'\\]*')|\[(?P<field>(?:[^\]]|\]\])+)\](?!\])|(?P<word>[^\W\d]\w*)""")
"""The parts of a rule in which a column's name can stand, and texts, in which it cannot."""


KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false"})
"""What a word in a rule is, written so, even where a column is called so: that one needs its brackets."""


def field_of(schema: Schema, name: str) -> Mapping[str, Any]:
    """The field of this name."""
    return next(field for field in schema["fields"] if field["name"] == name)


def with_field(schema: Schema, name: str, field: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with another field in the place of the one of this name, which keeps its name."""
    return {**schema, "fields": [field if item["name"] == name else item for item in schema["fields"]]}


def added(schema: Schema, field: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with one more field, at its end."""
    return {**schema, "fields": [*schema.get("fields", ()), field]}


def with_option(schema: Schema, option: str, value: Any) -> dict[str, Any]:
    """The schema with an option set, or without it where the value is None or an empty list."""
    rest = {name: kept for name, kept in schema.items() if name != option}
    return rest if value is None or value == [] else {**rest, option: value}


def without_field(schema: Schema, name: str) -> dict[str, Any]:
    """The schema without a field, and without the keys, references and rules that name it."""
    fields = [field for field in schema["fields"] if field["name"] != name]
    changed = {**schema, "fields": fields}
    primary = [item for item in names(schema.get("primaryKey")) if item != name]
    changed = with_option(changed, "primaryKey", primary)
    changed = with_option(
        changed, "uniqueKeys", [key for key in schema.get("uniqueKeys", ()) if name not in names(key)]
    )
    references = [key for key in schema.get("foreignKeys", ()) if name not in _own_fields(key)]
    changed = with_option(changed, "foreignKeys", references)
    known = {field["name"] for field in schema["fields"]}
    rules = [
        rule
        for rule in schema.get("x-rules", ())
        if name not in {*fields_in_rule(rule["rule"], known), *rule.get("fields", ())}
    ]
    changed = with_option(changed, "x-rules", rules)
    return _with_mappings(changed, lambda field: "" if field == name else field)


def renamed(schema: Schema, new_names: Mapping[str, str]) -> dict[str, Any]:
    """The schema with other names for fields (old → new) wherever they stand; the old ones still count as headings."""
    if not new_names:
        return dict(schema)
    changed = {**schema, "fields": [_renamed_field(field, new_names) for field in schema["fields"]]}

    def now(part: Any) -> list[str]:
        return [new_names.get(name, name) for name in names(part)]

    if "primaryKey" in schema:
        changed["primaryKey"] = now(schema["primaryKey"])
    if "uniqueKeys" in schema:
        changed["uniqueKeys"] = [now(key) for key in schema["uniqueKeys"]]
    if "foreignKeys" in schema:
        changed["foreignKeys"] = [_renamed_reference(key, now) for key in schema["foreignKeys"]]
    if "x-rules" in schema:
        known = {field["name"] for field in schema["fields"]}
        changed["x-rules"] = [_renamed_rule(rule, new_names, known) for rule in schema["x-rules"]]
    return _with_mappings(changed, lambda field: new_names.get(field, field))


def fields_in_rule(rule: str, known: set[str]) -> set[str]:
    """The columns that a rule names."""
    found = (_field_in(token) for token in _TOKENS.finditer(rule))
    return {name for name in found if name in known}


def _field_in(token: "re.Match[str]") -> str:
    """The name that a part of a rule can be of a column; empty where it is none."""
    if token["field"]:
        return token["field"].replace("]]", "]")
    word = token["word"] or ""
    return "" if word in KEYWORDS else word


def _renamed_field(field: Mapping[str, Any], new_names: Mapping[str, str]) -> Mapping[str, Any]:
    old = field["name"]
    new = new_names.get(old, old)
    if new == old:
        return field
    aliases = [alias for alias in field.get("x-aliases", ()) if alias != new]
    return {**field, "name": new, "x-aliases": aliases if old in aliases else [*aliases, old]}


def _renamed_reference(key: Mapping[str, Any], now: Callable[[Any], list[str]]) -> dict[str, Any]:
    reference = key["reference"]
    own = not reference.get("resource")
    return {
        **key,
        "fields": now(key["fields"]),
        "reference": {**reference, "fields": now(reference["fields"])} if own else reference,
    }


def _renamed_rule(rule: Mapping[str, Any], new_names: Mapping[str, str], known: set[str]) -> dict[str, Any]:
    def put(token: "re.Match[str]") -> str:
        name = _field_in(token)
        if name not in known or name not in new_names:
            return token[0]
        return f"[{new_names[name].replace(']', ']]')}]"

    changed = {**rule, "rule": _TOKENS.sub(put, rule["rule"])}
    if "fields" in rule:
        changed["fields"] = [new_names.get(name, name) for name in rule["fields"]]
    return changed


def _own_fields(key: Mapping[str, Any]) -> set[str]:
    reference = key["reference"]
    return {*names(key["fields"]), *([] if reference.get("resource") else names(reference["fields"]))}


def _with_mappings(schema: dict[str, Any], now: Callable[[str], str]) -> dict[str, Any]:
    if "x-mappings" not in schema:
        return schema
    mappings = [
        {**mapping, "columns": {label: now(field) for label, field in mapping["columns"].items()}}
        for mapping in schema["x-mappings"]
    ]
    return {**schema, "x-mappings": mappings}
