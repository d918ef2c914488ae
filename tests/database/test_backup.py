import os
import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_uploader.database import backup
from desktop_uploader.database.backup import back_up, backups_in, check, prune
from desktop_uploader.database.presence import Presence
from desktop_uploader.model.errors import DatabaseTrouble

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database of a few hundred pages whose last rows are only in the WAL."""
    path = tmp_path / "history.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (x)")
    connection.executemany("INSERT INTO t VALUES (?)", [(os.urandom(500).hex(),) for _ in range(500)])
    connection.commit()
    connection.close()
    return path


def damage(path: Path) -> None:
    with open(path, "r+b") as file:
        file.seek(20 * 4096)
        file.write(os.urandom(40 * 4096))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_whole_checked_and_its_owners_alone(database: Path, tmp_path: Path) -> None:
    copy = back_up(database, tmp_path / "backups", "daily", NOW)

    assert names(tmp_path / "backups") == ["history-20261125-090000-daily.sqlite3"]
    assert check(copy) == []
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_damaged_database_gives_no_copy_and_leaves_the_good_ones(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    back_up(database, folder, "daily", NOW)
    damage(database)

    with pytest.raises(DatabaseTrouble, match="database-damaged"):
        back_up(database, folder, "daily", NOW + timedelta(days=1))

    assert names(folder) == ["history-20261125-090000-daily.sqlite3"]


def test_a_copy_that_is_not_whole_replaces_nothing(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sync(path: Path) -> None:
        damage(path)

    monkeypatch.setattr(backup, "sync_file", sync)

    with pytest.raises(DatabaseTrouble, match="database-damaged"):
        back_up(database, tmp_path / "backups", "daily", NOW)

    assert names(tmp_path / "backups") == []


def test_a_drive_without_room_for_a_copy_is_not_filled(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "ROOM", 10**9)

    with pytest.raises(DatabaseTrouble, match="disk-full"):
        back_up(database, tmp_path / "backups", "daily", NOW)


def test_a_copy_is_given_up_when_the_program_ends(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "STEPS", 100)

    with pytest.raises(DatabaseTrouble, match="backup-stopped"):
        back_up(database, tmp_path / "backups", "daily", NOW, lambda: True)

    assert names(tmp_path / "backups") == []


def test_copies_are_kept_a_week_and_the_newest_of_each_kind_for_ever(tmp_path: Path) -> None:
    for label, days in [("daily", [0, 1, 6, 8, 9]), ("before-0005", [30]), ("before-0004", [40])]:
        for age in days:
            at = NOW - timedelta(days=age)
            (tmp_path / f"history-{at:%Y%m%d-%H%M%S}-{label}.sqlite3").touch()
    (tmp_path / "records-20200101-000000-daily.sqlite3").touch()
    old_part = tmp_path / "history-20261120-090000-daily.sqlite3.part"
    old_part.touch()
    os.utime(old_part, (0, 0))

    prune(tmp_path, "history", NOW)

    kept = [(copy.label, (NOW - copy.made_at).days) for copy in backups_in(tmp_path, "history")]
    assert kept == [("daily", 0), ("daily", 1), ("daily", 6), ("before-0005", 30)]
    assert len(backups_in(tmp_path, "records")) == 1 and not old_part.exists()


def test_a_folder_is_used_by_many_or_by_one_that_repairs(tmp_path: Path) -> None:
    with Presence(tmp_path), Presence(tmp_path), pytest.raises(DatabaseTrouble, match="folder-in-use"):
        Presence(tmp_path, alone=True)
    with Presence(tmp_path, alone=True), pytest.raises(DatabaseTrouble, match="folder-being-repaired"):
        Presence(tmp_path)
    Presence(tmp_path).leave()
