"""Looking for text in file names and error messages: by SQLite's index of all groups of three letters.

Other databases, and texts of one or two letters, are looked for row by row.
"""

import re

from sqlalchemy import ColumnElement, Connection, Dialect, bindparam, column, or_, select, table, text

from .tables import upload_tasks

_T = upload_tasks.c
_SEARCH = table("task_search", column("rowid"))

SHORTEST = 3
"""Letters that the index needs."""

_REMOVE = (
    "INSERT INTO task_search (task_search, rowid, file_name, error_message) "
    "VALUES ('delete', old.id, old.file_name, old.error_message);"
)
_ADD = "INSERT INTO task_search (rowid, file_name, error_message) VALUES (new.id, new.file_name, new.error_message);"

INDEX = (
    "CREATE VIRTUAL TABLE task_search USING fts5 "
    "(file_name, error_message, content='upload_tasks', content_rowid='id', tokenize='trigram')",
    f"CREATE TRIGGER task_search_added AFTER INSERT ON upload_tasks BEGIN {_ADD} END",
    f"CREATE TRIGGER task_search_removed AFTER DELETE ON upload_tasks BEGIN {_REMOVE} END",
    "CREATE TRIGGER task_search_changed AFTER UPDATE OF file_name, error_message ON upload_tasks "
    "WHEN old.file_name IS NOT new.file_name OR old.error_message IS NOT new.error_message "
    f"BEGIN {_REMOVE} {_ADD} END",
)
"""What makes the index and keeps it, in SQLite."""


def create(connection: Connection) -> None:
    """Make the index of a history that has just been made."""
    for statement in INDEX if connection.dialect.name == "sqlite" else ():
        connection.exec_driver_sql(statement)


def contains(words: str, dialect: Dialect) -> ColumnElement[bool]:
    """The task's file name or error message has this text in it, in capitals or not."""
    if dialect.name == "sqlite" and len(words) >= SHORTEST:
        quoted = '"' + words.replace('"', '""') + '"'
        matches = text("task_search MATCH :words").bindparams(bindparam("words", quoted, unique=True))
        return _T.id.in_(select(_SEARCH.c.rowid).where(matches))
    # Apart, so that names are read from their index alone, and messages only where there are some.
    pattern = "%" + re.sub(r"([%_\\])", r"\\\1", words) + "%"
    # SQLite's LIKE has no regard to case.
    like = "like" if dialect.name == "sqlite" else "ilike"
    named = select(_T.id).where(getattr(_T.file_name, like)(pattern, escape="\\"))
    failed = select(_T.id).where(_T.error_code.is_not(None), getattr(_T.error_message, like)(pattern, escape="\\"))
    return or_(_T.id.in_(named), _T.id.in_(failed))
