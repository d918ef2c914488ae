"""Workbooks that are made for a person: progress, cancelling, and files that are left alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.progress import Progress, Stage
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.worker.publishing import hand_over
from desktop_uploader.worker.supervisor import Stopped

SCHEMA = {"fields": [{"name": "Key"}, {"name": "Amount", "type": "number"}]}


@pytest.fixture
def application(data_dir: Path, tmp_path: Path) -> Iterator[Application]:
    """A file with ten wrong cells has failed as upload 1."""
    book = openpyxl.Workbook()
    for row in (["Key", "Amount"], *([f"k{number}", number if number % 2 else "abc"] for number in range(20))):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    opened = build(Settings(), find_folders(data_dir))
    opened.intake.register(tmp_path / "a.xlsx", definition=SCHEMA)
    opened.uploader.drain()
    opened.workers[0].drain()
    yield opened
    opened.close()


def test_progress_is_told_up_to_the_last_cell(application: Application, tmp_path: Path) -> None:
    seen: list[Progress] = []

    copy = application.outputs.marked_copy(1, tmp_path / "made.xlsx", seen.append, lambda: False)

    assert (copy.result.cells, copy.path.is_file()) == (10, True)
    assert {progress.task_id for progress in seen} == {1}
    stages = list(dict.fromkeys(progress.stage for progress in seen))
    assert stages == [Stage.OPENING, Stage.READING, Stage.MARKING, Stage.CHECKING]


def test_cancelled_it_leaves_nothing(application: Application, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        application.outputs.marked_copy(1, tmp_path / "made.xlsx", lambda progress: None, lambda: True)

    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["a.xlsx"]


def test_the_ending_that_is_needed_does_not_replace_another_file(application: Application, tmp_path: Path) -> None:
    mine = tmp_path / "made.xlsx"
    mine.write_text("precious", encoding="utf-8")

    with pytest.raises(UsageError, match="target-exists"):
        application.outputs.marked_copy(1, tmp_path / "made.txt", lambda progress: None, lambda: False)

    assert mine.read_text(encoding="utf-8") == "precious"


def test_a_template_gets_its_ending(application: Application, tmp_path: Path) -> None:
    path = application.outputs.template(Dataset("things", SCHEMA), tmp_path / "things")

    assert path == tmp_path / "things.xlsx"
    assert [cell.value for cell in openpyxl.load_workbook(path)["things"][1]] == ["Key", "Amount"]


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe with a name stands for a file that takes long to copy")
@pytest.mark.parametrize("overwrite", [False, True])
def test_killed_while_it_is_copied_no_half_file_has_the_name(tmp_path: Path, overwrite: bool) -> None:
    made, target = tmp_path / "made", tmp_path / "folder" / "copy.xlsx"
    target.parent.mkdir()
    if overwrite:
        target.write_text("the earlier one", encoding="utf-8")
    os.mkfifo(made)
    code = "import sys; from pathlib import Path; from desktop_uploader.worker.publishing import hand_over; "
    code += "hand_over(Path(sys.argv[1]), Path(sys.argv[2]), bool(sys.argv[3]))"
    child = subprocess.Popen([sys.executable, "-c", code, str(made), str(target), "x" if overwrite else ""])
    with made.open("wb") as feed:
        feed.write(b"x" * 1_000_000)
        feed.flush()
        child.kill()
        child.wait()

    assert target.exists() == overwrite
    assert not overwrite or target.read_text(encoding="utf-8") == "the earlier one"
    assert {path.suffix for path in target.parent.iterdir()} <= {".part", ".xlsx"}


def test_a_finished_file_never_replaces_one_that_came_meanwhile(tmp_path: Path) -> None:
    made, target = tmp_path / "made", tmp_path / "copy.xlsx"
    made.write_text("new", encoding="utf-8")
    target.write_text("precious", encoding="utf-8")

    with pytest.raises(UsageError, match="target-exists"):
        hand_over(made, target, overwrite=False)

    assert target.read_text(encoding="utf-8") == "precious"
    hand_over(made, target, overwrite=True)
    assert target.read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.xlsx", "made"]
