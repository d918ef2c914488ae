"""Children that crash, loop, eat memory or lose their parent, told apart; each a real process with a real file."""

import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.worker.childprocess import ChildProcess

from ..faults.harness import DATASET, SCHEMA, Program, application, gone, make_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as on Linux and macOS")

LIMITS = {"DESKTOP_UPLOADER_STALL_SECONDS": "5", "DESKTOP_UPLOADER_MEMORY_LIMIT_MB": "256"}


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LIMITS.items():
        monkeypatch.setenv(name, value)


def register(data: Path, folder: Path, kind: str) -> None:
    with application(data) as parts:
        parts.intake.register(make_file(folder, 1, 5, kind=kind), dataset=DATASET, definition=SCHEMA)


def test_poison_files_are_tried_once_more_and_named_and_harm_no_other(
    limited: None, data_dir: Path, tmp_path: Path
) -> None:
    kinds = {"crash": "reader-crashed", "loop": "stalled", "memory": "out-of-memory", "good": None}
    with application(data_dir) as parts:
        for number, kind in enumerate(kinds):
            path = make_file(tmp_path, number, 5, kind=kind)
            parts.intake.register(path, dataset=DATASET, definition=SCHEMA)
    program = Program(data_dir, "worker", "--drain", "--slots", "3", fork=True)

    assert program.process.wait(90) == 0

    with application(data_dir) as parts:
        ended = {task.file_name.partition("-")[0]: task for task in parts.history.tasks(TaskQuery(), limit=10)}
    assert {kind: task.error_code for kind, task in ended.items()} == kinds
    assert [ended[kind].attempts for kind in kinds] == [2, 2, 2, 1]
    log = (data_dir / "logs" / "desktop-uploader.log").read_text(encoding="utf-8")
    assert "in open_file" in log, "where the stalled child stood is said"


def test_a_child_that_listens_to_nothing_ends_with_its_parent(data_dir: Path, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("the system ends such a child on Linux")
    register(data_dir, tmp_path, "good")
    program = Program(data_dir, "worker", point="child: while reading", fork=True)
    child = psutil.Process(program.reached())
    child.send_signal(signal.SIGSTOP)

    program.process.kill()
    program.process.wait()

    gone([child])


def test_a_child_whose_end_another_slot_has_learned_of_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    child = ChildProcess()
    # What starting a process does in another thread: it waits for all that have ended, and this wait finds none.
    real = os.waitpid

    def nothing_left(pid: int, options: int) -> tuple[int, int]:
        raise ChildProcessError

    monkeypatch.setattr(os, "waitpid", nothing_left)

    child.kill()

    assert real(child_pid := child.pid, 0)[0] == child_pid
