"""How long the history is kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop_uploader.database.history.meta import Meta
from desktop_uploader.database.history.removals import BATCH, Removals
from desktop_uploader.database.history.tables import metadata, upload_tasks
from desktop_uploader.model.errors import StorageError
from desktop_uploader.model.problem import Problem, ProblemTotal
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import Failure
from desktop_uploader.settings import Settings
from desktop_uploader.storage.base import Original
from desktop_uploader.storage.files import sha256_of
from desktop_uploader.storage.local import LocalStorage
from desktop_uploader.worker.chores import DailyChores
from desktop_uploader.worker.originals import Originals, WouldGo
from desktop_uploader.worker.retention import Retention

from ..history_parts import Parts, open_parts, saved

DAYS = 30
OLD = timedelta(days=DAYS, seconds=1)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    opened = open_parts(tmp_path / "history.sqlite3")
    yield opened
    opened.engine.dispose()


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "files")


@pytest.fixture
def retention(parts: Parts) -> Retention:
    return Retention(Removals(parts.engine, parts.clock), parts.clock, lambda: DAYS)


@pytest.fixture
def originals(parts: Parts, storage: LocalStorage, tmp_path: Path) -> Originals:
    (tmp_path / "outbox").mkdir()
    return Originals(parts.history, Removals(parts.engine, parts.clock), storage, tmp_path / "outbox", parts.clock)


def never() -> bool:
    return False


def added(parts: Parts, storage: LocalStorage, name: str = "orders.xlsx") -> int:
    """A task that waits, with its stored file."""
    task_id = parts.pending(name)
    source = Path(parts.engine.url.database or "").parent / "source"
    source.write_bytes(b"rows")
    uri = storage.put(source, f"{task_id}/{name}", Original(f"import-{task_id}", sha256_of(source)))
    with parts.engine.begin() as connection:
        connection.execute(upload_tasks.update().where(upload_tasks.c.id == task_id).values(file_path=uri))
    return task_id


def stored(storage: LocalStorage) -> set[str]:
    return {path.parent.name for path in storage._folder.rglob("*") if path.is_file()}


def ended(parts: Parts, storage: LocalStorage, how: str) -> int:
    task_id = added(parts, storage)
    claim = parts.queue.claim(parts.owners.register("worker"), only=[task_id])
    assert claim is not None
    match how:
        case "done":
            assert parts.queue.finish(claim, saved(3))
        case "cancelled":
            assert parts.queue.cancelled(claim)
        case _:
            assert parts.queue.fail(claim, Failure(how, {"questions": []}))
    return task_id


def left(parts: Parts) -> set[int]:
    with parts.engine.connect() as connection:
        return set(connection.execute(select(upload_tasks.c.id)).scalars())


def test_what_ended_long_ago_goes_with_its_file(
    parts: Parts, storage: LocalStorage, retention: Retention, originals: Originals
) -> None:
    ended(parts, storage, "done")
    ended(parts, storage, "cancelled")
    parts.clock.advance(OLD)
    young = ended(parts, storage, "done")

    assert retention.remove_old() == 2
    originals.finish(never)

    assert left(parts) == {young} and stored(storage) == {str(young)}


def test_what_would_go_is_counted_before_it_goes(
    parts: Parts, storage: LocalStorage, retention: Retention, originals: Originals
) -> None:
    for how in ("done", "done", "cancelled", "file-damaged"):
        ended(parts, storage, how)
    parts.clock.advance(OLD)
    ended(parts, storage, "done")

    assert originals.would_go(DAYS, DAYS) == WouldGo(3, 2)
    assert originals.would_go(None, None) == WouldGo(0, 0)
    assert originals.let_go(DAYS) == 2 and originals.would_go(DAYS, DAYS) == WouldGo(3, 0)
    assert retention.remove_old() == 3 and originals.would_go(DAYS, DAYS) == WouldGo(0, 0)


def test_what_failed_asks_or_waits_stays_with_its_file_however_old(
    parts: Parts, storage: LocalStorage, retention: Retention
) -> None:
    kept = {ended(parts, storage, "file-damaged"), ended(parts, storage, "needs-answer"), added(parts, storage)}
    running = added(parts, storage)
    assert parts.queue.claim("worker", only=[running]) is not None
    parts.clock.advance(timedelta(days=10_000))

    assert retention.remove_old() == 0

    assert left(parts) == kept | {running} and stored(storage) == {str(task_id) for task_id in kept | {running}}


def test_all_that_is_known_of_a_removed_task_goes(parts: Parts, storage: LocalStorage, retention: Retention) -> None:
    task_id = added(parts, storage)
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None
    result = saved(3)
    wrong, total = Problem("type-error", "A", 2, 1, "x", "y", {}), ProblemTotal("type-error", "x", 1)
    assert parts.queue.finish(claim, type(result)(True, "orders", result.counts, problems=(wrong,), totals=(total,)))
    assert parts.history.problems(task_id)
    parts.clock.advance(OLD)

    retention.remove_old()

    tables = [table for table in metadata.sorted_tables if table.foreign_keys]
    with parts.engine.connect() as connection:
        rows = {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}
    assert set(rows.values()) == {0} and len(rows) == 4
    assert parts.history.count(TaskQuery(text="orders")) == 0


def test_a_file_that_cannot_be_deleted_now_goes_later_and_holds_up_no_other(
    parts: Parts, storage: LocalStorage, retention: Retention, originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    stubborn, _other = ended(parts, storage, "done"), ended(parts, storage, "done")
    parts.clock.advance(OLD)
    delete = storage.delete

    def refuse(uri: str) -> None:
        if f":{stubborn}/" in uri:
            raise StorageError("storage-no-permission", folder="files")
        delete(uri)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", refuse)
        assert retention.remove_old() == 2
        originals.finish(never)
        assert not left(parts) and stored(storage) == {str(stubborn)}

    originals.finish(never)
    assert not stored(storage)


def test_files_whose_removal_is_cut_short_go_the_next_time(
    parts: Parts, storage: LocalStorage, retention: Retention, originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        ended(parts, storage, "done")
    parts.clock.advance(OLD)
    delete, calls = storage.delete, iter((True, True, False))

    def die_at_the_third(uri: str) -> None:
        if not next(calls):
            raise KeyboardInterrupt
        delete(uri)

    retention.remove_old()
    with monkeypatch.context() as patch:
        patch.setattr(storage, "delete", die_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            originals.finish(never)
    assert not left(parts) and len(stored(storage)) == 1

    originals.finish(never)
    assert not stored(storage)


def test_many_are_removed_in_small_batches_until_told_to_stop(parts: Parts, retention: Retention) -> None:
    parts.many_pending(2 * BATCH + 1)
    finished = {"status": TaskStatus.CANCELLED, "finished_at": parts.clock.now()}
    with parts.engine.begin() as connection:
        connection.execute(upload_tasks.update().values(**finished))
    parts.clock.advance(OLD)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(len(left(parts)))
        return len(asked) == 3

    assert retention.remove_old(stop) == 2 * BATCH
    assert asked == [2 * BATCH + 1, BATCH + 1, 1]


def test_the_daily_work_removes_once_a_day(
    parts: Parts, storage: LocalStorage, retention: Retention, tmp_path: Path
) -> None:
    meta, listener = Meta(parts.engine), [].append
    chores = DailyChores(meta, tuple, tmp_path / "backups", parts.clock, listener, retention=retention)
    ended(parts, storage, "done")
    parts.clock.advance(timedelta(minutes=30))
    later = ended(parts, storage, "done")
    parts.clock.advance(OLD - timedelta(minutes=30))

    chores.try_what_is_due()
    assert left(parts) == {later}
    parts.clock.advance(timedelta(hours=1))
    chores.try_what_is_due()
    assert left(parts) == {later}
    parts.clock.advance(timedelta(hours=24))
    chores.try_what_is_due()
    assert not left(parts)


def test_all_is_kept_unless_set_otherwise() -> None:
    assert Settings().keep_history_days is None


def test_numbers_of_tasks_are_not_given_twice(parts: Parts, storage: LocalStorage, retention: Retention) -> None:
    first = ended(parts, storage, "done")
    parts.clock.advance(OLD)
    retention.remove_old()

    assert added(parts, storage) > first
