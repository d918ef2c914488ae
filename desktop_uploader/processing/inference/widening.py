"""A dataset that was only inferred may widen by itself, but only where the rows that are saved lose nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ...model.dataset import Dataset
from ...model.errors import NeedsAnswer
from ...model.question import Answers, Question

Field = Mapping[str, Any]

KEEP = "keep"
TEXT = "text"


def widened(known: Dataset, fresh: Dataset, answers: Answers, is_unused: Callable[[str], bool]) -> Dataset:
    """The known dataset so that it also holds what `fresh` was inferred from, under the names of its fields.

    New columns are added; whole numbers become numbers; a type that no saved row has used (`is_unused` of the field's
    name) gives way. Where whole numbers meet text, a person is asked (`NeedsAnswer`) whether the column becomes text.
    Every other field stays what it is, so that the cells that do not fit are named.
    """
    found = {field["name"]: field for field in fresh.schema["fields"]}
    fields, asked = [], list[Question]()
    for field in known.schema["fields"]:
        other = found.pop(field["name"], None)
        fields.append(field if other is None else _wider(field, other, answers, is_unused, asked))
    if asked:
        raise NeedsAnswer(asked)
    return replace(known, schema={**known.schema, "fields": [*fields, *found.values()]})


def known_manners(known: Dataset | None) -> dict[str, str]:
    """What a known dataset says about how its columns are written, as answers to the questions about it."""
    found = dict[str, str]()
    for field in known.schema["fields"] if known is not None else ():
        name = field["name"]
        if field.get("type") == "string":
            found |= {f"number-style:{name}": TEXT, f"date-order:{name}": TEXT}
        if "decimalChar" in field:
            found[f"number-style:{name}"] = "comma" if field["decimalChar"] == "," else "point"
        if (order := _order(field)) is not None:
            found[f"date-order:{name}"] = order
    return found


def _wider(
    known: Field, fresh: Field, answers: Answers, is_unused: Callable[[str], bool], asked: list[Question]
) -> Field:
    old, new, name = known["type"], fresh["type"], known["name"]
    if old == new:
        return _same_type(known, fresh)
    if (old, new) == ("integer", "number") or is_unused(name):
        return {**fresh, "name": name}
    if old in ("integer", "year") and new == "string":
        answer = answers.get(f"column-type:{name}")
        if answer == TEXT:
            return {"name": name, "type": "string"}
        if answer != KEEP:
            asked.append(Question("column-type", name, (KEEP, TEXT)))
    return known


def _same_type(known: Field, fresh: Field) -> Field:
    if known["type"] == "date" and known.get("format") != fresh.get("format") and "format" in {*known, *fresh}:
        orders = {_order(known), _order(fresh)} - {None}
        if len(orders) < 2:
            # One order, written in more than one way.
            both = {**fresh, **known, **({"x-dateOrder": orders.pop()} if orders else {})}
            return {option: value for option, value in both.items() if option != "format"}
    if known["type"] == "boolean":
        words = ("trueValues", "falseValues")
        more = {word: sorted({*known.get(word, ()), *fresh.get(word, ())}) for word in words}
        return {**known, **more} if all(word in known and word in fresh for word in words) else known
    return {**fresh, **known}


def _order(field: Field) -> str | None:
    order: str | None = field.get("x-dateOrder")
    if order is None and field.get("type") == "date":
        order = {"%d": "dmy", "%m": "mdy"}.get(str(field.get("format", ""))[:2])
    return order
