"""Really damaged database files: tasks and rows come back, and it is told how."""

import os
import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop_uploader.bootstrap import build
from desktop_uploader.database.backup import back_up, check
from desktop_uploader.database.presence import Presence
from desktop_uploader.doctor.examine import examine
from desktop_uploader.doctor.repair import repair
from desktop_uploader.intake.source import snapshot
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import DatabaseTrouble
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Folders, Settings, find_folders

PAGE = 4096
FILES = 4
ROWS = 300


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Finished uploads of one dataset."""
    place = tmp_path_factory.mktemp("made")
    application = build(Settings(), find_folders(place / "data"), "test")
    for number in range(FILES):
        add(application, place / f"branch-{number}.csv", number)
    application.close()
    return place / "data"


@pytest.fixture
def folders(made: Path, data_dir: Path) -> Folders:
    """A copy of them."""
    shutil.copytree(made, data_dir)
    return find_folders(data_dir)


def add(application: Any, path: Path, number: int) -> None:
    lines = [f"K{number}-{row};{'text ' * 8}{row};{row}" for row in range(ROWS)]
    path.write_text("\n".join(["Key;Text;Amount", *lines]), encoding="utf-8")
    task = application.intake.register(path)
    application.uploader.drain()
    application.workers[0].drain([task.id])


def copy_of(database: Path, folders: Folders) -> None:
    back_up(database, folders.backups, "daily")


def pages(path: Path, table: str) -> list[int]:
    """The leaf pages of a table, from 1."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    connection.close()
    content = path.read_bytes()
    return leaves(content, root)


def leaves(content: bytes, page: int) -> list[int]:
    start = (page - 1) * PAGE
    head = start + (100 if page == 1 else 0)
    if content[head] != 5:
        return [page]
    count = int.from_bytes(content[head + 3 : head + 5], "big")
    cells = [int.from_bytes(content[head + 12 + 2 * i : head + 14 + 2 * i], "big") for i in range(count)]
    below = [int.from_bytes(content[start + cell : start + cell + 4], "big") for cell in cells]
    return [
        leaf
        for child in (*below, int.from_bytes(content[head + 8 : head + 12], "big"))
        for leaf in leaves(content, child)
    ]


