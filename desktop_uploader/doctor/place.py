"""The place where new files are kept, tried out."""

from typing import Any

from ..model.errors import StorageError
from ..places import try_place
from ..settings import Folders, Settings
from ..storage.base import Step
from ..storage.s3.keys import HeldKeys
from .report import Finding


def tested(settings: Settings, folders: Folders) -> tuple[dict[str, Any], list[Finding]]:
    """Each step of the test with its result and what it has shown, and what goes wrong."""
    results: dict[str, Any] = {"storage": str(settings.storage)}
    found = []
    try:
        for step in try_place(settings, folders, HeldKeys()):
            results[step.name] = _result(step)
            results |= step.facts
            if step.error is not None:
                found.append(_finding(step.error))
    except StorageError as error:
        found.append(_finding(error))
    return results, found


def _result(step: Step) -> str:
    if step.skipped:
        return "not tried"
    return "done" if step.passed else "failed"


def _finding(error: StorageError) -> Finding:
    return Finding(error.code, error.params)
