"""The records database as a whole: definitions, the ledger, and the saved rows."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, insert, inspect, select

from ...model.dataset import Dataset
from ...model.errors import DatabaseTrouble, DefinitionError
from ...model.ledger import LedgerEntry, LedgerState
from ..engine import open_engine, reading, write
from . import definitions, ledger, reader, saving, tables


class RecordsDatabase:
    """The saved rows and what is known of them. Every call is a query: never call it on the GUI thread.

    Its own few tables are made here rather than by migrations, so that the child, which must start fast, needs no
    Alembic; `du_schema` says which version they have.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)

    def prepare(self) -> None:
        """Make the tables where they are missing. Raises `DatabaseTrouble` for a database of a newer program."""
        with reading(self._engine) as connection:
            found = _version(connection)
        if found is None:
            write(self._engine, _create)
        elif found > tables.VERSION:
            raise DatabaseTrouble("database-newer", found=found, known=tables.VERSION)

    def open_import(
        self, *, import_id: str, task_id: int, lease_token: int, sha256: str, file_name: str
    ) -> LedgerEntry:
        """Take an import over under a larger lease token; gives the row as it now is.

        State `open` with this token: go on. `saved`: only the task is left to finish. Anything else: the claim is lost.
        Raises `UploaderError("saved-with-other-content")`.
        """
        return self._turn(LedgerState.OPEN, import_id, task_id, lease_token, sha256, file_name)

    def close_import(
        self, *, import_id: str, task_id: int, lease_token: int, sha256: str, file_name: str
    ) -> LedgerEntry:
        """Let nobody save under this token or an older one; where the rows are `saved` already, nothing changes."""
        return self._turn(LedgerState.CLOSED, import_id, task_id, lease_token, sha256, file_name)

    def ledger_entry(self, import_id: str) -> LedgerEntry | None:
        """The ledger's row of an import."""
        with reading(self._engine) as connection:
            return ledger.entry(connection, import_id)

    def datasets(self) -> list[Dataset]:
        """Every dataset in its newest version, by name."""
        with reading(self._engine) as connection:
            return [stored.dataset for stored in definitions.all_stored(connection)]

    def dataset(self, name: str) -> Dataset | None:
        """One dataset in its newest version."""
        stored = self._stored(name)
        return stored.dataset if stored else None

    def save_dataset(self, dataset: Dataset) -> Dataset:
        """Make this the dataset's newest version. Raises `DefinitionError` where another program was faster."""

        def work(connection: Connection) -> Dataset:
            stored = definitions.store(connection, dataset)
            saving.prepare_table(connection, stored)
            return stored.dataset

        try:
            return write(self._engine, work)
        except definitions.VersionChanged as error:
            raise DefinitionError("definition-changed-meanwhile", name=dataset.name) from error
        except saving.KeyTaken as error:
            raise DefinitionError("definition-key-taken", name=dataset.name) from error

    def save(self, what: saving.Saving) -> None:
        """Save an import. See `saving.save`."""
        write(self._engine, lambda connection: saving.save(connection, what))

    def row_count(self, dataset: str) -> int:
        """How many rows of a dataset are saved; 0 where there is no such dataset."""
        stored = self._stored(dataset)
        return reader.count(self._engine, stored) if stored else 0

    def rows(
        self, dataset: str, *, limit: int | None = None, offset: int = 0, origin: bool = False
    ) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """Headings and rows of a dataset, in the order of saving; with `origin`, task, file, sheet and row first."""
        stored = self._stored(dataset)
        if stored is None:
            return [], iter(())
        headings = [*(reader.ORIGIN if origin else ()), *stored.dataset.field_names]
        return headings, reader.rows(self._engine, stored, limit, offset, origin)

    def taken_keys(self, dataset: str, key: list[str], values: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
        """Which of these keys are saved already."""
        stored = self._stored(dataset)
        if stored is None:
            return set()
        wanted = set(values)
        with reading(self._engine) as connection:
            if not inspect(connection).has_table(stored.table):
                return set()
            quote = connection.dialect.identifier_preparer.quote
            columns = ", ".join(quote(stored.columns[name]) for name in key)
            found = connection.exec_driver_sql(f"SELECT {columns} FROM {quote(stored.table)}")
            return {tuple(row) for row in found if tuple(row) in wanted}

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def _stored(self, name: str) -> definitions.Stored | None:
        with reading(self._engine) as connection:
            return definitions.find(connection, name)

    def _turn(
        self, state: LedgerState, import_id: str, task_id: int, lease_token: int, sha256: str, file_name: str
    ) -> LedgerEntry:
        def work(connection: Connection) -> LedgerEntry:
            return ledger.turn(
                connection,
                state,
                import_id=import_id,
                task_id=task_id,
                lease_token=lease_token,
                sha256=sha256,
                file_name=file_name,
            )

        return write(self._engine, work)


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(tables.schema_version.name):
        return None
    found: int | None = connection.execute(select(tables.schema_version.c.version)).scalar()
    return found


def _create(connection: Connection) -> None:
    if _version(connection) is None:
        tables.metadata.create_all(connection)
        connection.execute(insert(tables.schema_version).values(version=tables.VERSION))
