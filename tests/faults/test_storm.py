"""Many files, several workers, and kills at random: each file's rows exactly once, each upload at its end.

`FAULTS_LONG=1` takes 1,000 files and four workers.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus

from .harness import DATASET, SCHEMA, Program, application, make_file, tally

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as on Linux and macOS")

FILES, WORKERS, KILLS = (1000, 4, 100) if os.environ.get("FAULTS_LONG") else (40, 2, 10)
UNLUCKY = {"attempts-used-up", "reader-crashed"}
"""What a file is told that was killed too often; a person tries it again."""


@pytest.mark.timeout(1800 if os.environ.get("FAULTS_LONG") else 300)
def test_each_file_is_saved_once_whatever_is_killed(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, kills = random.Random(20261125), Counter[str]()
    with application(data_dir) as parts:
        for number in range(FILES):
            rows = chance.choice([1, 10, 100, 1000])
            parts.intake.register(make_file(tmp_path, number, rows), dataset=DATASET, definition=SCHEMA)
        programs = [Program(data_dir, "worker", fork=True) for _ in range(WORKERS)]
        while left := unfinished(parts):
            some_progress(parts, left, chance)
            if kills.total() < KILLS:
                kills[kill(chance.choice(programs), chance)] += 1
            programs = [one if one.running else Program(data_dir, "worker", fork=True) for one in programs]
        for program in programs:
            program.end()

    result = tally(data_dir)
    with capsys.disabled():
        print(f"\n{FILES} files, {WORKERS} workers, {dict(kills)}: {result.line()}")
    assert not result.wrong, result.wrong
    assert result.states == {"DONE": FILES} and result.files == FILES


def some_progress(parts: Application, left: int, chance: random.Random) -> None:
    """A moment, and time for some files to be finished: else, on a busy machine, all would be killed at their start."""
    wanted, deadline = left - chance.randint(0, 4), time.monotonic() + chance.uniform(1, 4)
    time.sleep(chance.uniform(0, 0.3))
    while unfinished(parts) > max(0, wanted) and time.monotonic() < deadline:
        time.sleep(0.02)


def kill(program: Program, chance: random.Random) -> str:
    """End a program or one of its children in some way."""
    number, children = (
        chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT]),
        program.children(),
    )
    if children and chance.random() < 0.4:
        chance.choice(children).send_signal(signal.SIGKILL)
        return "SIGKILL to a child"
    program.tell(number)
    program.process.wait()
    return f"{number.name} to a worker"


def unfinished(parts: Application) -> int:
    """How many files are not at their end; those that were only unlucky are tried again."""
    failed = parts.history.tasks(TaskQuery(statuses=frozenset({TaskStatus.FAILED})), limit=FILES)
    for task in failed:
        assert task.error_code in UNLUCKY, task
        parts.queue.retry(task.id)
    return FILES - len(parts.history.tasks(TaskQuery(statuses=frozenset({TaskStatus.DONE})), limit=FILES + 1))
