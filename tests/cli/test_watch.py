"""Watched folders from the command line, in the settings, and in a worker that runs meanwhile."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_uploader.cli.main import run
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.settings import Folders, find_folders, load_settings

from ..faults.harness import Program
from ..watching.conftest import until


def command(data_dir: Path, *arguments: str | Path) -> int:
    return run(["--data-dir", str(data_dir), *map(str, arguments)], lambda *_: 2, lambda _: 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_a_folder_is_watched_as_it_was_typed_and_watched_no_more(
    data_dir: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_dir.mkdir()
    settings = find_folders(data_dir).settings_file
    settings.write_text("# by hand\nslots = 2  # two\n", encoding="utf-8")
    given = ("--dataset", "orders", "--afterwards", "move", "--pattern", "o*.csv", "--quiet", "3", "--recursive")

    assert command(data_dir, "watch", "add", folder, *given) == 0
    (watch,) = load_settings(find_folders(data_dir)).watch
    assert (watch.root, watch.dataset, watch.afterwards, watch.patterns) == (folder, "orders", "move", ("o*.csv",))
    assert (watch.quiet_seconds, watch.recursive, watch.polling) == (3.0, True, "auto")
    capsys.readouterr()
    assert command(data_dir, "watch", "list", "--json") == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["folder"], listed["added"], listed["trouble"]) == (str(folder), 0, None)

    assert command(data_dir, "watch", "remove", folder) == 0
    assert settings.read_text(encoding="utf-8") == "# by hand\nslots = 2  # two\n"


def test_a_folder_that_is_not_there_is_said_in_the_list(
    data_dir: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(data_dir, "watch", "add", folder / "gone")
    capsys.readouterr()

    assert command(data_dir, "watch", "list") == 1
    assert "is not there. Connect the drive" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "s3://bucket/in/", "--afterwards", "move"), "files in S3 are never moved"),
        (("add", "{folder}", "--quiet", "-1"), "quiet_seconds: Input should be greater than 0"),
        (("add", "{folder}", "--pattern", "a/b"), "must be names of files"),
        (("add", "{folder}"), "is watched twice"),
        (("add", "{folder}/inner"), "lies in"),
        (("remove", "{folder}/other"), "is not watched"),
    ],
)
def test_what_cannot_be_watched_is_said(
    data_dir: Path, folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    command(data_dir, "watch", "add", folder, "--recursive")
    typed = [argument.format(folder=folder) for argument in arguments]

    assert command(data_dir, "watch", *typed) == 1
    assert words in capsys.readouterr().err
    assert len(load_settings(find_folders(data_dir)).watch) == 1


def test_a_mistake_in_the_settings_is_named(data_dir: Path) -> None:
    data_dir.mkdir()
    folders: Folders = find_folders(data_dir)
    folders.settings_file.write_text('[[watch]]\nfolder = "here"\n', encoding="utf-8")

    with pytest.raises(UploaderError, match=r"watch\.0\.folder: must be a whole path"):
        load_settings(folders)


@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_a_running_worker_takes_a_new_folder_over(
    data_dir: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "orders.csv").write_text("Order,Amount\nA-1,10\n", encoding="utf-8")
    history = data_dir / "history.sqlite3"
    worker = Program(data_dir, "worker", fork=True)
    try:
        until(history.exists)
        assert command(data_dir, "watch", "add", folder, "--quiet", "0.1") == 0
        until(lambda: states(history) == ["DONE"])
    finally:
        worker.end()

    capsys.readouterr()
    command(data_dir, "watch", "list", "--json")
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["added"] == 1 and listed["last_at"]


def states(history: Path) -> list[str]:
    with closing(sqlite3.connect(history, timeout=30)) as connection:
        return [row[0] for row in connection.execute("SELECT status FROM upload_tasks")]
