"""What is wrong with a sheet's headings, by the dataset's `fieldsMatch`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from ...model.fields import names_of
from ...model.problem import Problem
from .headings import Headings
from .labels import normalised

ALL_NEEDED = frozenset({"exact", "equal", "subset"})
NONE_OTHER = frozenset({"exact", "equal", "superset"})
"""Values of `fieldsMatch` under which every field must be there, and those under which no other column may be."""

CLOSE = 0.75
MOST_COMPARED = 100
SHOWN_LABELS = 12


def unmatched(
    headings: Headings,
    schema: Mapping[str, Any],
    sheet: str,
    columns: Mapping[str, int],
    left: Mapping[int, str],
    key: Sequence[str],
) -> list[Problem]:
    """The problems with the headings: fields that are missing, columns that are too many or in the wrong order.

    Without `fieldsMatch`, required and key fields must be there; others may be absent, and other columns are left out.
    """
    match, fields = schema.get("fieldsMatch"), schema["fields"]
    absent = [item for item in fields if item["name"] not in columns]
    required = {item["name"] for item in fields if item.get("constraints", {}).get("required")}
    needed = [item for item in absent if match in ALL_NEEDED or item["name"] in required or item["name"] in key]
    problems = [_missing(item, headings, sheet, left.values()) for item in needed[:MOST_COMPARED]]
    if match == "partial" and not columns:
        params = {"kind": "all", **_taken_from(headings)}
        problems.append(Problem("missing-label", sheet, params=params))
    if match in NONE_OTHER:
        problems += [Problem("extra-label", sheet, headings.row, column, None, left[column]) for column in sorted(left)]
    return problems


def out_of_order(
    headings: Headings, fields: Sequence[Mapping[str, Any]], sheet: str, columns: Mapping[str, int]
) -> Iterator[Problem]:
    """The columns whose heading is not that of the field whose place they have."""
    for item in fields:
        column = columns.get(item["name"])
        label = headings.labels.get(column, "") if column is not None else None
        if label is not None and normalised(label) not in set(map(normalised, names_of(item))):
            yield Problem("incorrect-label", sheet, headings.row, column, item["name"], label)


def closest(item: Mapping[str, Any], labels: Iterable[str]) -> str | None:
    """The label that is most like one of a field's names; None where none is close."""
    best, found = CLOSE, None
    for name in map(normalised, names_of(item)):
        matcher = SequenceMatcher(b=name, autojunk=False)
        for label in labels:
            other = normalised(label)
            matcher.set_seq1(other)
            likeness = matcher.ratio() if matcher.real_quick_ratio() >= CLOSE else 0.0
            shorter, longer = sorted((name, other), key=len)
            if len(shorter) >= 4 and shorter in longer:
                likeness = max(likeness, CLOSE)
            if likeness > best or (found is None and likeness == best):
                best, found = likeness, label
    return found


def _missing(item: Mapping[str, Any], headings: Headings, sheet: str, left: Iterable[str]) -> Problem:
    params = _taken_from(headings)
    suggestion = closest(item, list(left)[:MOST_COMPARED])
    if suggestion is not None:
        params["suggestion"] = suggestion
    return Problem("missing-label", sheet, None, None, item["name"], None, params)


def _taken_from(headings: Headings) -> dict[str, Any]:
    return {"header_row": headings.row, "labels": list(headings.labels.values())[:SHOWN_LABELS]}
