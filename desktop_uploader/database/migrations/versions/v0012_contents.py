"""An index by which a content is found that was added before: by its size, then by its SHA-256."""

from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    operations.create_index("ix_tasks_content", "upload_tasks", ["size", "sha256"])
