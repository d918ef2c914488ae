"""What was looked at, what was found, and what was done about it. Words stand in `words/doctor.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    problem: bool = True
    """False: worth knowing, but nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the repair did."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of it; `facts` are plain data for JSON."""

    facts: Mapping[str, Any]
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that say that something is wrong."""
        return tuple(finding for finding in self.findings if finding.problem)
