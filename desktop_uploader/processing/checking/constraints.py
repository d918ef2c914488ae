"""The rules of a field, each as a test of one value and of a whole column at once."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ...model.errors import DefinitionError
from .converters import Convert, Wrong


@dataclass(frozen=True, slots=True)
class Constraint:
    """`all_hold` says at once whether a column has no offender; only then are cells looked at one by one."""

    name: str
    limit: Any
    holds: Callable[[Any], bool]
    all_hold: Callable[[Collection[Any]], bool]


def constraints_of(field: Mapping[str, Any], convert: Convert) -> list[Constraint]:
    """The compiled rules of a field, without `required` and `unique`, which are not about one value.

    Raises `DefinitionError("definition-invalid")` for a rule that makes no sense.
    """
    found = []
    for name, limit in field.get("constraints", {}).items():
        if name in ("required", "unique"):
            continue
        try:
            found.append(_constraint(name, limit, convert))
        except (KeyError, TypeError, ValueError, Wrong, re.error) as error:
            raise DefinitionError("definition-rule", field=field["name"], rule=name, value=limit) from error
    return found


def _constraint(name: str, limit: Any, convert: Convert) -> Constraint:
    if name in _COMPARISONS:
        bound = convert(limit)
        return _comparison(name, limit, bound)
    if name == "enum":
        allowed = frozenset(convert(item) for item in limit)
        return Constraint(name, limit, allowed.__contains__, lambda values: set(values) <= allowed)
    if name == "pattern":
        matches = re.compile(limit).fullmatch
        return Constraint(name, limit, lambda value: bool(matches(value)), lambda values: all(map(matches, values)))
    if name == "minLength":
        return Constraint(name, limit, lambda value: len(value) >= limit, lambda values: min(map(len, values)) >= limit)
    if name == "maxLength":
        return Constraint(name, limit, lambda value: len(value) <= limit, lambda values: max(map(len, values)) <= limit)
    raise KeyError(name)


_COMPARISONS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}


def _comparison(name: str, limit: Any, bound: Any) -> Constraint:
    match name:
        case "minimum":
            return Constraint(name, limit, lambda value: value >= bound, lambda values: min(values) >= bound)
        case "maximum":
            return Constraint(name, limit, lambda value: value <= bound, lambda values: max(values) <= bound)
        case "exclusiveMinimum":
            return Constraint(name, limit, lambda value: value > bound, lambda values: min(values) > bound)
        case _:
            return Constraint(name, limit, lambda value: value < bound, lambda values: max(values) < bound)
