"""A file of a kind that is not known, from the question to the saved rows, through a real worker."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders

from ..history_parts import task_of

ASK = {"new-dataset": "ask"}
SECRET = "Quercus-4711"


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    opened = build(Settings(), find_folders(data_dir))
    yield opened
    opened.close()


def add(application: Application, path: Path) -> UploadTask:
    task_id = application.intake.register(path, answers=ASK).id
    application.uploader.drain()
    return work(application, task_id)


def work(application: Application, task_id: int) -> UploadTask:
    application.workers[0].drain([task_id])
    return task_of(application, task_id)


def prices(path: Path, *amounts: object) -> Path:
    book = openpyxl.Workbook()
    for row in (["Key", "Amount"], *([SECRET, amount] for amount in amounts)):
        book.active.append(row)
    book.save(path)
    return path


def test_what_is_shown_is_stored_and_never_logged(application: Application, data_dir: Path, tmp_path: Path) -> None:
    task = add(application, prices(tmp_path / "prices.xlsx", 1, 2))

    (question,) = task.questions
    assert [field["examples"] for field in question.params["fields"]] == [[SECRET], ["1", "2"]]
    logs = [path.read_text(encoding="utf-8") for path in data_dir.rglob("*.log*")]
    assert logs and not any(SECRET in log for log in logs)


def test_a_corrected_copy_is_not_asked_about_again(application: Application, tmp_path: Path) -> None:
    task = add(application, prices(tmp_path / "prices.xlsx", 1, "abc", 3))
    application.queue.answer(task.id, {"new-dataset:Our prices": "yes", "type:Amount": "number"})
    assert work(application, task.id).error_code == "rows-wrong"
    copy = application.outputs.marked_copy(task.id, tmp_path / "copy.xlsx", lambda _: None, lambda: False)
    book = openpyxl.load_workbook(copy.path)
    book["Sheet"]["B3"] = 2
    book.save(copy.path)

    corrected = add(application, copy.path)

    assert (corrected.error_code, corrected.rows_saved) == (None, 3)
    assert [dataset.name for dataset in application.records.datasets()] == ["Our prices"]
    assert application.records.datasets()[0].schema["fields"][1]["type"] == "number"
