"""One field's check, a whole column of a chunk at a time: fast where all is well, cell by cell where it is not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from .constraints import Constraint, constraints_of
from .converters import EXCEL_START, Convert, Wrong, converter, text_of

Finding = tuple[int, str, dict[str, Any]]
"""Position in the column, problem code, parameters."""


@dataclass(frozen=True, slots=True)
class ColumnCheck:
    """A compiled field."""

    name: str
    kind: str
    native: frozenset[type]
    convert: Convert
    constraints: Sequence[Constraint]
    required: bool
    missing: frozenset[str]
    trim: bool

    def check(self, cells: Sequence[Any]) -> tuple[list[Any], list[Finding], int]:
        """The values (None where empty or wrong), what is wrong, and how many cells were trimmed."""
        findings: list[Finding] = []
        cells, trimmed = self._trimmed(cells)
        missing = self.missing
        if not missing.isdisjoint(cells):
            cells = [None if cell in missing else cell for cell in cells]
        values = self._converted(cells, findings)
        if self.required and None in cells:
            findings += [(i, "constraint-error", {"kind": "required"}) for i, cell in enumerate(cells) if cell is None]
        self._constrain(values, findings)
        return values, findings, trimmed

    def _trimmed(self, cells: Sequence[Any]) -> tuple[Sequence[Any], int]:
        if not self.trim:
            return cells, 0
        stripped = [cell.strip() if type(cell) is str else cell for cell in cells]
        return stripped, sum(1 for old, new in zip(cells, stripped, strict=True) if old is not new and old != new)

    def _converted(self, cells: Sequence[Any], findings: list[Finding]) -> list[Any]:
        types = set(map(type, cells)) - {type(None)}
        if types <= self.native:
            return list(cells)
        quick = _QUICK.get((self.kind, frozenset(types)))
        if quick is not None and (values := quick(cells, self)) is not None:
            return values
        values = []
        for index, cell in enumerate(cells):
            try:
                values.append(None if cell is None else self.convert(cell))
            except Wrong as wrong:
                findings.append((index, "type-error", {"kind": wrong.kind, **wrong.params}))
                values.append(None)
        return values

    def _constrain(self, values: list[Any], findings: list[Finding]) -> None:
        if not self.constraints:
            return
        present = [value for value in values if value is not None]
        for constraint in self.constraints:
            if present and not constraint.all_hold(present):
                params = {"kind": constraint.name, "limit": constraint.limit}
                holds = constraint.holds
                findings += [
                    (index, "constraint-error", params)
                    for index, value in enumerate(values)
                    if value is not None and not holds(value)
                ]


def compile_field(field: Mapping[str, Any], schema: Mapping[str, Any]) -> ColumnCheck:
    """Compile a Table Schema field. Raises `DefinitionError` for what cannot be used."""
    native, convert = converter(field)
    missing = field.get("missingValues", schema.get("missingValues", [""]))
    values = frozenset(item["value"] if isinstance(item, Mapping) else item for item in missing)
    return ColumnCheck(
        name=field["name"],
        kind=field.get("type", "any"),
        native=native,
        convert=convert,
        constraints=constraints_of(field, convert),
        required=bool(field.get("constraints", {}).get("required")),
        # A cell with nothing in it is always missing, whatever the list says: it holds no text.
        missing=values | {""},
        trim=bool(schema.get("x-trim")) and field.get("type", "any") in ("string", "any"),
    )


def shown(cell: Any) -> str:
    """A cell's content as text, for showing what is wrong."""
    try:
        return text_of(cell)[:200]
    except Wrong:
        return str(int(cell))


def _strings(cells: Sequence[Any], check: ColumnCheck) -> list[Any] | None:
    return list(cells) if _plain(check) else None


def _plain(check: ColumnCheck) -> bool:
    # A string format needs each cell looked at.
    try:
        check.convert("\x00")
    except Wrong:
        return False
    return True


def _whole_floats(cells: Sequence[Any], _check: ColumnCheck) -> list[Any] | None:
    present = [cell for cell in cells if cell is not None]
    if not all(map(float.is_integer, present)) or max(map(abs, present)) >= 2**53:
        return None
    return [None if cell is None else int(cell) for cell in cells]


def _days(cells: Sequence[Any], _check: ColumnCheck) -> list[Any] | None:
    present = [cell for cell in cells if cell is not None]
    return list(cells) if min(present) >= EXCEL_START else None


def _moments(cells: Sequence[Any], _check: ColumnCheck) -> list[Any] | None:
    present = [cell for cell in cells if cell is not None]
    return list(cells) if min(present) >= datetime.combine(EXCEL_START, time(0)) else None


_QUICK: dict[tuple[str, frozenset[type]], Callable[[Sequence[Any], ColumnCheck], list[Any] | None]] = {
    ("string", frozenset({str})): _strings,
    ("integer", frozenset({float})): _whole_floats,
    ("date", frozenset({date})): _days,
    ("datetime", frozenset({datetime})): _moments,
}
