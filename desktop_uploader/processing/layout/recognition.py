"""Which dataset a file belongs to."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ...database.records import RecordsDatabase
from ...model.dataset import Dataset
from ...model.errors import DefinitionError, FileRefused
from ...model.jobs import CheckJob, ImportJob
from ..reading.sheets import Sheet
from .headings import Headings, find_headings, fits

GOOD_FIT = 0.999
"""Share of names in common from which a dataset is taken without asking: all of them."""


def dataset_name(file_name: str) -> str:
    """The file's name without dates, numbers and ending: `orders-2026-11.xlsx` → `orders`."""
    stem = PurePath(file_name).stem
    stem = re.sub(r"\(\d+\)$", "", stem.strip())
    parts = [part for part in re.split(r"[\s_.-]+", stem) if part and not re.fullmatch(r"[qQ]?\d+[a-z]?|v\d+", part)]
    return "-".join(parts).lower() or stem.strip().lower() or "files"


def given(job: ImportJob | CheckJob, records: RecordsDatabase) -> Dataset | None:
    """The dataset that a person or a definition names; None where the headings must tell.

    Raises `FileRefused("no-such-dataset")`, and `DefinitionError("definition-differs")` where the definition that came
    with the file contradicts the one that is known.
    """
    known = records.dataset(job.dataset) if job.dataset else None
    if job.definition is None:
        if job.dataset and known is None:
            raise FileRefused("no-such-dataset", name=job.dataset)
        return known
    name = job.dataset or dataset_name(job.file_name)
    known = known or records.dataset(name)
    definition = with_fields(job.definition)
    if known is None:
        return Dataset(name, definition, confirmed=True, title=str(definition.get("title", "")))
    if known.schema == definition:
        return known
    if known.confirmed:
        raise DefinitionError("definition-differs", name=name)
    return Dataset(known.name, definition, known.version, True, str(definition.get("title", "")))


def with_fields(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The definition, if it can be one. Raises `DefinitionError("definition-invalid")`."""
    fields = definition.get("fields")
    if not isinstance(fields, list) or not fields:
        raise DefinitionError("definition-invalid", name="definition", reason='it has no list "fields"')
    names = [field.get("name") if isinstance(field, dict) else None for field in fields]
    if not all(isinstance(name, str) and name for name in names):
        raise DefinitionError("definition-invalid", name="definition", reason="a field has no name")
    if len({str(name) for name in names}) != len(names):
        raise DefinitionError("definition-invalid", name="definition", reason="two fields have the same name")
    return dict(definition)


def by_headings(sheets: Sequence[Sheet], datasets: Sequence[Dataset]) -> Dataset | None:
    """The known dataset with just these headings, if there is one."""
    for sheet in sheets:
        for dataset in datasets:
            headings = find_headings(sheet, dataset.schema["fields"])
            if headings is not None and fits(headings, dataset.schema["fields"]) >= GOOD_FIT:
                return dataset
    return None


def belongs(headings: Headings | None, dataset: Dataset) -> bool:
    """True where a further sheet has the dataset's headings: at least half of the names are shared."""
    return headings is not None and fits(headings, dataset.schema["fields"]) >= 0.5
