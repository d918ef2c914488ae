"""Datasets and the versions of their definitions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from ...model.dataset import Dataset
from .names import column_names, physical_name
from .tables import dataset_versions, datasets

_D = datasets.c


class VersionChanged(Exception):
    """The definition is not the one that was checked against: check again."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A dataset with the physical names of its table."""

    id: int
    dataset: Dataset
    table: str
    columns: Mapping[str, str]
    """Field name → column name."""


def all_stored(connection: Connection) -> list[Stored]:
    """Every dataset, by name."""
    return [_stored(row) for row in connection.execute(select(datasets).order_by(_D.key))]


def find(connection: Connection, name: str) -> Stored | None:
    """The dataset of this name, whatever its case."""
    row = connection.execute(select(datasets).where(_D.key == name.casefold())).first()
    return _stored(row) if row is not None else None


def store(connection: Connection, dataset: Dataset) -> Stored:
    """Make `dataset` the newest version. Raises `VersionChanged` where its version is not the newest known."""
    known = find(connection, dataset.name)
    if (known.dataset.version if known else 0) != dataset.version:
        raise VersionChanged(dataset.name)
    if known is not None and _same(known.dataset, dataset):
        return known
    values: dict[str, Any] = {
        "version": dataset.version + 1,
        "confirmed": dataset.confirmed,
        "title": dataset.title,
        "schema": dict(dataset.schema),
        "columns": column_names(dataset.field_names, dict(known.columns) if known else {}),
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
    return Stored(row.id, dataset, row.table_name, row.columns)
