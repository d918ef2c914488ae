"""Looking for text in file names and error messages: by SQLite's index of all groups of three letters.

Other databases, texts of one or two letters, and those that very many tasks have, are looked for row by row.
"""

import re
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Select,
    TextClause,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)

from .tables import upload_tasks

_T = upload_tasks.c
_SEARCH = table("task_search", column("rowid"))

SHORTEST = 3
"""Letters that the index needs."""

MANY = 20_000
"""Tasks whose numbers are put in order in the time of a blink."""

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


def is_common(connection: Connection, words: str) -> bool:
    """True where so many tasks have this text that a page of them is found sooner by looking at one task after another.

    The index of letters gives the numbers of all of them, which must then be put in the order that is asked for.
    """
    if not _in_index(words, connection.dialect):
        return True
    # Letters beyond ASCII are the same in the index, whatever their case, and are not for LIKE.
    some: Select[Any] = select(literal_column("1")).select_from(_SEARCH).where(_matches(words)).limit(MANY)
    counted = select(func.count()).select_from(some.subquery())
    return words.isascii() and int(connection.execute(counted).scalar_one()) == MANY


def contains(words: str, dialect: Dialect, *, common: bool = False) -> ColumnElement[bool]:
    """The task's file name or error message has this text in it, in capitals or not; `common` as `is_common` says."""
    if not common and _in_index(words, dialect):
        return _T.id.in_(select(_SEARCH.c.rowid).where(_matches(words)))
    pattern = "%" + re.sub(r"([%_\\])", r"\\\1", words) + "%"
    # SQLite's LIKE has no regard to case.
    like = "like" if dialect.name == "sqlite" else "ilike"
    # The indices of the list have the name and the error's code: whole rows are read only of files that failed.
    named, told = (getattr(column, like)(pattern, escape="\\") for column in (_T.file_name, _T.error_message))
    return or_(named, and_(_T.error_code.is_not(None), told))


def _in_index(words: str, dialect: Dialect) -> bool:
    return dialect.name == "sqlite" and len(words) >= SHORTEST


def _matches(words: str) -> TextClause:
    quoted = '"' + words.replace('"', '""') + '"'
    return text("task_search MATCH :words").bindparams(bindparam("words", quoted, unique=True))
