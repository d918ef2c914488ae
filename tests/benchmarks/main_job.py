"""The main job: a cold start against what a person would write, and the window meanwhile."""

import json
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase

from . import workbook
from .figures import Figure
from .machine import PYTHON, measure

RUNS = 3
LEAST_IDLE = 0.5
"""Milliseconds; below this an idle gap says more of the timer than of the window."""


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
    """Gaps of the event loop, repaints, and how soon an added file is seen."""
    gaps = [live(folder / f"gaps-{number}", file, "gaps") for number in range(RUNS)]
    paints = [live(folder / f"repaints-{number}", file, "repaints") for number in range(RUNS)]
    worst = sorted(run["busy"]["worst"] for run in gaps)
    p99, idle = (statistics.median(run[when]["p99"] for run in gaps) for when in ("busy", "idle"))
    ratio = statistics.median(run["busy"]["p99"] / max(LEAST_IDLE, run["idle"]["p99"]) for run in gaps)
    paint = statistics.median(run["busy"]["p95"] / run["idle"]["p95"] for run in paints)
    painted = statistics.median(run["idle"]["p95"] for run in paints)
    seen = statistics.median(run["seen"] for run in gaps)
    all_worst = ", ".join(format(value, ".0f") for value in worst)
    counted = f"p99 {p99:.1f} ms against {idle:.1f} ms idle, which counts as {LEAST_IDLE} ms at least"
    size = f"{file.stat().st_size / 1e6:.0f} MB"
    return [
        Figure("ms, worst gap of the event loop while importing", worst[1], 50, False, f"two of {RUNS}; {all_worst}"),
        Figure("times the idle p99 gap", ratio, 3, False, counted),
        Figure("times the idle p95 of a repaint of the window", paint, 1.5, False, f"idle p95 {painted:.1f} ms"),
        Figure(f"ms until an added file of {size} is seen", seen, 100, False),
    ]


def live(data: Path, file: Path, what: str) -> dict[str, Any]:
    """One window in a process of its own, idle and then importing."""
    command = [PYTHON, "-m", "tests.benchmarks.window", str(data), str(file), what]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
