"""However many tasks are finished, the queue's statements find theirs by an index."""

import pytest

from desktop_uploader.database.history import owners
from desktop_uploader.database.ready import Ready
from desktop_uploader.queue import statements

from ..history_parts import Parts

READY = {name: value for name, value in vars(statements).items() if isinstance(value, Ready)}
READY["HOLDERS"] = owners.HOLDERS


@pytest.mark.parametrize("name", READY)
def test_no_statement_reads_all_tasks_or_sorts_them(shared: Parts, name: str) -> None:
    if shared.engine.dialect.name != "sqlite":
        pytest.skip("plans read differently elsewhere")

    plan = plan_of(shared, READY[name])

    assert not [line for line in plan if line.startswith("SCAN upload_tasks") or "ORDER BY" in line], plan


def test_a_claim_finds_the_oldest_task_in_the_index_alone(shared: Parts) -> None:
    assert "SEARCH upload_tasks USING COVERING INDEX ix_tasks_claim (status=?)" in plan_of(shared, statements.TAKE)


def plan_of(parts: Parts, statement: Ready) -> list[str]:
    form = statement.form(parts.engine.dialect)
    with parts.engine.connect() as connection:
        arguments = tuple(None for _ in form.names)
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {form.sql}", arguments)]
