"""Against the published JSON Schema, field by field, so that a mistake can be named in plain words."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ....model.errors import DefinitionError
from .options import FIELD_OPTIONS, LIST_FIELD, OPTIONS

if TYPE_CHECKING:
    from jsonschema import ValidationError

PROFILE = "tableschema-v2.json"
"""https://datapackage.org/profiles/2.0/tableschema.json"""

_PARTS = ("primaryKey", "uniqueKeys", "foreignKeys", "missingValues")


def check_profile(definition: Mapping[str, Any]) -> None:
    """Raises `DefinitionError` at the first thing that is not as the profile wants it."""
    fields = definition.get("fields")
    if not isinstance(fields, list) or not fields:
        raise DefinitionError("definition-part-array", option="fields")
    seen = set[str]()
    for number, field in enumerate(fields, 1):
        name = field.get("name") if isinstance(field, Mapping) else None
        if not isinstance(name, str) or not name.strip():
            raise DefinitionError("definition-unnamed", number=str(number))
        if name in seen:
            raise DefinitionError("definition-named-twice", field=name)
        seen.add(name)
        _check_field(name, field)
    for error in (*_errors(_parts(), definition), *_errors(OPTIONS, definition)):
        option, kind, choices = _told(error)
        raise DefinitionError(f"definition-part-{kind}", option=option, choices=choices)


def _check_field(name: str, field: Mapping[str, Any]) -> None:
    kind = field.get("type", "any")
    branch = _branches().get(kind) if isinstance(kind, str) else None
    if branch is None:
        raise DefinitionError("definition-type", field=name, type=kind, choices=sorted(_branches()))
    for error in (*_errors(branch, {**field, "type": kind}), *_errors(FIELD_OPTIONS, field)):
        option, expected, choices = _told(error)
        if option == "format":
            raise DefinitionError("definition-format", field=name, format=field["format"])
        raise DefinitionError(f"definition-needs-{expected}", field=name, option=option, choices=choices)


@cache
def _published() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files(__package__) / PROFILE).read_text(encoding="utf-8"))
    return found


@cache
def _branches() -> dict[str, dict[str, Any]]:
    """Type → the part of the profile that is about fields of it."""
    found = {}
    for branch in _published()["properties"]["fields"]["items"]["oneOf"]:
        for kind in branch["properties"]["type"]["enum"]:
            found[kind] = branch
    return {**found, "list": LIST_FIELD}


@cache
def _parts() -> dict[str, Any]:
    properties = _published()["properties"]
    return {"type": "object", "properties": {part: properties[part] for part in _PARTS}}


def _errors(schema: Mapping[str, Any], value: Mapping[str, Any]) -> Iterator["ValidationError"]:
    from jsonschema import Draft7Validator

    return Draft7Validator(schema).iter_errors(value)


def _told(error: "ValidationError") -> tuple[str, str, list[str]]:
    """The option in question, what it must be, and what there is to choose from."""
    wanted: Any = error.validator_value
    given: Any = error.instance
    option = ".".join(part for part in map(str, error.absolute_path) if not part.isdigit())
    match error.validator:
        case "enum":
            return option, "choice", [str(choice) for choice in wanted]
        case "required":
            missing = next(name for name in wanted if name not in given)
            return ".".join(filter(None, (option, missing))), "there", []
        case "type":
            return option, str(wanted), []
        case "uniqueItems":
            return option, "distinct", []
        case "anyOf" | "oneOf":
            return option, *_either(wanted)
        case _:
            return option, "filled", []


def _either(branches: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """What a value of several possible kinds must be, as the most telling of them says."""
    for branch in branches:
        if "enum" in branch:
            return "choice", [str(choice) for choice in branch["enum"]]
    kinds = {str(branch.get("type")) for branch in branches}
    return next((kind for kind in ("number", "integer", "array", "object") if kind in kinds), "filled"), []
