"""The import engine against the least that can be done, and against checkers and loaders that people use."""

import csv
import json
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine as calamine

from . import workbook
from .figures import Figure
from .machine import PYTHON, measure

RUNS = 3
SMALL = 20_000
"""Rows for Frictionless, which checks some thousands a second."""


def figures(folder: Path, file: Path, rows: int, others: Path) -> Iterator[Figure]:
    """Everything that is claimed of the engine; `others` is a Python with the other programs."""
    schema = folder / "engine-schema.json"
    schema.write_text(json.dumps(workbook.SCHEMA), encoding="utf-8")
    yield from running_worker(folder, file, schema, rows, others)
    yield from against_frictionless(folder, schema, others)
    yield from wrong_cells(folder, schema, rows)
    yield from large(folder, schema, rows)


def running_worker(folder: Path, file: Path, schema: Path, rows: int, others: Path) -> list[Figure]:
    """From claim to DONE, against a bare loop and against polars with ADBC, both without their start."""
    ours, bare, polars = [], [], []
    for number in range(RUNS):
        data = folder / f"worker-{number}"
        data.mkdir()
        result = output(PYTHON, "-m", "tests.benchmarks.in_worker", data, file, schema)
        assert result["rows"] == rows, result
        ours.append(result["seconds"])
        script = Path(__file__).with_name
        bare.append(output(PYTHON, script("baseline_bare.py"), file, folder / f"bare-{number}.sqlite3"))
        polars.append(output(others, script("baseline_polars.py"), file, folder / f"polars-{number}.sqlite3"))
    mine, least, theirs = (statistics.median(runs) for runs in (ours, bare, polars))
    note = f"{mine:.2f} s against {least:.2f} s, medians of {RUNS}"
    return [
        Figure("times the bare loop of calamine and executemany", mine / least, 1.3, False, note),
        Figure("times polars with ADBC", mine / theirs, 1.0, False, f"{mine:.2f} s against {theirs:.2f} s"),
    ]


def against_frictionless(folder: Path, schema: Path, others: Path) -> list[Figure]:
    """The same rows against the same definition, from the file and from memory; and the price of the scan."""
    file = workbook.make(folder / "small.xlsx", SMALL)
    theirs = output(others, Path(__file__).with_name("baseline_frictionless.py"), file, schema)
    ours = output(PYTHON, "-m", "tests.benchmarks.check_alone", file, schema)
    whole = output(PYTHON, "-m", "tests.benchmarks.check_alone", workbook.make(folder / "scan.xlsx", 100_000), schema)
    return [
        Figure(
            "times faster than Frictionless, from the file", theirs["file"] / ours["file"], 8, True,
            f"{SMALL:,} rows, {ours['file']:.2f} s against {theirs['file']:.2f} s",
        ),
        Figure(
            "times faster than Frictionless, rows in memory", theirs["memory"] / ours["memory"], 10, True,
            f"{ours['memory']:.3f} s against {theirs['memory']:.2f} s",
        ),
        Figure(
            "of the read, the scan for what it hides", whole["scan"] / whole["read"], 0.25, False,
            f"{whole['scan']:.2f} s of {whole['read']:.2f} s",
        ),
    ]  # fmt: skip


def wrong_cells(folder: Path, schema: Path, rows: int) -> list[Figure]:
    """A thousand wrong cells: how soon they can be shown."""
    file = workbook.make(folder / "wrong.xlsx", rows, wrong=1000)
    data = folder / "wrong"
    data.mkdir()
    result = output(PYTHON, "-m", "tests.benchmarks.in_worker", data, file, schema)
    assert result["status"] == "FAILED", result
    note = f"{result['problems']} listed; the whole check took {result['seconds']:.2f} s"
    return [Figure("s from the check's end to 1,000 problems read", result["problems_seconds"], 2, False, note)]


def large(folder: Path, schema: Path, rows: int) -> list[Figure]:
    """Ten times the rows, as a workbook and as text."""
    file = workbook.make(folder / "large.xlsx", rows * 10)
    text = as_text(file, folder / "large.csv")
    once = measure(add(folder / "once", workbook.make(folder / "once.xlsx", rows), schema))
    ten = measure(add(folder / "ten", file, schema))
    csv_run = measure(add(folder / "csv", text, schema))
    return [
        Figure("times the time of a tenth of the rows", ten.seconds / once.seconds, 11, False, f"{ten.seconds:.1f} s"),
        Figure("MB of memory for ten times the rows, xlsx", ten.peak_memory / 1024**2, 1200, False),
        Figure("MB of memory for ten times the rows, csv", csv_run.peak_memory / 1024**2, 300, False,
               f"{csv_run.seconds:.1f} s"),
    ]  # fmt: skip


def add(data: Path, file: Path, schema: Path) -> list[str | Path]:
    """The command that adds a file and waits for it."""
    return [PYTHON, "-m", "desktop_uploader", "--data-dir", data, "add", file, "--schema", schema, "--wait"]


def as_text(file: Path, target: Path) -> Path:
    """The workbook's rows as CSV."""
    rows = calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).iter_rows()
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for row in rows:
            writer.writerow(int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row)
    return target


def output(*command: str | Path) -> Any:
    """The JSON that a command prints last."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])
