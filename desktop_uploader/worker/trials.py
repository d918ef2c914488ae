"""Tries definitions that are not saved yet: on files, and on the rows that are saved."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..model.dataset import Dataset
from ..model.jobs import (
    CheckJob,
    CheckResult,
    InferJob,
    InferResult,
    Job,
    Limits,
    Result,
    SavedCheckJob,
    SavedCheckResult,
)
from ..model.progress import Progress
from .saveturn import SaveTurns
from .supervisor import Supervisor

LONGEST = 3600.0
"""Seconds that looking at saved rows may take: there may be many more of them than a file has."""

OnProgress = Callable[[Progress], None]
Stop = Callable[[], bool]


class Trials:
    """In a child process of its own, which is kept from one trial to the next.

    Every call waits for it: never call it on the GUI thread. On Linux the child ends with the thread that started it:
    all calls belong on one thread that stays.
    """

    def __init__(self, limits_for: Callable[[int | None], Limits], records_url: str) -> None:
        self._limits_for = limits_for
        self._records_url = records_url
        self._supervisor = Supervisor(SaveTurns())

    def on_file(self, path: Path, dataset: Dataset, progress: OnProgress, stop: Stop) -> CheckResult:
        """What an import of a file would do if the dataset were defined like this.

        Raises `UploaderError` where the file cannot be read or only a person can decide, `Stopped` soon after `stop()`
        has become true.
        """
        job = CheckJob(
            str(path),
            path.name,
            self._records_url,
            dataset.name,
            dataset.schema,
            {"definition": "new"},
            self._limits_for(path.stat().st_size),
        )
        result = self._run(job, progress, stop)
        assert isinstance(result, CheckResult)
        return result

    def on_saved(
        self, dataset: Dataset, renamed: Mapping[str, str], progress: OnProgress, stop: Stop
    ) -> SavedCheckResult:
        """Which of the saved rows would not fit if the dataset were defined like this.

        `renamed` says which fields have another name now, old name → new name. Raises as `on_file` does.
        """
        limits = replace(self._limits_for(None), ceiling=LONGEST)
        result = self._run(SavedCheckJob(dataset, dict(renamed), self._records_url, limits), progress, stop)
        assert isinstance(result, SavedCheckResult)
        return result

    def infer(self, path: Path, progress: OnProgress, stop: Stop) -> Dataset:
        """The definition that a file proposes. Raises as `on_file` does."""
        result = self._run(InferJob(str(path), path.name, self._limits_for(path.stat().st_size)), progress, stop)
        assert isinstance(result, InferResult)
        return result.dataset

    def close(self) -> None:
        """End the child; the next trial starts another one."""
        self._supervisor.close()

    def _run(self, job: Job, progress: OnProgress, stop: Stop) -> Result:
        def moved(message: Any) -> None:
            progress(Progress(0, message.stage, message.done, message.total))

        return self._supervisor.run(job, moved, stop).result
