"""Measure the claims of the main job; each is a ratio or a bound within one run.

Usage: python -m tests.benchmarks [--rows N] [--json FILE]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase

from . import workbook
from .machine import PYTHON, describe, measure

RUNS = 3


@dataclass
class Figure:
    """One claim: what was reached, the bar, and whether a larger or a smaller value is better."""

    name: str
    value: float
    bar: float
    at_least: bool
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    def line(self) -> str:
        sign = "at least" if self.at_least else "at most"
        state = "reached" if self.reached else "NOT REACHED"
        return f"{self.name}: {self.value:.1f} ({sign} {self.bar:g}) {state}  {self.note}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    print(describe(), f"rows: {options.rows:,} x 12", sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        folder = Path(scratch)
        file = workbook.make(folder / "orders.xlsx", options.rows)
        figures = [*whole_process(folder, file, options.rows), *window(folder, file)]
    for figure in figures:
        print(figure.line())
    if options.json:
        options.json.write_text(json.dumps([describe(), *map(asdict, figures)], indent=2), encoding="utf-8")
    return 0 if all(figure.reached for figure in figures) else 1


def whole_process(folder: Path, file: Path, rows: int) -> list[Figure]:
    """`add --wait` from a cold start against openpyxl with ORM objects."""
    schema = folder / "schema.json"
    schema.write_text(json.dumps(workbook.SCHEMA), encoding="utf-8")
    ours, theirs = [], []
    for number in range(RUNS):
        data = folder / f"data-{number}"
        command = [PYTHON, "-m", "desktop_uploader", "--data-dir", data, "add", file, "--schema", schema, "--wait"]
        ours.append(measure(command))
        records = RecordsDatabase(sqlite_url(data / "records.sqlite3"))
        assert records.row_count("orders") == rows
        records.close()
        script = Path(__file__).with_name("baseline_openpyxl.py")
        theirs.append(measure([PYTHON, script, file, folder / f"theirs-{number}.sqlite3"]))
    mine, other = (statistics.median(run.seconds for run in runs) for runs in (ours, theirs))
    memory = max(run.peak_memory for run in ours) / 1024**2
    note = f"{mine:.2f} s against {other:.2f} s, medians of {RUNS}"
    return [
        Figure("times faster than openpyxl with ORM objects", other / mine, 5, True, note),
        Figure("MB of memory at most, all processes", memory, 400, False),
    ]


def window(folder: Path, file: Path) -> list[Figure]:
    """Gaps of the event loop, and how soon an added file is seen."""
    runs = []
    for number in range(RUNS):
        command = [PYTHON, "-m", "tests.benchmarks.window", str(folder / f"window-{number}"), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    worst = sorted(run["busy"]["worst"] for run in runs)[1]
    ratio = statistics.median(run["busy"]["p99"] / max(0.5, run["idle"]["p99"]) for run in runs)
    seen = sorted(run["seen"] for run in runs)[1]
    idle = statistics.median(run["idle"]["p99"] for run in runs)
    note = f"two of {RUNS} runs; all: {', '.join(format(run['busy']['worst'], '.0f') for run in runs)}"
    size = f"{file.stat().st_size / 1e6:.0f} MB"
    return [
        Figure("ms, worst gap of the event loop while importing", worst, 50, False, note),
        Figure("times the idle p99 gap", ratio, 3, False, f"idle p99 {idle:.1f} ms, counted as 0.5 ms at least"),
        Figure(f"ms until an added file of {size} is seen", seen, 100, False),
    ]


if __name__ == "__main__":
    sys.exit(main())
