"""A dataset that was only inferred may widen by itself, but only where the rows that are saved lose nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model.dataset import Dataset
from ...model.errors import NeedsAnswer
from ...model.question import Answers, Question
from ..checking.conventions import KINDS
from ..layout.source import Source
from .evidence import Proposal
from .zeros import no_numbers, zeros_in_front

Field = Mapping[str, Any]

COLUMN_TYPE = "column-type"
KEEP, NUMBER, TEXT = "keep", "number", "text"
BECOMES_TEXT = ("integer", "year")
"""Types whose saved values can become text without a loss."""


def widened(
    known: Dataset, proposal: Proposal, sources: Sequence[Source], answers: Answers, is_unused: Callable[[str], bool]
) -> Dataset:
    """The known dataset so that it also holds what is proposed from `sources`, under the names of its fields.

    New columns are added; whole numbers become numbers; a type that no saved row has used (`is_unused` of the field's
    name) gives way. Where numbers meet text that they would not keep, a person is asked (`NeedsAnswer`), together with
    what the proposal leaves open. Every other field stays what it is, so that the cells that do not fit are named.
    """
    by_name = {field["name"]: field for field in known.schema["fields"]}
    asked = [kept for item in proposal.questions if (kept := _for_known(item, by_name.get(item.about), is_unused))]
    waiting = {item.about for item in asked}
    found = {field["name"]: field for field in proposal.fields}
    fields = []
    for name, field in by_name.items():
        other = found.pop(name, None)
        if other is not None and name not in waiting:
            field, question = _wider(field, other, sources, answers, is_unused)
            asked += [question] if question is not None else []
        fields.append(field)
    if asked:
        raise NeedsAnswer(asked)
    return replace(known, schema={**known.schema, "fields": [*fields, *found.values()]})


def _for_known(question: Question, field: Field | None, is_unused: Callable[[str], bool]) -> Question | None:
    """The question with the choices that a column can still take; None where none of them would change anything."""
    if field is None or is_unused(field["name"]):
        return question
    if KINDS.get(field["type"]) != question.kind:
        return None
    if field["type"] in BECOMES_TEXT:
        return question
    return replace(question, choices=tuple(choice for choice in question.choices if choice != TEXT))


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
    known: Field, fresh: Field, sources: Sequence[Source], answers: Answers, is_unused: Callable[[str], bool]
) -> tuple[Field, Question | None]:
    old, new, name = known["type"], fresh["type"], known["name"]
    if old == new:
        return _same_type(known, fresh), None
    if (old, new) == ("integer", "number") or is_unused(name):
        return {**fresh, "name": name}, None
    question = _about_texts(known, sources) if new == "string" and old in (*BECOMES_TEXT, "number") else None
    if question is None:
        return known, None
    answer = answers.get(question.key)
    if answer is None and answers.get(f"number-style:{name}") == TEXT:
        answer = TEXT
    if answer not in question.choices:
        return known, question
    return ({"name": name, "type": "string"} if answer == TEXT else known), None


def _about_texts(known: Field, sources: Sequence[Source]) -> Question | None:
    """What to ask where numbers are saved and a file has texts in the column; None where no answer would change it."""
    name, text = known["name"], known["type"] in BECOMES_TEXT
    zeros = zeros_in_front(sources, name)
    if not zeros:
        texts = {"kind": "texts", "examples": no_numbers(sources, name)}
        return Question(COLUMN_TYPE, name, (KEEP, TEXT), texts) if text else None
    params = {"kind": "zeros", "examples": zeros}
    return Question(COLUMN_TYPE, name, (NUMBER, TEXT if text else KEEP), params)


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
