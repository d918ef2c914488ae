"""An import's result as JSON in the ledger, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ...model.dataset import SheetReport
from ...model.jobs import ImportResult
from ...model.problem import Problem, ProblemTotal
from ...model.task import RowCounts
from ...model.undo import KeptReason, KeptRow, UndoResult


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


def undo_from_json(data: Mapping[str, Any]) -> UndoResult:
    """What an undo did."""
    kept = tuple(KeptRow(**{**item, "reason": KeptReason(item["reason"])}) for item in data["rows"])
    return UndoResult(data["dataset"], data["removed"], data["restored"], data["kept"], kept)


def _sheet(item: Mapping[str, Any]) -> SheetReport:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in item.items()}
    return SheetReport(**values)
