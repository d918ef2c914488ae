"""The tables of the history database. `migrations/` makes them; a test keeps the two equal."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    text,
    true,
)

from ..columns import Id, UtcDateTime

metadata = MetaData()

meta = Table(
    "history_meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

workers = Table(
    "workers",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("host", String, nullable=False),
    Column("boot_id", String, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("pid_started", Float, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("beat_at", UtcDateTime, nullable=False),
)

_FILTERS = ("status", "error_code", "dataset")

upload_tasks = Table(
    "upload_tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("import_id", String(36), nullable=False, unique=True),
    Column("user_id", String, nullable=False),
    Column("file_name", String, nullable=False),
    Column("file_path", String),
    Column("source_path", String),
    Column("storage", String),
    Column("file_owned", Boolean, nullable=False, server_default=true()),
    Column("size", BigInteger),
    Column("sha256", String(64)),
    Column("dataset", String),
    Column("definition", JSON(none_as_null=True)),
    Column("answers", JSON(none_as_null=True)),
    Column("status", String(16), nullable=False),
    Column("error_code", String),
    Column("error_message", String),
    Column("error_params", JSON(none_as_null=True)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("max_attempts", Integer, nullable=False, server_default=text("3")),
    Column("run_at", UtcDateTime),
    Column("lease_token", Integer, nullable=False, server_default=text("0")),
    Column("lease_expires_at", UtcDateTime),
    Column("worker_id", String),
    Column("cancel_requested_at", UtcDateTime),
    Column("rows_total", BigInteger),
    Column("rows_saved", BigInteger),
    Column("rows_rejected", BigInteger),
    Column("progress", Float),
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("undone_at", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("file_removed_at", UtcDateTime),
    CheckConstraint(
        "status IN ('UPLOADING', 'PENDING', 'PROCESSING', 'DONE', 'FAILED', 'CANCELLED')", name="ck_tasks_status"
    ),
    CheckConstraint(
        "(status = 'PROCESSING') = (lease_expires_at IS NOT NULL) OR status = 'UPLOADING'", name="ck_tasks_lease"
    ),
    CheckConstraint("status <> 'PROCESSING' OR worker_id IS NOT NULL", name="ck_tasks_owner"),
    CheckConstraint("status IN ('UPLOADING', 'FAILED', 'CANCELLED') OR file_path IS NOT NULL", name="ck_tasks_stored"),
    CheckConstraint("(status = 'FAILED') = (error_code IS NOT NULL) OR status = 'PENDING'", name="ck_tasks_error"),
    # What holds for some rows alone is said for SQLite: naming another database loads its whole dialect at every start.
    # The state comes first although it is always the same: else SQLite's planner takes ix_tasks_status, and sorts.
    Index(
        "ix_tasks_claim",
        "status",
        "id",
        "run_at",
        sqlite_where=text("status = 'PENDING'"),
    ),
    Index(
        "ix_tasks_leases",
        "status",
        "lease_expires_at",
        "worker_id",
        sqlite_where=text("status IN ('PROCESSING', 'UPLOADING')"),
    ),
    Index("ix_tasks_content", "size", "sha256"),
    # For the window's list: what it can be sorted by, then what it can be filtered by, so that a page far down is found
    # in the index alone. All that changes with the state changes in one transaction with it.
    # The name, and whether there is a message, are for a text that is looked for.
    Index("ix_tasks_added", "created_at", "id", "file_name", "error_code"),
    Index("ix_tasks_finished", "finished_at", "id", *_FILTERS, "created_at"),
    Index("ix_tasks_name", "file_name", "id", *_FILTERS, "created_at"),
    Index("ix_tasks_status", "status", "created_at", "id", "error_code", "dataset"),
    Index(
        "ix_tasks_dataset",
        "dataset",
        "created_at",
        "id",
        "status",
        "error_code",
        sqlite_where=text("dataset IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)


def _task_key() -> Column[Any]:
    return Column("task_id", Id, ForeignKey("upload_tasks.id", ondelete="CASCADE"), nullable=False)


task_attempts = Table(
    "task_attempts",
    metadata,
    Column("id", Id, primary_key=True),
    _task_key(),
    Column("lease_token", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("worker_id", String, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(16)),
    Column("error_code", String),
    Column("peak_memory", BigInteger),
    Column("queued_seconds", Float),
    Column("reading_seconds", Float),
    Column("checking_seconds", Float),
    Column("turn_seconds", Float),
    Column("saving_seconds", Float),
    Column("rows_saved", BigInteger),
    Column("rows_rejected", BigInteger),
    Index("ix_attempts_task", "task_id", "lease_token", unique=True),
)

task_events = Table(
    "task_events",
    metadata,
    Column("id", Id, primary_key=True),
    _task_key(),
    Column("at", UtcDateTime, nullable=False),
    Column("level", String(8), nullable=False),
    Column("code", String, nullable=False),
    Column("params", JSON, nullable=False),
    Column("message", String, nullable=False),
    Index("ix_events_task", "task_id", "id"),
    sqlite_autoincrement=True,
)

problems = Table(
    "problems",
    metadata,
    Column("id", Id, primary_key=True),
    _task_key(),
    Column("sheet", String),
    Column("row", Integer),
    Column("column", Integer),
    Column("code", String, nullable=False),
    Column("field", String),
    Column("value", String),
    Column("params", JSON, nullable=False),
    Index("ix_problems_task", "task_id", "id"),
)

problem_totals = Table(
    "problem_totals",
    metadata,
    Column("id", Id, primary_key=True),
    _task_key(),
    Column("code", String, nullable=False),
    Column("field", String),
    Column("kind", String),
    Column("count", BigInteger, nullable=False),
    Index("ix_problem_totals_task", "task_id"),
)

watched_files = Table(
    "watched_files",
    metadata,
    Column("path", String, primary_key=True),
    Column("folder", String, nullable=False),
    Column("identity", String, nullable=False),
    Column("version", Integer, nullable=False),
    # Not a foreign key: that a file was added is remembered longer than its upload.
    Column("task_id", BigInteger, nullable=False),
    Column("sha256", String(64)),
    Column("stage", String(8), nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_watched_folder", "folder", "stage"),
)

removals = Table(
    "removals",
    metadata,
    # The id in the file's key. Never forgotten: a copy that comes later is not taken for a lost upload.
    Column("file_id", String, primary_key=True),
    Column("import_id", String(36), nullable=False),
    Column("uri", String),
    Column("at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
)
