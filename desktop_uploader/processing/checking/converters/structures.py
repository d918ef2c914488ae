"""Values with parts: JSON objects and arrays, lists, points and shapes on a map."""

import json
from collections.abc import Callable
from typing import Any

from ....model.errors import DefinitionError
from .base import Convert, Field, Manner, Wrong, strict_manner
from .geography import is_geojson, is_topojson


def json_object(_field: Field, _manner: Manner) -> Convert:
    """JSON objects."""
    return _json_of(dict, "object")


def json_array(_field: Field, _manner: Manner) -> Convert:
    """JSON arrays."""
    return _json_of(list, "array")


def geojson(field: Field, _manner: Manner) -> Convert:
    """Shapes as GeoJSON (RFC 7946) or TopoJSON."""
    form = field.get("format", "default")
    if form not in ("default", "topojson"):
        raise DefinitionError("definition-format", field=field["name"], format=form)
    read, fits = _json_of(dict, "geojson"), is_topojson if form == "topojson" else is_geojson

    def convert(cell: Any) -> Any:
        value = read(cell)
        try:
            if fits(value):
                return value
        except RecursionError:
            pass
        raise Wrong("geojson")

    return convert


def geopoint(field: Field, _manner: Manner) -> Convert:
    """A longitude and a latitude, as a pair of numbers."""
    form = field.get("format", "default")
    if form not in _POINTS:
        raise DefinitionError("definition-format", field=field["name"], format=form)
    parts = _POINTS[form]

    def convert(cell: Any) -> tuple[float, float]:
        try:
            longitude, latitude = map(_degrees, parts(cell))
        except (TypeError, ValueError, KeyError, RecursionError):
            raise Wrong(f"geopoint-{form}") from None
        if abs(longitude) > 180 or abs(latitude) > 90:
            raise Wrong("geopoint-outside")
        return longitude, latitude

    return convert


def items(field: Field, _manner: Manner) -> Convert:
    """Several values in one cell, with a mark between."""
    from . import converter

    delimiter = field.get("delimiter", ",")
    kind = field.get("itemType", "string")
    if not isinstance(delimiter, str) or not delimiter or kind not in LIST_ITEMS:
        raise DefinitionError("definition-list", field=field["name"])
    _, read = converter({"name": field["name"], "type": kind}, strict_manner())

    def convert(cell: Any) -> tuple[Any, ...]:
        if not isinstance(cell, str):
            # A cell with a single item may be typed.
            return (read(cell),)
        texts = cell.split(delimiter)
        try:
            return tuple(read(text.strip()) if kind != "string" else text for text in texts)
        except Wrong as wrong:
            raise Wrong("list-item", item_kind=wrong.kind) from None

    return convert


LIST_ITEMS = ("string", "integer", "boolean", "number", "datetime", "date", "time")


def _json_of(kind: type, word: str) -> Convert:
    def convert(cell: Any) -> Any:
        if isinstance(cell, str):
            try:
                cell = json.loads(cell, parse_constant=_no_constant, object_pairs_hook=_distinct)
            except (ValueError, RecursionError):
                raise Wrong(word) from None
        if not isinstance(cell, kind):
            raise Wrong(word)
        return cell

    return convert


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _degrees(part: Any) -> float:
    if isinstance(part, bool):
        raise ValueError(part)
    number = float(part)
    if number != number:
        raise ValueError(part)
    return number


def _loaded(cell: Any, kind: Any) -> Any:
    found: Any = json.loads(cell, parse_constant=_no_constant) if isinstance(cell, str) else cell
    if not isinstance(found, kind) or len(found) != 2 or any(type(part) is str for part in found) != (kind is dict):
        raise ValueError(cell)
    return found


def _from_object(cell: Any) -> tuple[Any, Any]:
    found = _loaded(cell, dict)
    if any(isinstance(part, str) for part in found.values()):
        raise ValueError(cell)
    return found["lon"], found["lat"]


def _from_text(cell: Any) -> list[str]:
    if not isinstance(cell, str):
        raise ValueError(cell)
    return cell.split(",")


_POINTS: dict[str, Callable[[Any], Any]] = {
    "default": _from_text,
    "array": lambda cell: _loaded(cell, list),
    "object": _from_object,
}
