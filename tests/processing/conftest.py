from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.jobs import CheckJob, CheckResult, ImportJob, ImportResult
from desktop_uploader.model.ledger import Hold
from desktop_uploader.processing.importing import run_check, run_import
from desktop_uploader.storage.files import sha256_of

RunImport = Callable[..., ImportResult]
RunCheck = Callable[..., CheckResult]


@contextmanager
def at_once() -> Iterator[None]:
    yield


@pytest.fixture
def records_url(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "records.sqlite3")


@pytest.fixture
def records(records_url: str) -> Iterator[RecordsDatabase]:
    opened = RecordsDatabase(records_url)
    opened.prepare()
    yield opened
    opened.close()


@pytest.fixture
def load(records: RecordsDatabase, records_url: str) -> RunImport:
    """Import a file into the real records database, as the child does."""

    def run(
        path: Path,
        definition: Mapping[str, Any] | None = None,
        dataset: str | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> ImportResult:
        import_id, digest = str(uuid4()), sha256_of(path)
        records.open_import(Hold(import_id, 1, 1, digest, path.name))
        job = ImportJob(1, import_id, 1, str(path), path.name, digest, records_url, dataset, definition, answers or {})
        return run_import(job, lambda _stage, _done, _total: None, at_once)

    return run


@pytest.fixture
def look(records: RecordsDatabase, records_url: str) -> RunCheck:
    """Check a file against what is known in the real records database, saving nothing."""

    def run(
        path: Path,
        definition: Mapping[str, Any] | None = None,
        dataset: str | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> CheckResult:
        job = CheckJob(str(path), path.name, records_url, dataset, definition, answers or {})
        return run_check(job, lambda _stage, _done, _total: None)

    return run
