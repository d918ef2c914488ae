"""Which sheets of a file are used, where their headings are, and why others are left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...model.dataset import Dataset, SheetReport
from ...model.errors import FileRefused
from ...model.problem import Problem
from ..reading.sheets import Sheet
from .headings import Headings, find_headings, normalised
from .mapping import ColumnMap, map_columns
from .recognition import belongs
from .source import Source


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets that are used, and what was decided about each sheet of the file."""

    sources: Sequence[Source]
    reports: tuple[SheetReport, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def height(self) -> int | None:
        """Rows in all used sheets; None where a sheet's is known only after reading."""
        heights = [source.sheet.height for source in self.sources]
        return None if None in heights else sum(height or 0 for height in heights)

    def mapped(self, dataset: Dataset) -> "Layout":
        """The same with every field's column found, and with problems where one is missing."""
        schema = dataset.schema
        primary = schema.get("primaryKey", [])
        key = [primary] if isinstance(primary, str) else list(primary)
        sources, reports, problems = [], {report.name: report for report in self.reports}, list[Problem]()
        for source in self.sources:
            columns = map_columns(source.headings, schema["fields"], key, source.sheet.name)
            problems += columns.problems
            sources.append(replace(source, columns=columns))
            reports[source.sheet.name] = replace(
                reports[source.sheet.name], ignored_columns=columns.ignored, absent_fields=columns.absent
            )
        return Layout(sources, tuple(reports.values()), tuple(problems))


def lay_out(sheets: Sequence[Sheet], dataset: Dataset | None) -> Layout:
    """Decide about every sheet. Raises `FileRefused` where none can be used."""
    sources: list[Source] = []
    reports: list[SheetReport] = []
    for sheet in sheets:
        headings = _headings(sheet, dataset) if sheet.visible else None
        reason = _reason(sheet, headings, dataset, sources)
        if headings is None or reason is not None:
            reports.append(SheetReport(sheet.name, False, reason=reason))
            continue
        sources.append(Source(sheet, headings, ColumnMap({})))
        rows = max(0, (sheet.height or headings.row) - headings.row)
        reports.append(SheetReport(sheet.name, True, headings.row, rows))
    if not sources:
        reasons = {report.reason for report in reports}
        raise FileRefused("file-no-rows" if reasons <= {"empty", "hidden"} else "no-headings")
    return Layout(sources, tuple(reports))


def _headings(sheet: Sheet, dataset: Dataset | None) -> Headings | None:
    fields = dataset.schema["fields"] if dataset is not None else None
    return find_headings(sheet, fields)


def _reason(sheet: Sheet, headings: Headings | None, dataset: Dataset | None, sources: Sequence[Source]) -> str | None:
    if not sheet.visible:
        return "hidden"
    if headings is None:
        return "empty" if _is_empty(sheet) else "no-headings"
    if not sources:
        return None
    if dataset is not None:
        return None if belongs(headings, dataset) else "other-dataset"
    first = {normalised(label) for label in sources[0].headings.labels.values()}
    same = first == {normalised(label) for label in headings.labels.values()}
    return None if same else "other-dataset"


def _is_empty(sheet: Sheet) -> bool:
    return not any(cell != "" for row in sheet.rows() for cell in row)
