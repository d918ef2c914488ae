"""`doctor`: is everything in order? Looks, and changes nothing."""

import platform
import shutil
import sqlite3
from argparse import Namespace
from pathlib import Path
from typing import Any

from .. import __version__
from ..model.agreement import agree
from ..model.ledger import LedgerState
from ..model.status import TaskStatus
from ..settings import Folders, Settings
from .output import print_json

SAFE_SQLITE = (3, 51, 3)
"""Earlier ones have a rare fault when two connections reset the WAL at once (https://www.sqlite.org/wal.html)."""


def doctor(settings: Settings, folders: Folders, options: Namespace) -> int:
    """Print versions, folders and the state of both databases; exits 1 where something is wrong."""
    states = {path.name: _check(path) for path in (folders.history, folders.records)}
    disagreements = _disagreements(folders)
    report = {
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
        "data_folder": str(folders.data),
        "log_folder": str(folders.logs),
        "settings_file": str(folders.settings_file),
        "free_bytes": shutil.disk_usage(_existing(folders.data)).free,
        "settings": settings.model_dump(),
        "databases": states,
        "disagreements": disagreements,
        "notes": _notes(),
    }
    wrong = disagreements + [name for name, state in states.items() if state not in ("ok", "not made yet")]
    if options.json:
        print_json(report)
    else:
        _print(report)
    return 1 if wrong else 0


def _check(path: Path) -> str:
    if not path.exists():
        return "not made yet"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            found = connection.execute("PRAGMA integrity_check(5)").fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        return str(error)
    return "; ".join(str(row[0]) for row in found)


def _disagreements(folders: Folders) -> list[str]:
    """The uploads of which history and records do not say the same; the next start puts right what it can."""
    tasks = _query(folders.history, "SELECT import_id, id, status, undone_at IS NOT NULL FROM upload_tasks")
    states = dict(_query(folders.records, "SELECT import_id, state FROM du_imports"))
    found = []
    for import_id, task_id, status, undone in tasks:
        state = states.get(import_id)
        if not agree(TaskStatus(status), bool(undone), LedgerState(state) if state else None):
            found.append(f"upload {task_id} is {status}, its rows are {state or 'unknown'}")
    return found


def _query(path: Path, statement: str) -> list[Any]:
    """All rows; none where the file is not made yet, or is of another version."""
    if not path.exists():
        return []
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()
    except sqlite3.Error:
        return []


def _notes() -> list[str]:
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        needed = ".".join(map(str, SAFE_SQLITE))
        return [f"SQLite {sqlite3.sqlite_version} has a rare fault with several programs at once; {needed} is safe."]
    return []


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _print(report: dict[str, Any]) -> None:
    for name, value in report.items():
        if isinstance(value, dict):
            print(f"{name.replace('_', ' ')}:")
            for key, item in value.items():
                print(f"  {key}: {item}")
        elif isinstance(value, list):
            for item in value:
                print(f"{name.removesuffix('s')}: {item}")
        else:
            print(f"{name.replace('_', ' ')}: {value}")
