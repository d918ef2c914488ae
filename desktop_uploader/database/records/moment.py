"""The rows of a query as they are at one moment, however many they are and whoever writes meanwhile."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from ...model.rowquery import RowQuery
from . import finding, reader
from .rowtable import RowTable, Stored

BATCH = 2_000
ORIGIN = ("(SELECT i.file_name FROM du_imports i WHERE i.id = r.du_import)", "du_sheet", "du_row")
"""Expressions for file, sheet and row."""


class Moment:
    """Within one transaction on `connection`. Both calls raise `DatabaseTrouble`."""

    def __init__(self, connection: Connection, stored: Stored, query: RowQuery) -> None:
        self._connection = connection
        self._dataset = stored.dataset
        self._decoders = dict(zip(stored.dataset.field_names, reader.decoders(stored), strict=True))
        self._table = RowTable(connection, stored)
        self._wanted = finding.wanted(connection, stored, query)

    def rows(self, fields: Sequence[str], *, origin: bool = False) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The values of `fields`, batch by batch. With `origin`, file, sheet and row follow."""
        decode_each = [*(self._decoders[name] for name in fields), *([None] * len(ORIGIN) if origin else [])]
        names = [self._table.by_field[name] for name in fields] + (list(ORIGIN) if origin else [])
        statement = f"SELECT {', '.join(names)} {self._from()} ORDER BY {self._wanted.ordered()}"
        found = self._connection.exec_driver_sql(statement, self._wanted.params)
        while batch := found.fetchmany(BATCH):
            columns = (
                column if decode is None else [None if value is None else decode(value) for value in column]
                for decode, column in zip(decode_each, zip(*batch, strict=True), strict=True)
            )
            yield list(zip(*columns, strict=True))

    def kind(self, field: str) -> str:
        """The type of a field."""
        return next(str(known.get("type", "any")) for known in self._dataset.schema["fields"] if known["name"] == field)

    def zoned(self, field: str) -> frozenset[bool]:
        """Whether the times of a field have a time zone: both where some have one and some have none."""
        column = self._table.by_field[field]
        # Saved as 2026-03-01T14:30:00+07:00; other programs write Z or +0700 too. A day has signs of its own.
        start = 11 if self.kind(field) == "datetime" else 1
        zone = f"substr({column}, {start}) GLOB '*[+Z-]*'"
        statement = f"SELECT DISTINCT {zone} {self._from()} AND {column} IS NOT NULL"
        return frozenset(map(bool, self._connection.exec_driver_sql(statement, self._wanted.params).scalars()))

    def _from(self) -> str:
        return f"FROM {self._table.rows} r WHERE ({self._wanted.where})"
