"""Indices that SQLite uses for a claim, however many tasks are finished."""

import sqlalchemy as sa
from alembic.operations import Operations

PENDING = sa.text("status = 'PENDING'")
HELD = sa.text("status IN ('PROCESSING', 'UPLOADING')")


def upgrade(operations: Operations) -> None:
    _replace(operations, "ix_tasks_claim", ["status", "id", "run_at"], PENDING)
    _replace(operations, "ix_tasks_leases", ["status", "lease_expires_at", "worker_id"], HELD)


def _replace(operations: Operations, name: str, columns: list[str], where: sa.TextClause) -> None:
    operations.drop_index(name, "upload_tasks")
    operations.create_index(name, "upload_tasks", columns, sqlite_where=where, postgresql_where=where)
