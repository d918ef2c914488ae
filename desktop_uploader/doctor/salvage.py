"""Reads what can still be read of a damaged SQLite file, and makes a whole one of it.

The way of `.recover` in SQLite's own shell, by the tables' keys instead of by pages: a range of rows that cannot be
read is halved until only the rows on damaged pages are left out. What is lost with a page comes back from a copy,
where there is one.
"""

import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Rows = list[tuple[Any, ...]]

STEP = 2000
"""Rows that are read at once."""

ROWS_A_PAGE = 64
FAILURES = 100_000
"""Reads that may fail in one table: where its upper pages are gone, no row can be found."""

MAGIC = b"SQLite format 3\0"
PAGE_SIZE = 4096
"""SQLite's own default, which all our files have."""

KeepRow = Callable[[sqlite3.Connection, str, dict[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of one table."""

    table: str
    read: int
    """Rows that could still be read."""
    from_copy: int
    damaged: bool
    """True where some of it could not be read."""


def salvage(damaged: Path, copy: Path | None, target: Path, keep: KeepRow) -> list[Tally]:
    """Make `target` from the readable rows of `damaged`, and from those of `copy` that are missing then.

    `keep(target, table, row)` says whether a row of the copy is still wanted. Both files are only read, but for the
    first bytes of `damaged`, which are mended. Empty, and nothing is made, where no table can be read.
    """
    mend_header(damaged)
    source, other = _open(damaged), _open(copy) if copy is not None else None
    schema = _schema(source) or (_schema(other) if other is not None else [])
    try:
        if not schema:
            return []
        return _build(source, other, target, schema, keep)
    finally:
        source.close()
        if other is not None:
            other.close()


def mend_header(path: Path) -> None:
    """Write the first 100 bytes anew where they are not those of a database: all that they say can be said again.

    That is: page size, WAL or not, the fixed numbers of the format, no free pages, schema format 4, UTF-8
    (https://www.sqlite.org/fileformat.html).
    """
    version = 2 if path.with_name(f"{path.name}-wal").exists() else 1
    header = struct.pack(">16sH6B9I40x", MAGIC, PAGE_SIZE, version, version, 0, 64, 32, 32, 1, 0, 0, 0, 1, 4, 0, 0, 1)
    with open(path, "r+b") as file:
        if file.read(len(MAGIC)) != MAGIC:
            file.seek(0)
            file.write(header)


def _build(
    source: sqlite3.Connection,
    other: sqlite3.Connection | None,
    target: Path,
    schema: list[tuple[str, str, str]],
    keep: KeepRow,
) -> list[Tally]:
    made = sqlite3.connect(target, isolation_level=None)
    try:
        made.execute("BEGIN")
        tables, searches, others = _sorted(schema)
        for _, sql in tables:
            made.execute(sql)
        read = {name: _fill(source, made, name) for name, _ in tables}
        added = {name: _complete(other, made, name, keep) if other is not None else 0 for name, _ in tables}
        _drop_orphans(made)
        for name, sql in searches:
            made.execute(sql)
            made.execute(f"INSERT INTO {_quoted(name)} ({_quoted(name)}) VALUES ('rebuild')")
        for sql in others:
            made.execute(sql)
        made.execute("COMMIT")
        return [Tally(name, read[name][0], added[name], read[name][1]) for name, _ in tables]
    finally:
        made.close()


def _sorted(schema: Sequence[tuple[str, str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]:
    """Tables that hold rows, full-text indices of their texts, and the SQL of all else.

    A full-text index keeps its own tables (`NAME_data`, …), which come with it, and is filled from the rows again.
    """
    tables = [(name, sql) for kind, name, sql in schema if kind == "table"]
    searches = [(name, sql) for name, sql in tables if sql.upper().startswith("CREATE VIRTUAL TABLE")]
    own = tuple(f"{name}_" for name, _ in searches)
    plain = [item for item in tables if item not in searches and not (own and item[0].startswith(own))]
    return plain, searches, [sql for kind, _, sql in schema if kind != "table"]


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    # A file that was cut off says so only with this; a cell that reaches over its page only with the other.
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    return connection


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    statement = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    try:
        return connection.execute(statement).fetchall()
    except sqlite3.DatabaseError:
        return []


def _fill(source: sqlite3.Connection, made: sqlite3.Connection, table: str) -> tuple[int, bool]:
    columns = _columns(made, table)
    names = ", ".join(map(_quoted, columns))
    reader = _Reader(source, f"SELECT {names} FROM {_quoted(table)}")
    insert = f"INSERT INTO {_quoted(table)} ({names}) VALUES ({', '.join('?' * len(columns))})"
    count = 0
    for row in reader.rows(_highest(source, table)):
        try:
            made.execute(insert, row)
            count += 1
        except sqlite3.Error:
            # Not what it was: it breaks a rule that it once kept.
            reader.damaged = True
    return count, reader.damaged


def _complete(other: sqlite3.Connection, made: sqlite3.Connection, table: str, keep: KeepRow) -> int:
    """Rows of the copy whose keys are missing."""
    there = set(_columns(other, table))
    columns = [name for name in _columns(made, table) if name in there]
    key = [row[1] for row in made.execute(f"PRAGMA table_info({_quoted(table)})") if row[5]]
    if not columns or (not key and made.execute(f"SELECT 1 FROM {_quoted(table)}").fetchone()):
        return 0
    names, marks = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
    count = 0
    for row in other.execute(f"SELECT {names} FROM {_quoted(table)}"):
        if keep(made, table, dict(zip(columns, row, strict=True))):
            insert = f"INSERT OR IGNORE INTO {_quoted(table)} ({names}) VALUES ({marks})"
            count += made.execute(insert, row).rowcount
    return count


def _drop_orphans(made: sqlite3.Connection) -> None:
    for _ in range(10):
        orphans = made.execute("PRAGMA foreign_key_check").fetchall()
        if not orphans:
            return
        for table, rowid, *_rest in orphans:
            made.execute(f"DELETE FROM {_quoted(table)} WHERE rowid = ?", (rowid,))


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")]


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _highest(source: sqlite3.Connection, table: str) -> int:
    """A number that no key is above: the highest key, else the highest ever given, else what the pages could hold."""
    for statement, values in (
        (f"SELECT max(rowid) FROM {_quoted(table)}", ()),
        ("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)),
    ):
        try:
            found = source.execute(statement, values).fetchone()
            if found is not None:
                return int(found[0] or 0)
        except sqlite3.DatabaseError:
            continue
    return int(source.execute("PRAGMA page_count").fetchone()[0]) * ROWS_A_PAGE


class _Reader:
    """Reads a table by ranges of its keys."""

    def __init__(self, source: sqlite3.Connection, select: str) -> None:
        self.damaged = False
        self._source = source
        self._select = select
        self._failures = 0

    def rows(self, highest: int) -> Iterator[tuple[Any, ...]]:
        """Every row that can be read, by key."""
        ranges: Sequence[int] = range(0, highest + 1, max(STEP, highest // 20_000))
        for low, high in zip(ranges, [*ranges[1:], highest + 1], strict=True):
            yield from self._between(low, high - 1)

    def _between(self, low: int, high: int) -> Rows:
        try:
            return self._source.execute(f"{self._select} WHERE rowid BETWEEN ? AND ?", (low, high)).fetchall()
        except sqlite3.DatabaseError:
            self.damaged = True
            self._failures += 1
            if low == high or self._failures > FAILURES:
                return []
            middle = (low + high) // 2
            return self._between(low, middle) + self._between(middle + 1, high)
