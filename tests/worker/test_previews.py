"""A look at the file of a task that asks, in a real child of its own."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.worker.previews import Preview, Told, Wish

PATIENCE = 30.0
Watch = Callable[[Path], "Watched"]


class Watched:
    """A preview and what it tells, progress left out."""

    def __init__(self, application: Application, task: UploadTask) -> None:
        self.task = task
        self._told: SimpleQueue[Told] = SimpleQueue()
        self.preview: Preview = application.preview(task, self._told.put)

    def after(self, number: int) -> Told:
        """The answer to this wish."""
        end = monotonic() + PATIENCE
        while True:
            told = self._told.get(timeout=max(0.1, end - monotonic()))
            if told.number == number and told.moved is None:
                return told

    def close(self) -> None:
        self.preview.close()
        self.preview.join(PATIENCE)


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    opened = build(Settings(), find_folders(data_dir))
    yield opened
    opened.close()


@pytest.fixture
def watch(application: Application) -> Iterator[Watch]:
    """Add a file, have it ask, and look at it."""
    opened: list[Watched] = []

    def start(path: Path) -> Watched:
        task_id = application.intake.register(path, answers={"new-dataset": "ask"}).id
        application.uploader.drain()
        application.workers[0].drain([task_id])
        task = application.history.task(task_id)
        assert task is not None
        opened.append(Watched(application, task))
        return opened[-1]

    yield start
    for watched in opened:
        watched.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "sales.csv"
    made.write_text("Name,Net\n" + "x,1\n" * 200 + 'y,"1.234"\n', encoding="utf-8")
    return made


def test_the_newest_wish_is_answered_over_all_rows(watch: Watch, path: Path) -> None:
    watched = watch(path)
    for number in range(1, 6):
        watched.preview.look(Wish(number, {"number-style:Net": "comma" if number == 5 else "point"}))

    result = watched.after(5).result

    assert result is not None and result.counts is not None
    assert (result.counts.total, [style.chosen for style in result.styles]) == (201, ["comma"])


def test_the_task_stays_as_it_is(application: Application, watch: Watch, path: Path) -> None:
    watched = watch(path)
    watched.preview.look(Wish(1))
    watched.after(1)

    assert application.history.task(watched.task.id) == watched.task
    assert application.records.datasets() == []


def test_a_child_that_dies_is_told_and_the_next_look_has_another(watch: Watch, path: Path) -> None:
    watched = watch(path)
    watched.preview.look(Wish(1))
    watched.after(1)
    pid = watched.preview.pid
    assert pid is not None

    os.kill(pid, signal.SIGKILL)
    watched.preview.look(Wish(2))
    first = watched.after(2)
    watched.preview.look(Wish(3))

    assert first.result is not None or (first.error is not None and first.error.code == "reader-crashed")
    assert watched.after(3).result is not None


def test_an_original_that_is_gone_is_told_in_words(application: Application, watch: Watch, path: Path) -> None:
    watched = watch(path)
    for stored in (application.folders.files).rglob("*.csv"):
        stored.unlink()

    watched.preview.look(Wish(1))

    told = watched.after(1)
    assert told.error is not None
    assert "{" not in str(application.words.exception(told.error))


def test_closed_it_leaves_no_child(watch: Watch, path: Path) -> None:
    watched = watch(path)
    watched.preview.look(Wish(1))
    watched.after(1)
    pid = watched.preview.pid
    assert pid is not None

    watched.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
