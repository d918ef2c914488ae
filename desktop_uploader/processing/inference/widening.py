"""A dataset that was only inferred may widen by itself, but only where the rows that are saved lose nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...model.dataset import Dataset
from ...model.errors import FileRefused
from ..layout.labels import normalised


def widened(known: Dataset, fresh: Dataset) -> Dataset:
    """The known dataset so that it also holds what `fresh` was inferred from.

    New columns are added, whole numbers become numbers. Raises `FileRefused("dataset-would-change")` where a column
    would have to become something else: a person decides that.
    """
    found = {normalised(field["name"]): field for field in fresh.schema["fields"]}
    fields = []
    for field in known.schema["fields"]:
        other = found.pop(normalised(field["name"]), None)
        fields.append(field if other is None else _wider(field, other, known.name))
    fields += found.values()
    return replace(known, schema={**known.schema, "fields": fields})


def _wider(known: Mapping[str, Any], fresh: Mapping[str, Any], dataset: str) -> Mapping[str, Any]:
    old, new = known["type"], fresh["type"]
    if old == "string" or (old, new) == ("number", "integer"):
        return known
    if (old, new) == ("integer", "number"):
        return {**fresh, "name": known["name"]}
    if old == new:
        return {**fresh, **known}
    if (old, new) == ("datetime", "date"):
        return known
    raise FileRefused("dataset-would-change", dataset=dataset, field=known["name"], old=old, new=new)
