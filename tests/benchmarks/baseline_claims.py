"""The least that a queue can do: a bare sqlite3 loop that writes the same rows in the same two durable transactions."""

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

TAKE = """
    UPDATE upload_tasks SET status = 'PROCESSING', lease_token = lease_token + 1, lease_expires_at = ?, worker_id = ?,
        attempts = attempts + 1, started_at = ?, updated_at = ?
    WHERE id = (SELECT id FROM upload_tasks WHERE status = 'PENDING' AND (run_at IS NULL OR run_at <= ?)
        ORDER BY id LIMIT 1)
    RETURNING *"""
FINISH = """
    UPDATE upload_tasks SET status = 'DONE', lease_expires_at = NULL, worker_id = NULL, finished_at = ?, updated_at = ?,
        dataset = ?, rows_total = ?, rows_saved = ?, rows_rejected = ?
    WHERE id = ? AND lease_token = ? AND status = 'PROCESSING'"""
OPEN_ATTEMPT = "INSERT INTO task_attempts (task_id, lease_token, number, worker_id, started_at) VALUES (?, ?, ?, ?, ?)"
CLOSE_ATTEMPT = "UPDATE task_attempts SET ended_at = ?, outcome = 'done' WHERE task_id = ? AND lease_token = ?"
NOTE = "INSERT INTO task_events (task_id, at, level, code, params, message) VALUES (?, ?, 'info', ?, ?, ?)"


def claims(path: Path, tasks: int, owner: str) -> float:
    """Claim and finish so many tasks that wait; gives the seconds."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    started = time.perf_counter()
    for _ in range(tasks):
        connection.execute("BEGIN IMMEDIATE")
        now, lease = _text(datetime.now(UTC)), _text(datetime.now(UTC) + timedelta(seconds=60))
        task_id, *_ = connection.execute(TAKE, (lease, owner, now, now, now)).fetchone()
        connection.execute(OPEN_ATTEMPT, (task_id, 2, 1, owner, now))
        connection.execute(NOTE, (task_id, now, "claimed", '{"attempt": 1}', "Processing began (attempt 1)."))
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        now = _text(datetime.now(UTC))
        assert connection.execute(FINISH, (now, now, "orders", 3, 3, 0, task_id, 2)).rowcount == 1
        connection.execute(CLOSE_ATTEMPT, (now, task_id, 2))
        done = '{"saved": 3, "total": 3, "dataset": "orders"}'
        connection.execute(NOTE, (task_id, now, "done", done, "3 of 3 rows saved in orders."))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - started
    connection.close()
    return seconds


def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "microseconds")[:26]
