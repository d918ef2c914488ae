"""A watched folder beside a data folder, with the program's real parts and short waits."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from desktop_uploader.database.history.places import StoredPlaces
from desktop_uploader.database.history.watched import WatchedFiles
from desktop_uploader.intake import Intake, Uploader
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.events import Happening, Listeners, Trouble
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.task import UploadTask
from desktop_uploader.places import open_storages
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage.local import LocalStorage
from desktop_uploader.storage.s3.keys import HeldKeys
from desktop_uploader.watching import Watching
from desktop_uploader.watching.making import make_watching
from desktop_uploader.watching.pace import Pace

from ..history_parts import Parts, open_parts

QUICK = Pace(0.02, told=30.0, untold=0.05, objects=0.1, first_delay=0.05, longest_delay=0.2, cost=1.0, settings=0.05)
QUIET = 0.2


def until(holds: Callable[[], bool], patience: float = 30.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.01)


@dataclass
class Office:
    """One data folder and one watched folder."""

    data: Path
    folder: Path
    parts: Parts
    """The history, as another program sees it."""
    seen: list[Happening] = field(default_factory=list)

    def write(self, name: str, text: str = "Order,Amount\nA-1,10\n") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def tasks(self) -> list[UploadTask]:
        return self.parts.history.tasks(TaskQuery(descending=False), limit=10_000)

    def names(self) -> list[str]:
        return [task.file_name for task in self.tasks()]

    def troubles(self) -> list[str | None]:
        return [item.code for item in self.seen if isinstance(item, Trouble)]

    @contextmanager
    def watching(self, *, pace: Pace = QUICK, upload: bool = True, s3: Any = None, **given: Any) -> Iterator[Watching]:
        """A program that watches the folder, and stores what it adds."""
        watch = {"folder": str(self.folder), "quiet_seconds": QUIET, **given}
        settings, folders = Settings.model_validate({"watch": [watch], "s3": s3 or {}}), find_folders(self.data)
        folders.prepare()
        listeners = Listeners()
        listeners.subscribe(self.seen.append)
        parts, held = open_parts(folders.history, SystemClock()), HeldKeys()
        try:
            storages = open_storages(settings, folders, held, StoredPlaces(parts.engine))
            uploader = Uploader(
                parts.uploads, storages, folders.outbox, parts.owners.register("test"), listeners, poll_seconds=0.1
            )
            intake = Intake(parts.uploads, listeners, self.data, lambda name: False)
            watching = make_watching(
                lambda: settings, folders, held, intake, parts.engine, SystemClock(), listeners, uploader.wake, pace
            )
            loops = [watching, uploader] if upload else [watching]
            threads = [Thread(target=loop.run) for loop in loops]
            for thread in threads:
                thread.start()
            try:
                yield watching
            finally:
                for loop in loops:
                    loop.stop()
                for thread in threads:
                    thread.join()
        finally:
            parts.engine.dispose()

    def settled(self) -> bool:
        """True where no file's part is to come."""
        return not WatchedFiles(self.parts.engine, self.parts.clock).adding(str(self.folder))

    def content_of(self, task: UploadTask) -> str:
        """What was stored."""
        assert task.file_path is not None
        files = LocalStorage(find_folders(self.data).files)
        return files.fetch(task.file_path, self.data).read_text(encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    for name in ("in", "data"):
        (tmp_path / name).mkdir()
    parts = open_parts(tmp_path / "data" / "history.sqlite3", SystemClock())
    yield Office(tmp_path / "data", tmp_path / "in", parts)
    parts.engine.dispose()
