"""Measure what is claimed; each figure is a ratio or a bound within one run.

Usage: python -m tests.benchmarks [main|engine|queue|growth|small|storage] [--rows N] [--json FILE] [--others PYTHON]
"""

import argparse
import itertools
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from . import engine, growth, latency, main_job, queue_speed, storage, throughput, workbook
from .machine import describe


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parts = ["main", "engine", "queue", "growth", "small", "storage", "all"]
    parser.add_argument("part", nargs="?", choices=parts, default="all")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--others", type=Path, help="a Python with the programs that are compared with")
    parser.add_argument("--s5cmd", help="the program that sending to S3 is compared with")
    options = parser.parse_args()
    print(describe(), f"rows: {options.rows:,} x 12", sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        folder = Path(scratch)
        parts = []
        if options.part in ("main", "engine", "all"):
            file = workbook.make(folder / "orders.xlsx", options.rows)
        if options.part in ("main", "all"):
            parts.append(main_job.figures(folder, file, options.rows))
        if options.part in ("engine", "all"):
            parts.append(engine.figures(folder, file, options.rows, options.others))
        if options.part in ("queue", "all"):
            parts.append(queue_speed.figures(folder, options.others))
        if options.part in ("growth", "all"):
            parts.append(growth.figures(folder))
        if options.part in ("small", "all"):
            parts.append(latency.figures(folder / "latency"))
            parts.append(throughput.figures(folder / "throughput"))
        if options.part in ("storage", "all"):
            parts.append(storage.figures(folder / "storage", ["large", "small", "cut"], options.s5cmd))
        figures = []
        for figure in itertools.chain(*parts):
            print(figure.line(), flush=True)
            figures.append(figure)
    if options.json:
        options.json.write_text(json.dumps([describe(), *map(asdict, figures)], indent=2), encoding="utf-8")
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
