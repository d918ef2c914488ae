"""Killed, ended or interrupted at each point of a file's way: the next start finishes it, once.

The quick form takes each point once; `FAULTS_LONG=1` takes every signal at each. What waits and dies is the program
itself, or the child that it started, in processes of their own.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask

from ..history_parts import task_of
from .harness import DATASET, SCHEMA, Program, application, make_file, tally
from .program import POINTS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as on Linux and macOS")

LONG = bool(os.environ.get("FAULTS_LONG"))
ENDING = (signal.SIGTERM, signal.SIGINT)
STOP_PATIENCE = 2.0
ELSEWHERE = ("undoing", "closing", "watch:")
ON_THE_WAY = [point for point in POINTS if not any(word in point for word in ELSEWHERE)]
"""The points that every good file passes."""


def add(data: Path, folder: Path, *, kind: str = "good", rows: int = 50) -> int:
    with application(data) as parts:
        return parts.intake.register(make_file(folder, 1, rows, kind=kind), dataset=DATASET, definition=SCHEMA).id


def work_off(data: Path, task_id: int) -> UploadTask:
    """The next start, and what became of the task."""
    with application(data) as parts:
        parts.uploader.drain()
        parts.workers[0].drain([task_id])
        return task_of(parts, task_id)


def everything_is_in_order(data: Path) -> None:
    result = tally(data)
    assert not result.wrong, result.wrong


@pytest.mark.parametrize("point", ON_THE_WAY)
def test_a_program_killed_at_any_point_loses_and_doubles_nothing(point: str, data_dir: Path, tmp_path: Path) -> None:
    task_id = add(data_dir, tmp_path)
    program = Program(data_dir, "worker", point=point, fork=True)
    program.reached()

    program.end()

    done = work_off(data_dir, task_id)
    assert (done.status, done.rows_saved) == (TaskStatus.DONE, 50)
    everything_is_in_order(data_dir)


CHILD_POINTS = [point for point in POINTS if point.startswith("child:")]


@pytest.mark.parametrize("point", CHILD_POINTS if LONG else CHILD_POINTS[-2:])
def test_a_child_killed_at_any_point_loses_and_doubles_nothing(point: str, data_dir: Path, tmp_path: Path) -> None:
    task_id = add(data_dir, tmp_path)
    program = Program(data_dir, "worker", point=point, fork=True)
    os.kill(program.reached(), signal.SIGKILL)
    with application(data_dir) as parts:
        until(lambda: (task := task_of(parts, task_id)).attempts == 1 and task.status is not TaskStatus.PROCESSING)
    program.end()

    done = work_off(data_dir, task_id)

    assert (done.status, done.rows_saved) == (TaskStatus.DONE, 50)
    everything_is_in_order(data_dir)


def until(true: Callable[[], bool], patience: float = 20.0) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


ENDED = [(point, number) for point in ON_THE_WAY for number in ENDING]


@pytest.mark.parametrize(("point", "number"), ENDED if LONG else [ENDED[6], ENDED[-7], ENDED[-4]])
def test_a_program_asked_to_end_gives_the_file_back_or_finishes_it(
    point: str, number: int, data_dir: Path, tmp_path: Path
) -> None:
    task_id = add(data_dir, tmp_path)
    program = Program(data_dir, "worker", point=point, fork=True)
    program.reached()
    asked = time.monotonic()

    program.tell(number)
    if not point.startswith("child:"):
        program.go_on()

    assert program.process.wait() == 0
    assert time.monotonic() - asked < STOP_PATIENCE
    with application(data_dir) as parts:
        left = task_of(parts, task_id)
    assert left.status in (TaskStatus.UPLOADING, TaskStatus.PENDING, TaskStatus.DONE)
    assert left.attempts == (left.status is TaskStatus.DONE)
    assert work_off(data_dir, task_id).status is TaskStatus.DONE
    everything_is_in_order(data_dir)


def test_signals_to_the_child_alone_change_nothing(data_dir: Path, tmp_path: Path) -> None:
    task_id = add(data_dir, tmp_path)
    program = Program(data_dir, "worker", "--drain", point="child: while saving", fork=True)
    child = program.reached()

    for number in ENDING:
        os.kill(child, number)
    time.sleep(0.1)
    program.go_on()

    assert program.process.wait() == 0
    with application(data_dir) as parts:
        assert (task_of(parts, task_id).status, task_of(parts, task_id).attempts) == (TaskStatus.DONE, 1)


@pytest.mark.parametrize("point", ["before closing", "after closing"])
def test_a_program_killed_while_cancelling_leaves_no_row(point: str, data_dir: Path, tmp_path: Path) -> None:
    task_id = add(data_dir, tmp_path, kind="loop")
    program = Program(data_dir, "worker", point=point, fork=True)
    with application(data_dir) as parts:
        until(lambda: task_of(parts, task_id).status is TaskStatus.PROCESSING)
        parts.cancel(task_id)
        program.reached()

    program.end()

    assert work_off(data_dir, task_id).status is TaskStatus.CANCELLED
    everything_is_in_order(data_dir)


@pytest.mark.parametrize("point", ["while undoing", "after undoing"])
def test_a_program_killed_while_undoing_has_undone_it_or_not(point: str, data_dir: Path, tmp_path: Path) -> None:
    task_id = add(data_dir, tmp_path)
    assert work_off(data_dir, task_id).status is TaskStatus.DONE
    program = Program(data_dir, "undo", str(task_id), point=point, fork=True)
    program.reached()

    program.end()

    with application(data_dir) as parts:
        assert (task_of(parts, task_id).undone_at is not None) == (point == "after undoing")
    everything_is_in_order(data_dir)


@pytest.mark.parametrize("point", ["after the claim", "child: before saving", "before the finish"])
def test_a_program_stopped_for_longer_than_its_lease_writes_nothing_more(
    point: str, data_dir: Path, tmp_path: Path
) -> None:
    task_id = add(data_dir, tmp_path)
    program = Program(data_dir, "worker", "--drain", point=point, fork=True)
    program.reached()
    program.tell(signal.SIGSTOP)
    program.leaves_its_lease()

    assert work_off(data_dir, task_id).status is TaskStatus.DONE
    program.tell(signal.SIGCONT)
    program.go_on()

    assert program.process.wait() == 0
    with application(data_dir) as parts:
        assert [attempt.outcome for attempt in parts.history.attempts(task_id)] == ["lost", "done"]
    everything_is_in_order(data_dir)


def test_two_programs_that_start_at_once_settle_a_death_together(data_dir: Path, tmp_path: Path) -> None:
    task_id = add(data_dir, tmp_path)
    program = Program(data_dir, "worker", point="child: after saving", fork=True)
    program.reached()
    with application(data_dir) as parts:
        parts.queue.cancel(task_id)
    program.end()
    errors: list[BaseException] = []

    def start() -> None:
        try:
            work_off(data_dir, task_id)
        except UsageError as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not errors
    everything_is_in_order(data_dir)
