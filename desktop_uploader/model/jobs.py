"""What a child process is asked to do, and what it answers. Small, frozen, picklable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .dataset import Dataset, SheetReport
from .export import Export, ExportResult
from .preview import PreviewResult
from .problem import Problem, ProblemTotal
from .question import Answers
from .task import RowCounts

CELL_MEMORY = 80
"""Bytes that reading takes for each cell of a sheet's used range, empty ones included."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use. Memory in bytes, times in seconds."""

    memory: int = 2 * 1024**3
    stall: float = 60.0
    """No progress for this long in any stage ends the job."""
    ceiling: float = 300.0
    """The job's longest time whatever its progress, not counting the wait for the save turn."""
    cells: int = 50_000_000
    """A sheet whose used range holds more cells is refused before it is read."""

    @property
    def readable_cells(self) -> int:
        """How many cells a sheet may have with this memory."""
        return min(self.cells, self.memory // CELL_MEMORY)


@dataclass(frozen=True, slots=True)
class ImportJob:
    """Read, check and save one file. `path` is a local file."""

    task_id: int
    import_id: str
    lease_token: int
    path: str
    file_name: str
    sha256: str
    records_url: str
    dataset: str | None = None
    """The dataset that a person named; None: recognised by its headings, else inferred."""
    definition: Mapping[str, Any] | None = None
    """The Table Schema that came with the file."""
    answers: Answers = field(default_factory=dict)
    """What a person decided about this file."""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class CheckJob:
    """Everything but saving."""

    path: str
    file_name: str
    records_url: str
    dataset: str | None = None
    definition: Mapping[str, Any] | None = None
    answers: Answers = field(default_factory=dict)
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class InferJob:
    """Propose a definition for a file; nothing is saved."""

    path: str
    file_name: str
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class PreviewJob:
    """What a check finds out, and all that a person needs to put it right."""

    check: CheckJob
    suggest: bool = False
    """True where a known dataset is tried that most of the columns fit, unless a person has named one."""
    sheet: str | None = None
    """The sheet to show; None: the first one that is used."""

    @property
    def limits(self) -> Limits:
        """What it may use."""
        return self.check.limits


@dataclass(frozen=True, slots=True)
class SavedCheckJob:
    """Look which of a dataset's saved rows would not fit, if it were defined like this."""

    dataset: Dataset
    renamed: Mapping[str, str]
    """Fields that have another name now, old name → new name."""
    records_url: str
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of an import that was read to its end.

    `saved` is True only when the rows and the ledger are committed. Otherwise `problems` say why nothing was saved.
    """

    saved: bool
    dataset: str | None
    counts: RowCounts
    sheets: tuple[SheetReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    totals: tuple[ProblemTotal, ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)
    """Things that a person should know though nothing is wrong, as code → parameters."""


@dataclass(frozen=True, slots=True)
class InferResult:
    """A proposed definition."""

    dataset: Dataset
    sheets: tuple[SheetReport, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What an import of the file would do; nothing is saved."""

    kind: str
    """What the file is by its content: `xlsx`, `xlsb`, `xls`, `ods`, `text`, `html`."""
    dataset: Dataset
    counts: RowCounts
    """`saved` is how many rows an import would save."""
    sheets: tuple[SheetReport, ...]
    columns: Mapping[str, Mapping[str, int]]
    """Sheet → field → its column, from 1."""
    problems: tuple[Problem, ...] = ()
    totals: tuple[ProblemTotal, ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavedCheckResult:
    """How many saved rows there are, and how many would not fit."""

    rows: int
    wrong: int
    problems: tuple[Problem, ...] = ()
    """The first of them; `task_id` and `file_name` among the parameters say which upload the row comes from."""
    totals: tuple[ProblemTotal, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedCopyJob:
    """Write a copy of a file to `target` in which each wrong cell is marked; both are local paths."""

    path: str
    file_name: str
    target: str
    import_id: str
    problems: tuple[Problem, ...]
    """Those whose details are kept."""
    totals: tuple[ProblemTotal, ...]
    heading_rows: Mapping[str, Sequence[int]]
    """Sheet → the rows that hold its headings."""
    filled_down: tuple[str, ...] = ()
    """Names of the columns in which an empty cell means the value above."""
    rows: int | None = None
    """Rows of data in the file."""
    others_saved: bool = False
    """True where the rows without problems are saved already."""
    answers: Answers = field(default_factory=dict)
    """What a person decided about how the file is read."""
    language: str = "en"
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class MarkedCopyResult:
    """What was written: the person's own workbook, or a new one with the wrong rows."""

    suffix: str
    """The ending that the file's name must have."""
    cells: int | None = None
    """Cells marked in the person's own workbook."""
    rows: int | None = None
    """Rows in a new workbook."""
    lost: str | None = None
    """Why it is a new workbook, as a code of `words.outputs`."""


@dataclass(frozen=True, slots=True)
class TemplateJob:
    """Write an empty workbook of a dataset to the local path `target`."""

    dataset: Dataset
    target: str
    language: str = "en"
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class TemplateResult:
    """The template is written."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """What one sheet of a workbook holds: headings, and rows of texts, numbers and days; None is an empty cell."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class TablesJob:
    """Write a workbook with a sheet for each table to the local path `target`."""

    tables: tuple[PlainTable, ...]
    target: str
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class TablesResult:
    """The workbook is written."""


@dataclass(frozen=True, slots=True)
class ExportJob:
    """Write saved rows to the local path `target`."""

    export: Export
    records_url: str
    target: str
    scratch: str
    """A folder for what is needed meanwhile."""
    language: str = "en"
    """The language of the headings that are the program's own."""
    limits: Limits = Limits()


Job = ImportJob | CheckJob | InferJob | PreviewJob | SavedCheckJob | MarkedCopyJob | TemplateJob | TablesJob | ExportJob
Result = (
    ImportResult
    | CheckResult
    | InferResult
    | PreviewResult
    | SavedCheckResult
    | MarkedCopyResult
    | TemplateResult
    | TablesResult
    | ExportResult
)
