"""What the ledger remembers of an import, so that a task can be finished after a death."""

from pathlib import Path

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import Batch, RecordsDatabase, Saving
from desktop_uploader.model.dataset import Dataset, SheetReport
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.ledger import Hold
from desktop_uploader.model.problem import Problem, ProblemTotal
from desktop_uploader.model.task import RowCounts

from ..history_parts import open_parts

PROBLEMS = (
    Problem("type-error", "Data", 3, 1, "A", "abc", {"kind": "number", "examples": ["1", "2"]}),
    Problem("missing-label", "Data", None, None, "B"),
)
RESULT = ImportResult(
    True,
    "orders",
    RowCounts(500, 1, 499),
    (SheetReport("Data", True, 1, 500, ignored_columns=("C",)), SheetReport("Other", False, reason="empty")),
    PROBLEMS,
    (ProblemTotal("type-error", "A", 498), ProblemTotal("missing-label", "B", 1)),
    {"cells-trimmed": {"count": 3}},
)


def test_a_task_finished_after_a_death_tells_what_the_child_found(tmp_path: Path) -> None:
    parts = open_parts(tmp_path / "history.sqlite3")
    task_id = parts.pending()
    records = RecordsDatabase(sqlite_url(tmp_path / "records.sqlite3"))
    records.prepare()
    records.open_import(Hold("i", task_id, 1, "a", "orders.xlsx"))
    dataset = Dataset("orders", {"fields": [{"name": "A", "type": "number"}]})
    records.save(Saving("i", 1, dataset, [Batch("Data", [2], [[1.0]])], RESULT, lambda _done: None))

    entry = records.ledger_entry("i")
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None and entry is not None and entry.result is not None
    parts.queue.finish(claim, entry.result)

    assert entry.result == RESULT
    task = parts.history.task(task_id)
    assert task is not None and (task.rows_total, task.rows_saved, task.rows_rejected) == (500, 1, 499)
    assert tuple(parts.history.problems(task_id)) == PROBLEMS
    assert tuple(parts.history.problem_totals(task_id)) == RESULT.totals
    records.close()
    parts.engine.dispose()
