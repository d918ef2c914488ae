"""How long each attempt waited and worked, and what it saved."""

import sqlalchemy as sa
from alembic.operations import Operations

DURATIONS = ("queued_seconds", "reading_seconds", "checking_seconds", "turn_seconds", "saving_seconds")


def upgrade(operations: Operations) -> None:
    for name in DURATIONS:
        operations.add_column("task_attempts", sa.Column(name, sa.Float))
    for name in ("rows_saved", "rows_rejected"):
        operations.add_column("task_attempts", sa.Column(name, sa.BigInteger))
    operations.execute(
        "UPDATE task_attempts SET (rows_saved, rows_rejected) = "
        "(SELECT rows_saved, rows_rejected FROM upload_tasks WHERE id = task_id) WHERE outcome = 'done'"
    )
