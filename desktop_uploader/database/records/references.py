"""Foreign keys between the saved rows of datasets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from ...model.keys import foreign_keys
from . import definitions
from .rowtable import RowTable, Stored


class ReferenceMissing(Exception):
    """A row refers to one that is not saved (any more): check again."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Fields of one dataset whose values must be among those of another's, or of its own."""

    source: Stored
    fields: tuple[str, ...]
    target: Stored
    target_fields: tuple[str, ...]

    def missing(self, connection: Connection, only: str = "1") -> str:
        """A query for the values that refer to nothing; `only` is a condition on the source's rows."""
        source, target = RowTable(connection, self.source), RowTable(connection, self.target)
        columns = [source.by_field[name] for name in self.fields]
        wanted = ", ".join(target.by_field[name] for name in self.target_fields)
        filled = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        return (
            f"SELECT {', '.join(columns)} FROM {source.rows} WHERE {only} AND {filled} "
            f"EXCEPT SELECT {wanted} FROM {target.rows}"
        )


def check(connection: Connection, stored: Stored, number: int) -> None:
    """Raises `ReferenceMissing` where a row of the import refers to none that is saved."""
    for reference in _of(stored, {other.dataset.name.casefold(): other for other in _all(connection, stored)}):
        query = reference.missing(connection, f"du_import = {number}")
        if connection.exec_driver_sql(f"{query} LIMIT 1").first() is not None:
            raise ReferenceMissing(stored.dataset.name)


def dangling(connection: Connection, stored: Stored) -> dict[str, int]:
    """Dataset → how many of its values refer to nothing; of this dataset and those that refer to it."""
    everything = definitions.all_stored(connection)
    by_name = {other.dataset.name.casefold(): other for other in everything}
    counts: dict[str, int] = {}
    for other in everything:
        for reference in _of(other, by_name):
            if stored.id in (reference.source.id, reference.target.id):
                query = f"SELECT count(*) FROM ({reference.missing(connection)})"
                name = other.dataset.name
                counts[name] = counts.get(name, 0) + int(connection.exec_driver_sql(query).scalar_one())
    return counts


def _all(connection: Connection, stored: Stored) -> list[Stored]:
    return definitions.all_stored(connection) if stored.dataset.schema.get("foreignKeys") else []


def _of(stored: Stored, by_name: Mapping[str, Stored]) -> Iterator[Reference]:
    for key in foreign_keys(stored.dataset.schema):
        target = by_name.get((key.dataset or stored.dataset.name).casefold())
        if target is not None and set(key.targets) <= set(target.columns):
            yield Reference(stored, key.fields, target, key.targets)
