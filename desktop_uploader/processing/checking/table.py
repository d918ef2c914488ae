"""Checks the rows of a sheet against a dataset's definition, chunk by chunk, column by column."""

from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from typing import Any

from ...database.records import Batch, key_fields
from ...model.dataset import Dataset
from ..layout.source import Source, chunks
from .collector import ProblemCollector
from .columns import ColumnCheck, compile_field, shown

Key = tuple[Any, ...]
Place = tuple[str, int]


class TableCheck:
    """The check of one file. Batches of good rows come out; problems, keys and counts stay here."""

    def __init__(self, dataset: Dataset, collector: ProblemCollector) -> None:
        schema = dataset.schema
        self.total = 0
        self.trimmed = 0
        self._collector = collector
        self._checks = [compile_field(field, schema) for field in schema["fields"]]
        self._names = dataset.field_names
        self._primary = _primary_key(schema)
        self._keys = [(key, dict[Key, Place]()) for key in key_fields(dict(schema))]

    def batches(self, source: Source, moved: Callable[[int], None]) -> Iterator[Batch]:
        """Check every row below the headings; blank ones are passed over."""
        for numbers, columns in chunks(source):
            yield self._check(source, numbers, columns)
            self.total += len(numbers)
            moved(self.total)

    def keys(self) -> Iterator[tuple[list[str], dict[Key, Place]]]:
        """Each key with the values that occurred, and where."""
        yield from self._keys

    def report_taken(self, key: list[str], taken: set[Key], columns: Mapping[str, Mapping[str, int]]) -> None:
        """Note the rows whose key is saved already; `columns` tells each sheet's columns."""
        for values, (sheet, row) in next(places for names, places in self._keys if names == key).items():
            if values in taken:
                place = (sheet, row, columns[sheet].get(key[0], 1))
                self._collector.cell(self._key_code(key), place, key[0], _key_text(values), {"kind": "already-saved"})

    def _check(self, source: Source, numbers: list[int], cells: Mapping[int, list[Any]]) -> Batch:
        columns: list[list[Any]] = []
        for check in self._checks:
            column = source.columns.columns.get(check.name)
            if column is None:
                columns.append([None] * len(numbers))
                continue
            columns.append(self._check_column(source, check, column, numbers, cells.get(column)))
        self._check_keys(source, numbers, columns)
        return Batch(source.sheet.name, numbers, columns)

    def _check_column(
        self, source: Source, check: ColumnCheck, column: int, numbers: list[int], cells: list[Any] | None
    ) -> list[Any]:
        cells = cells if cells is not None else [""] * len(numbers)
        values, findings, trimmed = check.check(cells)
        self.trimmed += trimmed
        hidden = self._hidden(source, column, numbers)
        for index, word in hidden.items():
            kind = "no-result" if word == "formula" else "excel-error"
            place = (source.sheet.name, numbers[index], column)
            text = None if word == "formula" else word
            self._collector.cell("type-error", place, check.name, text, {"kind": kind, "error": word})
        for index, code, params in findings:
            if index not in hidden:
                place = (source.sheet.name, numbers[index], column)
                text = None if params.get("kind") == "required" else shown(cells[index])
                self._collector.cell(code, place, check.name, text, params)
        return values

    def _hidden(self, source: Source, column: int, numbers: list[int]) -> dict[int, str]:
        trouble = source.sheet.facts.trouble
        if not trouble:
            return {}
        return {index: trouble[row, column] for index, row in enumerate(numbers) if (row, column) in trouble}

    def _check_keys(self, source: Source, numbers: list[int], columns: list[list[Any]]) -> None:
        for key, places in self._keys:
            parts = [columns[self._names.index(name)] for name in key]
            values = list(zip(*parts, strict=True))
            sheet = source.sheet.name
            fresh = dict(zip(values, zip(repeat(sheet), numbers), strict=False))
            empty = any(None in part for part in parts)
            if len(fresh) == len(values) and places.keys().isdisjoint(fresh) and not empty:
                places.update(fresh)
                continue
            for value, number in zip(values, numbers, strict=True):
                self._note_key(source, key, places, value, number)

    def _note_key(self, source: Source, key: list[str], places: dict[Key, Place], value: Key, number: int) -> None:
        column = source.columns.columns.get(key[0], 1)
        place = (source.sheet.name, number, column)
        if None in value:
            if key == self._primary:
                self._collector.cell("primary-key-error", place, key[0], None, {"kind": "empty"})
            return
        first = places.setdefault(value, (source.sheet.name, number))
        if first != (source.sheet.name, number):
            params = {"kind": "repeated", "first_sheet": first[0], "first_row": str(first[1]), "column": column}
            self._collector.cell(self._key_code(key), place, key[0], _key_text(value), params)

    def _key_code(self, key: list[str]) -> str:
        return "primary-key-error" if key == self._primary else "unique-error"


def _primary_key(schema: Mapping[str, Any]) -> list[str]:
    primary = schema.get("primaryKey", [])
    return [primary] if isinstance(primary, str) else list(primary)


def _key_text(values: Key) -> str:
    return ", ".join(shown(value) for value in values)
