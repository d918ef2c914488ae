"""Indices in which a page of the list is found however long the history is, and one of the letters in names."""

import sqlalchemy as sa
from alembic.operations import Operations

REMOVE = (
    "INSERT INTO task_search (task_search, rowid, file_name, error_message) "
    "VALUES ('delete', old.id, old.file_name, old.error_message);"
)
ADD = "INSERT INTO task_search (rowid, file_name, error_message) VALUES (new.id, new.file_name, new.error_message);"

INDEX = (
    "CREATE VIRTUAL TABLE task_search USING fts5 "
    "(file_name, error_message, content='upload_tasks', content_rowid='id', tokenize='trigram')",
    f"CREATE TRIGGER task_search_added AFTER INSERT ON upload_tasks BEGIN {ADD} END",
    f"CREATE TRIGGER task_search_removed AFTER DELETE ON upload_tasks BEGIN {REMOVE} END",
    "CREATE TRIGGER task_search_changed AFTER UPDATE OF file_name, error_message ON upload_tasks "
    "WHEN old.file_name IS NOT new.file_name OR old.error_message IS NOT new.error_message "
    f"BEGIN {REMOVE} {ADD} END",
)
REBUILD = "INSERT INTO task_search (task_search) VALUES ('rebuild')"

KNOWN = sa.text("dataset IS NOT NULL")
FILTERS = ["status", "error_code", "dataset"]


def upgrade(operations: Operations) -> None:
    _replace(operations, "ix_tasks_finished", ["finished_at", "id", *FILTERS, "created_at"])
    _replace(operations, "ix_tasks_name", ["file_name", "id", *FILTERS, "created_at"])
    _replace(operations, "ix_tasks_status", ["status", "created_at", "id", "error_code", "dataset"])
    _replace(operations, "ix_tasks_dataset", ["dataset", "created_at", "id", "status", "error_code"], KNOWN)
    if operations.get_context().dialect.name == "sqlite":
        for statement in (*INDEX, REBUILD):
            operations.execute(statement)


def _replace(operations: Operations, name: str, columns: list[str], where: sa.TextClause | None = None) -> None:
    operations.drop_index(name, "upload_tasks")
    operations.create_index(name, "upload_tasks", columns, sqlite_where=where, postgresql_where=where)
