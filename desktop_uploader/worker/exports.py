"""Saved rows written to files for a person, each by a child process of its own."""

import math
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from ..model.errors import StorageError, UsageError
from ..model.export import Export, ExportResult
from ..model.jobs import ExportJob, Limits
from .outputs import publish
from .saveturn import SaveTurns
from .supervisor import Supervisor


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
        if target.exists() and not overwrite:
            raise UsageError("target-exists", name=str(target))
        # Writing millions of rows takes as long as it takes; it is ended where nothing moves any more.
        limits = replace(self._limits_for(None), ceiling=math.inf)
        part = target.with_name(f".{uuid4().hex}.part")
        try:
            with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as scratch:
                job = ExportJob(export, self._records_url, str(part), scratch, self._language(), limits)
                result = self._run(job, progress, stop)
            publish(part, target, overwrite)
        except FileExistsError as error:
            raise UsageError("target-exists", name=str(target)) from error
        except OSError as error:
            raise StorageError("storage-no-permission", folder=str(target.parent)) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return result

    def _run(self, job: ExportJob, progress: Callable[[int], None], stop: Callable[[], bool]) -> ExportResult:
        supervisor = Supervisor(SaveTurns())
        try:
            result = supervisor.run(job, lambda moved: progress(moved.done), stop).result
        finally:
            supervisor.close()
        assert isinstance(result, ExportResult)
        return result
