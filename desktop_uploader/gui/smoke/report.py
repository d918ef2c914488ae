"""What was tried, how long it took, and what came of it."""

import contextlib
import sys
from collections.abc import Iterator
from time import monotonic
from typing import Any

from ...doctor.surroundings import versions
from ...logs import trace_of

Found = dict[str, Any]


class Report:
    """A step that fails is noted, and the others go on."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._steps: list[Found] = []

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[Found]:
        """A step of the trial; what is put into the dictionary stands in the report."""
        found: Found = {}
        noted: Found = {"step": name, "ok": False, "found": found}
        self._steps.append(noted)
        started = monotonic()
        try:
            yield found
            noted["ok"] = True
        except Exception as error:
            noted["error"] = f"{type(error).__name__}: {error}"
            noted["trace"] = trace_of(error)
        finally:
            noted["seconds"] = round(monotonic() - started, 3)

    @property
    def ok(self) -> bool:
        """True where no step failed."""
        return all(step["ok"] for step in self._steps)

    def document(self) -> Found:
        """The whole of it, for JSON."""
        return {
            "ok": self.ok,
            "seconds": round(monotonic() - self._started, 3),
            "frozen": bool(getattr(sys, "frozen", False)),
            "versions": {**versions(), **_libraries()},
            "steps": self._steps,
        }


def _libraries() -> dict[str, str]:
    import boto3
    import PySide6.QtCore
    import sqlalchemy

    return {
        "qt": PySide6.QtCore.qVersion(),
        "pyside": PySide6.__version__,
        "sqlalchemy": sqlalchemy.__version__,
        "boto3": boto3.__version__,
    }
