"""An import's result as JSON in the ledger, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ...model.dataset import SheetReport
from ...model.jobs import ImportResult
from ...model.problem import Problem, ProblemTotal
from ...model.task import RowCounts


def to_json(result: ImportResult) -> dict[str, Any]:
    """Plain data."""
    return asdict(result)


def from_json(data: Mapping[str, Any]) -> ImportResult:
    """The result that was saved."""
    return ImportResult(
        saved=data["saved"],
        dataset=data["dataset"],
        counts=RowCounts(**data["counts"]),
        sheets=tuple(_sheet(item) for item in data["sheets"]),
        problems=tuple(Problem(**item) for item in data["problems"]),
        totals=tuple(ProblemTotal(**item) for item in data["totals"]),
        notes=data["notes"],
    )


def _sheet(item: Mapping[str, Any]) -> SheetReport:
    lists = ("ignored_columns", "absent_fields")
    return SheetReport(**{**item, **{name: tuple(item[name]) for name in lists}})
