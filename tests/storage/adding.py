"""Files of people, added to a program."""

from pathlib import Path

from desktop_uploader.bootstrap import Application
from desktop_uploader.model.status import TaskStatus


def add_some(application: Application, folder: Path, count: int, storage: str | None = None) -> list[int]:
    """Add new files of one kind; each row has a key of its own. Gives the uploads."""
    folder.mkdir()
    ids = []
    for number in range(count):
        path = folder / f"orders {number}.csv"
        path.write_text(f"Order,Amount\n{folder.name}-{number},10\n", encoding="utf-8")
        ids.append(application.intake.register(path, storage=storage).id)
    return ids


def statuses(application: Application, ids: list[int]) -> list[TaskStatus]:
    """What became of these uploads."""
    return [task.status for task in application.history.tasks_by_id(ids)]
