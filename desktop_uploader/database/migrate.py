"""Brings the history database up to the program's schema, with a copy of the file kept before."""

import logging
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from ..model.errors import DatabaseTrouble
from .backup import back_up
from .engine import file_of, reading, write
from .history import search
from .history.tables import metadata

logger = logging.getLogger(__name__)

HEAD = "0014"
"""The schema that this program works with: the last of `migrations.MIGRATIONS`, known without importing Alembic."""


def migrate(engine: Engine, backups: Path, others_alive: Callable[[], bool]) -> None:
    """Bring the schema to `HEAD`.

    Raises `DatabaseTrouble`: `database-newer` where the file is from a newer program, `migration-others-running`
    where a migration is due while another program works on the file, `database-foreign` where it is another program's.
    """
    found = _revision(engine)
    if found == HEAD:
        return
    if found is None:
        refuse_foreign(engine, "alembic_version")
    if found is not None and found > HEAD:
        raise DatabaseTrouble("database-newer", found=found, known=HEAD)
    if found is not None:
        if others_alive():
            raise DatabaseTrouble("migration-others-running")
        if (path := file_of(engine)) is not None:
            back_up(path, backups, f"before-{HEAD}")
    write(engine, lambda connection: _upgrade(connection, others_alive))
    logger.info("history schema brought from %s to %s", found, HEAD)


def refuse_foreign(engine: Engine, mark: str) -> None:
    """Raise `DatabaseTrouble("database-foreign")` for a SQLite file that has tables, but not our table `mark`."""
    with reading(engine) as connection:
        names = inspect(connection).get_table_names() if engine.dialect.name == "sqlite" else []
        if names and mark not in names:
            raise DatabaseTrouble("database-foreign", name=Path(engine.url.database or "").name)


def _revision(engine: Engine) -> str | None:
    with reading(engine) as connection:
        return _read_revision(connection)


def _read_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, others_alive: Callable[[], bool]) -> None:
    # Looked at again inside the transaction: another program may have been faster, or have started meanwhile.
    done = _read_revision(connection)
    if done == HEAD:
        return
    if done is not None and others_alive():
        raise DatabaseTrouble("migration-others-running")
    if done is None:
        # A new file gets the newest schema at once, which the tests keep equal to that of all steps.
        metadata.create_all(connection)
        search.create(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
        return
    # Imported here: a start with nothing to migrate does not pay for Alembic.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    from .migrations import MIGRATIONS

    operations = Operations(MigrationContext.configure(connection))
    for migration in MIGRATIONS:
        if migration.revision > done:
            migration.upgrade(operations)
    connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
