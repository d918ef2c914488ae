"""The long run: files of many sizes, some wrong, some poison, while processes are killed at random.

Usage: python -m tests.faults.soak --minutes N [--folder DIR] [--seed N] [--report FILE]

One program with two slots lives throughout, and its children are killed; a second one is killed itself, stopped for
a while, or asked to end. A person cancels, undoes and retries now and then, and another program holds the write lock.
"""

import argparse
import contextlib
import json
import math
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from desktop_uploader.bootstrap import Application
from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus

from ..benchmarks.machine import describe
from .harness import DATASET, SCHEMA, Program, Tally, application, make_file, tally

POISON = {"crash": "reader-crashed", "loop": "stalled", "memory": "out-of-memory"}
EXPECTED = {"wrong": "rows-wrong", **POISON}
"""Kind of file → how it must fail."""

LIMITS = {"DESKTOP_UPLOADER_MEMORY_LIMIT_MB": "512", "DESKTOP_UPLOADER_STALL_SECONDS": "15"}
LARGEST = 50_000
WAITING = 12
"""At most so many files wait at a time: the run is about deaths, not about a long queue."""

HELD = ("parent_mb", "children_mb", "handles", "threads")
PATIENCE = 600.0
"""Seconds after the last kill in which everything must come to its end."""


@dataclass
class Sample:
    """What the program that lives throughout holds, itself and its children."""

    minute: float
    parent_mb: float
    children_mb: float
    handles: int
    threads: int


class Soak:
    """One run. `random` decides everything, so that a seed gives the same plan (not the same timing)."""

    def __init__(self, folder: Path, parts: Application, chance: random.Random) -> None:
        self.folder, self.parts, self.chance = folder, parts, chance
        self.data = parts.folders.data
        self.sources = folder / "sources"
        self.sources.mkdir()
        self.lasting = Program(self.data, "worker", "--slots", "2", log=folder / "lasting.log")
        self.mortal = Program(self.data, "worker", "--slots", "1", log=folder / "mortal.log")
        self.done: Counter[str] = Counter()
        """What was done to the programs, and by the person."""
        self.kinds: dict[int, str] = {}
        self.samples: list[Sample] = []

    def run(self, seconds: float) -> None:
        start = time.monotonic()
        kill, person, sample = start + 5, start + 3, start + 60
        while (now := time.monotonic()) < start + seconds:
            self.add()
            self.keep_alive()
            if now >= kill:
                self.harm()
                kill = time.monotonic() + self.chance.uniform(2, 30)
            if now >= person:
                self.meddle()
                person = now + self.chance.uniform(2, 10)
            if now >= sample:
                self.look(now - start)
                sample = now + 60
            time.sleep(self.chance.uniform(0.1, 0.6))
        self.finish()
        self.look(time.monotonic() - start)

    def add(self) -> None:
        if self.parts.queue.unfinished() >= WAITING:
            return
        number = len(self.kinds) + 1
        chosen = self.chance.random()
        kind = "good" if chosen < 0.9 else "wrong" if chosen < 0.97 else self.chance.choice(list(POISON))
        rows = LARGEST if self.chance.random() < 0.01 else round(math.exp(self.chance.uniform(0, math.log(8000))))
        path = make_file(self.sources, number, max(1, rows), kind=kind)
        task = self.parts.intake.register(path, dataset=DATASET, definition=SCHEMA)
        self.kinds[task.id] = kind

    def keep_alive(self) -> None:
        assert self.lasting.running, "the program that is never killed has ended"
        if not self.mortal.running:
            self.mortal = Program(self.data, "worker", "--slots", "1", log=self.folder / "mortal.log")
            self.done["programs started again"] += 1

    def harm(self) -> None:
        """Kill, stop or hinder something."""
        what = self.chance.choice(["program", "program", "child", "child", "child", "lock"])
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if what == "lock":
                self._hold_lock()
            elif what == "program":
                self._signal(psutil.Process(self.mortal.process.pid), "program", self.chance.choice([3.0, 3.0, 70.0]))
            elif children := [*self.lasting.children(), *self.mortal.children()]:
                self._signal(self.chance.choice(children), "child", self.chance.choice([5.0, 20.0]))

    def _signal(self, process: psutil.Process, name: str, pause: float) -> None:
        number = self.chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGSTOP])
        process.send_signal(number)
        self.done[f"{number.name} to a {name}"] += 1
        if number == signal.SIGSTOP:
            # The others go on meanwhile; beyond a minute its leases run out.
            time.sleep(pause)
            process.send_signal(signal.SIGCONT)

    def _hold_lock(self) -> None:
        path = self.chance.choice([self.parts.folders.history, self.parts.folders.records])
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(self.chance.uniform(1, 10))
        connection.execute("ROLLBACK")
        connection.close()
        self.done["write lock held by another program"] += 1

    def meddle(self) -> None:
        """What a person does: cancel, undo, or try again something that was added lately."""
        recent = self.parts.history.tasks(TaskQuery(), limit=40)
        if not recent:
            return
        task = self.chance.choice(recent)
        with contextlib.suppress(UsageError):
            if task.status is TaskStatus.DONE and task.undone_at is None and self.chance.random() < 0.3:
                self.parts.undo(task.id)
                self.done["undo"] += 1
            elif task.status is TaskStatus.CANCELLED or task.undone_at is not None:
                self.parts.queue.retry(task.id)
                self.done["retry"] += 1
            elif not task.status.final:
                self.parts.cancel(task.id)
                self.done["cancel"] += 1

    def finish(self) -> None:
        """No more kills: everything comes to its end, and what failed by a kill alone is tried again by the person."""
        deadline = time.monotonic() + PATIENCE
        self.keep_alive()
        while time.monotonic() < deadline:
            waiting = self.parts.queue.unfinished(list(self.kinds))
            if not waiting and not self._try_unlucky_again():
                return
            time.sleep(0.5)

    def _try_unlucky_again(self) -> int:
        failed = self.parts.history.tasks(TaskQuery(statuses=frozenset({TaskStatus.FAILED})), limit=100_000)
        unlucky = [task for task in failed if task.error_code != EXPECTED.get(self.kinds[task.id])]
        for task in unlucky:
            self.done[f"tried again after {task.error_code}"] += 1
            self.parts.queue.retry(task.id)
        return len(unlucky)

    def look(self, seconds: float) -> None:
        process = psutil.Process(self.lasting.process.pid)
        children = sum(child.memory_info().rss for child in self.lasting.children())
        own = process.memory_info().rss
        sample = Sample(seconds / 60, own / 1e6, children / 1e6, process.num_fds(), process.num_threads())
        self.samples.append(sample)
        print(f"{sample.minute:6.1f} min: {len(self.kinds)} added, {sample}", flush=True)

    def end(self) -> dict[str, int]:
        """Ask both programs to end; gives their exit codes."""
        programs = {"lasting": self.lasting, "mortal": self.mortal}
        for program in programs.values():
            with contextlib.suppress(ProcessLookupError):
                program.tell(signal.SIGTERM)
        return {name: program.process.wait(10) for name, program in programs.items()}


