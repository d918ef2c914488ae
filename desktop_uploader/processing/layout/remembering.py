"""What a person decided about a file, kept with its dataset for later files with the same headings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model.dataset import Dataset
from ...model.question import Answers
from .answers import HEADING_ROW, columns_of, given_columns
from .headings import Headings
from .labels import normalised

REMEMBERED = frozenset({"x-headings", "x-mappings"})
"""Properties of a dataset that hold what was decided; they are no part of what it demands of a file."""

STYLES = frozenset({"number-style", "date-order"})
"""Answers about how a column is written, which a known dataset keeps beside the headings."""

REMEMBER, DATASET = "remember", "dataset"


def remembered_rows(dataset: Dataset | None) -> tuple[int, int] | None:
    """The heading rows that were named for an earlier file of the dataset."""
    stored = dataset.schema.get("x-headings") if dataset is not None else None
    if not isinstance(stored, Mapping) or not isinstance(stored.get("row"), int):
        return None
    return stored["row"] - int(stored.get("lines", 1)) + 1, stored["row"]


def remembered_styles(dataset: Dataset, headings: Sequence[Headings]) -> Answers:
    """How the columns of an earlier file with one of these sets of headings were written, as answers."""
    sets = {found.normal for found in headings}
    return {
        key: value
        for mapping in dataset.schema.get("x-mappings", ())
        if _set_of(mapping) in sets
        for key, value in mapping.get("styles", {}).items()
    }


def remember(dataset: Dataset, headings: Sequence[Headings], answers: Answers) -> Dataset:
    """The dataset with the answers kept: heading rows, and by their set of headings columns and how they are written.

    The same where a person wants nothing remembered.
    """
    if answers.get(REMEMBER) == "no":
        return dataset
    schema = dict(dataset.schema)
    mappings = list(schema.get("x-mappings", ()))
    for found in headings:
        item = _mapping(dataset, found, answers)
        if item is None:
            continue
        same = [other for other in mappings if _set_of(other) == found.normal]
        mappings = [other for other in mappings if other not in same]
        for kind in ("columns", "styles"):
            earlier = {label: value for other in same for label, value in other.get(kind, {}).items()}
            item[kind] = earlier | item[kind]
        mappings.append({name: value for name, value in item.items() if value or name != "styles"})
    if mappings:
        schema["x-mappings"] = mappings
    if headings and headings[0].row and any(key.partition(":")[0] == HEADING_ROW for key in answers):
        rows = headings[0].rows
        schema["x-headings"] = {"row": rows[-1], **({"lines": len(rows)} if len(rows) > 1 else {})}
    return replace(dataset, schema=schema)


def _mapping(dataset: Dataset, found: Headings, answers: Answers) -> dict[str, Any] | None:
    """What is to be remembered of a sheet; None where nothing was decided about it."""
    columns = {label: value for label, value in given_columns(answers).items() if columns_of(found, label)}
    # A dataset that is made with this file has its styles in its definition.
    fields = set(dataset.field_names) if dataset.version else set[str]()
    styles = {
        key: value
        for key, value in answers.items()
        for kind, _, about in [key.partition(":")]
        if kind in STYLES and about in fields
    }
    if not columns and not styles and not (dataset.version and answers.get(DATASET)):
        return None
    return {"labels": sorted(set(found.labels.values())), "columns": columns, "styles": styles}


def _set_of(mapping: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(map(normalised, mapping["labels"]))
