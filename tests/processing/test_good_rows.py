"""A dataset that wants its good rows saved although others are wrong."""

from pathlib import Path

from desktop_uploader.database.records import RecordsDatabase

from .conftest import RunImport
from .test_importing import found, saved, schema, workbook

DEFINITION = schema(
    {"name": "K"}, {"name": "V", "type": "integer"}, primaryKey=["K"], **{"x-wrongRows": "saveGood"}
)  # fmt: skip


def test_good_rows_are_saved_and_wrong_ones_listed(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    result = load(workbook(tmp_path / "a.xlsx", [["K", "V"], ["a", 1], ["b", "x"], ["c", 3], ["a", 4]]), DEFINITION)

    assert (result.saved, result.counts.total, result.counts.saved, result.counts.rejected) == (True, 4, 2, 2)
    assert [(address, code) for address, code, _, _ in found(result)] == [
        ("B3", "type-error"),
        ("A5", "primary-key-error"),
    ]
    assert saved(records, "a") == [["K", "V"], ["a", 1], ["c", 3]]


def test_rows_whose_key_is_saved_already_are_left_out(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    assert load(workbook(tmp_path / "a-1.xlsx", [["K", "V"], ["a", 1]]), DEFINITION).saved

    result = load(workbook(tmp_path / "a-2.xlsx", [["K", "V"], ["b", 2], ["a", 9], ["c", 3]]), DEFINITION)

    assert (result.counts.saved, result.counts.rejected) == (2, 1)
    assert found(result) == [("A3", "primary-key-error", "already-saved", "a")]
    assert saved(records, "a") == [["K", "V"], ["a", 1], ["b", 2], ["c", 3]]


def test_a_file_without_a_good_row_fails(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    result = load(workbook(tmp_path / "a.xlsx", [["K", "V"], ["a", "x"]]), DEFINITION)

    assert not result.saved and records.row_count("a") == 0
