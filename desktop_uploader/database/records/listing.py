"""The rows that a query finds, by their place among them: any page of millions is read in a few milliseconds.

Rows are found once: their numbers go, in the order wanted, into a temporary table of SQLite's own, so a row's place is
the key of that table. Nothing of that is needed where all rows are wanted in the order of their numbers and no number
is missing. While an index is being gone through, pages are already read from it.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from ...model.rowquery import Found, FoundRow, RowQuery
from ..engine import reading, trouble_of
from . import finding
from .reader import decoded, decoders
from .rowtable import RowTable, Stored

STEPS = 50_000
"""Steps of SQLite's machine between two looks whether to stop: about a millisecond."""
SAMPLE = 1_000
"""Rows on which the work of a statement is measured."""
FINE_STEPS = 100
"""Steps between two looks while it is."""
FIRST_CHUNK = 50_000
"""Rows that are looked at before the first ones found are told."""
CHUNK = 250_000

Tell = Callable[[Found], None]
Stop = Callable[[], bool]


class GivenUp(Exception):
    """`stop()` has become true."""


class Listing:
    """Made for one query; `find` runs on one thread, while pages are read on others. Give it back with `close`."""

    def __init__(self, engine: Engine, stored: Stored, query: RowQuery) -> None:
        self.query = query
        self._engine = engine
        self._stored = stored
        self._decoders = decoders(stored)
        self._lock = Lock()
        self._own: Any = None
        self._dense: tuple[int, int] | None = None
        self._count = self._numbered = 0
        self._closed = False
        with reading(engine) as connection:
            self._exists = inspect(connection).has_table(stored.table)
            self._wanted = finding.wanted(connection, stored, query)
            self._rows = RowTable(connection, stored).rows

    @property
    def quick(self) -> bool:
        """True where the first page need not wait for the finding."""
        return self._wanted.quick

    def page(self, first: int, size: int) -> list[FoundRow | None]:
        """Rows by their places from 0; None for one that has been deleted since. Raises `DatabaseTrouble`."""
        ids = self._ids(first, size)
        if not ids:
            return []
        table_rows = {row.id: row for row in self._read(ids)}
        return [table_rows.get(number) for number in ids]

    def find(self, tell: Tell, stop: Stop) -> None:
        """Find all rows, telling now and then how far it is.

        Raises `GivenUp` soon after `stop()` has become true, and `DatabaseTrouble`.
        """
        low, high, total = self._extent()
        if self._wanted.quick:
            everything = self._wanted.where == "1"
            self._count = total if everything else self._counted()
            if everything and self._wanted.scans and total == high - low + 1:
                self._dense = (low, high)
            tell(Found(self._count, complete=True))
            if self._dense is not None or not self._count:
                return
        try:
            self._number(low, high, total, tell, stop)
        except DBAPIError as error:
            if stop():
                raise GivenUp from error
            raise trouble_of(error, self._engine) from error

    def close(self) -> None:
        """Give the connection back; what was found is forgotten."""
        with self._lock:
            self._closed = True
            own, self._own = self._own, None
            if own is not None:
                own.close()

    def _extent(self) -> tuple[int, int, int]:
        """The smallest and the largest number, and how many rows there are."""
        if not self._exists:
            return 1, 0, 0
        statement = f"SELECT min(du_id), (SELECT max(du_id) FROM {self._rows}) FROM {self._rows}"
        with reading(self._engine) as connection:
            low, high = connection.exec_driver_sql(statement).one()
            total = connection.exec_driver_sql(f"SELECT count(*) FROM {self._rows}").scalar_one()
        return (int(low), int(high), int(total)) if total else (1, 0, 0)

    def _counted(self) -> int:
        statement = f"SELECT count(*) FROM {self._rows} WHERE {self._wanted.where}"
        with reading(self._engine) as connection:
            return int(connection.exec_driver_sql(statement, self._wanted.params).scalar_one())

    def _number(self, low: int, high: int, total: int, tell: Tell, stop: Stop) -> None:
        """Write the numbers of the rows found, in their order, into the temporary table."""
        with self._lock:
            if self._closed:
                raise GivenUp
            driver = self._own = self._open()
            driver.execute("CREATE TEMP TABLE du_found (place INTEGER PRIMARY KEY, id INTEGER)")
        work = _Work(tell, stop, total if self._wanted.where == "1" else 0, quiet=self._wanted.quick)
        driver.set_progress_handler(work.step, STEPS)
        try:
            if self._wanted.scans:
                self._scan(driver, work, low, high)
            else:
                self._sort(driver, work, low, total)
        finally:
            driver.set_progress_handler(None, 0)
        self._count = self._numbered
        tell(Found(self._count, complete=True))

    def _open(self) -> Any:
        """A connection of the driver's that is no more the pool's: nobody else ever meets the temporary table."""
        held = self._engine.raw_connection()
        driver = held.driver_connection
        held.detach()
        return driver

    def _scan(self, driver: Any, work: "_Work", low: int, high: int) -> None:
        """Piece by piece, so that the rows found so far can be seen."""
        statement = (
            f"INSERT INTO du_found (id) SELECT du_id FROM {self._rows} "
            f"WHERE du_id BETWEEN ? AND ? AND ({self._wanted.where}) ORDER BY {self._wanted.ordered()}"
        )
        done, size, whole = 0, FIRST_CHUNK, high - low + 1
        while done < whole:
            work.check()
            start = low + done
            end = min(high, start + size - 1)
            with self._lock:
                self._numbered += self._execute(driver, statement, (start, end, *self._wanted.params))
            done, size = done + size, CHUNK
            work.told(self._numbered, min(1.0, done / whole))

    def _sort(self, driver: Any, work: "_Work", low: int, total: int) -> None:
        """In one statement. How much work it is, is measured on its first rows."""
        statement = "INSERT INTO du_found (id) SELECT du_id FROM {rows} WHERE {where} ORDER BY {order}"
        parts = {"rows": self._rows, "order": self._wanted.ordered()}
        if total > 10 * SAMPLE:
            sample = statement.format(where=f"du_id < ? AND ({self._wanted.where})", **parts)
            driver.set_progress_handler(work.measure, FINE_STEPS)
            self._execute(driver, sample, (low + SAMPLE, *self._wanted.params))
            self._execute(driver, "DELETE FROM du_found", ())
            driver.set_progress_handler(work.step, STEPS)
            work.expect(total)
        work.check()
        with self._lock:
            self._numbered = self._execute(
                driver, statement.format(where=self._wanted.where, **parts), self._wanted.params
            )

    def _execute(self, driver: Any, statement: str, params: tuple[Any, ...]) -> int:
        try:
            return int(driver.execute(statement, params).rowcount)
        except self._engine.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(statement, None, error) from error

    def _ids(self, first: int, size: int) -> list[int]:
        """The numbers of the rows at these places."""
        if self._dense is not None:
            low, high = self._dense
            size = min(size, high - low + 1 - first)
            return [low + first + place for place in range(size)]
        if self._wanted.quick and first + size > self._numbered < (self._count or 1):
            return self._ids_by_index(first, size)
        with self._lock:
            if self._own is None:
                return []
            statement = "SELECT id FROM du_found WHERE place > ? AND place <= ? ORDER BY place"
            try:
                return [row[0] for row in self._own.execute(statement, (first, first + size))]
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise trouble_of(DBAPIError(statement, None, error), self._engine) from error

    def _ids_by_index(self, first: int, size: int) -> list[int]:
        """From the nearer end of the index. Only until all rows have their places."""
        if not self._exists:
            return []
        from_end = self._count - first - size if first > self._count / 2 else None
        offset = first if from_end is None else max(0, from_end)
        size = size if from_end is None else self._count - first - offset
        order = self._wanted.ordered(backwards=from_end is not None)
        statement = f"SELECT du_id FROM {self._rows} WHERE {self._wanted.where} ORDER BY {order} LIMIT ? OFFSET ?"
        with reading(self._engine) as connection:
            found = connection.exec_driver_sql(statement, (*self._wanted.params, size, offset)).scalars().all()
        return list(found) if from_end is None else list(reversed(found))

    def _read(self, ids: list[int]) -> list[FoundRow]:
        with reading(self._engine) as connection:
            table = RowTable(connection, self._stored)
            names = table.columns(table.fields)
            places = ", ".join("?" * len(ids))
            statement = f"SELECT du_id, {names} FROM {table.rows} WHERE du_id IN ({places})"
            found = connection.exec_driver_sql(statement, tuple(ids)).all()
        return [FoundRow(row[0], decoded(row[1:], self._decoders)) for row in found]


class _Work:
    """Counts the steps of SQLite's machine, and stops it."""

    def __init__(self, tell: Tell, stop: Stop, count: int, *, quiet: bool) -> None:
        """`count` rows are known to be found; `quiet` says nothing on the way."""
        self._tell = tell
        self._stop = stop
        self._count = count
        self._quiet = quiet
        self._done = self._expected = 0

    def check(self) -> None:
        """Raises `GivenUp`."""
        if self._stop():
            raise GivenUp

    def measure(self) -> bool:
        """Some work on the sample is done; true stops the statement."""
        self._done += FINE_STEPS
        return self._stop()

    def expect(self, rows: int) -> None:
        """What the sample took is what the same share of all rows takes."""
        self._expected, self._done = self._done * rows // SAMPLE, 0

    def step(self) -> bool:
        """Some work is done; true stops the statement."""
        self._done += STEPS
        if self._expected and not self._quiet:
            self._tell(Found(self._count, share=min(0.99, self._done / self._expected)))
        return self._stop()

    def told(self, count: int, share: float) -> None:
        """Tell what is found so far."""
        if not self._quiet:
            self._tell(Found(count, share=share))
