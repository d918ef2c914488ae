"""What a data engineer writes: polars reads with calamine and writes through ADBC; nothing is checked.

Usage: baseline_polars.py WORKBOOK DATABASE; prints the seconds that it took, without Python's own start.
"""

import sys
import time

import adbc_driver_sqlite.dbapi  # noqa: F401
import fastexcel  # noqa: F401
import polars


def main(workbook: str, database: str) -> None:
    started = time.perf_counter()
    frame = polars.read_excel(workbook, engine="calamine")
    frame.write_database("orders", f"sqlite:///{database}", engine="adbc")
    print(time.perf_counter() - started)


main(*sys.argv[1:3])
