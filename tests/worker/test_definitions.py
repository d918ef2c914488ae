"""A dataset is changed and deleted while files of it come and go."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.editing import field_of, renamed, with_field
from desktop_uploader.model.errors import DefinitionError, UsageError
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.model.watch import Watch
from desktop_uploader.settings import Settings, find_folders

from ..history_parts import task_of


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    opened = build(Settings(), find_folders(data_dir))
    yield opened
    opened.close()


def orders(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["Order,Amount", *rows, ""]), encoding="utf-8")
    return path


def add(application: Application, path: Path, dataset: str | None = None) -> int:
    task_id = application.intake.register(path, dataset=dataset).id
    application.uploader.drain()
    return task_id


def work(application: Application, task_id: int) -> UploadTask:
    application.workers[0].drain([task_id])
    return task_of(application, task_id)


def known(application: Application) -> Dataset:
    found = application.records.dataset("orders")
    assert found is not None
    return found


def test_files_that_wait_are_checked_against_the_version_that_holds_then(
    application: Application, tmp_path: Path
) -> None:
    work(application, add(application, orders(tmp_path / "orders-1.csv", "A,10")))
    waits = add(application, orders(tmp_path / "orders-2.csv", "B,5"), "orders")
    assert application.definitions.waiting("orders") == 1
    before = known(application)
    schema = renamed(before.schema, {"Amount": "Total"})
    strict = {**field_of(schema, "Total"), "constraints": {"minimum": 6}}
    schema = with_field(schema, "Total", strict)

    application.records.designs.save(Dataset("orders", schema, before.version, confirmed=True), {"Amount": "Total"})

    task = work(application, waits)
    assert (task.status, task.error_code) == (TaskStatus.FAILED, "rows-wrong")
    assert [problem.field for problem in application.history.problems(waits)] == ["Total"]
    assert work(application, add(application, orders(tmp_path / "orders-3.csv", "C,7"))).status is TaskStatus.DONE
    assert list(application.records.rows("orders")[1]) == [("A", 10), ("C", 7)]


def test_the_uploads_of_a_deleted_dataset_are_undone_and_can_be_done_again(
    application: Application, tmp_path: Path
) -> None:
    task_id = add(application, orders(tmp_path / "orders-1.csv", "A,10", "B,20"))
    work(application, task_id)

    removed = application.definitions.delete("orders", known(application).version)

    assert (removed.rows, (application.folders.backups / removed.copy).exists()) == (2, True)
    assert application.records.dataset("orders") is None
    assert task_of(application, task_id).undone_at is not None
    application.queue.retry(task_id)
    assert work(application, task_id).status is TaskStatus.DONE
    assert application.records.row_count("orders") == 2


def test_a_history_that_was_not_told_of_a_deletion_learns_of_it(
    application: Application, tmp_path: Path, data_dir: Path
) -> None:
    task_id = add(application, orders(tmp_path / "orders-1.csv", "A,10"))
    work(application, task_id)
    application.records.designs.remove("orders", known(application).version, application.folders.backups)

    later = build(Settings(), find_folders(data_dir))
    assert task_of(later, task_id).undone_at is not None
    later.close()


def test_a_dataset_is_not_deleted_while_files_of_it_wait(application: Application, tmp_path: Path) -> None:
    work(application, add(application, orders(tmp_path / "orders-1.csv", "A,10")))
    add(application, orders(tmp_path / "orders-2.csv", "B,5"), "orders")

    with pytest.raises(UsageError, match="dataset-in-use"):
        application.definitions.delete("orders", known(application).version)
    assert application.records.row_count("orders") == 1


def test_a_dataset_is_not_deleted_while_a_watched_folder_brings_files(application: Application, tmp_path: Path) -> None:
    work(application, add(application, orders(tmp_path / "orders-1.csv", "A,10")))
    watch = Watch(folder=str(tmp_path / "in"), dataset="Orders")
    application.settings = application.settings.model_copy(update={"watch": (watch,)})

    with pytest.raises(UsageError, match="dataset-watched"):
        application.definitions.delete("orders", known(application).version)


def test_what_cannot_be_used_is_named(application: Application) -> None:
    with pytest.raises(DefinitionError, match="definition-rule-field"):
        application.definitions.checked({"fields": [{"name": "A"}], "x-rules": [{"rule": "[B] > 1"}]})
