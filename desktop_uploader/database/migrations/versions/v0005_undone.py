"""When an import was taken back."""

import sqlalchemy as sa
from alembic.operations import Operations

from ...columns import UtcDateTime


def upgrade(operations: Operations) -> None:
    operations.add_column("upload_tasks", sa.Column("undone_at", UtcDateTime))
