"""A marked copy that is added back: what it takes the place of."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import FileRefused, NeedsAnswer
from desktop_uploader.model.jobs import ImportJob, ImportResult
from desktop_uploader.model.ledger import Hold, LedgerState
from desktop_uploader.processing.importing import run_import
from desktop_uploader.processing.marks import Marks
from desktop_uploader.storage.files import sha256_of

from .conftest import at_once

Load = Callable[..., ImportResult]
RIGHT, FIRST, SECOND = [["x", 1], ["y", 2]], [["x", 1], ["y", 20]], [["x", 1], ["y", 30]]


@pytest.fixture
def load(records: RecordsDatabase, records_url: str) -> Load:
    """Import a file under a chosen import id."""

    def run(path: Path, import_id: str = "", answers: Mapping[str, str] | None = None) -> ImportResult:
        import_id, digest = import_id or str(uuid4()), sha256_of(path)
        records.open_import(Hold(import_id, 7, 1, digest, path.name))
        job = ImportJob(7, import_id, 1, str(path), path.name, digest, records_url, "prices", None, answers or {})
        return run_import(job, lambda _stage, _done, _total: None, at_once)

    return run


@pytest.fixture(autouse=True)
def prices(records: RecordsDatabase) -> None:
    from desktop_uploader.model.dataset import Dataset

    fields = [{"name": "SKU", "type": "string"}, {"name": "Price", "type": "integer"}]
    records.save_dataset(Dataset("prices", {"fields": fields}, confirmed=True))


def workbook(path: Path, rows: Sequence[Sequence[Any]], marks: Marks | None = None) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Prices")
        for number, row in enumerate([["SKU", "Price"], *rows]):
            sheet.write_row(number, 0, row)
        for name, value in (marks or Marks()).properties().items():
            book.set_custom_property(name, value)
    return path


def saved(records: RecordsDatabase) -> list[list[Any]]:
    return [list(row) for row in records.rows("prices")[1]]


def test_a_marked_copy_takes_the_place_of_its_saved_import(
    load: Load, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "prices.xlsx", RIGHT), "first")

    result = load(workbook(tmp_path / "marked.xlsx", FIRST, Marks("first", ("Problems",))))

    assert saved(records) == FIRST
    assert result.notes["replaces"]["import_id"] == "first" and result.notes["replaces"]["removed"] == 2
    entry = records.ledger_entry("first")
    assert entry is not None and entry.state is LedgerState.UNDONE


def test_a_workbook_of_wrong_rows_comes_beside_the_saved_ones(
    load: Load, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "prices.xlsx", RIGHT), "first")

    load(workbook(tmp_path / "rows.xlsx", [["z", 3]], Marks("first", ("Problems",), ("Row", "What to fix"))))

    assert saved(records) == [*RIGHT, ["z", 3]]


def test_another_correction_of_the_same_file_is_asked_about(
    load: Load, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "once.xlsx", FIRST, Marks("never saved", ("Problems",))), "once")
    twice = workbook(tmp_path / "twice.xlsx", SECOND, Marks("never saved", ("Problems",)))

    with pytest.raises(NeedsAnswer) as asked:
        load(twice)
    (question,) = asked.value.params["questions"]
    assert (question["kind"], question["choices"]) == ("correction", ("replace", "add", "no"))
    assert question["params"]["file"] == "once.xlsx"
    with pytest.raises(FileRefused, match="file-saved-already"):
        load(twice, answers={"correction": "no"})
    assert saved(records) == FIRST

    result = load(twice, answers={"correction": "replace"})

    assert saved(records) == SECOND
    assert result.notes["replaces"]["import_id"] == "once"


def test_another_correction_may_come_beside_the_first(load: Load, records: RecordsDatabase, tmp_path: Path) -> None:
    load(workbook(tmp_path / "once.xlsx", FIRST, Marks("never saved", ("Problems",))))

    load(workbook(tmp_path / "twice.xlsx", SECOND, Marks("never saved", ("Problems",))), answers={"correction": "add"})

    assert saved(records) == [*FIRST, *SECOND]


def test_the_very_same_correction_again_is_the_same_file(load: Load, tmp_path: Path) -> None:
    once = workbook(tmp_path / "once.xlsx", FIRST, Marks("never saved", ("Problems",)))
    load(once)

    with pytest.raises(NeedsAnswer) as asked:
        load(once)

    assert asked.value.params["questions"][0]["kind"] == "again"


def test_a_correction_of_an_undone_one_is_not_asked_about(load: Load, records: RecordsDatabase, tmp_path: Path) -> None:
    load(workbook(tmp_path / "once.xlsx", FIRST, Marks("never saved", ("Problems",))), "once")
    records.undo("once")

    load(workbook(tmp_path / "twice.xlsx", SECOND, Marks("never saved", ("Problems",))))

    assert saved(records) == SECOND
