"""Once one file of a kind has its answers, the others that asked the same go on by themselves."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.cli.main import run
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import DatabaseTrouble
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders

ASK = {"new-dataset": "ask"}
HEADINGS = ("Order No", "Tanggal", "Harga")


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    opened = build(Settings(), find_folders(data_dir))
    yield opened
    opened.close()


def add(application: Application, folder: Path, count: int, headings: Sequence[str] = HEADINGS) -> list[int]:
    """So many files with these headings, in another order each, read by the worker."""
    ids = []
    for number in range(count):
        turned = [*headings[number % 3 :], *headings[: number % 3]]
        values = {"Order No": str(number), "Tanggal": "2026-04-03", "Harga": '"1.234"'}
        path = folder / f"branch-{number}-{len(headings)}.csv"
        row = ",".join(values.get(name, "x") for name in turned)
        path.write_text(",".join(turned) + f"\n{row}\n", encoding="utf-8")
        ids.append(application.intake.register(path, answers=ASK).id)
    application.uploader.drain()
    application.workers[0].drain()
    return ids


def tasks(application: Application, ids: Sequence[int]) -> list[UploadTask]:
    return application.history.tasks_by_id(ids)


def test_the_others_go_on_when_one_is_answered(application: Application, tmp_path: Path) -> None:
    ids = add(application, tmp_path, 6)
    assert all(task.asks for task in tasks(application, ids))

    application.queue.answer(ids[0], {"new-dataset:sales": "yes", "number-style:Harga": "comma"})
    application.workers[0].drain()

    assert [(task.status.value, task.dataset, task.rows_saved) for task in tasks(application, ids)] == [
        ("DONE", "sales", 1)
    ] * 6
    assert application.records.row_count("sales") == 6


def test_files_with_other_headings_go_on_asking(application: Application, tmp_path: Path) -> None:
    ids = add(application, tmp_path, 2)
    others = add(application, tmp_path, 1, [*HEADINGS, "Catatan"])

    application.queue.answer(ids[0], {"new-dataset:sales": "yes", "number-style:Harga": "comma"})
    application.workers[0].drain()

    assert [task.asks for task in tasks(application, others)] == [True]


def test_a_mapping_into_a_known_dataset_is_enough(application: Application, tmp_path: Path) -> None:
    fields = [{"name": "id", "type": "integer"}, {"name": "day", "type": "date"}, {"name": "price", "type": "number"}]
    application.records.save_dataset(Dataset("orders", {"fields": fields}, confirmed=True))
    ids = add(application, tmp_path, 3)
    mapped = {"column:Order No": "id", "column:Tanggal": "day", "column:Harga": "price"}

    application.queue.answer(ids[2], {"dataset": "orders", "number-style:price": "comma", **mapped})
    application.workers[0].drain()

    assert [row[2] for row in application.records.rows("orders")[1]] == [1234.0] * 3


def test_for_one_file_alone_leaves_the_others_asking(application: Application, tmp_path: Path) -> None:
    fields = [{"name": "id", "type": "integer"}]
    application.records.save_dataset(Dataset("orders", {"fields": fields}, confirmed=True))
    ids = add(application, tmp_path, 2)

    application.queue.answer(ids[0], {"dataset": "orders", "column:Order No": "id", "remember": "no"})
    application.workers[0].drain()

    assert [task.asks for task in tasks(application, ids)] == [False, True]


def test_a_file_that_still_asks_is_tried_once_for_each_change(application: Application, tmp_path: Path) -> None:
    ids = add(application, tmp_path, 2)
    application.queue.answer(ids[0], {"new-dataset:sales": "yes", "number-style:Harga": "comma"})
    application.workers[0].drain()
    attempts = [task.attempts for task in tasks(application, ids)]

    application.workers[0].drain()

    assert attempts == [2, 2]
    assert [task.attempts for task in tasks(application, ids)] == attempts


def test_they_go_on_without_a_window(application: Application, data_dir: Path, tmp_path: Path) -> None:
    ids = add(application, tmp_path, 3)
    at = ["--data-dir", str(data_dir)]

    assert (
        run(
            [*at, "answer", str(ids[0]), "new-dataset:sales=yes", "number-style:Harga=comma"], lambda *_: 1, lambda _: 1
        )
        == 0
    )
    assert run([*at, "worker", "--drain"], lambda *_: 1, lambda _: 1) == 0

    assert [task.status.value for task in tasks(application, ids)] == ["DONE"] * 3


def test_what_reads_files_is_not_loaded_before_a_file_asks() -> None:
    code = "import sys, desktop_uploader.bootstrap; print([name for name in sys.modules if name in sys.argv])"
    at_work = ["python_calamine", "desktop_uploader.processing.layout", "desktop_uploader.processing.reading"]
    found = subprocess.run([sys.executable, "-c", code, *at_work], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_database_that_is_busy_while_they_are_looked_for_loses_none(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = add(application, tmp_path, 2)
    application.queue.answer(ids[0], {"new-dataset:sales": "yes", "number-style:Harga": "comma"})

    def busy(_kind: str) -> list[UploadTask]:
        monkeypatch.undo()
        raise DatabaseTrouble("database-busy", name="history.sqlite3")

    monkeypatch.setattr(application.history, "asking_about", busy)
    application.workers[0].drain()
    application.workers[0].drain()

    assert [task.status.value for task in tasks(application, ids)] == ["DONE"] * 2
