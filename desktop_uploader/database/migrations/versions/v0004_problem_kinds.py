"""Totals of problems by their kind too. Those of files that failed before have none, and are counted by code."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    operations.add_column("problem_totals", sa.Column("kind", sa.String))
