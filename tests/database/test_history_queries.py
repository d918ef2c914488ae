"""What the window asks of the history, against the same asked of a list in memory."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, update

from desktop_uploader.database.history import finding, search
from desktop_uploader.database.history.removals import Removals
from desktop_uploader.database.history.tables import upload_tasks
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.queries import TaskQuery, TaskSort
from desktop_uploader.model.question import NEEDS_ANSWER
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask

from ..benchmarks.growth import BEGIN, STEP, fill
from ..history_parts import Parts, open_parts

TASKS = 400
LATER = BEGIN + STEP * (TASKS // 2)
PERIODS = [(None, None), (LATER, None), (BEGIN + STEP * (TASKS // 4), LATER)]
DONE, FAILED = frozenset({TaskStatus.DONE}), frozenset({TaskStatus.FAILED})
UNFINISHED = frozenset(status for status in TaskStatus if not status.final)
STATES: list[tuple[frozenset[TaskStatus], bool | None]] = [
    (frozenset(), None), (DONE, None), (FAILED, None), (FAILED, True), (FAILED, False), (UNFINISHED, None),
    (DONE | UNFINISHED, None),
]  # fmt: skip
TEXTS = ["", "ORDERS", "e-", "rows need", '100% a"b', "_"]
QUERIES = [
    TaskQuery(statuses, asking, dataset, since, until, text, sort, descending)
    for (statuses, asking), dataset, (since, until), text, sort, descending in itertools.product(
        STATES, [None, "orders"], PERIODS, TEXTS, TaskSort, [False, True]
    )
]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    path = tmp_path_factory.mktemp("history") / "history.sqlite3"
    fill(path, TASKS)
    opened = open_parts(path)
    first, *_ = opened.many_pending(5)
    with opened.engine.begin() as connection:
        names = {first: '100% a"b.xlsx', first + 1: "Ünï_code.xlsx"}
        for task_id, name in names.items():
            connection.execute(update(upload_tasks).where(upload_tasks.c.id == task_id).values(file_name=name))
    assert opened.queue.claim(opened.owners.register("worker")) is not None
    yield opened
    opened.engine.dispose()


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> int:
    """So few are many that some of the texts are found in either way."""
    monkeypatch.setattr(search, "MANY", 50)
    return 50


@pytest.fixture(scope="module")
def everything(parts: Parts) -> list[UploadTask]:
    return parts.history.tasks_by_id(range(1, TASKS + 6))


def wanted(task: UploadTask, query: TaskQuery, *, states: bool = True) -> bool:
    text = query.text.lower()
    asks = task.status is TaskStatus.FAILED and task.error_code == NEEDS_ANSWER
    return (
        (not states or not query.statuses or task.status in query.statuses)
        and (not states or query.asking is None or asks == query.asking)
        and (query.dataset is None or task.dataset == query.dataset)
        and (query.since is None or task.created_at >= query.since)
        and (query.until is None or task.created_at < query.until)
        and (text in task.file_name.lower() or text in (task.error_message or "").lower())
    )


def ordered(tasks: Sequence[UploadTask], query: TaskQuery) -> list[int]:
    def key(task: UploadTask) -> tuple[object, ...]:
        never = datetime.min.replace(tzinfo=UTC)
        first = getattr(task, query.sort.value) or never
        return (first, task.created_at, task.id) if query.sort is TaskSort.STATUS else (first, task.id)

    return [task.id for task in sorted(tasks, key=key, reverse=query.descending)]


@pytest.mark.parametrize("sort", TaskSort)
def test_pages_hold_what_matches_in_the_order_asked_for(
    parts: Parts, everything: list[UploadTask], sort: TaskSort
) -> None:
    for query in (query for query in QUERIES if query.sort is sort):
        expected = ordered([task for task in everything if wanted(task, query)], query)
        half = len(expected) // 2

        page = parts.history.tasks(query, limit=20, offset=half)

        assert [task.id for task in page] == expected[half : half + 20], query


def test_counts_are_those_of_what_matches(parts: Parts, everything: list[UploadTask]) -> None:
    for query in (query for query in QUERIES if query.sort is TaskSort.ADDED and query.descending):
        of_all_states = [task for task in everything if wanted(task, query, states=False)]

        assert parts.history.count(query) == sum(wanted(task, query) for task in everything), query
        counts = parts.history.status_counts(query)
        assert counts.by_status == Counter(task.status for task in of_all_states), query
        assert counts.asking == sum(task.asks for task in of_all_states), query


def test_the_datasets_in_use_are_named_once_and_in_order(parts: Parts, everything: list[UploadTask]) -> None:
    assert parts.history.datasets_in_use() == sorted({task.dataset for task in everything if task.dataset})


def test_a_history_without_datasets_names_none(tmp_path: Path) -> None:
    opened = open_parts(tmp_path / "empty.sqlite3")
    opened.many_pending(1)

    assert opened.history.datasets_in_use() == []
    opened.engine.dispose()


@pytest.mark.parametrize(
    ("text", "common"), [("ORDERS", True), ("rows need", False), ("e-", True), ("nowhere", False), ("Ünï", False)]
)
def test_a_text_that_many_tasks_have_is_looked_for_task_by_task(parts: Parts, text: str, common: bool) -> None:
    with parts.engine.connect() as connection:
        assert search.is_common(connection, text) is common


def test_a_text_beyond_ascii_is_found_whatever_its_case_also_where_many_have_it(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MANY", 1)
    assert [task.file_name for task in parts.history.tasks(TaskQuery(text="ünÏ"), limit=5)] == ["Ünï_code.xlsx"]


@pytest.mark.parametrize("work", ["remove_ended", "let_go"])
def test_what_ended_first_is_found_without_sorting_all_that_ended(parts: Parts, work: str) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(parts.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    getattr(Removals(parts.engine, SystemClock()), work)(BEGIN)
    statement, arguments = next(item for item in asked if item[0].startswith("SELECT"))
    with parts.engine.connect() as connection:
        plan = [line[3] for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", arguments)]
    assert plan == ["SEARCH upload_tasks USING INDEX ix_tasks_finished (finished_at<?)"]


def test_names_and_messages_that_change_are_found_by_the_new_text_alone(tmp_path: Path) -> None:
    opened = open_parts(tmp_path / "one.sqlite3")
    (task_id,) = opened.many_pending(1)
    with opened.engine.begin() as connection:
        renamed = update(upload_tasks).where(upload_tasks.c.id == task_id).values(file_name="prices.xlsx")
        connection.execute(renamed)

    assert opened.history.count(TaskQuery(text="prices")) == 1
    assert opened.history.count(TaskQuery(text="0.xlsx")) == 0
    with opened.engine.begin() as connection:
        connection.execute(upload_tasks.delete())
    assert opened.history.count(TaskQuery(text="prices")) == 0
    opened.engine.dispose()


SORTED_IN_AN_INDEX = [
    TaskQuery(statuses=statuses, dataset=dataset, since=since, sort=sort)
    for statuses, dataset, since, sort in itertools.product(
        [frozenset(), DONE, FAILED], [None, "orders"], [None, LATER], [TaskSort.NAME, TaskSort.FINISHED]
    )
] + [
    TaskQuery(statuses=statuses, since=since, sort=sort)
    for statuses, since, sort in itertools.product(
        [frozenset(), DONE], [None, BEGIN + timedelta(days=1)], [TaskSort.ADDED, TaskSort.STATUS]
    )
]


@pytest.mark.parametrize("query", SORTED_IN_AN_INDEX, ids=str)
def test_a_page_far_down_is_found_in_an_index_alone(parts: Parts, query: TaskQuery) -> None:
    statement = finding.page(query, parts.engine.dialect, 100, 500_000)
    compiled = statement.compile(parts.engine, compile_kwargs={"render_postcompile": True})
    with parts.engine.connect() as connection:
        arguments = tuple(compiled.params[name] for name in compiled.positiontup or ())
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", arguments).all()

    keys = [line[3] for line in plan if "COVERING INDEX ix_tasks_" in line[3]]
    # One sort remains: of the hundred rows of the page.
    assert len(keys) == 1 and sum("USE TEMP B-TREE" in line[3] for line in plan) <= 1, plan
