"""Many claimants, one history file."""

import multiprocessing
from collections import Counter
from pathlib import Path

from desktop_uploader.model.status import TaskStatus

from ..history_parts import open_parts, saved


def work(path: Path) -> None:
    parts = open_parts(path)
    worker = parts.owners.register("worker")
    while claim := parts.queue.claim(worker):
        assert parts.queue.finish(claim, saved(1))
    parts.engine.dispose()


def test_two_processes_do_each_of_500_tasks_once(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    parts = open_parts(path)
    ids = parts.many_pending(500)

    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=work, args=(path,)) for _ in range(2)]
    for process in workers:
        process.start()
    for process in workers:
        process.join(90)

    assert [process.exitcode for process in workers] == [0, 0]
    tasks = parts.history.tasks_by_id(ids)
    assert Counter(task.status for task in tasks) == {TaskStatus.DONE: 500}
    assert {task.attempts for task in tasks} == {1}
    assert all(len(parts.history.attempts(task_id)) == 1 for task_id in ids)
    parts.engine.dispose()


def test_nothing_of_the_history_stays_open_when_its_engine_is_disposed_of(tmp_path: Path) -> None:
    parts = open_parts(tmp_path / "history.sqlite3")
    parts.pending()
    assert parts.queue.claim(parts.owners.register("test")) is not None

    parts.engine.dispose()

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["history.sqlite3"]
