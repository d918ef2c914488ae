"""Which sheets of a file are used, where their headings are, and why others are left out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...model.dataset import Dataset, SheetReport
from ...model.errors import FileRefused, NeedsAnswer
from ...model.problem import Problem, column_letter
from ...model.question import Answers, Question
from ..reading.sheets import ChartSheet, Sheet
from .answers import (
    HEADING_ROW,
    NO_ANSWERS,
    NO_ROW,
    all_names,
    choices,
    decided,
    given_columns,
    heading_rows,
    unused,
)
from .headings import Headings, at_rows, by_names, find_headings, unnamed
from .look import Look
from .mapping import ColumnMap, map_columns
from .recognition import belongs, fit, same_headings
from .refusing import refusal, which_of
from .remembering import remember, remembered_rows, remembered_styles
from .report import ranges, report_of
from .source import Source
from .top import Top, top_of


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets that are used, and what was decided about each sheet of the file."""

    sources: Sequence[Source]
    outcomes: tuple[SheetReport, ...]
    unused: tuple[str, ...] = ()
    """The keys of answers about sheets and columns that the file does not have."""

    @property
    def reports(self) -> tuple[SheetReport, ...]:
        """Every sheet in the file's order; counts are exact once its rows were read."""
        used = {source.sheet.name: source for source in self.sources}
        return tuple(report_of(used[item.name]) if item.name in used else item for item in self.outcomes)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the headings."""
        return tuple(problem for source in self.sources for problem in source.columns.problems)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What must be asked before the rows can be checked."""
        asked = {question.key: question for source in self.sources for question in source.columns.questions}
        return tuple(asked.values())

    @property
    def height(self) -> int | None:
        """Rows in all used sheets; None where a sheet's is known only after reading."""
        heights = [source.sheet.height for source in self.sources]
        return None if None in heights else sum(height or 0 for height in heights)

    def without_rows(self) -> FileRefused:
        """The refusal of a file that turned out to have no rows below its headings."""
        source = next((source for source in self.sources if source.seen.left_out), self.sources[0])
        where = {"sheet": source.sheet.name, "header_row": source.headings.row}
        if source.seen.left_out:
            return FileRefused("rows-left-out", **where, places=ranges(source.seen.left_out))
        return FileRefused("no-rows", **where, labels=list(source.headings.labels.values()))

    def remembered(self, dataset: Dataset, answers: Answers) -> Dataset:
        """The dataset with what was answered kept for later files."""
        return remember(dataset, [source.headings for source in self.sources], answers)

    def manners(self, dataset: Dataset, answers: Answers) -> Answers:
        """The answers, and how the columns of earlier files with the same headings were written."""
        return {**remembered_styles(dataset, [source.headings for source in self.sources]), **answers}

    def mapped(self, dataset: Dataset, answers: Answers = NO_ANSWERS) -> "Layout":
        """The same with every field's column found, and with problems where one is missing."""
        headings = [source.headings for source in self.sources]
        missed = unused(answers, [item.name for item in self.outcomes], headings, dataset)
        mapped = [_mapped(source, dataset.schema, answers) for source in self.sources]
        return Layout(mapped, self.outcomes, missed)

    def to_infer(self, known: Dataset | None, answers: Answers) -> list[Source]:
        """The sources with each column under the name that its field has or will have, without those left out."""
        return [_renamed(source, known, answers) for source in self.sources]


def lay_out(
    sheets: Sequence[Sheet],
    dataset: Dataset | None,
    answers: Answers = NO_ANSWERS,
    datasets: Callable[[], Sequence[Dataset]] = tuple,
) -> Layout:
    """Decide about every sheet; `datasets` gives the known ones, for naming the dataset of a sheet left out.

    Raises `FileRefused` where no sheet can be used, or an answer does not fit the file, and `NeedsAnswer` where there
    are rows but no headings, or several rows that can be.
    """
    names = all_names(dataset, answers) if dataset is not None else None
    looks = [_look(sheet, dataset, names, answers) for sheet in sheets]
    used = _used(looks, dataset, names)
    if not used or (dataset is None and not any(look.asked_for or look.has_rows for look in used)):
        error = refusal(looks)
        if error is not None:
            raise error
    open_ones = [question for look in used if dataset is None and (question := which_of(look)) is not None]
    if open_ones:
        raise NeedsAnswer(open_ones)
    sources = [Source(look.sheet, look.headings, ColumnMap({})) for look in used if look.headings is not None]
    others = [look for look in looks if look not in used and look.headings is not None]
    known = datasets() if others else ()
    return Layout(sources, tuple(_outcome(look, used, known) for look in looks))


