"""One field's check, a whole column of a chunk at a time: fast where all is well, cell by cell where it is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .constraints import Constraint, constraints_of
from .converters import Convert, Manner, Undecided, Wrong, converter, strict_manner, text_of
from .converters.cleaning import CLEANED, cleaned_text
from .quick import quick_values
from .suggestions import Suggestions

Finding = tuple[int, str, dict[str, Any]]
"""Position in the column, problem code, parameters."""


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """A compiled field, for columns that are written in one `manner`."""

    field: Mapping[str, Any]
    kind: str
    manner: Manner
    native: frozenset[type]
    convert: Convert
    constraints: Sequence[Constraint]
    required: bool
    missing: frozenset[Any]
    missing_numbers: bool
    """True where a number can mean that a value is missing, and not only a text."""
    labels: Mapping[str, Any]
    words: Suggestions | None
    trim: bool

    @property
    def name(self) -> str:
        """The field's name."""
        return str(self.field["name"])

    def check(self, cells: Sequence[Any]) -> tuple[list[Any], list[Finding], int]:
        """The values (None where empty or wrong), what is wrong, and how many cells were trimmed.

        Raises `Undecided` where the column's manner is needed and not known.
        """
        findings: list[Finding] = []
        trimmed, types = 0, set(map(type, cells))
        if str in types:
            cells, trimmed = self._trimmed(cells)
        if (str in types or self.missing_numbers) and not self.missing.isdisjoint(cells):
            cells = [None if type(cell) is not bool and cell in self.missing else cell for cell in cells]
            types = set(map(type, cells))
        values, empty = self._converted(cells, types - {type(None)}, findings)
        if self.required and empty:
            findings += [(index, "constraint-error", {"kind": "required"}) for index in empty]
        self._constrain(values, findings)
        return values, findings, trimmed

    def recheck(self, values: Sequence[Any]) -> list[Finding]:
        """What is wrong with values that are of the field's type already."""
        findings: list[Finding] = []
        if self.required:
            findings += [(index, "constraint-error", {"kind": "required"}) for index in self._empty(values)]
        self._constrain(list(values), findings)
        return findings

    def _trimmed(self, cells: Sequence[Any]) -> tuple[Sequence[Any], int]:
        if not self.trim:
            return cells, 0
        stripped = [cell.strip() if type(cell) is str else cell for cell in cells]
        return stripped, sum(1 for old, new in zip(cells, stripped, strict=True) if old is not new and old != new)

    def _converted(
        self, cells: Sequence[Any], types: set[type], findings: list[Finding]
    ) -> tuple[list[Any], Sequence[int]]:
        """The values, and the positions of the empty cells (where the field is required)."""
        if types <= self.native:
            return list(cells), self._empty(cells)
        if len(types) == 1 and (quick := quick_values(self, cells, types)) is not None:
            return quick, self._empty(cells)
        before = self.manner.repaired.copy()
        try:
            return self._one_by_one(cells, findings)
        except Undecided:
            self.manner.repaired.clear()
            self.manner.repaired.update(before)
            raise

    def _one_by_one(self, cells: Sequence[Any], findings: list[Finding]) -> tuple[list[Any], list[int]]:
        values: list[Any] = []
        empty = []
        blank_is_empty = self.kind not in ("string", "any")
        for index, cell in enumerate(cells):
            value = None
            if cell is None or (blank_is_empty and type(cell) is str and not cell.strip()):
                empty.append(index)
            else:
                try:
                    value = self.convert(cell)
                except Wrong as wrong:
                    value = self._by_label(cell)
                    if value is None:
                        value = self._by_cleaning(cell)
                    if value is None:
                        findings.append((index, "type-error", self._wrong_params(cell, wrong)))
            values.append(value)
        return values, empty

    def _by_label(self, cell: Any) -> Any:
        value = self.labels.get(cell.strip()) if self.labels and type(cell) is str else None
        if value is not None:
            self.manner.repaired["category-label"] += 1
        return value

    def _by_cleaning(self, cell: Any) -> Any:
        """The value of a cell that is one but for characters that nobody sees; None where it is none."""
        if type(cell) is not str or self.kind not in CLEANED or (cleaned := cleaned_text(cell)) == cell:
            return None
        try:
            value = self.convert(cleaned)
        except Wrong:
            return None
        self.manner.repaired["unseen-characters"] += 1
        return value

    def _wrong_params(self, cell: Any, wrong: Wrong) -> dict[str, Any]:
        params = {"kind": wrong.kind, **wrong.params}
        near = self.words.near(cell) if self.words is not None and type(cell) is str else None
        return params if near is None else {**params, "suggestion": near}

    def _empty(self, cells: Sequence[Any]) -> Sequence[int]:
        if not self.required or None not in cells:
            return ()
        return [index for index, cell in enumerate(cells) if cell is None]

    def _constrain(self, values: list[Any], findings: list[Finding]) -> None:
        if not self.constraints:
            return
        present = [value for value in values if value is not None] if None in values else values
        for constraint in self.constraints:
            if not present or constraint.all_hold(present):
                continue
            holds = constraint.holds
            for index, value in enumerate(values):
                if value is None or holds(value):
                    continue
                if constraint.name == "enum" and (by_label := self._by_label(value)) is not None:
                    values[index] = by_label
                    continue
                findings.append((index, "constraint-error", constraint.params(value)))


def compile_field(field: Mapping[str, Any], schema: Mapping[str, Any], manner: Manner | None = None) -> ColumnCheck:
    """Compile a Table Schema field. Raises `DefinitionError` for what cannot be used."""
    kind = field.get("type", "any")
    manner = manner or Manner()
    native, convert = converter(field, manner)
    labels = _labels(field)
    return ColumnCheck(
        field=field,
        kind=kind,
        manner=manner,
        native=native,
        convert=convert,
        constraints=constraints_of(field, converter(field, strict_manner())[1]),
        required=bool(field.get("constraints", {}).get("required")),
        missing=(missing := _missing(field, schema)),
        missing_numbers=not all(isinstance(value, str) for value in missing),
        labels=labels,
        words=_word_list(field, kind, labels),
        trim=bool(field.get("x-trim", schema.get("x-trim"))) and kind in ("string", "any"),
    )


def shown(cell: Any) -> str:
    """A cell's content as text, for showing what is wrong."""
    try:
        return text_of(cell)[:200]
    except Wrong:
        return str(int(cell))


def _missing(field: Mapping[str, Any], schema: Mapping[str, Any]) -> frozenset[Any]:
    listed = field.get("missingValues", schema.get("missingValues", [""]))
    texts = {item["value"] if isinstance(item, Mapping) else item for item in listed}
    # A cell with nothing in it is always missing, whatever the list says: it holds no text.
    found: set[Any] = {"", *texts}
    for text in texts:
        # "-99" is also the number -99 of a typed cell.
        try:
            if text_of(number := float(text)) == text:
                found.add(number)
        except (TypeError, ValueError, OverflowError, Wrong):
            continue
    return frozenset(found)


def _labels(field: Mapping[str, Any]) -> dict[str, Any]:
    listed = [item for item in field.get("categories", ()) if isinstance(item, Mapping)]
    return {item["label"]: item["value"] for item in listed if item.get("label")}


def _word_list(field: Mapping[str, Any], kind: str, labels: Mapping[str, Any]) -> Suggestions | None:
    if kind == "boolean":
        words = [*field.get("trueValues", ()), *field.get("falseValues", ())]
        return Suggestions(words) if words else None
    return Suggestions(labels) if labels else None