def report(soak: Soak, found: Tally, minutes: float, exits: dict[str, int]) -> dict[str, object]:
    good = sum(kind == "good" for kind in soak.kinds.values())
    expected = sum(found.errors[code] for code in EXPECTED.values())
    return {
        "machine": describe(),
        "minutes": round(minutes, 1),
        "files added": len(soak.kinds),
        "of them good": good,
        "states": dict(found.states),
        "failed as expected": expected,
        "failed otherwise": sum(found.errors.values()) - expected,
        "files whose rows are there exactly once": found.files,
        "rows": found.rows,
        "lost": len(found.lost),
        "doubled": len(found.doubled),
        "rows of unfinished or unknown files": len(found.unwanted),
        "stuck": len(found.stuck),
        "ledger and tasks disagree": len(found.disagreeing),
        "integrity": found.damaged or "ok",
        "done to it": dict(sorted(soak.done.items())),
        "exit codes": exits,
        "first sample": asdict(soak.samples[0]),
        "last sample": asdict(soak.samples[-1]),
        "highest": {
            name: max(getattr(sample, name) for sample in soak.samples) for name in ("parent_mb", "handles", "threads")
        },
        "details": found.wrong[:50],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--report", type=Path, default=Path("soak.json"))
    options = parser.parse_args()
    os.environ.update(LIMITS)
    print(describe(), f"seed {options.seed}", sep="\n", flush=True)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="soak-"))
    folder.mkdir(exist_ok=True)
    started = time.monotonic()
    with application(folder / "data", stall_seconds=15) as parts:
        soak = Soak(folder, parts, random.Random(options.seed))
        try:
            soak.run(options.minutes * 60)
        finally:
            exits = soak.end()
    found = tally(folder / "data")
    result = report(soak, found, (time.monotonic() - started) / 60, exits)
    options.report.write_text(json.dumps(result, indent=2), encoding="utf-8")
    print(json.dumps(result, indent=2))
    if not found.wrong and options.folder is None:
        shutil.rmtree(folder)
    return 1 if found.wrong or any(exits.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
