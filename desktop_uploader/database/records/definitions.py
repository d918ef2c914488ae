"""Datasets and the versions of their definitions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from ...model import editing
from ...model.dataset import Dataset, Version
from ...model.errors import DefinitionError
from .migration import prepare_table
from .names import column_names, physical_name
from .rowtable import Stored
from .tables import dataset_versions, datasets
from .types import stored_type

MOST_FIELDS = 1_950
"""SQLite's tables have at most 2,000 columns; some are ours."""

_D = datasets.c
_NONE: Mapping[str, str] = MappingProxyType({})

Stamp = tuple[int, datetime] | None
"""Another one once a definition has been made or changed."""


class VersionChanged(Exception):
    """The definition is not the one that was checked against: check again."""


def all_stored(connection: Connection) -> list[Stored]:
    """Every dataset, by name."""
    return [_stored(row) for row in connection.execute(select(datasets).order_by(_D.key))]


def find(connection: Connection, name: str) -> Stored | None:
    """The dataset of this name, whatever its case."""
    row = connection.execute(select(datasets).where(_D.key == name.casefold())).first()
    return _stored(row) if row is not None else None


def by_id(connection: Connection, dataset_id: int) -> Stored:
    """The dataset of this number."""
    return _stored(connection.execute(select(datasets).where(_D.id == dataset_id)).one())


def versions(connection: Connection, stored: Stored) -> list[Version]:
    """Every version of a dataset's definition, the newest first."""
    of_it = select(dataset_versions).where(dataset_versions.c.dataset_id == stored.id)
    rows = connection.execute(of_it.order_by(dataset_versions.c.version.desc()))
    return [Version(row.version, row.schema, row.created_at) for row in rows]


def stamp(connection: Connection) -> Stamp:
    """Number and time of the newest version of any dataset: the number of a deleted one is given again."""
    newest = (
        select(dataset_versions.c.id, dataset_versions.c.created_at).order_by(dataset_versions.c.id.desc()).limit(1)
    )
    found = connection.execute(newest).first()
    return (found[0], found[1]) if found is not None else None


def defined_at(connection: Connection) -> dict[str, datetime]:
    """Dataset → when its newest version was made."""
    made = select(_D.name, func.max(dataset_versions.c.created_at)).join_from(datasets, dataset_versions)
    return {row[0]: row[1] for row in connection.execute(made.group_by(_D.name))}


def store(connection: Connection, dataset: Dataset, renamed: Mapping[str, str] = _NONE) -> Stored:
    """Make `dataset` the newest version, and its table what it now must be.

    `renamed` says which fields have another name now, old name → new name: their saved values stay theirs. Raises
    `VersionChanged` where its version is not the newest known, `DefinitionError`: `too-many-columns`,
    `definition-name-kept`, and what `prepare_table` raises.
    """
    refuse_too_wide(len(dataset.field_names))
    known = find(connection, dataset.name)
    if (known.dataset.version if known else 0) != dataset.version:
        raise VersionChanged(dataset.name)
    if known is not None and _same(known.dataset, dataset):
        return known
    if known is not None:
        known = under_new_names(known, renamed)
    stored = _write(connection, dataset, known)
    prepare_table(connection, stored, known)
    return stored


def under_new_names(stored: Stored, renamed: Mapping[str, str]) -> Stored:
    """The dataset's columns under the names that their fields have from now on.

    Raises `DefinitionError("definition-name-kept")` where a field that was removed has kept values under a new name.
    """
    for old, new in renamed.items():
        if new in stored.columns and new not in renamed:
            raise DefinitionError("definition-name-kept", name=stored.dataset.name, old=old, new=new)
    columns = {renamed.get(name, name): column for name, column in stored.columns.items()}
    types = {renamed.get(name, name): kind for name, kind in stored.types.items()}
    dataset = replace(stored.dataset, schema=editing.renamed(stored.dataset.schema, renamed))
    return replace(stored, dataset=dataset, columns=columns, types=types)


def refuse_too_wide(fields: int) -> None:
    """Raises `DefinitionError("too-many-columns")` for more fields than a table can have columns."""
    if fields > MOST_FIELDS:
        raise DefinitionError("too-many-columns", count=fields, limit=MOST_FIELDS)


def _write(connection: Connection, dataset: Dataset, known: Stored | None) -> Stored:
    types = {field["name"]: stored_type(field) for field in dataset.schema["fields"]}
    values: dict[str, Any] = {
        "version": dataset.version + 1,
        "confirmed": dataset.confirmed,
        "title": dataset.title,
        "schema": dict(dataset.schema),
        "columns": column_names(dataset.field_names, dict(known.columns) if known else {}),
        "types": {**(known.types if known else {}), **types},
    }
    if known is None:
        taken = set(connection.execute(select(_D.table_name)).scalars())
        values |= {"name": dataset.name, "key": dataset.name.casefold()}
        values |= {"table_name": physical_name(dataset.name, taken)}
        row = connection.execute(insert(datasets).values(values).returning(*datasets.c)).one()
    else:
        statement = update(datasets).where(_D.id == known.id).values(values).returning(*datasets.c)
        row = connection.execute(statement).one()
    version = {"dataset_id": row.id, "version": row.version, "schema": row.schema, "created_at": datetime.now(UTC)}
    connection.execute(insert(dataset_versions).values(version))
    return _stored(row)


def _same(known: Dataset, dataset: Dataset) -> bool:
    return known == replace(dataset, name=known.name)


def _stored(row: Row[Any]) -> Stored:
    dataset = Dataset(row.name, row.schema, row.version, row.confirmed, row.title)
    # A table of the first version knew no types: they are those of the definition.
    types = row.types or {field["name"]: stored_type(field) for field in row.schema["fields"]}
    return Stored(row.id, dataset, row.table_name, row.columns, types)
