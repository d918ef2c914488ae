"""Objects that a person picked in S3 and that stay where they are: they are never ours to write, move or delete."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    operations.add_column("upload_tasks", sa.Column("file_owned", sa.Boolean, nullable=False, server_default=sa.true()))
