"""Which dataset a file belongs to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from ...database.records import RecordsDatabase
from ...model.dataset import Dataset
from ...model.errors import DefinitionError, FileRefused, NeedsAnswer
from ...model.jobs import CheckJob, ImportJob
from ...model.question import Question
from ..reading.sheets import Sheet
from .answers import NO_ANSWERS, all_names
from .headings import Headings, candidates
from .labels import normalised
from .remembering import REMEMBERED
from .top import top_of

MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "januari februari maret mei juni juli agustus oktober desember agu okt des "
    "januar februar märz mai dezember mrz dez".split()
)
"""In the languages of the program, short and whole."""


def dataset_name(file_name: str) -> str:
    """The file's name without dates, months, numbers and ending: `orders-2026-11.xlsx` → `orders`."""
    stem = re.sub(r"\(\d+\)$", "", PurePath(file_name).stem.strip()).strip()
    parts = [part for part in re.split(r"[\s_.-]+", stem.lower()) if part and not _says_which(part)]
    return "-".join(parts) or stem.lower() or "files"


def _says_which(word: str) -> bool:
    """Whether a word tells files of one kind apart: a number, a quarter, a version, a month."""
    return bool(re.fullmatch(r"q?\d+[a-z]?|v\d+", word)) or word in MONTHS


def given(job: ImportJob | CheckJob, records: RecordsDatabase) -> Dataset | None:
    """The dataset that a person or a definition names; None where the headings must tell.

    Raises `FileRefused("no-such-dataset")`, and `NeedsAnswer` where the definition that came with the file contradicts
    the one that is known.
    """
    named = job.dataset or job.answers.get("dataset")
    known = records.dataset(named) if named else None
    if job.definition is None:
        if named and known is None:
            raise FileRefused("no-such-dataset", name=named)
        return known
    name = named or dataset_name(job.file_name)
    definition = with_fields(job.definition)
    title = str(definition.get("title", ""))
    known = known or records.dataset(name)
    if known is None:
        return Dataset(name, definition, confirmed=True, title=title)
    if _demands(known.schema) == _demands(definition):
        return known
    if known.confirmed and _which_definition(job, known) == "known":
        return known
    kept = {name: value for name, value in known.schema.items() if name in REMEMBERED}
    return replace(known, schema={**kept, **definition}, confirmed=True, title=title)


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


def by_headings(sheets: Sequence[Sheet], datasets: Sequence[Dataset], file_name: str = "") -> Dataset | None:
    """The known dataset with just the headings of one of the sheets, if there is one.

    Among several it is the one that is called like the file. Raises `NeedsAnswer` where only a person can tell.
    """
    if not datasets:
        return None
    for sheet in sheets:
        found = candidates(top_of(sheet))
        fitting = [dataset for dataset in datasets if _is_one_of(dataset, found)]
        named = [dataset for dataset in fitting if dataset.name == dataset_name(file_name)]
        if len(named or fitting) == 1:
            return (named or fitting)[0]
        if fitting:
            choices = tuple(dataset.name for dataset in fitting)
            raise NeedsAnswer([Question("dataset", "", choices, {"datasets": list(choices)})])
    return None


def new_name(wanted: str, labels: frozenset[str], records: RecordsDatabase) -> tuple[str, Dataset | None]:
    """The name of a file's dataset, which is the `wanted` one if it can be, and the known dataset of that name.

    A known dataset that shares no (normalised) heading with the file is another one: a number makes the name new.
    """
    name, number = wanted, 1
    while (known := records.dataset(name)) is not None:
        if any(labels & names for names in all_names(known, NO_ANSWERS)):
            return name, known
        number += 1
        name = f"{wanted}-{number}"
    return name, None


def belongs(headings: Headings | None, dataset: Dataset, names: Sequence[frozenset[str]]) -> bool:
    """True where a sheet holds rows of the dataset: most of the fields, or all that are needed and little else."""
    found = fit(headings, names)
    if headings is None or found < min(2, len(names)):
        return False
    if found * 2 >= len(names):
        return True
    fields = dataset.schema["fields"]
    needed = [n for n, item in zip(names, fields, strict=True) if item.get("constraints", {}).get("required")]
    return found * 2 >= len(headings.labels) and all(n & headings.normal for n in needed)


def fit(headings: Headings | None, names: Sequence[frozenset[str]]) -> int:
    """How many fields, each given by its normalised names, are among the headings."""
    labels = headings.normal if headings is not None else frozenset[str]()
    return sum(1 for known in names if known & labels)


def same_headings(one: Headings | None, other: Headings | None) -> bool:
    """True where two sheets have the same columns, in whatever order."""
    return one is not None and other is not None and one.normal == other.normal


def knows(dataset: Dataset, labels: Sequence[str]) -> bool:
    """True where a file with just these headings, in whatever order, is one of the dataset's."""
    return _is_one_of(dataset, [Headings(1, dict(enumerate(labels, 1)))])


def _is_one_of(dataset: Dataset, found: Sequence[Headings]) -> bool:
    fields = dataset.schema["fields"]
    sets = [headings.distinct for headings in found if len(headings.labels) == len(fields)]
    if sets:
        names = all_names(dataset, NO_ANSWERS)
        every = frozenset[str]().union(*names)
        if any(len(labels) == len(fields) and labels <= every and all(labels & n for n in names) for labels in sets):
            return True
    mappings = dataset.schema.get("x-mappings", ())
    remembered = {frozenset(map(normalised, mapping["labels"])) for mapping in mappings}
    return any(headings.normal in remembered for headings in found) if remembered else False


def _demands(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name not in REMEMBERED}


def _which_definition(job: ImportJob | CheckJob, known: Dataset) -> str:
    answer = job.answers.get("definition")
    if answer not in ("new", "known"):
        raise NeedsAnswer([Question("definition", "", ("known", "new"), {"name": known.name})])
    return answer
