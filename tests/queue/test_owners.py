"""Tasks of programs that died, with real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select, update

from desktop_uploader.database.engine import write
from desktop_uploader.database.history.processes import this_process
from desktop_uploader.database.history.tables import workers
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.task import LEASE, AttemptOutcome

from ..history_parts import Parts
from .backends import BACKENDS


@dataclass
class Running:
    """Another program, which has claimed a task."""

    process: subprocess.Popen[str]
    task_id: int
    owner: str


@pytest.fixture(params=BACKENDS)
def named(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def real(named: str, tmp_path: Path) -> Iterator[Parts]:
    """The parts with the computer's own clock."""
    opened = BACKENDS[named](tmp_path, SystemClock())
    opened.pending()
    yield opened
    opened.engine.dispose()


@contextmanager
def another_program(folder: Path, backend: str) -> Iterator[Running]:
    command = [sys.executable, "-m", "tests.queue.claimant", str(folder), backend]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            task_id, owner = process.stdout.readline().split()
            yield Running(process, int(task_id), owner)
        finally:
            process.send_signal(getattr(signal, "SIGCONT", signal.SIGTERM))
            process.kill()


def claimed(parts: Parts) -> int | None:
    claim = parts.queue.claim(parts.owners.register("worker"))
    return claim.task_id if claim is not None else None


def test_a_running_programs_task_is_left_to_it(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named):
        assert claimed(real) is None


def test_a_killed_programs_task_is_taken_back_at_the_next_look(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named) as other:
        other.process.kill()
        other.process.wait()

        assert claimed(real) == other.task_id
        outcomes = [attempt.outcome for attempt in real.history.attempts(other.task_id)]
        assert outcomes == [AttemptOutcome.LOST, None]


@pytest.mark.skipif(os.name == "nt", reason="there are no such processes")
def test_a_program_that_is_dead_but_not_yet_buried_is_dead(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named) as other:
        other.process.kill()
        while psutil.Process(other.process.pid).status() != psutil.STATUS_ZOMBIE:
            pass

        assert claimed(real) == other.task_id


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_program_that_stands_still_is_not_dead(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named) as other:
        other.process.send_signal(signal.SIGSTOP)

        assert claimed(real) is None


def test_another_process_with_the_number_of_a_dead_one_does_not_hide_it(
    real: Parts, named: str, tmp_path: Path
) -> None:
    with another_program(tmp_path, named) as other:
        change(real, other, pid=os.getpid())

        assert claimed(real) == other.task_id


def test_a_program_of_an_earlier_start_of_the_computer_is_dead(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named) as other:
        change(real, other, boot_id="an earlier one")

        assert claimed(real) == other.task_id


def test_a_program_that_forgot_its_task_when_it_left_is_gone(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named) as other:
        real.owners.leave(other.owner)

        assert claimed(real) == other.task_id


def test_a_program_of_another_computer_is_judged_by_its_lease_alone(parts: Parts) -> None:
    parts.pending()
    owner = parts.owners.register("worker")
    claim = parts.queue.claim(owner)
    assert claim is not None
    statement = update(workers).where(workers.c.id == owner).values(host="elsewhere", pid=2**22 + 1, boot_id="another")
    write(parts.engine, lambda connection: connection.execute(statement))

    parts.clock.advance(LEASE - timedelta(seconds=1))
    assert claimed(parts) is None
    parts.clock.advance(timedelta(seconds=1))
    assert claimed(parts) == claim.task_id


def test_a_program_of_another_computer_keeps_the_schema_as_it_is_for_a_week(parts: Parts) -> None:
    owner = parts.owners.register("worker")
    assert not parts.owners.others_alive()
    statement = update(workers).where(workers.c.id == owner).values(host="elsewhere")
    write(parts.engine, lambda connection: connection.execute(statement))

    assert parts.owners.others_alive()
    parts.clock.advance(timedelta(days=7))
    assert not parts.owners.others_alive()


def test_a_running_program_keeps_the_schema_as_it_is_and_a_dead_one_does_not(
    real: Parts, named: str, tmp_path: Path
) -> None:
    with another_program(tmp_path, named) as other:
        assert real.owners.others_alive()
        other.process.kill()
        other.process.wait()

        assert not real.owners.others_alive()


def test_the_uploads_of_a_killed_program_are_taken_up(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named) as other:
        upload = real.register("second.xlsx")
        assert real.uploads.claim(other.owner) is not None
        assert real.uploads.claim(real.owners.register("window")) is None
        other.process.kill()
        other.process.wait()

        again = real.uploads.claim(real.owners.register("window"))
        assert again is not None and again.task_id == upload.id


def test_programs_that_are_gone_are_struck_off_when_another_begins(real: Parts, named: str, tmp_path: Path) -> None:
    with another_program(tmp_path, named) as other:
        living = real.owners.register("window")
        assert {other.owner, living} <= listed(real)
        other.process.kill()
        other.process.wait()

        newest = real.owners.register("window")
        assert {living, newest} <= listed(real) and other.owner not in listed(real)
        assert claimed(real) == other.task_id


def test_a_clock_that_is_set_does_not_make_a_living_process_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    here = this_process()
    boot = psutil.boot_time() + 3600
    monkeypatch.setattr(psutil, "boot_time", lambda: boot)

    assert not here.dead(here)


def test_a_process_that_nobody_may_look_at_is_not_called_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: psutil.Process) -> str:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil.Process, "status", refuse)

    assert not this_process().dead(this_process())


def change(parts: Parts, other: Running, **values: object) -> None:
    statement = update(workers).where(workers.c.id == other.owner).values(**values)
    write(parts.engine, lambda connection: connection.execute(statement))


def listed(parts: Parts) -> set[str]:
    with parts.engine.connect() as connection:
        return set(connection.execute(select(workers.c.id)).scalars())
