"""Another folder for files kept on this computer, and names that every place takes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_uploader.bootstrap import build
from desktop_uploader.model.errors import StorageError
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage.local import LocalStorage
from desktop_uploader.storage.names import LONGEST, safe_name

from .backends import original_of

ROOT = Path(__file__).parents[2]


def added(data_dir: Path, file: Path, content: str, chosen: Path | None, *, again: bool = False) -> UploadTask:
    """The file's task after it went the whole way."""
    file.write_text(content, encoding="utf-8")
    parts = build(Settings(files_folder=chosen), find_folders(data_dir), "test")
    try:
        task_id = parts.intake.register(file).id
        parts.uploader.drain()
        parts.workers[0].drain()
        (task,) = parts.history.tasks_by_id([task_id])
    finally:
        parts.close()
    return task


def test_new_files_go_to_the_chosen_folder_and_earlier_ones_stay_readable(data_dir: Path, tmp_path: Path) -> None:
    file, chosen = tmp_path / "orders.csv", tmp_path / "drive"
    chosen.mkdir()
    before = added(data_dir, file, "Order,Amount\nA-1,10\n", None)
    after = added(data_dir, file, "Order,Amount\nA-2,20\n", chosen)
    parts = build(Settings(files_folder=chosen), find_folders(data_dir), "test")
    read = [parts.storage.fetch(task.file_path or "", tmp_path, task.sha256) for task in (before, after)]
    parts.close()

    assert [task.status for task in (before, after)] == [TaskStatus.DONE] * 2
    assert read[0].is_relative_to(data_dir / "files") and read[1].is_relative_to(chosen)
    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), "doctor", "--json", "--thorough"]
    more = {"PYTHONPATH": str(ROOT), "DESKTOP_UPLOADER_FILES_FOLDER": str(chosen)}
    told = subprocess.run(line, capture_output=True, text=True, check=False, env={**os.environ, **more})
    assert not [found for found in json.loads(told.stdout)["findings"] if found["code"].startswith("stored-")]


def test_a_folder_that_was_moved_with_its_files_is_read_where_it_is_now(tmp_path: Path) -> None:
    source = tmp_path / "orders.xlsx"
    source.write_bytes(b"content")
    digest = original_of(source).sha256
    (tmp_path / "one").mkdir()
    uri = LocalStorage(tmp_path / "one", tmp_path / "files").put(source, "h/id/orders.xlsx", original_of(source))
    shutil.move(tmp_path / "one", tmp_path / "two")

    assert LocalStorage(tmp_path / "two", tmp_path / "files").fetch(uri, tmp_path, digest).read_bytes() == b"content"


def test_a_chosen_folder_that_is_gone_is_named_and_not_made_anew(tmp_path: Path) -> None:
    source, gone = tmp_path / "orders.xlsx", tmp_path / "drive" / "files"
    source.write_bytes(b"content")
    storage = LocalStorage(gone, tmp_path / "files")
    for act in (
        lambda: storage.put(source, "h/id/a.xlsx", original_of(source)),
        lambda: storage.fetch("local:h/id/a.xlsx", tmp_path),
        lambda: storage.list(),
    ):
        with pytest.raises(StorageError, match="storage-folder-gone") as caught:
            act()
        assert caught.value.about_place

    assert source.exists() and not gone.exists()


def test_a_folder_that_is_no_whole_path_is_refused(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text('files_folder = "files"\n', encoding="utf-8")
    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), "storage", "show"]
    told = subprocess.run(
        line, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )

    assert told.returncode == 1 and "files_folder" in told.stderr


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("orders.xlsx", "orders.xlsx"),
        ("Übersicht März.xlsx", "Übersicht März.xlsx"),
        ("CON", "_CON"),
        ("nul.csv", "_nul.csv"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("COM\u00b9.csv", "_COM\u00b9.csv"),
        ("console.csv", "console.csv"),
        ("sales 10:30 <new>?.xlsx", "sales 10_30 _new__.xlsx"),
        ("ends with dots...", "ends with dots"),
        ("ends with a space .csv ", "ends with a space .csv"),
        ("...", "_"),
        ("a\x00b\nc.csv", "a_b_c.csv"),
        ("x" * 300 + ".xlsx", "x" * (LONGEST - 5) + ".xlsx"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(min_size=1, max_size=400))
def test_every_name_becomes_one_that_windows_takes(name: str) -> None:
    safe = safe_name(name)
    path = PureWindowsPath("D:/files") / "h/2026/11/25/id" / safe

    assert path.name == safe and not path.is_reserved()
    assert 0 < len(safe.encode()) <= LONGEST and not safe.endswith((".", " "))
    assert safe_name(safe) == safe


def test_the_name_that_is_shown_stays_as_it_was(data_dir: Path, tmp_path: Path) -> None:
    task = added(data_dir, tmp_path / "sales 10:30?.csv", "Order,Amount\nA-1,10\n", None)

    assert task.status is TaskStatus.DONE and task.file_name == "sales 10:30?.csv"
    assert (task.file_path or "").endswith("/sales 10_30_.csv")
