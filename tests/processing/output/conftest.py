from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.jobs import CheckJob, CheckResult, Limits, MarkedCopyJob, MarkedCopyResult
from desktop_uploader.processing.importing import run_check
from desktop_uploader.processing.output import run_marked_copy

IMPORT = "0b9d1c2e-marked"

Mark = Callable[..., tuple[MarkedCopyResult, Path]]
Check = Callable[..., CheckResult]


def silent(*_: Any) -> None:
    """Nobody watches."""


@pytest.fixture
def check(records: RecordsDatabase, records_url: str) -> Check:
    """Check a file, as the child does."""

    def run(path: Path, definition: Mapping[str, Any] | None = None) -> CheckResult:
        return run_check(CheckJob(str(path), path.name, records_url, None, definition), silent)

    return run


@pytest.fixture
def mark(check: Check, tmp_path: Path) -> Mark:
    """Check a file and have its marked copy made."""

    def run(path: Path, definition: Mapping[str, Any], **more: Any) -> tuple[MarkedCopyResult, Path]:
        found = check(path, definition)
        job = MarkedCopyJob(
            path=str(path),
            file_name=path.name,
            target=str(tmp_path / "made"),
            import_id=IMPORT,
            problems=found.problems,
            totals=found.totals,
            heading_rows={sheet.name: sheet.header_rows for sheet in found.sheets if sheet.header_rows},
            rows=found.counts.total,
            limits=Limits(),
            **more,
        )
        result = run_marked_copy(job, silent)
        made = tmp_path / f"{path.stem}-made{result.suffix}"
        (tmp_path / "made").replace(made)
        return result, made

    return run
