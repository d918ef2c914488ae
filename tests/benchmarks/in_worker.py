"""One file in a running worker, from its claim to DONE, and what the child's check alone takes.

Usage: python -m tests.benchmarks.in_worker DATA WORKBOOK SCHEMA; prints seconds as JSON.
"""

import json
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import find_folders, load_settings

from .workbook import make


def main(data: Path, workbook: Path, schema: Path) -> None:
    folders = find_folders(data)
    application = build(load_settings(folders), folders)
    threads = [threading.Thread(target=loop.run) for loop in (application.uploader, *application.workers)]
    for thread in threads:
        thread.start()
    definition = json.loads(schema.read_text(encoding="utf-8"))
    # The child has read one workbook before, as that of a program that has been open for a while.
    run(application, make(data / "first.xlsx", 10), definition, "first")
    task = run(application, workbook, definition, "orders")
    assert task.started_at is not None and task.finished_at is not None
    application.uploader.stop()
    for worker in application.workers:
        worker.stop()
    for thread in threads:
        thread.join()
    seconds = (task.finished_at - task.started_at) / timedelta(seconds=1)
    result = {"seconds": seconds, "status": task.status, "rows": task.rows_saved}
    print(json.dumps({**result, **problems(application, task)}))
    application.close()


def run(application: Application, workbook: Path, definition: dict[str, Any], dataset: str) -> UploadTask:
    """Add a file and wait for its end."""
    task_id = application.intake.register(workbook, dataset=dataset, definition=definition).id
    application.wake()
    while True:
        task = application.history.task(task_id)
        assert task is not None
        if task.status.final:
            return task
        time.sleep(0.01)


def problems(application: Application, task: UploadTask) -> dict[str, float]:
    """How long the list of what to correct takes to read once the task has failed."""
    if task.status is not TaskStatus.FAILED:
        return {}
    started = time.perf_counter()
    found = application.history.problems(task.id, limit=2000)
    application.history.problem_totals(task.id)
    return {"problems": len(found), "problems_seconds": time.perf_counter() - started}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
