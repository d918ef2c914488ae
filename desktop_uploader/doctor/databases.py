"""Both databases: whole, of this program's schema, and in agreement with each other."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..database.backup import check, open_to_read
from ..database.migrate import HEAD
from ..database.records.tables import VERSION
from ..model.agreement import agree
from ..model.ledger import LedgerState
from ..model.status import TaskStatus
from ..settings import Folders
from .report import Finding

SECOND_LOOK = 0.5
"""Seconds after which a disagreement is looked at again: a program may have been between two steps."""


def states(folders: Folders) -> dict[str, str]:
    """Name of each database's file → `ok`, `not made yet`, or what is wrong with it.

    Raises `DatabaseTrouble("database-busy")` where another program has one of them for itself.
    """
    return {path.name: "; ".join(_wrong(path)) or "ok" for path in (folders.history, folders.records)}


def damaged(path: Path) -> bool:
    """True where there is a database and it is not whole."""
    return bool(_wrong(path)) and _wrong(path) != ["not made yet"]


def schema_facts(folders: Folders) -> dict[str, Any]:
    """The schemas found, and those that this program knows."""
    history = _rows(folders.history, "SELECT version_num FROM alembic_version")
    records = _rows(folders.records, "SELECT version FROM du_schema")
    found = {"history": history[0][0] if history else None, "records": records[0][0] if records else None}
    return {"found": found, "known": {"history": HEAD, "records": VERSION}}


def database_findings(states: dict[str, str]) -> Iterator[Finding]:
    """The databases that are not whole."""
    for name, state in states.items():
        if state not in ("ok", "not made yet"):
            yield Finding("database-not-whole", {"name": name, "reason": state})


def agreement_findings(folders: Folders) -> Iterator[Finding]:
    """The uploads of which history and records do not say the same, on a second look too."""
    found = _disagreements(folders)
    if found:
        time.sleep(SECOND_LOOK)
        again = _disagreements(folders)
        found = {task_id: pair for task_id, pair in again.items() if task_id in found}
    for task_id, (status, state) in found.items():
        yield Finding("disagreement", {"task_id": task_id, "status": status, "state": state or "unknown"})


def status_counts(folders: Folders) -> dict[str, dict[str, int]]:
    """How many uploads there are by status, and how many failed by code."""
    by_status = _rows(folders.history, "SELECT status, count(*) FROM upload_tasks GROUP BY status")
    failed = "SELECT error_code, count(*) FROM upload_tasks WHERE status = 'FAILED' GROUP BY error_code"
    return {"status": dict(by_status), "error_code": dict(_rows(folders.history, failed))}


def _disagreements(folders: Folders) -> dict[int, tuple[str, str | None]]:
    # The history first: a task goes on to DONE only after its import is saved, never before.
    tasks = _rows(folders.history, "SELECT import_id, id, status, undone_at IS NOT NULL FROM upload_tasks")
    states = dict(_rows(folders.records, "SELECT import_id, state FROM du_imports"))
    found = {}
    for import_id, task_id, status, undone in tasks:
        state = states.get(import_id)
        if not agree(TaskStatus(status), bool(undone), LedgerState(state) if state else None):
            found[task_id] = (status, state)
    return found


def _wrong(path: Path) -> list[str]:
    if not path.exists() or path.stat().st_size == 0:
        return ["not made yet"]
    return check(path)


def _rows(path: Path, statement: str) -> list[Any]:
    """All rows; none where the file is not made yet, damaged, or of another version."""
    if not path.exists():
        return []
    try:
        connection = open_to_read(path)
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()
    except sqlite3.Error:
        return []
