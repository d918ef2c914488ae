"""The least that can be done: calamine's rows straight into SQLite, nothing checked, no provenance.

Usage: baseline_bare.py WORKBOOK DATABASE; prints the seconds that it took, without Python's own start.
"""

import sqlite3
import sys
import time
from datetime import date

import python_calamine as calamine


def main(workbook: str, database: str) -> None:
    started = time.perf_counter()
    rows = calamine.CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).iter_rows()
    headings = next(rows)
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    columns = ", ".join(f'"{heading}"' for heading in headings)
    connection.execute(f"CREATE TABLE orders ({columns})")
    connection.execute("BEGIN IMMEDIATE")
    places = ", ".join("?" * len(headings))
    connection.executemany(f"INSERT INTO orders VALUES ({places})", map(_stored, rows))
    connection.execute("COMMIT")
    print(time.perf_counter() - started)


def _stored(row: list[object]) -> list[object]:
    # The one conversion that the driver does not do for the workbook's kinds of cell.
    row[1] = row[1].isoformat() if isinstance(row[1], date) else row[1]
    return row


main(*sys.argv[1:3])
