"""Answers that a person gave about a file."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    operations.add_column("upload_tasks", sa.Column("answers", sa.JSON(none_as_null=True)))
