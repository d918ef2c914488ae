"""The page Records over millions of rows, against the same asked with plain sqlite3 in the same run.

Usage: python -m tests.benchmarks.records_page FOLDER [--rows N]
"""

import argparse
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.database.records.listing import GivenUp
from desktop_uploader.model.rowquery import Found, RowQuery
from tests.database.records.shop import Shop

from .figures import Figure
from .machine import describe

PAGE = 200
ROUNDS = 5
FIELDS = ("number", "customer", "pieces")
SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "number", "type": "string"},
        {"name": "customer", "type": "string"},
        {"name": "pieces", "type": "integer"},
    ],
    "primaryKey": ["number"],
}
AT_ONCE = STOPPED = 0.2
"""Seconds until the first page, and until what is cancelled has stopped."""
MARGIN = 2.0
"""How many times as long as plain sqlite3 it may take."""
UNTIL_CANCEL = 0.5
PRIME = 15_485_863
"""More than the rows: the numbers of the orders are spread over it, each once."""


def fill(path: Path, rows: int) -> RecordsDatabase:
    """A dataset of so many rows: the first saved as an import is, the others like it."""
    shop = Shop(path)
    shop.save("orders.xlsx", [("A-00000000", "Customer 0", 1)], name="orders", schema=SCHEMA)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    table, number, customer, pieces = names(connection)
    key = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND name LIKE 'du_key%'", (table,)
    ).fetchone()
    connection.execute(f"DROP INDEX {key[0]}")
    connection.execute(
        f"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {rows - 1}) "
        f'INSERT INTO "{table}" (du_import, du_sheet, du_row, "{number}", "{customer}", "{pieces}") '
        f"SELECT du_import, du_sheet, i, printf('A-%08d', i * 48271 % {PRIME}), 'Customer ' || (i * 7919 % 10007), "
        f'i % 5000 FROM n, (SELECT du_import, du_sheet FROM "{table}" LIMIT 1)'
    )
    connection.execute(key[1])
    connection.close()
    return shop.records


def names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The table of the rows, and its columns."""
    found = connection.execute("SELECT tbl_name FROM sqlite_master WHERE name LIKE 'du_key%'").fetchone()[0]
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{found}")')]
    return (found, *(next(name for name in columns if name.startswith(field)) for field in FIELDS))


def figures(folder: Path, rows: int) -> Iterator[Figure]:
    """What the page asks, in turns with plain statements."""
    path = folder / "records.sqlite3"
    records, plain = fill(path, rows), sqlite3.connect(path)
    table, number, customer, pieces = names(plain)
    everything = f'SELECT du_id, "{number}", "{customer}", "{pieces}" FROM "{table}"'
    orders = (
        ("as saved", RowQuery(), "du_id"),
        ("newest first", RowQuery(descending=True), "du_id DESC"),
        ("by an index", RowQuery(sort="number"), f'"{number}"'),
    )
    for name, query, order in orders:
        statement = f"{everything} ORDER BY {order} LIMIT {PAGE}"
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(first_page(records, query))
            theirs.append(timed(lambda s=statement: all_of(plain, f'SELECT count(*) FROM "{table}"', s)))  # type: ignore[misc]
        yield Figure(f"seconds to the first page of {rows:,} rows, {name}", median(ours), AT_ONCE, False,
                     f"plain count and page {median(theirs):.3f} s")  # fmt: skip
    yield middle(records, plain, f'{everything} ORDER BY "{number}" LIMIT {PAGE} OFFSET {rows // 2}', rows)
    search = f"""CREATE TEMP TABLE found AS SELECT du_id FROM "{table}"
        WHERE "{number}" LIKE '%mer 77%' OR "{customer}" LIKE '%mer 77%'"""
    sort = f'CREATE TEMP TABLE found AS SELECT du_id FROM "{table}" ORDER BY "{customer}" COLLATE NOCASE, du_id'
    asked = (("search", RowQuery(search="mer 77"), search), ("sort", RowQuery(sort="customer"), sort))
    for name, query, statement in asked:
        yield whole(records, plain, name, query, statement)
        yield cancelled(records, name, query)
    plain.close()
    records.close()


def first_page(records: RecordsDatabase, query: RowQuery) -> float:
    """Seconds until the count and the first rows are here, while the rest is being numbered."""
    started, told, stop = time.perf_counter(), Event(), Event()
    listing = records.browsing.listing("orders", query)
    thread = Thread(target=ending(lambda: listing.find(lambda _found: told.set(), stop.is_set)))
    thread.start()
    told.wait()
    assert len(listing.page(0, PAGE)) == PAGE
    seconds = time.perf_counter() - started
    stop.set()
    thread.join()
    listing.close()
    return seconds


def middle(records: RecordsDatabase, plain: sqlite3.Connection, statement: str, rows: int) -> Figure:
    """A page at the half of an order, once all rows have their places."""
    listing = records.browsing.listing("orders", RowQuery(sort="number"))
    numbering = timed(lambda: listing.find(lambda _found: None, lambda: False))
    ours = median(timed(lambda: listing.page(rows // 2, PAGE)) for _ in range(ROUNDS))
    theirs = median(timed(lambda: all_of(plain, statement)) for _ in range(ROUNDS))
    listing.close()
    note = f"{ours * 1000:.1f} ms against {theirs * 1000:.1f} ms; all places known after {numbering:.1f} s"
    return Figure("times plain LIMIT and OFFSET, page at 50 %", ours / theirs, 1.0, False, note)


def whole(records: RecordsDatabase, plain: sqlite3.Connection, name: str, query: RowQuery, statement: str) -> Figure:
    """All rows found, to the last."""
    listing, told = records.browsing.listing("orders", query), list[Found]()
    ours = timed(lambda: listing.find(told.append, lambda: False))
    listing.close()
    theirs = timed(lambda: all_of(plain, statement))
    count = plain.execute("SELECT count(*) FROM found").fetchone()[0]
    assert count == told[-1].count, (count, told[-1])
    plain.execute("DROP TABLE found")
    note = f"{ours:.1f} s against {theirs:.1f} s, {count:,} rows found, progress told {len(told):,} times"
    return Figure(f"times plain sqlite3, whole {name}", ours / theirs, MARGIN, False, note)


def cancelled(records: RecordsDatabase, name: str, query: RowQuery) -> Figure:
    """Seconds from Cancel to the end."""
    listing, stop = records.browsing.listing("orders", query), Event()
    thread = Thread(target=ending(lambda: listing.find(lambda _found: None, stop.is_set)))
    thread.start()
    time.sleep(UNTIL_CANCEL)
    under_way = thread.is_alive()
    stop.set()
    seconds = timed(thread.join)
    listing.close()
    return Figure(f"seconds until a {name} has stopped", seconds, STOPPED, False, "" if under_way else "already ended")


def ending(work: Callable[[], None]) -> Callable[[], None]:
    """The work, which may be given up."""

    def run() -> None:
        with suppress(GivenUp):
            work()

    return run


def all_of(connection: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(statement).fetchall()


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=5_000_000)
    options = parser.parse_args()
    print(describe(), flush=True)
    for figure in figures(options.folder, options.rows):
        print(figure.line(), flush=True)
    load = getattr(os, "getloadavg", lambda: ())()
    print("load:", *(f"{value:.1f}" for value in load))


if __name__ == "__main__":
    main()
