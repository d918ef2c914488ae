"""Looks at files that nobody has added: what an import would do, and what kind of file it is."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..model.jobs import CheckJob, CheckResult, InferJob, InferResult, Limits
from ..model.question import Answers
from .supervisor import Supervisor, run_alone


class Inspections:
    """In child processes, like everything that reads a file. Waits for them: never call it on the GUI thread."""

    def __init__(self, supervisor: Supervisor, limits_for: Callable[[int | None], Limits], records_url: str) -> None:
        """`supervisor` has the child that checks; one call at a time."""
        self._supervisor = supervisor
        self._limits_for = limits_for
        self._records_url = records_url

    def check(
        self,
        path: Path,
        *,
        dataset: str | None = None,
        definition: Mapping[str, Any] | None = None,
        answers: Answers | None = None,
    ) -> CheckResult:
        """What an import of a file would do, found out in a child process that serves the next call too.

        Raises `UploaderError` where the file cannot be read or only a person can decide.
        """
        limits, given = self._limits_for(path.stat().st_size), dict(answers or {})
        job = CheckJob(str(path), path.name, self._records_url, dataset, definition, given, limits)
        outcome = self._supervisor.run(job, lambda moved: None, lambda: False)
        assert isinstance(outcome.result, CheckResult)
        return outcome.result

    def infer(self, path: Path) -> InferResult:
        """Propose a definition for a file. Raises `UploaderError` where it cannot be read."""
        job = InferJob(str(path), path.name, self._limits_for(path.stat().st_size))
        result = run_alone(job, lambda moved: None, lambda: False)
        assert isinstance(result, InferResult)
        return result
