"""The figures after real imports, as Prometheus' own parser reads them."""

import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.database.backup import back_up
from desktop_uploader.database.history.statistics import Statistics
from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.progress import Stage
from desktop_uploader.model.task import LEASE, Failure, Usage
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.worker.stageclock import StageClock

from .cli.test_whole_way import command, document
from .history_parts import open_parts, saved

GOOD = "A;B\nx;1\ny;2\n"


@pytest.fixture
def application(data_dir: Path, tmp_path: Path) -> Iterator[Application]:
    """One file that was saved, one that is wrong, one that waits."""
    made = build(Settings(), find_folders(data_dir), "test")
    (tmp_path / "wrong.schema.json").write_text('{"fields": [{"name": "A", "type": "integer"}, {"name": "B"}]}')
    for name in ("good.csv", "wrong.csv", "waiting.csv"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
        task = made.intake.register(tmp_path / name)
        made.uploader.drain()
        if name != "waiting.csv":
            made.workers[0].drain([task.id])
    yield made
    made.close()


Values = dict[tuple[str, frozenset[tuple[str, str]]], float]


def values(text: str) -> Values:
    found = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation or not family.samples
        for sample in family.samples:
            found[sample.name, frozenset(sample.labels.items())] = sample.value
    return found


def value(found: Values, name: str, **labels: str) -> float:
    return found[f"desktop_uploader_{name}", frozenset(labels.items())]


def test_files_rows_and_the_queue_are_counted(application: Application) -> None:
    found = values(application.metrics().text())

    assert value(found, "history_up") == 1
    assert value(found, "files", status="done", error_code="") == 1
    assert value(found, "files", status="failed", error_code="rows-wrong") == 1
    assert value(found, "attempts_total", outcome="done", error_code="") == 1
    assert value(found, "attempts_total", outcome="failed", error_code="rows-wrong") == 1
    assert (value(found, "rows_saved_total"), value(found, "rows_rejected_total")) == (2, 2)
    assert value(found, "queue_depth") == 1 and value(found, "queue_age_seconds") > 0
    assert value(found, "retries_total") == value(found, "leases_lost_total") == 0
    assert value(found, "programs", kind="test") == 1
    assert found["process_resident_memory_bytes", frozenset()] > 1e6


def test_durations_are_histograms_by_stage(application: Application) -> None:
    found = values(application.metrics().text())

    for stage in ("queued", "reading", "checking", "turn"):
        assert value(found, "stage_duration_seconds_bucket", stage=stage, le="+Inf") == 2
        assert value(found, "stage_duration_seconds_count", stage=stage) == 2
    seconds = value(found, "stage_duration_seconds_sum", stage="saving")
    assert 0 < seconds < 30


def test_copies_and_sizes_are_told(application: Application) -> None:
    back_up(application.folders.history, application.folders.backups, "daily")

    found = values(application.metrics().text())

    assert 0 <= value(found, "backup_age_seconds", database="history") < 60
    assert value(found, "database_size_bytes", database="records") > 0 and value(found, "free_bytes") > 0
    assert any(name == "desktop_uploader_build_info" for name, _ in found)


def test_every_program_on_a_folder_tells_the_same(application: Application) -> None:
    other = command(application.folders.data, "metrics")

    ours, theirs = values(application.metrics().text()), values(other.stdout)
    names = ("files", "attempts_total", "rows_saved_total", "stage_duration_seconds_sum")
    same = [key for key in ours if key[0].removeprefix("desktop_uploader_") in names]
    assert len(same) >= 10 and {key: ours[key] for key in same} == {key: theirs[key] for key in same}


def test_they_are_served_on_this_computer_alone(application: Application) -> None:
    server = application.metrics().serve(0)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/metrics", timeout=10) as answer:
            assert value(values(answer.read().decode()), "history_up") == 1
        with pytest.raises(UsageError, match="port-taken"):
            application.metrics().serve(server.port)
        assert server._server.server_address[0] == "127.0.0.1"
    finally:
        server.close()


def test_a_damaged_history_is_told_and_not_an_error(application: Application) -> None:
    metrics = application.metrics()
    application.parts.engine.dispose()
    for ending in ("-wal", "-shm"):
        application.folders.history.with_name(f"history.sqlite3{ending}").unlink(missing_ok=True)
    application.folders.history.write_bytes(b"damaged" * 1000)

    found = values(metrics.text())

    assert value(found, "history_up") == 0 and value(found, "free_bytes") > 0


def test_retries_and_lost_leases_are_counted(tmp_path: Path) -> None:
    parts = open_parts(tmp_path / "history.sqlite3")
    parts.pending()
    owner = parts.owners.register("test")
    claim = parts.queue.claim(owner)
    assert claim is not None
    statistics = Statistics(parts.engine, [1.0, 2.0])
    assert not statistics.attempts().outcomes
    parts.queue.retry_later(claim, Failure("stalled", {"seconds": 60}), timedelta(seconds=5))
    assert sum(statistics.attempts().outcomes.values()) == 1
    parts.clock.advance(timedelta(seconds=6))
    assert parts.queue.claim(owner) is not None
    parts.clock.advance(LEASE + timedelta(seconds=1))
    last = parts.queue.claim(owner)
    assert last is not None
    parts.queue.finish(last, saved(4), Usage(5, {Stage.OPENING: 1.0, Stage.READING: 0.5, Stage.SAVING: 0.25}))

    found = statistics.attempts()
    assert found == Statistics(parts.engine, [1.0, 2.0]).attempts()
    assert {(outcome.value, code) for outcome, code in found.outcomes} == {
        ("retry", "stalled"),
        ("lost", ""),
        ("done", ""),
    }
    assert found.durations["reading"].at_most == (0, 1) and found.durations["reading"].total == 1.5
    assert found.durations["queued"].count == 3 and 5.9 < found.durations["queued"].total < 6.1
    assert (found.rows_saved, found.rows_rejected) == (4, 0)
    parts.engine.dispose()


def test_show_tells_how_long_each_attempt_took(application: Application) -> None:
    (attempt,) = document(application.folders.data, "show", "1")["attempts_made"]

    assert set(attempt["seconds"]) == {"queued", "reading", "checking", "turn", "saving"}
    assert (attempt["rows_saved"], attempt["rows_rejected"]) == (2, 0)
    assert "saved in" in command(application.folders.data, "show", "1").stdout


def test_a_stage_that_is_entered_again_goes_on_counting() -> None:
    times = iter([0.0, 1.0, 3.0, 4.0, 9.0])
    clock = StageClock(lambda: next(times))
    for stage in (Stage.READING, Stage.CHECKING, Stage.READING):
        clock.enter(stage)

    assert clock.stop() == {Stage.READING: 2.0 + 5.0, Stage.CHECKING: 1.0}
