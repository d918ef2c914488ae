"""Names in the index of when files were added: a text in them is found without reading the rows."""

from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    operations.drop_index("ix_tasks_added", "upload_tasks")
    operations.create_index("ix_tasks_added", "upload_tasks", ["created_at", "id", "file_name", "error_code"])
