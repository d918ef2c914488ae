"""The sheet "Problems": what is to be corrected, in words, with a link to each cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...model.jobs import MarkedCopyJob
from ...model.problem import Problem, column_letter, grouped
from ...words import Catalogue

WIDTHS = (18, 24, 30, 90)
"""The columns' widths, in characters."""

Moved = Callable[[Problem], tuple[str, int, int] | None]
"""Where a problem's cell is in the workbook that is made: sheet, row, column from 1; None where it is not there."""


@dataclass(frozen=True, slots=True)
class Line:
    """One problem: its place in the person's own file, and the cell that the place links to."""

    cells: tuple[str, str, str, str]
    link: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The sheet's content from top to bottom."""

    title: str
    notes: list[str]
    headings: tuple[str, ...]
    lines: list[Line]


def overview(job: MarkedCopyJob, words: Catalogue, how: str, moved: Moved) -> Overview:
    """The whole sheet; `how` says what to do with the workbook."""
    unlisted = sum(total.count for total in job.totals) - len(job.problems)
    groups = grouped(job.problems, job.totals)
    many = [words.problem_group(group, job.rows) for group in groups if group.count > 1]
    rest = [words.text("problems-unlisted", {"count": unlisted})] if unlisted > 0 else []
    headings = tuple(map(words.text, ("problem-where", "problem-column", "problem-value", "problem-words")))
    lines = [_line(problem, words, moved(problem)) for problem in job.problems]
    title = words.text("problems-title", {"file_name": job.file_name})
    return Overview(title, [*how.splitlines(), "", *many, *rest], headings, lines)


def _line(problem: Problem, words: Catalogue, target: tuple[str, int, int] | None) -> Line:
    cells = (words.place(problem), problem.field or "", problem.value or "", words.problem(problem))
    return Line(cells, link_to(*target) if target else None)


def link_to(sheet: str, row: int, column: int) -> str:
    """A place as a link within the workbook."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{column_letter(column)}{row}"


def sentences(problems: Sequence[Problem], words: Catalogue) -> str:
    """What a cell's note says."""
    return "\n".join(dict.fromkeys(map(words.problem, problems)))
