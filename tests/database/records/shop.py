"""A records database on a real file, filled as the child fills it."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import Batch, RecordsDatabase, Saving
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.ledger import Hold
from desktop_uploader.model.task import RowCounts

Rows = Sequence[Sequence[Any]]
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

PRICES: dict[str, Any] = {
    "fields": [{"name": "SKU", "type": "string"}, {"name": "Price", "type": "number"}],
    "primaryKey": ["SKU"],
}


class Shop:
    """Saves rows as imports named by their file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.records = RecordsDatabase(sqlite_url(path))
        self.records.prepare()
        self._count = 0

    def close(self) -> None:
        self.records.close()

    def define(self, schema: dict[str, Any], name: str = "prices") -> Dataset:
        known = self.records.dataset(name)
        return self.records.save_dataset(Dataset(name, schema, known.version if known else 0, confirmed=True))

    def save(
        self,
        file: str,
        rows: Rows,
        *,
        mode: str | None = None,
        name: str = "prices",
        schema: dict[str, Any] | None = None,
        added: int | None = None,
        sha256: str | None = None,
        replaces: str | None = None,
        progress: Callable[[int], None] = lambda _done: None,
    ) -> ImportResult:
        """Save rows under the import `file`; `added` is when it was added, in seconds."""
        self._count += 1
        when = START + timedelta(seconds=self._count * 100 if added is None else added)
        known = self.records.dataset(name)
        wanted = dict(schema or (known.schema if known else PRICES))
        if mode is not None:
            wanted["x-repeatedKey"] = mode
        self.records.open_import(Hold(file, self._count, 1, sha256 or file, file, when))
        dataset = Dataset(name, wanted, known.version if known else 0, confirmed=True)
        result = ImportResult(True, name, RowCounts(len(rows), len(rows), 0))
        batches = list(batched(rows))
        return self.records.save(Saving(file, 1, dataset, batches, result, progress, replaces=replaces))

    def rows(self, name: str = "prices") -> list[tuple[Any, ...]]:
        return list(self.records.rows(name)[1])

    def origins(self, name: str = "prices") -> dict[Any, tuple[str, int]]:
        """Key → the file and row that its values come from."""
        return {row[4]: (row[1], row[3]) for row in self.records.rows(name, origin=True)[1]}

    def sql(self, statement: str, *values: Any) -> list[Any]:
        """What another program does to the file."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def dump(self) -> dict[str, list[Any]]:
        """Every dataset's table and what is kept beside it, without the numbers of rows."""
        tables = self.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        own = ("du_schema", "du_imports", "du_datasets", "du_dataset_versions")
        return {name: self.sql(f'SELECT * FROM "{name}" ORDER BY 1') for (name,) in tables if name not in own}


def batched(rows: Rows, size: int = 3) -> Iterable[Batch]:
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        yield Batch("Data", range(start + 2, start + 2 + len(part)), list(zip(*part, strict=True)))
