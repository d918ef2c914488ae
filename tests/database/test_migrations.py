import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from desktop_uploader.database import migrate as migrating
from desktop_uploader.database.backup import back_up
from desktop_uploader.database.engine import open_engine, reading, sqlite_url
from desktop_uploader.database.history.tables import metadata
from desktop_uploader.database.migrate import HEAD, migrate
from desktop_uploader.database.migrations import MIGRATIONS
from desktop_uploader.model.errors import DatabaseTrouble

from ..history_parts import open_parts


def nobody() -> bool:
    return False


def test_the_migrated_schema_is_the_one_that_the_code_uses(tmp_path: Path) -> None:
    parts = open_parts(tmp_path / "new.sqlite3")
    engine = open_engine(sqlite_url(tmp_path / "migrated.sqlite3"))
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        for migration in MIGRATIONS:
            migration.upgrade(operations)

    assert differences(engine) == [] and differences(parts.engine) == []
    assert checks(engine) == checks(parts.engine)
    assert searching(engine) == searching(parts.engine)
    engine.dispose()
    parts.engine.dispose()


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        options = {
            "include_name": lambda name, kind, _parents: (
                kind != "table" or not name.startswith(("alembic_version", "task_search"))
            )
        }
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def searching(engine: Engine) -> list[object]:
    """What makes the index of names and messages, which the comparison of tables does not see."""
    with engine.connect() as connection:
        made = "SELECT name, sql FROM sqlite_master WHERE name LIKE 'task_search%' ORDER BY name"
        return connection.exec_driver_sql(made).all()


def checks(engine: Engine) -> set[str | None]:
    return {check["name"] for check in inspect(engine).get_check_constraints("upload_tasks")}


def test_head_is_the_last_migration() -> None:
    assert MIGRATIONS[-1].revision == HEAD
    assert [step.revision for step in MIGRATIONS] == sorted(step.revision for step in MIGRATIONS)


def test_a_newer_history_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    parts = open_parts(path)
    parts.engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    engine = open_engine(sqlite_url(path))

    with pytest.raises(DatabaseTrouble, match="database-newer"):
        migrate(engine, tmp_path, nobody)
    engine.dispose()


@pytest.fixture
def old_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A history of this schema, seen by a program whose schema is one step further."""
    path = tmp_path / "history.sqlite3"
    parts = open_parts(path)
    parts.pending()
    parts.engine.dispose()
    monkeypatch.setattr(migrating, "HEAD", f"{int(HEAD) + 1:04}")
    return path


def test_a_copy_is_kept_before_migrating(old_history: Path, tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(old_history))
    migrate(engine, tmp_path / "backups", nobody)
    engine.dispose()

    (copy,) = (tmp_path / "backups").iterdir()
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
        assert connection.execute("SELECT count(*) FROM upload_tasks").fetchone() == (1,)
    connection.close()


def test_nothing_is_migrated_under_another_program(old_history: Path, tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(old_history))
    with pytest.raises(DatabaseTrouble, match="migration-others-running"):
        migrate(engine, tmp_path / "backups", lambda: True)
    engine.dispose()


def test_a_copy_holds_what_is_only_in_the_wal(tmp_path: Path) -> None:
    parts = open_parts(tmp_path / "history.sqlite3")
    parts.pending()
    copy = back_up(tmp_path / "history.sqlite3", tmp_path / "backups", "test")
    engine = open_engine(sqlite_url(copy))
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM upload_tasks").scalar() == 1
    engine.dispose()
    parts.engine.dispose()


def test_finished_attempts_get_the_rows_of_their_tasks(tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path / "history.sqlite3"))
    task = (
        "INSERT INTO upload_tasks (id, import_id, user_id, file_name, file_path, status, created_at, updated_at, "
        "rows_saved, rows_rejected) VALUES (1, 'i', 'x', 'a.csv', 'local:a', 'DONE', '2026-11-25', '2026-11-25', 7, 2)"
    )
    attempt = (
        "INSERT INTO task_attempts (task_id, lease_token, number, worker_id, started_at, outcome) "
        "VALUES (1, 2, 1, 'w', '2026-11-25', 'done'), (1, 1, 1, 'w', '2026-11-25', 'lost')"
    )
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        for migration in MIGRATIONS:
            if migration.revision == "0007":
                connection.exec_driver_sql(task)
                connection.exec_driver_sql(attempt)
            migration.upgrade(operations)

    with reading(engine) as connection:
        found = connection.exec_driver_sql("SELECT outcome, rows_saved, rows_rejected FROM task_attempts").all()
    assert {tuple(row) for row in found} == {("done", 7, 2), ("lost", None, None)}
    engine.dispose()
