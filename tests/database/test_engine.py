import sqlite3
import threading
import time
from pathlib import Path

import pytest

from desktop_uploader.database.engine import open_engine, reading, sqlite_url, write
from desktop_uploader.model.errors import DatabaseTrouble


def test_a_busy_database_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    engine = open_engine(sqlite_url(path))
    write(engine, lambda connection: connection.exec_driver_sql("CREATE TABLE t (x)"))
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    free = threading.Timer(0.5, lambda: other.execute("COMMIT"))
    free.start()
    started = time.monotonic()

    write(engine, lambda connection: connection.exec_driver_sql("INSERT INTO t VALUES (1)"))

    assert time.monotonic() - started >= 0.3
    free.join()
    other.close()
    engine.dispose()


def test_a_database_that_stays_busy_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    engine = open_engine(sqlite_url(path))
    write(engine, lambda connection: connection.exec_driver_sql("CREATE TABLE t (x)"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseTrouble, match="database-busy"):
        write(engine, lambda connection: connection.exec_driver_sql("INSERT INTO t VALUES (1)"), patience=0)
    other.close()
    engine.dispose()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    engine = open_engine(sqlite_url(path))
    write(engine, lambda connection: connection.exec_driver_sql("CREATE TABLE t (x)"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()

    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0

    assert time.monotonic() - started < 1
    other.close()
    engine.dispose()


def test_a_folder_that_is_gone_is_said_to_come_back(tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path / "unplugged" / "a.sqlite3"))

    with pytest.raises(DatabaseTrouble, match="data-folder-gone") as gone, reading(engine):
        pass
    assert gone.value.transient


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"no database at all" * 1000)
    engine = open_engine(sqlite_url(path))

    with pytest.raises(DatabaseTrouble, match="database-damaged"):
        write(engine, lambda connection: connection.exec_driver_sql("CREATE TABLE t (x)"))
    with pytest.raises(DatabaseTrouble, match="database-damaged"), reading(engine) as connection:
        connection.exec_driver_sql("SELECT 1")
    engine.dispose()
