"""Folders with many files: what is listed, what is left out, and what was added before."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.intake import Given, ManyFiles, Moved, Why
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.settings import Settings, find_folders


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    parts = build(Settings(), find_folders(data_dir), "test")
    yield parts
    parts.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files to add, one of them in a folder of the folder, and one of each kind that is none."""
    made = tmp_path / "Orders 2026"
    (made / "May").mkdir(parents=True)
    for name in ("a.csv", "b.csv", "May/c.csv"):
        (made / name).write_text(f"A;B\n{name};1\n", encoding="utf-8")
    for name in ("~$a.xlsx", ".hidden.csv", "notes.txt", "d.csv.part", "a.schema.json"):
        (made / name).write_bytes(b"x")
    (made / "a.schema.json").write_text('{"fields": [{"name": "A"}, {"name": "B"}]}')
    return made


def names(parts: Application) -> list[str]:
    return sorted(task.file_name for task in parts.history.tasks(TaskQuery(), limit=10_000))


def add(parts: Application, *picked: Path, **how: object) -> ManyFiles:
    made = parts.many_files(picked, Given(), **how)
    made.run()
    return made


def test_the_files_of_a_folder_are_added_and_the_others_counted_with_their_reason(
    application: Application, folder: Path
) -> None:
    outcome = add(application, folder).outcome

    assert names(application) == ["a.csv", "b.csv", "c.csv"] and len(outcome.ids) == 3
    assert outcome.left_out == {Why.TEMPORARY: 2, Why.HIDDEN: 1, Why.KIND: 1}


def test_files_are_added_in_the_order_of_their_names(application: Application, tmp_path: Path) -> None:
    for name in ("2026-03.csv", "2026-01.csv", "2026-02.csv"):
        (tmp_path / name).write_text(f"A;B\n{name};1\n", encoding="utf-8")

    ids = add(application, tmp_path, recursive=False).outcome.ids

    added = sorted(application.history.tasks_by_id(ids), key=lambda task: task.id)
    assert [task.file_name for task in added] == ["2026-01.csv", "2026-02.csv", "2026-03.csv"]


def test_folders_in_the_folder_are_left_where_they_are_not_wanted(application: Application, folder: Path) -> None:
    add(application, folder, recursive=False)

    assert names(application) == ["a.csv", "b.csv"]


def test_files_in_the_pick_are_added_beside_the_folder(application: Application, folder: Path, tmp_path: Path) -> None:
    beside = tmp_path / "beside.csv"
    beside.write_text("A;B\nz;1\n", encoding="utf-8")

    add(application, beside, folder / "May", tmp_path / "gone.csv")

    assert names(application) == ["beside.csv", "c.csv"]


def test_what_is_stored_or_waits_to_be_is_known_by_its_content(application: Application, folder: Path) -> None:
    application.intake.register(folder / "a.csv")
    application.uploader.drain()
    application.intake.register(folder / "b.csv")
    (folder / "renamed.csv").write_bytes((folder / "a.csv").read_bytes())

    outcome = add(application, folder).outcome

    assert sorted(path.name for path in outcome.known) == ["a.csv", "b.csv", "renamed.csv"]
    assert [task.file_name for task in application.history.tasks_by_id(outcome.ids)] == ["c.csv"]


def test_a_file_that_asks_is_known(application: Application, folder: Path) -> None:
    task_id = application.intake.register(folder / "b.csv", answers={"new-dataset": "ask"}).id
    application.uploader.drain()
    application.workers[0].drain([task_id])
    asked = application.history.task(task_id)
    assert asked is not None and asked.asks

    assert [path.name for path in add(application, folder / "a.csv", folder / "b.csv").outcome.known] == ["b.csv"]


def test_one_of_two_files_with_the_same_content_is_added(application: Application, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("A;B\nx;1\n", encoding="utf-8")

    outcome = add(application, tmp_path / "a.csv", tmp_path / "b.csv").outcome

    assert len(outcome.ids) == len(outcome.known) == 1


def test_what_was_undone_is_not_known(application: Application, folder: Path) -> None:
    task_id = application.intake.register(folder / "b.csv").id
    application.uploader.drain()
    application.workers[0].drain([task_id])
    application.undo(task_id)

    assert not add(application, folder / "b.csv").outcome.known


def test_known_files_can_be_added_again(application: Application, folder: Path) -> None:
    first = add(application, folder / "a.csv", folder / "b.csv").outcome.ids
    application.uploader.drain()
    application.workers[0].drain(first)
    again = add(application, folder / "a.csv", folder / "b.csv")
    assert len(again.outcome.known) == 2

    again.add_again()
    application.uploader.drain()
    application.workers[0].drain(again.outcome.ids)

    assert len(again.outcome.ids) == 2 and not again.outcome.known
    assert application.records.row_count("a") == 4


def test_a_cancel_leaves_what_was_added_until_then(application: Application, tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"{number}.csv").write_text(f"A;B\n{number};1\n", encoding="utf-8")
    made = application.many_files([tmp_path], Given(), tell=lambda moved: made.cancel())

    made.run()

    assert made.outcome.cancelled and 0 < len(made.outcome.ids) < 500
    assert len(names(application)) == len(made.outcome.ids)


def test_a_pause_holds_it_until_it_is_to_go_on(application: Application, folder: Path) -> None:
    moved: list[Moved] = []
    made = application.many_files([folder], Given(), tell=moved.append)
    made.pause()
    thread = Thread(target=made.run)
    thread.start()
    thread.join(0.2)
    assert thread.is_alive() and not moved

    made.resume()
    thread.join()

    assert moved == [Moved(3, 3, True)]