def overwrite(path: Path, page: int) -> None:
    with open(path, "r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(os.urandom(PAGE))


def zero_header(path: Path) -> None:
    with open(path, "r+b") as file:
        file.write(bytes(100))


def codes(folders: Folders) -> list[str]:
    return [deed.code for deed in repair(folders)]


def after(folders: Folders) -> tuple[list[str], int]:
    """Names and states of all tasks, and the saved rows, after a worker has done what waits."""
    assert examine(Settings(), folders).problems == ()
    application = build(Settings(), folders, "test")
    application.workers[0].drain()
    tasks = application.history.tasks(TaskQuery(), limit=100)
    ends = sorted(f"{task.file_name} {task.status} {task.rows_saved}" for task in tasks)
    rows = application.records.row_count("branch")
    keys = {row[0] for row in application.records.rows("branch")[1]}
    application.close()
    assert len(keys) == rows
    return ends, rows


WHOLE = ([f"branch-{number}.csv DONE {ROWS}" for number in range(FILES)], FILES * ROWS)


@pytest.fixture(params=["with a copy", "without a copy"])
def copied(request: pytest.FixtureRequest, folders: Folders) -> Iterator[bool]:
    if request.param == "with a copy":
        copy_of(folders.history, folders)
        copy_of(folders.records, folders)
    yield request.param == "with a copy"


def test_an_overwritten_page_of_the_history_costs_no_task(folders: Folders, copied: bool) -> None:
    overwrite(folders.history, pages(folders.history, "upload_tasks")[0])
    assert "database-not-whole" in [found.code for found in examine(Settings(), folders).problems]

    done = codes(folders)

    assert "kept-aside" in done and "table-restored" in done
    assert after(folders) == WHOLE
    (aside,) = (folders.data / "damaged").glob("*.sqlite3")
    assert check(aside) != []


def test_an_overwritten_page_of_rows_costs_no_row(folders: Folders, copied: bool) -> None:
    leaf = pages(folders.records, table_of(folders.records))
    overwrite(folders.records, leaf[len(leaf) // 2])

    codes(folders)

    assert after(folders) == WHOLE


def table_of(records: Path) -> str:
    connection = sqlite3.connect(records)
    found: str = connection.execute("SELECT table_name FROM du_datasets").fetchone()[0]
    connection.close()
    return found


@pytest.mark.parametrize("name", ["history", "records"])
def test_a_zeroed_header_costs_nothing(folders: Folders, copied: bool, name: str) -> None:
    path = folders.data / f"{name}.sqlite3"
    pages(path, "sqlite_sequence")
    zero_header(path)

    codes(folders)

    assert after(folders) == WHOLE


@pytest.mark.parametrize("name", ["history", "records"])
def test_a_file_that_was_cut_off_costs_nothing(folders: Folders, copied: bool, name: str) -> None:
    path = folders.data / f"{name}.sqlite3"
    pages(path, "sqlite_sequence")
    os.truncate(path, path.stat().st_size * 6 // 10 // PAGE * PAGE)

    codes(folders)

    assert after(folders) == WHOLE


@pytest.mark.parametrize("name", ["history", "records"])
def test_a_file_of_nothing_but_noise_is_made_anew_from_stored_files_and_ledger(
    folders: Folders, copied: bool, name: str
) -> None:
    (folders.data / f"{name}.sqlite3").write_bytes(os.urandom(50 * PAGE))

    done = codes(folders)

    assert ("taken-from-copy" in done or "table-restored" in done) if copied else "made-anew" in done
    assert after(folders) == WHOLE


def test_what_was_added_after_the_copy_comes_back_too(folders: Folders, tmp_path: Path) -> None:
    copy_of(folders.history, folders)
    application = build(Settings(), folders, "test")
    add(application, tmp_path / f"branch-{FILES}.csv", FILES)
    application.close()
    folders.history.write_bytes(os.urandom(50 * PAGE))

    done = codes(folders)

    assert done.count("file-adopted") == 1
    assert after(folders)[0] == [*WHOLE[0], f"branch-{FILES}.csv DONE {ROWS}"]


def test_a_file_that_was_taken_but_not_stored_yet_is_not_lost(folders: Folders, tmp_path: Path) -> None:
    file = tmp_path / "taken.csv"
    file.write_text("Key;Text;Amount\nK9;text;9\n", encoding="utf-8")
    snapshot(file, folders.outbox, str(uuid4()), lambda _done: None)
    folders.history.write_bytes(os.urandom(50 * PAGE))

    codes(folders)
    application = build(Settings(), folders, "test")
    application.uploader.drain()
    application.close()

    ends, rows = after(folders)
    assert len(ends) == FILES + 1 and ends[-1].endswith("DONE 1") and rows == FILES * ROWS + 1


def test_a_drive_without_room_for_a_repair_is_said_before_it_begins(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    zero_header(folders.history)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: namedtuple("Usage", "free")(1000))

    with pytest.raises(DatabaseTrouble, match="disk-full"):
        list(repair(folders))

    assert not (folders.data / "damaged").exists()


def test_a_task_from_an_older_copy_can_still_be_worked_on(folders: Folders, tmp_path: Path) -> None:
    file = tmp_path / "branch-9.csv"
    file.write_text("Key;Text;Amount\nK0-0;taken already;1\n", encoding="utf-8")
    application = build(Settings(), folders, "test")
    application.records.save_dataset(keyed(application.records.dataset("branch")))
    task = application.intake.register(file)
    application.uploader.drain()
    application.workers[0].drain([task.id])
    copy_of(folders.history, folders)
    for _ in range(3):
        application.queue.retry(task.id)
        application.workers[0].drain([task.id])
    application.close()
    folders.history.write_bytes(os.urandom(50 * PAGE))

    codes(folders)
    application = build(Settings(), folders, "test")
    application.queue.retry(task.id)
    application.workers[0].work_once()

    found = application.history.task(task.id)
    assert found is not None and (found.status, found.error_code) == (TaskStatus.FAILED, "rows-wrong")
    application.workers[0].drain()
    application.close()


def keyed(dataset: Dataset | None) -> Dataset:
    assert dataset is not None
    return replace(dataset, schema={**dataset.schema, "primaryKey": "Key"}, confirmed=True)


def test_rows_that_were_undone_after_the_copy_stay_undone(folders: Folders) -> None:
    copy_of(folders.records, folders)
    application = build(Settings(), folders, "test")
    application.undo(1)
    application.close()
    leaf = pages(folders.records, table_of(folders.records))
    overwrite(folders.records, leaf[0])

    codes(folders)

    ends, rows = after(folders)
    assert rows == (FILES - 1) * ROWS and ends == WHOLE[0]


def test_nothing_is_repaired_under_another_program(folders: Folders) -> None:
    zero_header(folders.history)
    with Presence(folders.data), pytest.raises(DatabaseTrouble, match="folder-in-use"):
        list(repair(folders))

    assert not (folders.data / "damaged").exists()


def test_a_whole_folder_is_left_as_it_is(folders: Folders) -> None:
    before = folders.history.read_bytes(), folders.records.read_bytes()

    assert codes(folders) == []
    assert (folders.history.read_bytes(), folders.records.read_bytes()) == before
