"""What a person decided about headings and columns: read from the answers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ...model.dataset import Dataset
from ...model.errors import FileRefused
from ...model.fields import names_of
from ...model.problem import column_letter, column_number
from ...model.question import Answers
from .headings import Headings
from .labels import normal_names, normalised

COLUMN, HEADING_ROW, TYPE = "column", "heading-row", "type"
ABOUT_FIELDS = frozenset({"date-order", "number-style", "column-type"})
NO_ROW = (0, 0)
"""The heading rows of a sheet that has none."""

MOST_UNNAMED = 50
"""Columns right of the last heading that can be meant by their letters; "FAX" is rather a heading that is missing."""

NO_ANSWERS: Answers = {}
_NUMBERED = re.compile(r"(.+) (\d{1,5})")
_ROWS = re.compile(r"(\d{1,7})(?:\s*[-\u2013]\s*(\d{1,7}))?")


def heading_rows(answers: Answers, sheet: str) -> tuple[int, int] | None:
    """The first and the last heading row that a person named for a sheet: `4`, or `3-4` for two lines, or `0` for none.

    Raises `FileRefused("answer-unusable")`.
    """
    key = f"{HEADING_ROW}:{sheet}"
    value = answers.get(key, answers.get(HEADING_ROW))
    if value is None:
        return None
    match = _ROWS.fullmatch(value.strip())
    rows = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if match is None or (rows != NO_ROW and not 1 <= rows[0] <= rows[1] <= rows[0] + 1):
        raise FileRefused("answer-unusable", key=key, value=value, example="4")
    return rows


def unused(answers: Answers, sheets: Sequence[str], headings: Sequence[Headings], dataset: Dataset) -> tuple[str, ...]:
    """The keys of answers about sheets and columns that the file does not have, and fields that the dataset has not.

    Types are chosen for a dataset that is made with this file; a known one has its own.
    """
    names, known = set(dataset.field_names), dataset.version > 0 or dataset.confirmed
    return tuple(
        key
        for key in answers
        for kind, _, about in [key.partition(":")]
        if (kind == HEADING_ROW and about and about not in sheets)
        or (kind == COLUMN and not any(columns_of(found, about) for found in headings))
        or (kind in ABOUT_FIELDS and about not in names)
        or (kind == TYPE and (known or not (about in names or any(columns_of(found, about) for found in headings))))
    )


def all_names(dataset: Dataset, answers: Answers) -> list[frozenset[str]]:
    """For each field, the normalised headings that it goes by: its names, and what a person said is the same."""
    fields = dataset.schema["fields"]
    names = normal_names(fields)
    decisions = [*(item["columns"] for item in dataset.schema.get("x-mappings", ())), given_columns(answers)]
    said = [(normalised(label), value) for columns in decisions for label, value in columns.items() if value]
    if not said:
        return names
    return [known | {label for label, value in said if normalised(value) in known} for known in names]


def decided(headings: Headings, schema: Mapping[str, Any], answers: Answers) -> dict[str, str]:
    """What was decided about these headings, label → field or "": now, or for an earlier file with the same ones."""
    found: dict[str, str] = {}
    names = frozenset[str]().union(*normal_names(schema["fields"]))
    for mapping in schema.get("x-mappings", ()):
        if frozenset(map(normalised, mapping["labels"])) == headings.normal:
            earlier = mapping["columns"].items()
            found |= {label: value for label, value in earlier if _still_fits(headings, label, value, names)}
    return found | given_columns(answers)


def given_columns(answers: Answers) -> dict[str, str]:
    """The answers about columns: label → field or ""."""
    prefix = f"{COLUMN}:"
    return {key.removeprefix(prefix): value.strip() for key, value in answers.items() if key.startswith(prefix)}


def choices(
    headings: Headings, decisions: Mapping[str, str], fields: Sequence[Mapping[str, Any]] | None
) -> dict[int, str]:
    """Column (from 1) → its field, or "" where it is left out. Labels that the sheet does not have are passed over.

    A column without a heading goes by its letter. Where several columns have the same heading, the value is the letter
    of the one that is meant. Without `fields` any name is taken. Raises `FileRefused`: "answer-no-such-field",
    "answer-no-choice".
    """
    chosen: dict[int, str] = {}
    for label, value in decisions.items():
        columns = columns_of(headings, label)
        if len(columns) > 1:
            meant = column_number(value)
            if value and meant not in columns:
                letters = list(map(column_letter, columns))
                raise FileRefused("answer-no-choice", key=f"{COLUMN}:{label}", value=value, choices=letters)
            chosen |= {column: "" for column in columns if column != meant}
        elif columns:
            chosen[columns[0]] = _field(label, value, fields)
    return chosen


def columns_of(headings: Headings, label: str) -> list[int]:
    """The columns with this heading; a column's letter stands for one that has none.

    Of several with one heading, a number says which one is meant: "Name 2" is the second "Name".
    """
    same = [column for column, other in headings.labels.items() if other == label]
    same = same or [column for column, other in headings.labels.items() if normalised(other) == normalised(label)]
    if not same and (numbered := _NUMBERED.fullmatch(label)):
        alike = [column for column, other in headings.labels.items() if other == numbered[1]]
        same = alike[int(numbered[2]) - 1 : int(numbered[2])] if len(alike) > 1 and numbered[2] != "0" else []
    letter = column_number(label)
    near = letter is not None and letter <= max(headings.labels, default=0) + MOST_UNNAMED
    return same or ([letter] if letter is not None and near and letter not in headings.labels else [])


def _still_fits(headings: Headings, label: str, value: str, names: frozenset[str]) -> bool:
    """False where the field that was meant is no longer among the dataset's, or the column has another heading."""
    columns = columns_of(headings, label)
    if len(columns) > 1:
        return not value or column_number(value) in columns
    return not value or normalised(value) in names


def _field(label: str, value: str, fields: Sequence[Mapping[str, Any]] | None) -> str:
    if not value or fields is None:
        return value
    for item in fields:
        if value == item["name"]:
            return value
    for item in fields:
        if normalised(value) in set(map(normalised, names_of(item))):
            return str(item["name"])
    raise FileRefused("answer-no-such-field", label=label, value=value, fields=[item["name"] for item in fields])
