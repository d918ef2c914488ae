"""The first schema."""

import sqlalchemy as sa
from alembic.operations import Operations

from ...columns import UtcDateTime

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade(op: Operations) -> None:
    op.create_table(
        "history_meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "upload_tasks",
        sa.Column("id", Id, nullable=False),
        sa.Column("import_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_path", sa.String(), nullable=True),
        sa.Column("source_path", sa.String(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("dataset", sa.String(), nullable=True),
        sa.Column("definition", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("error_message", sa.String(), nullable=True),
        sa.Column("error_params", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("max_attempts", sa.Integer(), server_default=sa.text("3"), nullable=False),
        sa.Column("run_at", UtcDateTime(), nullable=True),
        sa.Column("lease_token", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease_expires_at", UtcDateTime(), nullable=True),
        sa.Column("worker_id", sa.String(), nullable=True),
        sa.Column("cancel_requested_at", UtcDateTime(), nullable=True),
        sa.Column("rows_total", sa.BigInteger(), nullable=True),
        sa.Column("rows_saved", sa.BigInteger(), nullable=True),
        sa.Column("rows_rejected", sa.BigInteger(), nullable=True),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(status = 'FAILED') = (error_code IS NOT NULL) OR status = 'PENDING'", name="ck_tasks_error"
        ),
        sa.CheckConstraint(
            "(status = 'PROCESSING') = (lease_expires_at IS NOT NULL) OR status = 'UPLOADING'", name="ck_tasks_lease"
        ),
        sa.CheckConstraint("status <> 'PROCESSING' OR worker_id IS NOT NULL", name="ck_tasks_owner"),
        sa.CheckConstraint(
            "status IN ('UPLOADING', 'FAILED', 'CANCELLED') OR file_path IS NOT NULL", name="ck_tasks_stored"
        ),
        sa.CheckConstraint(
            "status IN ('UPLOADING', 'PENDING', 'PROCESSING', 'DONE', 'FAILED', 'CANCELLED')", name="ck_tasks_status"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("import_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tasks_added", "upload_tasks", ["created_at", "id"], unique=False)
    op.create_index(
        "ix_tasks_claim",
        "upload_tasks",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'PENDING'"),
        postgresql_where=sa.text("status = 'PENDING'"),
    )
    op.create_index("ix_tasks_dataset", "upload_tasks", ["dataset", "created_at", "id"], unique=False)
    op.create_index("ix_tasks_finished", "upload_tasks", ["finished_at", "id"], unique=False)
    op.create_index(
        "ix_tasks_leases",
        "upload_tasks",
        ["lease_expires_at"],
        unique=False,
        sqlite_where=sa.text("status IN ('PROCESSING', 'UPLOADING')"),
        postgresql_where=sa.text("status IN ('PROCESSING', 'UPLOADING')"),
    )
    op.create_index("ix_tasks_name", "upload_tasks", ["file_name", "id"], unique=False)
    op.create_index("ix_tasks_status", "upload_tasks", ["status", "created_at", "id"], unique=False)
    op.create_table(
        "workers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("boot_id", sa.String(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("pid_started", sa.Float(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "problem_totals",
        sa.Column("id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["upload_tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_problem_totals_task", "problem_totals", ["task_id"], unique=False)
    op.create_table(
        "problems",
        sa.Column("id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=False),
        sa.Column("sheet", sa.String(), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["upload_tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_problems_task", "problems", ["task_id", "id"], unique=False)
    op.create_table(
        "task_attempts",
        sa.Column("id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=False),
        sa.Column("lease_token", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("error_code", sa.String(), nullable=True),
        sa.Column("peak_memory", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["upload_tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attempts_task", "task_attempts", ["task_id", "lease_token"], unique=True)
    op.create_table(
        "task_events",
        sa.Column("id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["upload_tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_task", "task_events", ["task_id", "id"], unique=False)
