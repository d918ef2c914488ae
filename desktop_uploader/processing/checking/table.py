"""Checks the rows of a sheet against a dataset's definition, chunk by chunk, column by column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...database.records import Batch, key_fields
from ...model.dataset import Dataset
from ...model.keys import foreign_keys, primary_key
from ...model.question import Answers
from ..layout.source import Source, chunks
from ..reading.sheets import FORMULA, IMPOSSIBLE_DATE
from ..reading.text import TextSheet
from .collector import ProblemCollector
from .columns import ColumnCheck, compile_field, shown
from .conventions import manner_of
from .converters import Undecided
from .converters.dates import EARLY
from .converters.datetexts import SHORT_YEAR
from .formats import ZEROS, as_shown
from .keys import STRUCTURED, Key, KeyCheck, Place
from .references import Dangling, KeyValues, ReferenceCheck, key_text, reference_check
from .rules import row_rules
from .settling import settle


class TableCheck:
    """The check of one file. Batches of rows come out; problems, keys and counts stay here.

    `sources` are all sheets of the file: how a column is written is decided over all of them. `saved` tells which
    values are saved, for foreign keys. After the last batch, call `finish`.
    """

    def __init__(
        self,
        dataset: Dataset,
        collector: ProblemCollector,
        sources: Sequence[Source] = (),
        answers: Answers | None = None,
        saved: KeyValues = lambda _dataset, _fields: set(),
    ) -> None:
        schema = dataset.schema
        self.total = 0
        self.trimmed = 0
        self._collector = collector
        self._sources = sources
        self._names = dataset.field_names
        self._checks = [compile_field(item, schema, manner_of(item, answers or {})) for item in schema["fields"]]
        self._rules = row_rules(schema)
        self._keys = _key_checks(schema, self._names, [check.kind for check in self._checks])
        kinds = {check.name: check.kind for check in self._checks}
        self._references = [reference_check(key, kinds, dataset.name, saved) for key in foreign_keys(schema)]
        self._columns: dict[str, Mapping[str, int]] = {}
        self._lines = {source.sheet.name: source.sheet for source in sources if isinstance(source.sheet, TextSheet)}

    def batches(self, source: Source, moved: Callable[[int], None]) -> Iterator[Batch]:
        """Check every row below the headings; blank ones are passed over. Wrong cells are None.

        Raises `NeedsAnswer` where a column can be read in more than one way and nothing settles it.
        """
        self._columns[source.sheet.name] = source.columns.columns
        for numbers, columns in chunks(source):
            yield self._check(source, numbers, columns)
            self.total += len(numbers)
            moved(self.total)

    def finish(self) -> None:
        """After the last row: what only the whole file can tell."""
        for reference in self._references:
            self._report_dangling(reference, reference.rest())
        self._collector.summarise(self.total)

    def without_wrong(self, batch: Batch) -> Batch:
        """The batch's rows that are right, under their own numbers."""
        if not self._collector.rejected:
            return batch
        kept = [i for i, row in enumerate(batch.numbers) if not self._collector.is_wrong(batch.sheet, row)]
        if len(kept) == len(batch.numbers):
            return batch
        columns = [[column[index] for index in kept] for column in batch.columns]
        return Batch(batch.sheet, [batch.numbers[index] for index in kept], columns)

    @property
    def fine(self) -> bool:
        """True while nothing is wrong."""
        return not self._collector

    @property
    def checks(self) -> Sequence[ColumnCheck]:
        """Each field's check, in the manner that was found for its column."""
        return self._checks

    @property
    def repairs(self) -> dict[str, dict[str, int]]:
        """Field → kind of repair → cells that were read although they were written differently."""
        return {check.name: dict(check.manner.repaired) for check in self._checks if check.manner.repaired.total()}

    @property
    def notes(self) -> dict[str, Any]:
        """What a person should know though nothing is wrong, as code → parameters."""
        notes: dict[str, Any] = {"cells-trimmed": {"count": self.trimmed}} if self.trimmed else {}
        repairs = self.repairs
        others = {
            name: sum(n for kind, n in kinds.items() if kind not in _OWN_NOTES) for name, kinds in repairs.items()
        }
        if fields := [name for name, count in others.items() if count]:
            notes["cells-repaired"] = {"count": sum(others.values()), "fields": fields, "repairs": repairs}
        for kind, code in _OWN_NOTES.items():
            if counts := {name: kinds[kind] for name, kinds in repairs.items() if kinds.get(kind)}:
                notes[code] = {"count": sum(counts.values()), "fields": list(counts)}
        return notes

    def keys(self) -> Iterator[tuple[list[str], Mapping[Key, Place]]]:
        """Each key with the values that occurred, and where."""
        for key in self._keys:
            yield key.names, key.places()

    def report_taken(self, key: list[str], taken: set[Key]) -> None:
        """Note the rows whose key is saved already."""
        check = next(found for found in self._keys if found.names == key)
        for values, (sheet, row) in check.places().items():
            if values in taken:
                place = (sheet, row, self._column(sheet, key[0]))
                params = {"kind": "already-saved", **self._line(sheet, row)}
                self._collector.cell(check.code, place, key[0], key_text(values), params)

    def _check(self, source: Source, numbers: list[int], cells: Mapping[int, list[Any]]) -> Batch:
        columns: list[list[Any]] = []
        wrong: dict[int, set[int]] = {}
        for position, name in enumerate(self._names):
            column = source.columns.columns.get(name)
            if column is None:
                columns.append([None] * len(numbers))
                continue
            found = cells.get(column)
            values, failed = self._check_column(
                source, position, column, numbers, [""] * len(numbers) if found is None else found
            )
            columns.append(values)
            if failed:
                wrong[position] = failed
        sheet = source.sheet.name
        for key in self._keys:
            self._check_key(key, sheet, numbers, columns, wrong)
        for reference in self._references:
            self._report_dangling(reference, reference.see(sheet, numbers, columns))
        for rule in self._rules:
            for index in rule.broken(columns, wrong):
                value = columns[self._names.index(rule.shown_in)][index]
                text = None if value is None else shown(value)
                self._note(sheet, numbers[index], "row-constraint", rule.shown_in, text, dict(rule.params))
        return Batch(sheet, numbers, columns)

    def _check_column(
        self, source: Source, position: int, column: int, numbers: list[int], cells: list[Any]
    ) -> tuple[list[Any], set[int]]:
        check = self._checks[position]
        cells = as_shown(source.sheet.facts, check, column, numbers, cells)
        try:
            values, findings, trimmed = check.check(cells)
        except Undecided:
            settle(self._checks, self._sources, check.name, cells)
            values, findings, trimmed = check.check(cells)
        self.trimmed += trimmed
        hidden = self._hidden(source, column, numbers)
        for index, word in hidden.items():
            kind = _TROUBLE.get(word, "excel-error")
            params = {"kind": kind, "error": word}
            text = word if kind == "excel-error" else None
            self._note(source.sheet.name, numbers[index], "type-error", check.name, text, params)
        for index, code, params in findings:
            if index not in hidden:
                text = None if params.get("kind") == "required" else cells[index]
                self._note(source.sheet.name, numbers[index], code, check.name, text, params)
        if not findings and not hidden:
            return values, set()
        return values, {*hidden, *(index for index, _, _ in findings)}

    def _note(self, sheet: str, row: int, code: str, field: str, cell: Any, params: Mapping[str, Any]) -> None:
        if self._collector.full(code, field, params.get("kind")):
            self._collector.count(code, field, params.get("kind"), (sheet, row))
            return
        place = (sheet, row, self._column(sheet, field))
        value = None if cell is None else shown(cell)
        self._collector.cell(code, place, field, value, {**params, **self._line(sheet, row)})

    def _line(self, sheet: str, row: int) -> dict[str, int]:
        """Where to look with a text editor, if that is another number than Excel's."""
        line = self._lines[sheet].line_of(row) if sheet in self._lines else row
        return {"line": line} if line != row else {}

    def _column(self, sheet: str, field: str) -> int:
        """Where the field is; the first column that is read, where the sheet has no such field."""
        columns = self._columns[sheet]
        return columns.get(field) or min(columns.values(), default=1)

    def _hidden(self, source: Source, column: int, numbers: list[int]) -> dict[int, str]:
        trouble = source.sheet.facts.trouble
        if not trouble:
            return {}
        return {index: trouble[row, column] for index, row in enumerate(numbers) if (row, column) in trouble}

    def _check_key(
        self,
        key: KeyCheck,
        sheet: str,
        numbers: list[int],
        columns: list[list[Any]],
        wrong: Mapping[int, set[int]],
    ) -> None:
        name = key.names[0]
        for repeat in key.see(sheet, numbers, columns):
            if repeat.value is None or repeat.first is None:
                # A cell that holds something wrong is no empty one, and has its problem already.
                if not any(repeat.index in wrong.get(position, ()) for position in key.positions):
                    self._note(sheet, numbers[repeat.index], key.code, name, None, {"kind": "empty"})
                continue
            first_sheet, first_row = repeat.first
            column = self._column(first_sheet, name)
            params = {"kind": "repeated", "first_sheet": first_sheet, "first_row": str(first_row), "column": column}
            self._note(sheet, numbers[repeat.index], key.code, name, key_text(repeat.value), params)

    def _report_dangling(self, reference: ReferenceCheck, found: Iterator[Dangling] | list[Dangling]) -> None:
        key = reference.key
        kind = "own" if key.dataset is None else "other"
        for item in found:
            params: dict[str, Any] = {"kind": kind, "dataset": key.dataset or "", "targets": list(key.targets)}
            if (near := reference.near(item.value)) is not None:
                params["suggestion"] = near
            self._note(item.sheet, item.row, "foreign-key-error", key.fields[0], key_text(item.value), params)


def _key_checks(schema: Mapping[str, Any], names: list[str], kinds: list[str]) -> list[KeyCheck]:
    primary, found = primary_key(schema), []
    for key in key_fields(dict(schema)):
        positions = [names.index(name) for name in key]
        structured = any(kinds[position] in STRUCTURED for position in positions)
        found.append(KeyCheck(key, positions, key == primary, structured))
    return found


_OWN_NOTES = {SHORT_YEAR: "two-digit-years", EARLY: "early-dates", ZEROS: "zeros-kept"}
"""Kinds of repair that have a note of their own."""

_TROUBLE = {FORMULA: "no-result", IMPOSSIBLE_DATE: "impossible-date"}
"""What is said of a cell in trouble; anything else is an error of Excel's."""
