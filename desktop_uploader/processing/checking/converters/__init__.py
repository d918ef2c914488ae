"""From a cell to a value of a Table Schema type. Each converter takes a cell that is not empty, and raises `Wrong`."""

from collections.abc import Callable
from datetime import time

from ....model.errors import DefinitionError
from . import dates, numbers, structures, texts, times
from .base import Convert, Field, Manner, Undecided, Wrong, strict_manner, text_of

__all__ = ["Convert", "Manner", "Undecided", "Wrong", "converter", "strict_manner", "text_of"]

Make = Callable[[Field, Manner], Convert]


def converter(field: Field, manner: Manner) -> tuple[frozenset[type], Convert]:
    """The types that are taken as they are, and what is done with all other cells.

    The converter raises `Wrong`, and `Undecided` where `manner` does not say enough; what it repairs is counted there.
    Raises `DefinitionError` for a type or format that cannot be used.
    """
    kind = field.get("type", "any")
    try:
        native, make = _CONVERTERS[kind]
    except (KeyError, TypeError):
        raise DefinitionError("definition-type", field=field["name"], type=kind) from None
    return native, make(field, manner)


_NOTHING = frozenset[type]()
_CONVERTERS: dict[str, tuple[frozenset[type], Make]] = {
    "string": (_NOTHING, texts.string),
    "integer": (_NOTHING, numbers.integer),
    "number": (frozenset({float}), numbers.number),
    "boolean": (frozenset({bool}), texts.boolean),
    "date": (_NOTHING, dates.day),
    "datetime": (_NOTHING, dates.moment),
    "time": (frozenset({time}), times.clock),
    "year": (_NOTHING, times.year),
    "yearmonth": (_NOTHING, times.month),
    "duration": (_NOTHING, times.duration),
    "object": (_NOTHING, structures.json_object),
    "array": (_NOTHING, structures.json_array),
    "list": (_NOTHING, structures.items),
    "geopoint": (_NOTHING, structures.geopoint),
    "geojson": (_NOTHING, structures.geojson),
    "any": (frozenset({str}), texts.anything),
}
