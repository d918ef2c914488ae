"""A definition's rules over its rows, a chunk at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ....model.between import Formula, rule_of, told, types_of
from ....model.duration import Duration
from ....model.errors import DefinitionError
from .language import Expression, ExpressionError, compile_expression

_SAMPLES: Mapping[str, Any] = {
    "string": "text",
    "integer": 7,
    "year": 2000,
    "number": 7.0,
    "boolean": True,
    "date": date(2000, 1, 1),
    "datetime": datetime(2000, 1, 1),
    "time": time(1),
    "duration": Duration(1),
    "yearmonth": "2000-01",
    "list": ("text",),
    "object": {"a": 1},
    "array": [1],
}
"""A value of each type, to see whether a rule can be asked at all."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """One rule. It says nothing of rows where one of its fields is empty or wrong, unless it asks `empty` of it."""

    params: Mapping[str, Any]
    """What the words for a row that breaks it need."""
    shown_in: str
    """The field whose cell is named."""
    expression: Expression
    positions: tuple[int, ...]
    needed: tuple[int, ...]

    def broken(self, columns: Sequence[Sequence[Any]], wrong: Mapping[int, set[int]]) -> Iterator[int]:
        """The rows, as positions in the chunk, that break it. `wrong`: place of a field → rows whose cell is wrong."""
        parts = [columns[position] for position in self.positions]
        needed = [columns[position] for position in self.needed]
        holds, failed = (
            self.expression.holds,
            set[int]().union(*(wrong.get(position, ()) for position in self.positions)),
        )
        if not failed and not any(None in part for part in needed):
            try:
                if parts and all(map(holds, *parts)):
                    return
            except (TypeError, ValueError, ArithmeticError):
                pass
        for index, values in enumerate(zip(*parts, strict=True)):
            if index in failed or any(part[index] is None for part in needed):
                continue
            try:
                right = holds(*values)
            except (TypeError, ValueError):
                # An empty field that the rule asks about was used in another way too.
                right = None in values
            except ArithmeticError:
                right = False
            if not right:
                yield index


def row_rules(schema: Mapping[str, Any]) -> list[RowRule]:
    """The compiled `x-rules`. Raises `DefinitionError` in plain words for one that cannot be used."""
    fields = {item["name"]: item for item in schema["fields"]}
    types = types_of(schema)
    return [_row_rule(item, fields, types) for item in schema.get("x-rules", ())]


def _row_rule(item: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]], types: Mapping[str, str]) -> RowRule:
    text, names = item["rule"], list(fields)
    try:
        expression = compile_expression(text, names)
        _try_out(expression, fields)
    except ExpressionError as error:
        raise DefinitionError(f"definition-rule-{error.kind}", rule=text, part=error.part) from error
    shown = [name for name in item.get("fields", ()) if name in fields] or list(expression.fields)
    positions = tuple(names.index(name) for name in expression.fields)
    needed = tuple(names.index(name) for name in expression.fields if name not in expression.optional)
    return RowRule(_params(item, types), shown[0], expression, positions, needed)


def _params(item: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    rule, message = rule_of(item, set(types)), str(item.get("message", ""))
    named = {"message": message, "rule": str(item["rule"])}
    if message or isinstance(rule, Formula):
        return {"kind": "message" if message else "rule", **named}
    code, params = told(rule, types)
    return {"kind": "message", **named, "told": code, **params}


def _try_out(expression: Expression, fields: Mapping[str, Mapping[str, Any]]) -> None:
    if not expression.fields:
        raise ExpressionError("field", "")
    samples = [_SAMPLES.get(fields[name].get("type", "any")) for name in expression.fields]
    if None in samples:
        return
    try:
        expression.holds(*samples)
    except TypeError as error:
        raise ExpressionError("kinds") from error
    except (ValueError, ArithmeticError):
        pass