def _look(sheet: Sheet, dataset: Dataset | None, names: Sequence[frozenset[str]] | None, answers: Answers) -> Look:
    if not sheet.visible:
        return Look(sheet, None)
    rows = heading_rows(answers, sheet.name)
    top = top_of(sheet, rows[1] if rows is not None else 0)
    if rows is not None:
        headings = at_rows(top, *rows) if rows != NO_ROW else unnamed(top, dataset)
        if headings is None and (top.rows or f"{HEADING_ROW}:{sheet.name}" in answers):
            raise FileRefused("heading-row-blank", sheet=sheet.name, row=rows[1])
        return Look(sheet, top, headings, f"{HEADING_ROW}:{sheet.name}" in answers)
    return Look(sheet, top, _remembered(top, dataset, names) or find_headings(top, names))


def _remembered(top: Top, dataset: Dataset | None, names: Sequence[frozenset[str]] | None) -> Headings | None:
    """The headings in the row that was named for an earlier file, where they fit at least as well as any others."""
    rows = remembered_rows(dataset)
    if rows is None or not names:
        return None
    headings = at_rows(top, *rows)
    best = by_names(top, names)
    fits = headings is not None and fit(headings, names) >= (fit(best, names) if best is not None else 1)
    return headings if fits else None


def _used(looks: Sequence[Look], dataset: Dataset | None, names: Sequence[frozenset[str]] | None) -> list[Look]:
    found = [look for look in looks if look.headings is not None]
    if dataset is not None and names is not None:
        fitting = [look for look in found if look.asked_for or belongs(look.headings, dataset, names)]
        # Where none fits, the problems are told of the one that is nearest.
        return fitting or sorted(found, key=lambda look: -fit(look.headings, names))[:1]
    asked = [look for look in found if look.asked_for]
    tables = [look for look in found if look.is_table]
    lead = next(iter(asked or tables or found), None)
    return [look for look in found if lead is not None and same_headings(look.headings, lead.headings)]


def _outcome(look: Look, used: Sequence[Look], datasets: Sequence[Dataset]) -> SheetReport:
    name = look.sheet.name
    if isinstance(look.sheet, ChartSheet):
        return SheetReport(name, False, reason="chart")
    if look in used:
        return SheetReport(name, True)
    if look.top is None:
        return SheetReport(name, False, reason="hidden")
    if look.headings is None:
        return SheetReport(name, False, reason="no-headings" if look.top.rows else "empty")
    fitting = [item.name for item in datasets if belongs_wholly(look, item)]
    return SheetReport(name, False, reason="other-dataset", dataset=next(iter(fitting), None))


def belongs_wholly(look: Look, dataset: Dataset) -> bool:
    """True where a sheet has all headings of a dataset."""
    names = all_names(dataset, NO_ANSWERS)
    found = by_names(look.top, names) if look.top is not None else None
    return found is not None and fit(found, names) == len(names)


def _mapped(source: Source, schema: Mapping[str, Any], answers: Answers) -> Source:
    chosen = choices(source.headings, decided(source.headings, schema, answers), schema["fields"])
    columns = map_columns(source.headings, schema, source.sheet.name, chosen)
    unnamed = {column: column_letter(column) for column in chosen if column not in source.headings.labels}
    headings = replace(source.headings, labels={**source.headings.labels, **unnamed})
    return replace(source, headings=headings, columns=columns)


def _renamed(source: Source, known: Dataset | None, answers: Answers) -> Source:
    headings = source.headings
    if known is None:
        names = choices(headings, given_columns(answers), None)
    else:
        chosen = choices(headings, decided(headings, known.schema, answers), known.schema["fields"])
        columns = map_columns(headings, known.schema, source.sheet.name, chosen).columns
        names = {**chosen, **{column: name for name, column in columns.items()}}
    labels = {**headings.labels, **names}
    return replace(source, headings=replace(headings, labels={c: labels[c] for c in sorted(labels) if labels[c]}))
