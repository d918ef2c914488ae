"""The parts of a definition in a person's words."""

from collections.abc import Mapping
from typing import Any

from ...model.change import Effect
from ...model.differences import Difference
from ...words import Catalogue, changes, columns
from ..plain import brief
from ..records.values import shown


def headings(field: Mapping[str, Any]) -> list[str]:
    """The headings by which a column is known besides its name."""
    return [*([field["title"]] if field.get("title") else []), *field.get("x-aliases", ())]


def holds(words: Catalogue, field: Mapping[str, Any]) -> str:
    """What a column holds: "date, day first"."""
    kind, *style = (words.tr(part) for part in columns.holds_of(field))
    return words.tr(columns.BOTH, kind=kind, style=style[0]) if style else kind


def rule(words: Catalogue, field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """The rules of a column: "1 to 100,000"."""
    return ", ".join(words.fill(*phrase) for phrase in columns.rules_of_column(field, schema))


def effect(words: Catalogue, told: Effect) -> str:
    """What a change would do."""
    params = _with_types(words, told.params)
    if "told" in params:
        params["said"] = words.rule(params["told"], params)
    return words.fill(changes.EFFECTS[told.code], params)


def difference(words: Catalogue, told: Difference) -> str:
    """What a version has that the one before had not."""
    code, params = told
    return words.fill(changes.DIFFERENCES[code], _with_types(words, params))


def kind(words: Catalogue, name: str) -> str:
    """A type's name: "whole number"."""
    return words.tr(columns.HOLDS.get(name.partition(" of ")[0], columns.HOLDS["any"]))


def value(words: Catalogue, saved: Any) -> str:
    """A saved value, as the page Records shows it; empty where there is none."""
    return brief(shown(saved, words))


def _with_types(words: Catalogue, params: Mapping[str, Any]) -> dict[str, Any]:
    named = {f"{which}_type": kind(words, str(params[which])) for which in ("old", "new") if which in params}
    return {**params, **named}
