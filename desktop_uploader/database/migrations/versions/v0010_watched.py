"""What is remembered of the files of watched folders."""

import sqlalchemy as sa
from alembic.operations import Operations

from ...columns import UtcDateTime


def upgrade(operations: Operations) -> None:
    operations.create_table(
        "watched_files",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("folder", sa.String, nullable=False),
        sa.Column("identity", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("task_id", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("stage", sa.String(8), nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
    )
    operations.create_index("ix_watched_folder", "watched_files", ["folder", "stage"])
