"""Files whose keys are saved from other files already."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.model.jobs import ImportResult

Load = Callable[..., ImportResult]
STAFF: dict[str, Any] = {
    "fields": [
        {"name": "No", "type": "integer"},
        {"name": "Mail", "type": "string", "constraints": {"unique": True}},
        {"name": "Since", "type": "date"},
    ],
    "primaryKey": "No",
}


def define(records: RecordsDatabase, mode: str) -> None:
    records.save_dataset(Dataset("staff", {**STAFF, "x-repeatedKey": mode}, confirmed=True))


def file(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("No,Mail,Since", *lines)), encoding="utf-8")
    return path


def rows(records: RecordsDatabase) -> list[tuple[Any, ...]]:
    return sorted((row[0], row[1], str(row[2])) for row in records.rows("staff")[1])


def test_update_saves_new_and_changed_rows_and_says_how_many(
    load: Load, records: RecordsDatabase, tmp_path: Path
) -> None:
    define(records, "update")
    load(file(tmp_path / "a.csv", "1,a@x,2026-01-01", "2,b@x,2026-01-02"), dataset="staff")

    result = load(file(tmp_path / "b.csv", "2,b@x,2026-12-31", "3,c@x,2026-01-03"), dataset="staff")

    assert rows(records) == [(1, "a@x", "2026-01-01"), (2, "b@x", "2026-12-31"), (3, "c@x", "2026-01-03")]
    assert result.notes["rows-updated"] == {"count": 1} and result.counts.saved == 2


def test_a_unique_value_of_another_saved_row_names_its_cell_alone(
    load: Load, records: RecordsDatabase, tmp_path: Path
) -> None:
    define(records, "update")
    load(file(tmp_path / "a.csv", "1,a@x,2026-01-01", "2,b@x,2026-01-02"), dataset="staff")

    result = load(file(tmp_path / "b.csv", "1,a@x,2026-05-05", "3,b@x,2026-01-03"), dataset="staff")

    assert not result.saved and records.row_count("staff") == 2
    assert [(item.address, item.code, item.value) for item in result.problems] == [("B3", "unique-error", "b@x")]


def test_a_repeated_key_of_dates_is_named(load: Load, records: RecordsDatabase, tmp_path: Path) -> None:
    records.save_dataset(Dataset("staff", {**STAFF, "primaryKey": ["Since"]}, confirmed=True))
    load(file(tmp_path / "a.csv", "1,a@x,2026-01-01"), dataset="staff")

    result = load(file(tmp_path / "b.csv", "2,b@x,2026-01-01"), dataset="staff")

    assert [(item.address, item.code) for item in result.problems] == [("C2", "primary-key-error")]


def test_the_same_file_again_is_asked_and_left_when_told_so(
    load: Load, records: RecordsDatabase, tmp_path: Path
) -> None:
    define(records, "update")
    once = file(tmp_path / "a.csv", "1,a@x,2026-01-01")
    load(once, dataset="staff")

    with pytest.raises(NeedsAnswer):
        load(once, dataset="staff")
    with pytest.raises(FileRefused, match="file-saved-already"):
        load(once, dataset="staff", answers={"again": "no"})
    result = load(once, dataset="staff", answers={"again": "yes"})

    assert result.notes["rows-unchanged"] == {"count": 1}
    assert rows(records) == [(1, "a@x", "2026-01-01")]


def test_the_same_file_in_another_dataset_is_not_asked_about(
    load: Load, records: RecordsDatabase, tmp_path: Path
) -> None:
    define(records, "refuse")
    records.save_dataset(Dataset("people", STAFF, confirmed=True))
    once = file(tmp_path / "a.csv", "1,a@x,2026-01-01")
    load(once, dataset="staff")

    assert load(once, dataset="people").saved
