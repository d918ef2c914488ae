"""The daily copies: made once by whichever program comes first, on a thread that holds nobody up."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_uploader.database.backup import backups_in, check
from desktop_uploader.database.history.meta import Meta
from desktop_uploader.model.events import Happening, Trouble
from desktop_uploader.worker.chores import Copied, DailyChores

from ..cli.test_whole_way import SAMPLES, command
from ..history_parts import Parts, open_parts


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = open_parts(tmp_path / "history.sqlite3")
    made.pending()
    yield made
    made.engine.dispose()


def chores(parts: Parts, folder: Path, seen: list[Happening] | None = None, **more: float) -> DailyChores:
    copied = (Copied(folder / "history.sqlite3"),)
    listener = (seen if seen is not None else []).append
    return DailyChores(Meta(parts.engine), lambda: copied, folder / "backups", parts.clock, listener, **more)


def test_one_copy_is_made_a_day_however_many_programs_there_are(parts: Parts, tmp_path: Path) -> None:
    one, other = chores(parts, tmp_path), chores(parts, tmp_path)

    assert len(one.do_what_is_due()) == 1 and not other.do_what_is_due() and not one.do_what_is_due()
    parts.clock.advance(timedelta(hours=25))
    assert len(other.do_what_is_due()) == 1 and not one.do_what_is_due()


def test_what_another_program_has_begun_is_left_to_it_for_an_hour(parts: Parts, tmp_path: Path) -> None:
    assert Meta(parts.engine).begin("copies", parts.clock.now(), timedelta(hours=1))

    assert chores(parts, tmp_path).do_what_is_due() == []
    parts.clock.advance(timedelta(minutes=61))
    assert len(chores(parts, tmp_path).do_what_is_due()) == 1


def test_a_clock_that_was_set_back_does_not_end_the_copies(parts: Parts, tmp_path: Path) -> None:
    parts.clock.advance(timedelta(days=400))
    chores(parts, tmp_path).do_what_is_due()
    parts.clock.advance(timedelta(days=-400))

    assert len(chores(parts, tmp_path).do_what_is_due()) == 1


def test_damage_found_while_copying_is_told(parts: Parts, tmp_path: Path) -> None:
    parts.engine.dispose()
    with open(tmp_path / "history.sqlite3", "r+b") as file:
        file.seek(2 * 4096)
        file.write(os.urandom(20 * 4096))
    seen: list[Happening] = []

    chores(parts, tmp_path, seen).try_what_is_due()

    assert [happening.code for happening in seen if isinstance(happening, Trouble)] == ["database-damaged"]
    assert backups_in(tmp_path / "backups") == []


def test_large_records_are_left_to_other_backups(parts: Parts, tmp_path: Path) -> None:
    copied = (Copied(tmp_path / "history.sqlite3", 100),)
    made = DailyChores(Meta(parts.engine), lambda: copied, tmp_path / "b", parts.clock, print)

    assert made.do_what_is_due() == []


def test_the_copy_is_made_beside_the_workers_loop(parts: Parts, tmp_path: Path) -> None:
    with chores(parts, tmp_path, first_wait=0.0):
        deadline = time.monotonic() + 10
        while not backups_in(tmp_path / "backups"):
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_a_worker_that_drains_leaves_copies_of_both_databases(data_dir: Path) -> None:
    command(data_dir, "add", SAMPLES / "customers.csv")
    assert command(data_dir, "worker", "--drain").returncode == 0

    made = backups_in(data_dir / "backups")

    assert sorted((copy.database, copy.kind) for copy in made) == [("history", "daily"), ("records", "daily")]
    assert [check(copy.path) for copy in made] == [[], []]
