"""Rows whose keys are saved already: which values count, and which are only kept for an undo.

Of several imports that say something about one key, the one with the highest rank counts (`ledger.give_rank`). That
alone decides, so the order in which imports are saved and undone makes no difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from .rowtable import PROVENANCE, KeyTaken, RowTable


@dataclass(slots=True)
class Merged:
    """Rows of the file that met a saved one. `unchanged` ones are among neither of the others."""

    updated: int = 0
    unchanged: int = 0
    kept_out: int = 0

    def notes(self, gives_way: bool) -> dict[str, Any]:
        """The counts as notes for a person."""
        kept_out = "rows-ignored" if gives_way else "newer-kept"
        counts = {"rows-updated": self.updated, "rows-unchanged": self.unchanged, kept_out: self.kept_out}
        return {code: {"count": count} for code, count in counts.items() if count}


class Merge:
    """Inserts an import's rows, and merges those whose key is saved already.

    Batches without such rows go straight into the table; the others pass through a temporary one.
    """

    def __init__(self, connection: Connection, table: RowTable, number: int, rank: int) -> None:
        self._connection = connection
        self._table = table
        self._number = number
        self._rank = rank
        self._names = [*PROVENANCE, *table.fields]
        self._staged = False
        self.merged = Merged()

    def insert(self, rows: Sequence[Any]) -> None:
        """Save a batch: provenance and values, field by field. Raises `KeyTaken`, and `IntegrityError` like it."""
        target = f"INTO {self._table.rows} ({', '.join(self._names)})"
        places = ", ".join("?" * len(self._names))
        statement = f"INSERT {target} VALUES ({places}) ON CONFLICT DO NOTHING"
        inserted = self._connection.exec_driver_sql(statement, rows).rowcount
        if inserted == len(rows):
            return
        self._stage(rows)
        met = self._keep_out() + self._replace()
        if inserted + met != len(rows):
            raise KeyTaken

    def finish(self) -> None:
        """Leave nothing temporary."""
        if self._staged:
            self._connection.exec_driver_sql("DROP TABLE temp.du_staged")

    def _stage(self, rows: Sequence[Any]) -> None:
        names = ", ".join(self._names)
        if not self._staged:
            self._run(f"CREATE TEMP TABLE du_staged AS SELECT {names} FROM {self._table.rows} WHERE 0")
            self._staged = True
        self._run("DELETE FROM temp.du_staged")
        places = ", ".join("?" * len(self._names))
        self._connection.exec_driver_sql(
            f"INSERT INTO temp.du_staged VALUES ({places})",
            rows,
        )

    def _pairs(self, condition: str) -> str:
        """FROM and WHERE of the saved rows `r` that the staged rows `s` meet."""
        return (
            f"FROM temp.du_staged s JOIN {self._table.rows} r ON {self._table.same_key('r', 's')} "
            f"JOIN du_imports i ON i.id = r.du_import WHERE r.du_import <> {self._number} AND {condition}"
        )

    def _keep_out(self) -> int:
        """Rows of a lower rank than the saved ones: kept in case those are undone."""
        columns = ", ".join(self._names)
        values = self._table.columns(self._names, "s.")
        pairs = self._pairs(f"i.rank > {self._rank}")
        count = self._run(f"INSERT INTO {self._table.kept} (du_id, {columns}) SELECT r.du_id, {values} {pairs}")
        self.merged.kept_out += count
        return count

    def _replace(self) -> int:
        """Rows of a higher rank than the saved ones, whose values are kept in case this import is undone."""
        table, pairs = self._table, self._pairs(f"i.rank < {self._rank}")
        new, old = table.columns(table.fields, "s."), table.columns(table.fields, "r.")
        same = self._connection.exec_driver_sql(f"SELECT count(*) {pairs} AND ({new}) IS ({old})").scalar_one()
        everything = ["du_id", "du_edited", *PROVENANCE, *table.all]
        count = self._run(
            f"INSERT INTO {table.kept} ({', '.join(everything)}) SELECT {table.columns(everything, 'r.')} {pairs}"
        )
        if count:
            changes = ", ".join(f"{name} = s.{name}" for name in self._names)
            self._run(
                f"UPDATE {table.rows} AS t SET {changes}, du_edited = NULL FROM temp.du_staged s "
                f"WHERE {table.same_key('t', 's')} AND t.du_import <> {self._number} "
                f"AND (SELECT rank FROM du_imports WHERE id = t.du_import) < {self._rank}"
            )
        self.merged.unchanged += same
        self.merged.updated += count - same
        return count

    def _run(self, statement: str) -> int:
        return self._connection.exec_driver_sql(statement).rowcount
