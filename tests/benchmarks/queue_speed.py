"""Claim and finish of the queue: against a bare loop, with a long history, and against other queues on SQLite.

Usage: python -m tests.benchmarks.queue_speed FOLDER OTHERS [--tasks N] [--rounds N] [--history N]
OTHERS is a Python with huey, persist-queue and tinyjobs. Rounds of each turn about, and medians count.
"""

import argparse
import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.history import Owners
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.task import RowCounts
from desktop_uploader.queue import DatabaseQueue

from .baseline_claims import claims
from .baseline_queues import OTHERS
from .figures import Figure
from .growth import fill, wait

TASKS = 300
ROUNDS = 5
SHORT, LONG = 1_000, 1_000_000
RESULT = ImportResult(True, "orders", RowCounts(3, 3, 0))


def figures(
    folder: Path, others: Path | None, tasks: int = TASKS, rounds: int = ROUNDS, long: int = LONG
) -> Iterator[Figure]:
    """Everything that is claimed of the queue's speed."""
    short, history = folder / "short.sqlite3", folder / "long.sqlite3"
    fill(short, SHORT)
    fill(history, long)
    kinds: dict[str, Callable[[int], float]] = {
        "bare": lambda _: tasks / _bare(short, tasks),
        "ours": lambda _: tasks / _ours(short, tasks),
        "long": lambda _: tasks / _ours(history, tasks),
    }
    for name in OTHERS if others is not None else ():
        kinds[name] = lambda number, name=name: _other(others, name, folder / f"{name}-{number}", tasks)  # type: ignore[misc]
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    for number in range(rounds):
        for name, measure in kinds.items():
            rates[name].append(measure(number))
    yield from _claims(rates, long)


def _claims(rates: dict[str, list[float]], long: int) -> Iterator[Figure]:
    middle = {name: statistics.median(measured) for name, measured in rates.items()}

    def times(one: str, other: str) -> float:
        # Of each round by itself: what else the drive had to do was about the same for both.
        return statistics.median(a / b for a, b in zip(rates[one], rates[other], strict=True))

    note = f"{middle['ours']:,.0f} tasks/s against {middle['bare']:,.0f}, medians of {len(rates['ours'])}"
    yield Figure("of a bare sqlite3 loop, claim and finish", times("ours", "bare"), 0.7, True, note)
    note = f"{middle['long']:,.0f} tasks/s against {middle['ours']:,.0f}"
    yield Figure(f"of its speed, with {long:,} finished tasks", times("long", "ours"), 0.8, True, note)
    for name in OTHERS:
        if name in middle:
            note = f"{middle['ours']:,.0f} tasks/s against {middle[name]:,.0f}"
            yield Figure(f"times {name}, at the same durability", times("ours", name), 1.0, True, note)


def _bare(path: Path, tasks: int) -> float:
    wait(path, tasks)
    return claims(path, tasks, "bare")


def _ours(path: Path, tasks: int) -> float:
    wait(path, tasks)
    engine, clock = open_engine(sqlite_url(path)), SystemClock()
    owners = Owners(engine, clock)
    queue, owner = DatabaseQueue(engine, owners, clock), owners.register("benchmark")
    started = time.perf_counter()
    for _ in range(tasks):
        claim = queue.claim(owner)
        assert claim is not None and queue.finish(claim, RESULT)
    seconds = time.perf_counter() - started
    owners.leave(owner)
    engine.dispose()
    return seconds


def _other(python: Path, name: str, folder: Path, tasks: int) -> float:
    command = [str(python), str(Path(__file__).with_name("baseline_queues.py")), name, str(folder), str(tasks)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)["rate"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("others", type=Path, nargs="?")
    parser.add_argument("--tasks", type=int, default=TASKS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--history", type=int, default=LONG)
    options = parser.parse_args()
    for figure in figures(options.folder, options.others, options.tasks, options.rounds, options.history):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
