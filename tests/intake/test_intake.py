import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from sqlalchemy import text

from desktop_uploader.intake import Intake, Uploader
from desktop_uploader.intake import source as sources
from desktop_uploader.model.errors import DefinitionError, SourceError, StorageError
from desktop_uploader.model.events import Happening, TaskChanged, Trouble
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.storage import outages
from desktop_uploader.storage.base import ByteProgress, Original
from desktop_uploader.storage.files import sha256_of
from desktop_uploader.storage.local import LocalStorage
from desktop_uploader.storage.router import Storages

from ..history_parts import Parts, open_parts


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    opened = open_parts(tmp_path / "history.sqlite3")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "orders.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"x" * 3_000_000)
    return path


def uploader(
    parts: Parts, tmp_path: Path, seen: list[Happening] | None = None, local: LocalStorage | None = None
) -> Uploader:
    storage, outbox = (
        Storages({"local": lambda: local or LocalStorage(tmp_path / "files")}, "local"),
        tmp_path / "outbox",
    )
    outbox.mkdir(exist_ok=True)
    listener = (seen if seen is not None else []).append
    return Uploader(parts.uploads, storage, outbox, parts.owners.register("test"), listener)


def intake(parts: Parts, tmp_path: Path, seen: list[Happening] | None = None) -> Intake:
    return Intake(parts.uploads, (seen if seen is not None else []).append, tmp_path, lambda name: False)


def test_a_registered_file_is_shown_at_once_and_stored_then(parts: Parts, tmp_path: Path, file: Path) -> None:
    seen: list[Happening] = []
    task = intake(parts, tmp_path, seen).register(file)
    assert (task.status, task.file_name, task.size) == (TaskStatus.UPLOADING, "orders.xlsx", 3_000_000)
    assert TaskChanged(task.id) in seen

    uploader(parts, tmp_path, seen).drain()

    stored = parts.history.task(task.id)
    assert stored is not None and stored.status is TaskStatus.PENDING and stored.file_path is not None
    assert stored.sha256 == sha256_of(file)
    kept = LocalStorage(tmp_path / "files").fetch(stored.file_path, tmp_path)
    assert kept.read_bytes() == file.read_bytes()
    assert list((tmp_path / "outbox").iterdir()) == []


def test_two_files_of_one_name_are_both_kept(parts: Parts, tmp_path: Path, file: Path) -> None:
    adding = intake(parts, tmp_path)
    ids = [adding.register(file).id, adding.register(file).id]
    uploader(parts, tmp_path).drain()

    assert len({task.file_path for task in parts.history.tasks_by_id(ids)}) == 2


def test_what_cannot_be_added_is_said_and_leaves_no_row(parts: Parts, tmp_path: Path) -> None:
    adding = intake(parts, tmp_path)
    for path, code in (
        (tmp_path / "nothing.xlsx", "source-gone"),
        (tmp_path, "source-is-folder"),
        (tmp_path / "~$orders.xlsx", "source-owner-file"),
    ):
        with pytest.raises(SourceError, match=code):
            adding.register(path)
    assert parts.history.last_event_id() == 0


def test_a_file_that_vanishes_before_it_is_copied_fails_in_words(parts: Parts, tmp_path: Path, file: Path) -> None:
    task = intake(parts, tmp_path).register(file)
    file.unlink()

    uploader(parts, tmp_path).drain()

    failed = parts.history.task(task.id)
    assert failed is not None and failed.status is TaskStatus.FAILED
    assert failed.error_code == "source-gone" and "orders.xlsx" in (failed.error_message or "")


