"""Saved rows as a person looks at them: found, sorted, read page by page, followed to their files, written out."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine

from ...model.errors import UsageError
from ...model.rowquery import Origin, RowQuery
from ..engine import reading
from . import definitions, finding, origins, reader, views
from .listing import Listing
from .rowtable import RowTable, Stored

BATCH = 2_000
ORIGIN = ("(SELECT i.file_name FROM du_imports i WHERE i.id = r.du_import)", "du_sheet", "du_row")
"""Expressions for file, sheet and row."""


class Browsing:
    """On the records database's engine. Every call is a query: never call it on the GUI thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def listing(self, dataset: str, query: RowQuery) -> Listing:
        """The rows that `query` finds. Raises `UsageError("no-such-dataset")`."""
        return Listing(self._engine, self._stored(dataset), query)

    def indexed(self, dataset: str) -> frozenset[str]:
        """The fields by which rows are found and sorted at once. Raises `UsageError("no-such-dataset")`."""
        stored = self._stored(dataset)
        with reading(self._engine) as connection:
            return frozenset(finding.indexed_fields(connection, stored))

    def origin(self, dataset: str, number: int) -> Origin | None:
        """Where a row has come from; None where it is gone. Raises `UsageError("no-such-dataset")`."""
        stored = self._stored(dataset)
        with reading(self._engine) as connection:
            return origins.origin(connection, stored, number)

    def view_names(self) -> dict[str, str]:
        """Dataset → the name under which other programs see its rows with their headings."""
        with reading(self._engine) as connection:
            named = {item.dataset.name: views.name_of(connection, item) for item in definitions.all_stored(connection)}
        return {dataset: name for dataset, name in named.items() if name is not None}

    def rows(
        self, dataset: str, query: RowQuery, fields: Sequence[str], *, origin: bool = False
    ) -> Iterator[Sequence[tuple[Any, ...]]]:
        """All rows that `query` finds, as they are at one moment, batch by batch: the values of `fields`.

        With `origin`, file, sheet and row follow. Writers go on meanwhile. Raises `UsageError("no-such-dataset")` and
        `DatabaseTrouble`.
        """
        stored = self._stored(dataset)
        known = dict(zip(stored.dataset.field_names, reader.decoders(stored), strict=True))
        decode_each = [*(known[name] for name in fields), *([None] * len(ORIGIN) if origin else [])]
        with reading(self._engine) as connection:
            found = connection.exec_driver_sql(*_statement(connection, stored, query, fields, origin))
            while batch := found.fetchmany(BATCH):
                columns = (
                    column if decode is None else [None if value is None else decode(value) for value in column]
                    for decode, column in zip(decode_each, zip(*batch, strict=True), strict=True)
                )
                yield list(zip(*columns, strict=True))

    def _stored(self, dataset: str) -> Stored:
        with reading(self._engine) as connection:
            stored = definitions.find(connection, dataset)
        if stored is None:
            raise UsageError("no-such-dataset", name=dataset)
        return stored


def _statement(
    connection: Connection, stored: Stored, query: RowQuery, fields: Sequence[str], origin: bool
) -> tuple[str, tuple[Any, ...]]:
    table, wanted = RowTable(connection, stored), finding.wanted(connection, stored, query)
    names = [table.by_field[name] for name in fields] + (list(ORIGIN) if origin else [])
    statement = f"SELECT {', '.join(names)} FROM {table.rows} r WHERE {wanted.where} ORDER BY {wanted.ordered()}"
    return statement, wanted.params
