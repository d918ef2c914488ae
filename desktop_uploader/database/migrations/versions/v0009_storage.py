"""The place that a person chose for one file."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    operations.add_column("upload_tasks", sa.Column("storage", sa.String))
