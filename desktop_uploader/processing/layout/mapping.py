"""Which field each column is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.fields import names_of
from ...model.problem import Problem, column_letter
from ...model.question import Question
from .headings import Headings
from .labels import normalised
from .matching import out_of_order, unmatched
from .repeated import numbered

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column (from 1) each field is read from; what is left over; what is wrong; what must be asked."""

    columns: Mapping[str, int]
    ignored: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    key: tuple[str, ...] = ()
    filled_down: tuple[int, ...] = ()
    """Columns whose empty cells get the value above them."""


def map_columns(headings: Headings, schema: Mapping[str, Any], sheet: str, chosen: Mapping[int, str]) -> ColumnMap:
    """Find each field's column, and say what is wrong by the dataset's `fieldsMatch`.

    What a person has `chosen` (column → field, "" to leave it out) comes first; then the exact name, then an alias or
    the title, then normalised names. Under `fieldsMatch: exact` a field's place is its order.
    """
    fields: Sequence[Item] = schema["fields"]
    key = key_of(schema)
    columns = {name: column for column, name in chosen.items() if name}
    labels, unclear = numbered(headings.labels, [item["name"] for item in fields])
    free = {column: label for column, label in labels.items() if column not in chosen}
    questions, problems = list[Question](), list[Problem]()
    if schema.get("fieldsMatch") == "exact":
        ordered = sorted(free)
        open_fields = [item["name"] for item in fields if item["name"] not in columns]
        by_order = dict(zip(open_fields, ordered, strict=False))
        problems += out_of_order(headings, fields, sheet, by_order)
        columns |= by_order
        left = {column: free[column] for column in ordered[len(open_fields) :]}
    else:
        problems += _moved(headings, sheet, unclear, free)
        left = _by_names(headings, fields, free, columns, questions)
    problems += unmatched(headings, schema, sheet, columns, left, key)
    ignored = [label for column, label in headings.labels.items() if column in left or chosen.get(column) == ""]
    return ColumnMap(
        columns={item["name"]: columns[item["name"]] for item in fields if item["name"] in columns},
        ignored=tuple(ignored),
        absent=tuple(item["name"] for item in fields if item["name"] not in columns),
        problems=tuple(problems),
        questions=tuple(questions),
        key=key,
        filled_down=tuple(columns[i["name"]] for i in fields if i.get("x-fillDown") and i["name"] in columns),
    )


def key_of(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The primary key's fields."""
    primary = schema.get("primaryKey", ())
    return (primary,) if isinstance(primary, str) else tuple(primary)


def _by_names(
    headings: Headings,
    fields: Sequence[Item],
    free: Mapping[int, str],
    columns: dict[str, int],
    questions: list[Question],
) -> dict[int, str]:
    """Put each field's column into `columns`; what is left over is returned."""
    left = dict(free)
    for form, names in _WAYS:
        places: dict[str, list[int]] = {}
        for column, label in left.items():
            places.setdefault(form(label), []).append(column)
        for item in fields:
            if item["name"] in columns:
                continue
            wanted = dict.fromkeys(map(form, names(item)))
            found = [column for name in wanted for column in places.get(name, ()) if column in left]
            if len(found) > 1:
                questions.append(_which(headings, item, sorted(found)))
            for column in found:
                columns.setdefault(item["name"], column)
                del left[column]
    return left


def _which(headings: Headings, item: Item, found: Sequence[int]) -> Question:
    letters = tuple(map(column_letter, found))
    params = {"letters": list(letters), "field": item["name"], "header_row": headings.row}
    return Question("column", headings.labels[found[0]], letters, params)


def _moved(headings: Headings, sheet: str, unclear: Sequence[str], free: Mapping[int, str]) -> Iterator[Problem]:
    """Columns of one heading of which nothing says which is which, as they stand in another order than before."""
    for label in unclear:
        columns = [column for column in free if headings.labels[column] == label]
        if len(columns) > 1:
            params = {"kind": "moved", "letters": list(map(column_letter, columns)), "header_row": headings.row}
            yield Problem("duplicate-label", sheet, headings.row, columns[0], label, label, params)


def _as_is(label: str) -> str:
    return label


def _own_name(item: Item) -> list[str]:
    return [item["name"]]


_WAYS: tuple[tuple[Callable[[str], str], Callable[[Item], list[str]]], ...] = (
    (_as_is, _own_name),
    (_as_is, names_of),
    (normalised, names_of),
)
"""How a label and a field are compared, the strictest way first."""
