"""The job: a file examined as an import would, with whatever is open assumed for the time being."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import monotonic
from typing import Any

from ...database.records import RecordsDatabase
from ...model.errors import NeedsAnswer, UploaderError
from ...model.jobs import PreviewJob
from ...model.preview import ColumnSeen, FieldSeen, Match, PreviewResult, SheetSeen
from ...model.progress import Stage
from ...model.question import NEW_DATASET, Answers, Question, asked
from ...model.task import RowCounts
from ..checking.conventions import KINDS
from ..confirming import YES, approved_name
from ..examining import Examined, Report, examine
from ..growing import new_fields
from ..layout.answers import HEADING_ROW
from ..layout.headings import find_headings
from ..layout.labels import normal_names, normalised
from ..layout.mapping import key_of
from ..layout.remembering import STYLES
from ..layout.source import Source
from ..layout.top import top_of
from ..reading.sheets import Sheet
from .matches import matches, suggested
from .opened import OpenedFile, Shelf
from .proposals import proposals
from .shown import among, columns_seen, first_rows, marks, raw_sample, sample_of
from .styles import evidence_of, styles_seen

ROUNDS = 8
"""How often something else may turn out to be open."""


def run_preview(job: PreviewJob, report: Report, records: RecordsDatabase, shelf: Shelf) -> PreviewResult:
    """What a person is shown of the file. Raises `FileRefused` where it cannot be read at all."""
    began = monotonic()
    opened = shelf.take(job.check, report)
    look = _Look(job, opened, records)
    return replace(look.result(report), seconds=monotonic() - began)


@dataclass
class _Look:
    """One look with one set of answers."""

    job: PreviewJob
    opened: OpenedFile
    records: RecordsDatabase
    given: dict[str, str] = field(init=False)
    """A person's answers, and what was suggested."""
    assumed: dict[str, Question] = field(default_factory=dict)
    """Open questions; their first choice is taken for the time being."""
    taken: str = ""

    def __post_init__(self) -> None:
        self.given = {key: value for key, value in self.job.check.answers.items() if key != NEW_DATASET}
        wanted = self._sheet(self.job.sheet) if self.job.sheet is not None else None
        if wanted is not None and f"{HEADING_ROW}:{wanted.name}" not in self.given:
            headings = find_headings(top_of(wanted))
            self.given[f"{HEADING_ROW}:{wanted.name}"] = str(headings.row) if headings is not None else "0"
        if self.job.suggest and "dataset" not in self.given and approved_name(self.given) is None:
            found = suggested(self.matches)
            self.given |= {"dataset": found} if found is not None else {}

    @cached_property
    def matches(self) -> list[Match]:
        """Every known dataset, the best first."""
        return matches(self.opened.book.sheets, self.records.datasets(), self.given)

    def result(self, report: Report) -> PreviewResult:
        """What came of it."""
        try:
            with self._examined(report) as examined:
                height = examined.layout.height
                return self._told(examined, lambda rows: report(Stage.READING, rows, height))
        except UploaderError as error:
            return self._refused(error)

    def _examined(self, report: Report) -> Examined:
        for _ in range(ROUNDS):
            try:
                return examine(replace(self.job.check, answers=self._answers()), self.opened.book, self.records, report)
            except NeedsAnswer as needed:
                questions = asked(needed.params)
                if all(self._knows(question) for question in questions):
                    raise
                self._assume(questions)
        raise UploaderError("dataset-busy", file_name=self.job.check.file_name)

    def _knows(self, question: Question) -> bool:
        return question.key in self.assumed or not question.choices

    def _assume(self, questions: Sequence[Question]) -> None:
        for question in questions:
            if question.kind == NEW_DATASET:
                self.taken = str(question.params.get("name", ""))
            self.assumed[question.key] = question

    def _answers(self) -> Answers:
        named = "dataset" in self.given or approved_name(self.given) is not None
        new = {} if named else {NEW_DATASET: YES}
        return {**new, **self.given, **{key: question.choices[0] for key, question in self.assumed.items()}}

    def _told(self, examined: Examined, moved: Callable[[int], None]) -> PreviewResult:
        source = self._shown(examined.layout.sources)
        schema, check = examined.dataset.schema, examined.check
        types = {item["name"]: str(item.get("type", "any")) for item in schema["fields"]}
        columns, sample = columns_seen(source, source.headings, types), sample_of(source)
        if examined.dataset.version:
            columns = self._proposed(source, columns, schema, moved)
        kinds = {item.name: KINDS[item.kind] for item in check.checks if item.kind in KINDS}
        read = {name: kind for name, kind in kinds.items() if name in source.columns.columns}
        evidence = evidence_of(examined.layout.sources, read, self.opened.evidence, moved)
        headings = {column.field: column.heading for column in columns if column.field is not None}
        unsure, wrong = marks(source, sample, columns, check)
        collector, total = examined.collector, check.total
        good = total - collector.rejected if examined.saves_good_rows or not collector else 0
        needed = {item["name"] for item in schema["fields"] if item.get("constraints", {}).get("required")}
        return replace(
            self._about_file(),
            sheets=self._sheets([item.sheet.name for item in examined.layout.sources]),
            sheet=source.sheet.name,
            header_rows=source.headings.rows,
            tops=first_rows(top_of(source.sheet)),
            totals=tuple(source.seen.totals),
            footnotes=tuple(source.seen.footnotes),
            dataset=examined.dataset.name,
            known=examined.dataset.version > 0,
            fields=tuple(FieldSeen(name, kind, name in {*needed, *key_of(schema)}) for name, kind in types.items()),
            columns=tuple(columns),
            rows=sample.rows(columns),
            unsure=unsure,
            wrong={**among(collector.problems, source.sheet.name, sample, columns), **wrong},
            styles=tuple(styles_seen(check.checks, headings, evidence, self.given, tuple(self.assumed))),
            counts=RowCounts(total, good, collector.rejected),
            problems=collector.problems[:MOST_PROBLEMS],
            problem_totals=collector.totals,
        )

    def _proposed(
        self, source: Source, columns: list[ColumnSeen], schema: Mapping[str, Any], moved: Callable[[int], None]
    ) -> list[ColumnSeen]:
        """With what a field would be for the columns of which the known dataset has none."""
        added = new_fields(self.given)
        names = frozenset[str]().union(*normal_names(field for field in schema["fields"] if field["name"] not in added))
        wanted = {
            item.number: item.heading
            for item in columns
            # A heading that stands for a field already would not make another one.
            if item.field in added or (item.field is None and normalised(item.heading) not in names)
        }
        found = proposals(source, wanted, self.opened.proposed, moved)
        return [
            replace(item, proposed=seen.type, examples=seen.examples)
            if (seen := found.get(item.number)) is not None
            else item
            for item in columns
        ]

    def _refused(self, error: UploaderError) -> PreviewResult:
        """The sheet as it stands, and why it cannot be imported."""
        sheet = self._first()
        if sheet is None:
            return replace(self._about_file(), refused=(error.code, dict(error.params)))
        columns, sample = raw_sample(sheet, 0)
        return replace(
            self._about_file(),
            sheet=sheet.name,
            tops=first_rows(top_of(sheet)),
            columns=tuple(columns),
            rows=sample.rows(columns),
            refused=(error.code, dict(error.params)),
        )

    def _about_file(self) -> PreviewResult:
        open_ones = [item for item in self.assumed.values() if item.kind not in (NEW_DATASET, *STYLES)]
        return PreviewResult(
            answers=self.given,
            sheets=self._sheets([]),
            sheet="",
            matches=tuple(self.matches),
            questions=tuple(open_ones),
            taken=self.taken,
        )

    def _sheets(self, used: Sequence[str]) -> tuple[SheetSeen, ...]:
        visible = [sheet for sheet in self.opened.book.sheets if sheet.visible]
        return tuple(SheetSeen(sheet.name, sheet.height, sheet.name in used) for sheet in visible)

    def _sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.opened.book.sheets if sheet.name == name and sheet.visible), None)

    def _first(self) -> Sheet | None:
        """The sheet that is wished for, else the first one that holds anything."""
        wanted = self._sheet(self.job.sheet) if self.job.sheet is not None else None
        filled = (sheet for sheet in self.opened.book.sheets if sheet.visible and top_of(sheet).rows)
        return wanted or next(filled, None)

    def _shown(self, sources: Sequence[Source]) -> Source:
        return next((source for source in sources if source.sheet.name == self.job.sheet), sources[0])


MOST_PROBLEMS = 300
"""Problems that are told one by one."""
