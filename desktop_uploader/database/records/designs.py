"""The definitions of datasets as a person works on them: versions, what a change would do, the change, the end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine

from ...model.change import Forecast, Removed
from ...model.dataset import Dataset, Version
from ...model.errors import DatabaseTrouble, DefinitionError
from ..backup import back_up
from ..engine import file_of, reading, write
from . import definitions, forecast, removing, scanning
from .rowtable import KeyTaken

PATIENCE = 120.0
"""Seconds that a change waits while files are saved: no worker tries it again."""

STEPS = 100_000
"""Steps of SQLite's machine between two looks whether to stop."""

BEFORE_DELETE = "before-delete"
"""The label of the copy that is made before a dataset is deleted."""

_NONE: Mapping[str, str] = MappingProxyType({})


class Designs:
    """On the records database's engine. Every call is a query: never call it on the GUI thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def versions(self, name: str) -> list[Version]:
        """Every version of a dataset's definition, the newest first; empty where there is no such dataset."""
        with reading(self._engine) as connection:
            stored = definitions.find(connection, name)
            return definitions.versions(connection, stored) if stored is not None else []

    def forecast(
        self, wanted: Dataset, renamed: Mapping[str, str] = _NONE, stop: Callable[[], bool] = lambda: False
    ) -> Forecast | None:
        """What saving `wanted` would do to the saved rows; None where `stop()` became true meanwhile."""
        try:
            with reading(self._engine) as connection, _stopping(connection, stop):
                stored = definitions.find(connection, wanted.name)
                return forecast.forecast(connection, stored, wanted, renamed) if stored is not None else Forecast(0)
        except DatabaseTrouble:
            if stop():
                return None
            raise

    def save(self, dataset: Dataset, renamed: Mapping[str, str] = _NONE) -> Dataset:
        """Make this the dataset's newest version, and change the saved table accordingly.

        `renamed` says which fields have another name now, old name → new name. Raises `DefinitionError` where another
        program was faster, saved values would not fit, or saved rows repeat what must now be unique.
        """
        try:
            return write(
                self._engine,
                lambda connection: definitions.store(connection, dataset, renamed).dataset,
                patience=PATIENCE,
            )
        except definitions.VersionChanged as error:
            raise DefinitionError("definition-changed-meanwhile", name=dataset.name) from error
        except KeyTaken as error:
            raise DefinitionError("definition-key-taken", name=dataset.name) from error

    def remove(self, name: str, version: int, backups: Path) -> Removed:
        """Delete a dataset with its rows, after a copy of all records has been made in `backups`.

        Raises what `removing.remove` raises, and `DatabaseTrouble` where the copy cannot be made; nothing is deleted
        then.
        """
        with reading(self._engine) as connection:
            stored = definitions.find(connection, name)
            if stored is not None:
                removing.refuse_referenced(connection, stored)
        path = file_of(self._engine)
        copy = back_up(path, backups, BEFORE_DELETE).name if path is not None else ""
        return write(
            self._engine, lambda connection: removing.remove(connection, name, version, copy), patience=PATIENCE
        )

    def stored_types(self, name: str) -> dict[str, str]:
        """Field → the type in which its values are stored, also of fields that were removed."""
        with reading(self._engine) as connection:
            stored = definitions.find(connection, name)
            return dict(stored.types) if stored is not None else {}

    def scan(self, name: str, fields: Sequence[str]) -> Iterator[scanning.Chunk]:
        """The saved values of these fields, some thousand rows at a time. See `scanning.scan`."""
        with reading(self._engine) as connection:
            stored = definitions.find(connection, name)
        return scanning.scan(self._engine, stored, fields) if stored is not None else iter(())

    def origins(self, numbers: Sequence[int]) -> dict[int, tuple[int, str]]:
        """Number of an import → its upload's number and its file's name."""
        with reading(self._engine) as connection:
            return scanning.origins(connection, numbers)

    def newest_values(self, name: str) -> dict[str, Any]:
        """Field → a value of it in the rows that were saved last; fields without one are not in it."""
        with reading(self._engine) as connection:
            stored = definitions.find(connection, name)
            return scanning.newest_values(connection, stored) if stored is not None else {}


@contextmanager
def _stopping(connection: Connection, stop: Callable[[], bool]) -> Iterator[None]:
    """Have SQLite ask now and then whether to go on."""
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(stop, STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)
