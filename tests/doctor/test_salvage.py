"""What can still be read of a damaged file, row by row."""

import os
import sqlite3
from pathlib import Path

import pytest

from desktop_uploader.database.backup import back_up, check
from desktop_uploader.doctor.salvage import Tally, salvage

from .test_repair import PAGE, overwrite, pages

ROWS = 3000


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two tables, one below the other, an index and a full-text index."""
    path = tmp_path / "a.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);"
        "CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parents (id));"
        "CREATE INDEX by_parent ON children (parent);"
        "CREATE VIRTUAL TABLE names USING fts5 (name, content='parents', content_rowid='id', tokenize='trigram');"
        "CREATE TRIGGER named AFTER INSERT ON parents BEGIN "
        "INSERT INTO names (rowid, name) VALUES (new.id, new.name); END;"
    )
    connection.executemany("INSERT INTO parents (name) VALUES (?)", [(f"{n} {'x' * 50}",) for n in range(ROWS)])
    connection.executemany("INSERT INTO children (parent) VALUES (?)", [(n + 1,) for n in range(ROWS)])
    connection.commit()
    connection.close()
    return path


def salvaged(path: Path, copy: Path | None = None, wanted: bool = True) -> dict[str, Tally]:
    target = path.with_name("made.sqlite3")
    return {tally.table: tally for tally in salvage(path, copy, target, lambda *_: wanted)}


def names(path: Path) -> set[str]:
    connection = sqlite3.connect(path.with_name("made.sqlite3"))
    found = {row[0].split()[0] for row in connection.execute("SELECT name FROM parents")}
    connection.close()
    return found


def test_only_the_rows_of_the_damaged_page_are_lost(database: Path) -> None:
    leaves = pages(database, "parents")
    overwrite(database, leaves[len(leaves) // 2])

    found = salvaged(database)

    lost = ROWS - found["parents"].read
    assert found["parents"].damaged and not found["children"].damaged
    assert 0 < lost < 2 * PAGE // 50 and len(names(database)) == ROWS - lost
    # What belonged to a lost row goes with it: the new file is whole.
    assert check(database.with_name("made.sqlite3")) == []


@pytest.mark.parametrize("place", [0, -1])
def test_the_first_and_the_last_page_may_be_damaged_too(database: Path, place: int) -> None:
    overwrite(database, pages(database, "parents")[place])

    assert ROWS - 2 * PAGE // 50 < salvaged(database)["parents"].read < ROWS


def test_a_copy_gives_the_lost_rows_back(database: Path, tmp_path: Path) -> None:
    copy = back_up(database, tmp_path / "backups", "daily")
    leaves = pages(database, "parents")
    overwrite(database, leaves[3])

    found = salvaged(database, copy)

    assert found["parents"].read + found["parents"].from_copy == ROWS
    assert names(database) == {str(number) for number in range(ROWS)}
    connection = sqlite3.connect(database.with_name("made.sqlite3"))
    assert connection.execute("SELECT rowid FROM names WHERE names MATCH '\"2999 x\"'").fetchall() == [(ROWS,)]
    connection.close()


def test_rows_of_a_copy_that_are_not_wanted_any_more_stay_away(database: Path, tmp_path: Path) -> None:
    copy = back_up(database, tmp_path / "backups", "daily")
    overwrite(database, pages(database, "parents")[3])

    assert salvaged(database, copy, wanted=False)["parents"].from_copy == 0


def test_a_table_whose_upper_page_is_gone_ends_in_time(database: Path) -> None:
    connection = sqlite3.connect(database)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'parents'").fetchone()[0]
    connection.close()
    overwrite(database, root)

    found = salvaged(database)

    assert (found["parents"].read, found["parents"].damaged) == (0, True)


def test_noise_gives_nothing(database: Path) -> None:
    database.write_bytes(os.urandom(20 * PAGE))

    assert salvaged(database) == {}
    assert not database.with_name("made.sqlite3").exists()
