"""The ledger's guards, on a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import Batch, RecordsDatabase, Saving, VersionChanged
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.ledger import Hold, LedgerState
from desktop_uploader.model.task import RowCounts

RESULT = ImportResult(True, "orders", RowCounts(2, 2, 0))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordsDatabase]:
    opened = RecordsDatabase(sqlite_url(tmp_path / "records.sqlite3"))
    opened.prepare()
    yield opened
    opened.close()


def turn(records: RecordsDatabase, what: str, token: int, sha256: str = "a") -> tuple[LedgerState, int]:
    act = records.open_import if what == "open" else records.close_import
    entry = act(Hold("i", 1, token, sha256, "orders.xlsx"))
    return entry.state, entry.lease_token


def save(records: RecordsDatabase, token: int, version: int = 0) -> None:
    dataset = Dataset("orders", {"fields": [{"name": "A", "type": "string"}]}, version)
    batches = [Batch("Data", [2, 3], [["x", "y"]])]
    records.save(Saving("i", token, dataset, batches, RESULT, lambda _done: None))


def test_who_was_overtaken_cannot_save(records: RecordsDatabase) -> None:
    assert turn(records, "open", 1) == (LedgerState.OPEN, 1)
    assert turn(records, "open", 2) == (LedgerState.OPEN, 2)

    with pytest.raises(UploaderError, match="claim-lost"):
        save(records, 1)

    assert records.row_count("orders") == 0 and records.datasets() == []
    save(records, 2)
    assert records.row_count("orders") == 2


def test_an_older_or_equal_token_does_not_open(records: RecordsDatabase) -> None:
    turn(records, "open", 5)

    assert turn(records, "open", 4) == (LedgerState.OPEN, 5)
    turn(records, "close", 5)
    assert turn(records, "open", 5) == (LedgerState.CLOSED, 5)
    assert turn(records, "open", 6) == (LedgerState.OPEN, 6)


def test_a_closed_import_cannot_be_saved(records: RecordsDatabase) -> None:
    turn(records, "open", 1)
    turn(records, "close", 1)

    with pytest.raises(UploaderError, match="claim-lost"):
        save(records, 1)
    assert records.row_count("orders") == 0


def test_what_is_saved_stays_saved_and_tells_its_result(records: RecordsDatabase) -> None:
    turn(records, "open", 1)
    save(records, 1)

    assert turn(records, "close", 2) == (LedgerState.SAVED, 1)
    entry = records.open_import(Hold("i", 1, 3, "a", "orders.xlsx"))
    assert (entry.state, entry.result) == (LedgerState.SAVED, RESULT)
    with pytest.raises(UploaderError, match="claim-lost"):
        save(records, 1, version=1)
    assert records.row_count("orders") == 2


def test_other_content_under_a_saved_import_is_an_error(records: RecordsDatabase) -> None:
    turn(records, "open", 1)
    save(records, 1)

    with pytest.raises(UploaderError, match="saved-with-other-content"):
        turn(records, "open", 2, sha256="b")


def test_a_dataset_that_changed_since_the_check_saves_nothing(records: RecordsDatabase) -> None:
    turn(records, "open", 1)
    records.save_dataset(Dataset("orders", {"fields": [{"name": "A", "type": "number"}]}))

    with pytest.raises(VersionChanged):
        save(records, 1, version=0)
    assert records.row_count("orders") == 0
    assert turn(records, "close", 1) == (LedgerState.CLOSED, 1)
