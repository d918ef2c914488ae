"""Which field each column is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...model.problem import Problem
from .headings import Headings, names_of, normalised


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column (from 1) each field is read from; what is left over; what is wrong."""

    columns: Mapping[str, int]
    ignored: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default_factory=tuple)


def map_columns(headings: Headings, fields: Sequence[Mapping[str, Any]], key: Sequence[str], sheet: str) -> ColumnMap:
    """Find each field's column: by its exact name, then by an alias, then by normalised names."""
    free = dict(headings.labels)
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for matches in (_exactly, _by_alias, _loosely):
        for item in fields:
            if item["name"] in columns:
                continue
            found = [column for column, label in free.items() if matches(label, item)]
            if len(found) > 1:
                params = {"columns": [str(column) for column in found], "header_row": headings.row}
                problems.append(Problem("duplicate-label", sheet, headings.row, found[1], item["name"], None, params))
            if found:
                columns[item["name"]] = found[0]
                for column in found:
                    del free[column]
    absent = [item["name"] for item in fields if item["name"] not in columns]
    needed = {item["name"] for item in fields if item.get("constraints", {}).get("required")} | set(key)
    labels = list(headings.labels.values())
    for name in absent:
        if name in needed:
            params = {"header_row": headings.row, "labels": labels[:12]}
            problems.append(Problem("missing-label", sheet, None, None, name, None, params))
    return ColumnMap(columns, tuple(free.values()), tuple(absent), tuple(problems))


def _exactly(label: str, item: Mapping[str, Any]) -> bool:
    return bool(label == item["name"])


def _by_alias(label: str, item: Mapping[str, Any]) -> bool:
    return label in names_of(item)


def _loosely(label: str, item: Mapping[str, Any]) -> bool:
    return normalised(label) in {normalised(name) for name in names_of(item)}
