"""The records database as a whole: definitions, the ledger, and the saved rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select

from ...model.dataset import Dataset
from ...model.errors import DatabaseTrouble
from ...model.jobs import ImportResult
from ...model.ledger import Hold, LedgerEntry, LedgerState
from ...model.undo import UndoResult
from ..backup import back_up
from ..engine import file_of, open_engine, reading, write
from ..migrate import refuse_foreign
from . import definitions, keys, ledger, reader, saving, tables, undoing, upgrade
from .browsing import Browsing
from .designs import Designs
from .rowtable import Stored

UNDO_PATIENCE = 120.0
"""Seconds that an undo waits while files are saved: no worker tries it again."""


class RecordsDatabase:
    """The saved rows and what is known of them. Every call is a query: never call it on the GUI thread.

    Its own few tables are made here rather than by migrations, so that the child, which must start fast, needs no
    Alembic; `du_schema` says which version they have.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self.designs = Designs(self._engine)
        """Definitions: their versions, their changes, their end."""
        self.browsing = Browsing(self._engine)
        """Saved rows as a person looks at them."""

    def prepare(self, backups: Path | None = None, others_alive: Callable[[], bool] = lambda: False) -> None:
        """Make the tables where they are missing, and bring those of an older program up to date.

        Before that a copy goes to `backups`. Raises `DatabaseTrouble` for a database of a newer program
        (`database-newer`), and where another program works on an older one (`migration-others-running`).
        """
        with reading(self._engine) as connection:
            found = _version(connection)
        if found is None:
            refuse_foreign(self._engine, tables.schema_version.name)
            write(self._engine, _create)
        elif found > tables.VERSION:
            raise DatabaseTrouble("database-newer", found=found, known=tables.VERSION)
        elif found < tables.VERSION:
            if others_alive():
                raise DatabaseTrouble("migration-others-running")
            if backups is not None and (path := file_of(self._engine)) is not None:
                back_up(path, backups, f"before-{tables.VERSION}")
            write(self._engine, upgrade.upgrade)

    def open_import(self, hold: Hold) -> LedgerEntry:
        """Take an import over under a larger lease token; gives the row as it now is.

        State `open` with this token: go on. `saved`: only the task is left to finish. Anything else: the claim is lost.
        Raises `UploaderError("saved-with-other-content")`.
        """
        return write(self._engine, lambda connection: ledger.turn(connection, LedgerState.OPEN, hold))

    def close_import(self, hold: Hold) -> LedgerEntry:
        """Let nobody save under this token or an older one; where the rows are `saved` already, nothing changes."""
        return write(self._engine, lambda connection: ledger.turn(connection, LedgerState.CLOSED, hold))

    def ledger_entry(self, import_id: str) -> LedgerEntry | None:
        """The ledger's row of an import."""
        with reading(self._engine) as connection:
            return ledger.entry(connection, import_id)

    def replaced_by(self, import_id: str) -> int | None:
        """The number of the upload that took the place of an import; None where none did."""
        with reading(self._engine) as connection:
            return ledger.replaced_by(connection, import_id)

    def datasets(self) -> list[Dataset]:
        """Every dataset in its newest version, by name."""
        with reading(self._engine) as connection:
            return [stored.dataset for stored in definitions.all_stored(connection)]

    def dataset(self, name: str) -> Dataset | None:
        """One dataset in its newest version."""
        stored = self._stored(name)
        return stored.dataset if stored else None

    def definitions_stamp(self) -> definitions.Stamp:
        """What is another one once a definition has been made or changed."""
        with reading(self._engine) as connection:
            return definitions.stamp(connection)

    def defined_at(self) -> dict[str, datetime]:
        """Dataset → when its newest version was made."""
        with reading(self._engine) as connection:
            return definitions.defined_at(connection)

    def save_dataset(self, dataset: Dataset) -> Dataset:
        """Make this the dataset's newest version, and change the saved table accordingly.

        Raises what `Designs.save` raises.
        """
        return self.designs.save(dataset)

    def save(self, what: saving.Saving) -> ImportResult:
        """Save an import. See `saving.save`."""
        return write(self._engine, lambda connection: saving.save(connection, what))

    def undo(self, import_id: str) -> UndoResult:
        """Take a saved import back. See `undoing.undo`."""
        return write(self._engine, lambda connection: undoing.undo(connection, import_id), patience=UNDO_PATIENCE)

    def saved_before(self, sha256: str, dataset: str, but: str) -> ledger.Earlier | None:
        """The import, other than `but`, that has saved a file of this content in this dataset."""
        with reading(self._engine) as connection:
            stored = definitions.find(connection, dataset)
            return ledger.saved_before(connection, sha256, stored.id, but) if stored else None

    def corrected_before(self, marked: str, dataset: str, but: str) -> ledger.Earlier | None:
        """The import, other than `but`, that has saved a marked copy of the import `marked` in this dataset."""
        with reading(self._engine) as connection:
            stored = definitions.find(connection, dataset)
            return ledger.corrected_before(connection, marked, stored.id, but) if stored else None

    def states(self, import_ids: Sequence[str]) -> dict[str, LedgerState]:
        """Import id → state in the ledger, of these imports where it knows them."""
        with reading(self._engine) as connection:
            return ledger.states(connection, import_ids)

    def imports_in(self, *wanted: LedgerState) -> dict[str, LedgerState]:
        """Import id → state, of the imports in these states."""
        with reading(self._engine) as connection:
            return ledger.in_states(connection, wanted)

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

    def taken_keys(
        self, dataset: str, key: list[str], values: Mapping[tuple[Any, ...], tuple[Any, ...] | None]
    ) -> set[tuple[Any, ...]]:
        """Which of these keys are saved already. See `keys.taken`."""
        with reading(self._engine) as connection:
            stored = definitions.find(connection, dataset)
            return keys.taken(connection, stored, key, values) if stored else set()

    def key_values(self, dataset: str, fields: Sequence[str]) -> set[tuple[Any, ...]] | None:
        """The values of these fields in the saved rows; None where there is no such dataset or field."""
        stored = self._stored(dataset)
        return reader.key_values(self._engine, stored, fields) if stored else None

    def is_unused(self, dataset: str, field: str) -> bool:
        """True where no saved row has a value in this field."""
        stored = self._stored(dataset)
        return stored is None or reader.is_unused(self._engine, stored, field)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def _stored(self, name: str) -> Stored | None:
        with reading(self._engine) as connection:
            return definitions.find(connection, name)


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(tables.schema_version.name):
        return None
    found: int | None = connection.execute(select(tables.schema_version.c.version)).scalar()
    return found


def _create(connection: Connection) -> None:
    if _version(connection) is None:
        tables.metadata.create_all(connection)
        connection.execute(insert(tables.schema_version).values(version=tables.VERSION))
