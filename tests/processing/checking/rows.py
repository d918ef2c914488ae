"""A table check over rows made in a test, without a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_uploader.model.dataset import Dataset
from desktop_uploader.processing.checking import ProblemCollector, TableCheck
from desktop_uploader.processing.layout.headings import Headings
from desktop_uploader.processing.layout.mapping import ColumnMap
from desktop_uploader.processing.layout.source import Source
from desktop_uploader.processing.reading.sheets import Row, SheetFacts


@dataclass
class Rows:
    """A sheet that is a list."""

    cells: list[list[Any]]
    name: str = "Data"
    facts: SheetFacts = field(default_factory=SheetFacts)
    visible: bool = True
    first_column: int = 1

    @property
    def height(self) -> int:
        return len(self.cells)

    def rows(self) -> Iterator[Row]:
        return iter(self.cells)


@dataclass
class Checked:
    """What a check gave."""

    rows: list[tuple[Any, ...]]
    problems: list[tuple[str, str, str | None, str | None]]
    """Address, code, kind, value."""
    collector: ProblemCollector
    check: TableCheck
    batches: list[Any]


def check_rows(
    schema: Mapping[str, Any],
    *tables: Sequence[Sequence[Any]],
    facts: SheetFacts | None = None,
    answers: Mapping[str, str] | None = None,
    saved: Any = None,
) -> Checked:
    """Check tables, each a sheet without its headings, which are the fields' names."""
    names = [item["name"] for item in schema["fields"]]
    labels = {number: name for number, name in enumerate(names, 1)}
    columns = ColumnMap({name: number for number, name in labels.items()})
    sources = [
        Source(
            Rows([names, *map(list, table)], "Data" if number == 0 else f"Data {number}", facts or SheetFacts()),
            Headings(1, labels),
            columns,
        )
        for number, table in enumerate(tables)
    ]
    collector = ProblemCollector()
    more = {} if saved is None else {"saved": saved}
    check = TableCheck(Dataset("a", schema), collector, sources, answers, **more)
    batches = [batch for source in sources for batch in check.batches(source, lambda _: None)]
    check.finish()
    rows = [row for batch in batches for row in zip(*batch.columns, strict=True)]
    problems = [(item.address, item.code, item.kind, item.value) for item in collector.problems]
    return Checked(rows, problems, collector, check, batches)


def column(cells: Sequence[Any], *, facts: SheetFacts | None = None, answers: Any = None, **options: Any) -> Checked:
    """Check one column, called "A"."""
    return check_rows({"fields": [{"name": "A", **options}]}, [[cell] for cell in cells], facts=facts, answers=answers)


def values(found: Checked) -> list[Any]:
    """The first column's values."""
    return [row[0] for row in found.rows]


def kinds(found: Checked) -> list[str | None]:
    """The kinds of all problems."""
    return [kind for _, _, kind, _ in found.problems]