def test_a_file_that_changes_while_it_is_copied_is_refused(
    parts: Parts, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sources.copy_synced

    def slow(source: Path, *arguments: object) -> tuple[int, str]:
        result = real(source, *arguments)  # type: ignore[arg-type]
        with source.open("ab") as writer:
            writer.write(b"more")
        return result

    monkeypatch.setattr(sources, "copy_synced", slow)
    task = intake(parts, tmp_path).register(file)
    uploader(parts, tmp_path).drain()

    failed = parts.history.task(task.id)
    assert failed is not None and failed.error_code == "source-changed"


def test_an_upload_cut_short_after_its_snapshot_needs_no_source(parts: Parts, tmp_path: Path, file: Path) -> None:
    task = intake(parts, tmp_path).register(file)
    dead = parts.owners.register("dead")
    claim = parts.uploads.claim(dead)
    assert claim is not None
    (tmp_path / "outbox").mkdir()
    taken = sources.snapshot(file, tmp_path / "outbox", task.import_id, lambda _done: None)
    assert parts.uploads.snapshot_taken(claim, taken.size, taken.sha256)
    parts.owners.leave(dead)
    file.unlink()

    uploader(parts, tmp_path).drain()

    stored = parts.history.task(task.id)
    assert stored is not None and stored.status is TaskStatus.PENDING and stored.sha256 == taken.sha256


def test_an_upload_taken_up_again_says_that_its_source_has_changed(parts: Parts, tmp_path: Path, file: Path) -> None:
    task = intake(parts, tmp_path).register(file)
    dead = parts.owners.register("dead")
    assert parts.uploads.claim(dead) is not None
    parts.owners.leave(dead)
    file.write_bytes(b"another content")

    uploader(parts, tmp_path).drain()

    stored = parts.history.task(task.id)
    assert stored is not None and stored.sha256 == sha256_of(file) and stored.size == 15
    assert [event.code for event in parts.history.events(task.id)] == [
        "added",
        "upload-resumed",
        "source-changed-since",
        "stored",
    ]


def test_two_programs_that_copy_one_source_keep_their_copies_apart(parts: Parts, tmp_path: Path, file: Path) -> None:
    task = intake(parts, tmp_path).register(file)
    (tmp_path / "outbox").mkdir()

    first = sources.snapshot(file, tmp_path / "outbox", task.import_id, lambda _done: None)
    file.write_bytes(b"another content")
    second = sources.snapshot(file, tmp_path / "outbox", task.import_id, lambda _done: None)

    assert [sha256_of(taken.path) for taken in (first, second)] == [first.sha256, second.sha256]


def test_an_upload_is_not_taken_from_whoever_got_it_while_this_one_waited(parts: Parts, tmp_path: Path) -> None:
    parts.register()
    before = parts.clock.now()
    parts.clock.advance(timedelta(milliseconds=5))
    assert parts.uploads.claim(parts.owners.register("one")) is not None
    later, times = parts.clock.now(), iter([before])

    # The other looked just before, and came to its transaction just after.
    parts.clock.now = lambda: next(times, later)  # type: ignore[method-assign]

    assert parts.uploads.claim(parts.owners.register("two")) is None


def test_an_upload_cancelled_by_a_person_is_not_stored(parts: Parts, tmp_path: Path, file: Path) -> None:
    task = intake(parts, tmp_path).register(file)
    parts.queue.cancel(task.id)

    uploader(parts, tmp_path).drain()

    ended = parts.history.task(task.id)
    assert ended is not None and ended.status is TaskStatus.CANCELLED and ended.file_path is None
    parts.queue.retry(task.id)
    uploader(parts, tmp_path).drain()
    ended = parts.history.task(task.id)
    assert ended is not None and ended.status is TaskStatus.PENDING


class Away(LocalStorage):
    """Cannot be reached as often as `times` says."""

    def __init__(self, folder: Path, times: int) -> None:
        super().__init__(folder)
        self.times = times

    def put(self, source: Path, key: str, original: Original, progress: ByteProgress | None = None) -> str:
        self.times -= 1
        if self.times >= 0:
            raise StorageError("storage-timeout", host="nas")
        return super().put(source, key, original, progress)


def test_a_storage_that_cannot_be_reached_is_waited_for(
    parts: Parts, tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outages, "FIRST", 0.05)
    task = intake(parts, tmp_path).register(file)
    seen: list[Happening] = []
    storing = uploader(parts, tmp_path, seen, Away(tmp_path / "files", times=2))
    storing.then(storing.stop)

    storing.run()

    stored = parts.history.task(task.id)
    assert stored is not None and stored.status is TaskStatus.PENDING
    assert [happening.code for happening in seen if isinstance(happening, Trouble)] == ["storage-timeout"] * 2 + [None]
    assert [event.code for event in parts.history.events(task.id)] == ["added", "stored"]


def test_a_definition_beside_the_file_comes_with_it(parts: Parts, tmp_path: Path, file: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "string"}]}
    file.with_name("orders.schema.json").write_text(json.dumps(schema), encoding="utf-8")

    assert intake(parts, tmp_path).register(file).definition == schema


def test_a_broken_definition_is_said(parts: Parts, tmp_path: Path, file: Path) -> None:
    file.with_name("orders.schema.json").write_text("{", encoding="utf-8")

    with pytest.raises(DefinitionError, match="definition-invalid"):
        intake(parts, tmp_path).register(file)


def test_a_file_whose_lease_ran_out_in_a_sleep_is_not_sent_twice_by_one_program(
    parts: Parts, tmp_path: Path, file: Path
) -> None:
    began, go_on, puts = Event(), Event(), []

    class Slow(LocalStorage):
        def put(self, source: Path, key: str, original: Original, progress: ByteProgress | None = None) -> str:
            puts.append(key)
            began.set()
            go_on.wait(10)
            return super().put(source, key, original, progress)

    (tmp_path / "outbox").mkdir()
    storages = Storages({"local": lambda: Slow(tmp_path / "files")}, "local")
    worker_id = parts.owners.register("test")
    made = Uploader(parts.uploads, storages, tmp_path / "outbox", worker_id, [].append, 0.05, at_once={"local": 2})
    task = intake(parts, tmp_path).register(file)
    thread = Thread(target=made.run)
    thread.start()
    began.wait(10)
    with parts.engine.begin() as connection:
        connection.execute(text("UPDATE upload_tasks SET lease_expires_at = '2020-01-01 00:00:00.000000'"))
    made.wake()
    sleep(0.5)
    go_on.set()
    made.stop()
    thread.join()

    found = parts.history.task(task.id)
    assert len(puts) == 1
    assert found is not None and found.status is TaskStatus.PENDING
