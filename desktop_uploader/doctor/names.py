"""The names that nobody outside needs to know: read from the system and from both databases."""

import getpass
import platform
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ..database.backup import open_to_read
from ..settings import Folders
from .masking import Masker

MOST = 20_000
"""Uploads whose names are looked for, the newest; older ones are in no log any more, or are told by their looks."""


def add_names(masker: Masker, folders: Folders, home: Path) -> None:
    """Have `masker` know them."""
    masker.add("user", _user(), home.name)
    masker.add("computer", socket.gethostname(), platform.node(), socket.gethostname().partition(".")[0])
    for row in _rows(folders.records, "SELECT name, title, key, table_name FROM du_datasets"):
        masker.add("dataset", *row)
    for user, file, source, dataset in _rows(
        folders.history,
        f"SELECT user_id, file_name, source_path, dataset FROM upload_tasks ORDER BY id DESC LIMIT {MOST}",
    ):
        masker.add("user", user)
        masker.add("dataset", dataset)
        masker.add("file", file, Path(file or "").stem)
        masker.add_path(source)
    masker.add("computer", *(row[0] for row in _rows(folders.history, "SELECT DISTINCT host FROM workers")))
    masker.add("sheet", *(row[0] for row in _rows(folders.history, "SELECT DISTINCT sheet FROM problems LIMIT 1000")))
    recent = f"SELECT file_name FROM du_imports ORDER BY id DESC LIMIT {MOST}"
    masker.add("file", *(row[0] for row in _rows(folders.records, recent)))
    for folder in (home, folders.config, folders.data, folders.logs):
        masker.add_path(str(folder / "x"))


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _rows(path: Path, statement: str) -> Iterator[tuple[str | None, ...]]:
    """All rows; none where the database is missing, damaged, or of another version."""
    if not path.exists():
        return
    try:
        connection = open_to_read(path)
        try:
            yield from connection.execute(statement).fetchall()
        finally:
            connection.close()
    except sqlite3.Error:
        return
