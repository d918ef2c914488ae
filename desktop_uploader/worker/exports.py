"""Saved rows written to files for a person, each by a child process of its own."""

import math
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..model.export import Export, ExportResult
from ..model.jobs import ExportJob, Limits
from .publishing import published, refuse_existing
from .supervisor import run_alone


class Exports:
    """Every call waits for a child process: never call it on the GUI thread."""

    def __init__(
        self, records_url: str, limits_for: Callable[[int | None], Limits], language: Callable[[], str]
    ) -> None:
        """`language` gives the code of the language of headings that are the program's own."""
        self._records_url = records_url
        self._limits_for = limits_for
        self._language = language

    def export(
        self,
        export: Export,
        target: Path,
        progress: Callable[[int], None],
        stop: Callable[[], bool],
        *,
        overwrite: bool = False,
    ) -> ExportResult:
        """Write the rows to `target`: whole, or not at all.

        `progress` is told how many rows are written. Raises `UsageError` where the target exists or there is no such
        dataset, `StorageError` where it cannot be written, `DatabaseTrouble`, `JobFailed`, and `Stopped` soon after
        `stop()` has become true.
        """
        refuse_existing(target, overwrite)
        # Writing millions of rows takes as long as it takes; it is ended where nothing moves any more.
        limits = replace(self._limits_for(None), ceiling=math.inf)
        with published(target, overwrite) as part, tempfile.TemporaryDirectory(prefix="desktop-uploader-") as scratch:
            job = ExportJob(export, self._records_url, str(part), scratch, self._language(), limits)
            result = run_alone(job, lambda moved: progress(moved.done), stop)
        assert isinstance(result, ExportResult)
        return result
