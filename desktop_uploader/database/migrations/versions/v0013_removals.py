"""Originals that are not kept any more, and stored files that are to be deleted."""

import sqlalchemy as sa
from alembic.operations import Operations

from ...columns import UtcDateTime


def upgrade(operations: Operations) -> None:
    operations.add_column("upload_tasks", sa.Column("file_removed_at", UtcDateTime))
    operations.create_table(
        "removals",
        sa.Column("file_id", sa.String, primary_key=True),
        sa.Column("import_id", sa.String(36), nullable=False),
        sa.Column("uri", sa.String),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("done_at", UtcDateTime),
    )
