"""The main job: a cold start against what a person would write, and the window meanwhile."""

import json
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase

from . import workbook
from .figures import Figure
from .machine import PYTHON, measure

RUNS = 3


def figures(folder: Path, file: Path, rows: int) -> Iterator[Figure]:
    """Everything that is claimed of the main job."""
    yield from whole_process(folder, file, rows)
    yield from window(folder, file)


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
        Figure("times faster than openpyxl with ORM objects", other / mine, 8, True, note),
        Figure("MB of memory, all processes", memory, 400, False),
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
