"""What no JSON Schema can say of a definition: that its parts fit together and that its values are of their types."""

from collections.abc import Mapping
from typing import Any

from ....model.errors import DefinitionError
from ....model.keys import foreign_keys, names
from ..columns import compile_field
from ..converters.dates import pattern_of
from ..rules import row_rules


def check_meaning(definition: Mapping[str, Any]) -> None:
    """Raises `DefinitionError` at the first thing that makes no sense. The profile has been checked before."""
    known = [field["name"] for field in definition["fields"]]
    for field in definition["fields"]:
        _check_field(field)
        compile_field(field, definition)
    _check_names("primaryKey", names(definition.get("primaryKey")), known)
    for key in definition.get("uniqueKeys", ()):
        _check_names("uniqueKeys", names(key), known)
    for reference in foreign_keys(definition):
        _check_names("foreignKeys", list(reference.fields), known)
        if len(reference.fields) != len(reference.targets) or not reference.fields:
            raise DefinitionError("definition-reference", fields=list(reference.fields))
        if reference.dataset is None:
            _check_names("foreignKeys", list(reference.targets), known)
    for rule in definition.get("x-rules", ()):
        _check_names("x-rules", rule.get("fields", []), known)
    row_rules(definition)


def _check_names(option: str, wanted: list[str], known: list[str]) -> None:
    for name in wanted:
        if name not in known:
            raise DefinitionError("definition-key", option=option, field=name, fields=known)


def _check_field(field: Mapping[str, Any]) -> None:
    name = field["name"]
    if field.get("type") in ("date", "datetime", "time"):
        pattern = pattern_of(field)
        if pattern not in ("default", "any") and "%" not in pattern:
            raise DefinitionError("definition-format", field=name, format=pattern)
    if field.get("decimalChar", ".") == field.get("groupChar"):
        raise DefinitionError("definition-marks", field=name, mark=field["groupChar"])
    both = set(field.get("trueValues", ())) & set(field.get("falseValues", ()))
    if both:
        raise DefinitionError("definition-both", field=name, value=sorted(both)[0])
    _check_categories(field)


def _check_categories(field: Mapping[str, Any]) -> None:
    listed = field.get("categories", ())
    values = [item["value"] if isinstance(item, Mapping) else item for item in listed]
    labels = [item["label"] for item in listed if isinstance(item, Mapping) and "label" in item]
    if len(set(values)) < len(values) or len(set(labels)) < len(labels):
        raise DefinitionError("definition-needs-distinct", field=field["name"], option="categories", choices=[])
    others = [item for item in field.get("constraints", {}).get("enum", ()) if values and item not in values]
    if others:
        raise DefinitionError("definition-enum", field=field["name"], value=str(others[0]))
