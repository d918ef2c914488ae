"""What is entered for a setting, looked at by the setting's own validators."""

from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from ...settings import Settings
from ...words import Catalogue
from ...words import settings as texts


def validated(name: str, value: Any) -> Any:
    """The value as the settings have it. Raises `pydantic.ValidationError`."""
    return _adapter(name).validate_python(value)


def plain(name: str, value: Any) -> Any:
    """A validated value as it is written into the file; None takes the setting out."""
    return _adapter(name).dump_python(value, mode="json")


def mistake(name: str, value: Any, words: Catalogue) -> str:
    """What is wrong with a value, in a sentence; empty where it can be used."""
    try:
        validated(name, value)
    except ValidationError:
        bounds = _bounds(name)
        if name in texts.SETTING_MISTAKES:
            return words.tr(texts.SETTING_MISTAKES[name])
        if "least" in bounds and "most" in bounds:
            return words.tr(texts.NUMBER_BETWEEN, **bounds)
        if "least" in bounds:
            return words.tr(texts.NUMBER_FROM, **bounds)
        return words.tr(texts.NUMBER_ABOVE_ZERO if bounds else texts.UNUSABLE)
    return ""


def _adapter(name: str) -> TypeAdapter[Any]:
    field = Settings.model_fields[name]
    kind: Any = field.annotation
    for item in field.metadata:
        kind = Annotated[kind, item]
    return TypeAdapter(kind)


def _bounds(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in Settings.model_fields[name].metadata:
        for attribute, key in (("ge", "least"), ("le", "most"), ("gt", "above")):
            if (bound := getattr(item, attribute, None)) is not None:
                found[key] = bound
    return found
