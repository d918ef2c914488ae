"""Whether rows that are saved would fit another definition: their values are typed already; only rules are asked."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...database.records.scanning import Chunk
from ...database.records.types import stored_type
from ...model.dataset import Dataset
from ...model.keys import primary_key
from ...model.problem import Problem, ProblemTotal
from .columns import ColumnCheck, Finding, compile_field, shown
from .rules import row_rules

MOST_SHOWN = 300
"""Rows that are told one by one; all are counted."""

_FOLLOWS: Mapping[tuple[str, str], Callable[[Any], Any]] = {
    ("integer", "number"): float,
    ("year", "number"): float,
    ("integer", "string"): str,
    ("year", "string"): str,
    ("year", "integer"): int,
    ("any", "string"): str,
    ("string", "any"): str,
}
"""(type saved, type wanted) → what a saved value becomes; the other changes of a type are refused before."""


class SavedCheck:
    """One dataset's saved rows against the definition `wanted`.

    `types` says how the fields are stored, under the names that they have in `wanted`. Columns of other types than
    they can become are passed over. Whether keys repeat is not asked here.
    """

    def __init__(self, wanted: Dataset, types: Mapping[str, str]) -> None:
        schema = wanted.schema
        self._names = wanted.field_names
        checks = [compile_field(field, schema) for field in schema["fields"]]
        self._rules = row_rules(schema)
        self._key = [self._names.index(name) for name in primary_key(schema)]
        known = {name: (types[name], stored_type(check.field)) for check in checks if (name := check.name) in types}
        self._checks = {
            position: (check, _FOLLOWS.get(known[check.name]))
            for position, check in enumerate(checks)
            if check.name in known and (known[check.name] in _FOLLOWS or known[check.name][0] == known[check.name][1])
        }
        self.read = [name for name in self._names if name in types]
        """The fields whose values are wanted."""
        self.rows = self.wrong = 0
        self.problems: list[tuple[int, Problem]] = []
        """The first of them, each with the number of its import."""
        self._counts: Counter[tuple[str, str | None, str | None]] = Counter()

    def see(self, chunk: Chunk) -> None:
        """Take some rows into account; their columns are those of `read`."""
        size = len(chunk.imports)
        given = dict(zip(self.read, chunk.columns, strict=True))
        columns: list[Sequence[Any]] = [given.get(name, [None] * size) for name in self._names]
        wrong: dict[int, set[int]] = {}
        for position, (check, follow) in self._checks.items():
            values = columns[position]
            if follow is not None:
                values = [None if value is None else follow(value) for value in values]
            columns[position], findings = _checked(check, values)
            for index, code, params in findings:
                wrong.setdefault(position, set()).add(index)
                self._note(chunk, index, code, check.name, values[index], params)
        failed = set[int]().union(
            *wrong.values(), self._empty_keys(chunk, columns), self._broken(chunk, columns, wrong)
        )
        self.rows += size
        self.wrong += len(failed)

    @property
    def totals(self) -> tuple[ProblemTotal, ...]:
        """How often each kind occurred."""
        return tuple(ProblemTotal(code, field, count, kind) for (code, field, kind), count in self._counts.items())

    def _empty_keys(self, chunk: Chunk, columns: Sequence[Sequence[Any]]) -> Iterator[int]:
        if not any(None in columns[position] for position in self._key):
            return
        name = self._names[self._key[0]]
        for index in range(len(chunk.imports)):
            if any(columns[position][index] is None for position in self._key):
                self._note(chunk, index, "primary-key-error", name, None, {"kind": "empty"})
                yield index

    def _broken(self, chunk: Chunk, columns: Sequence[Sequence[Any]], wrong: Mapping[int, set[int]]) -> Iterator[int]:
        for rule in self._rules:
            for index in rule.broken(columns, wrong):
                value = columns[self._names.index(rule.shown_in)][index]
                self._note(chunk, index, "row-constraint", rule.shown_in, value, rule.params)
                yield index

    def _note(self, chunk: Chunk, index: int, code: str, field: str, value: Any, params: Mapping[str, Any]) -> None:
        self._counts[code, field, params.get("kind")] += 1
        if len(self.problems) < MOST_SHOWN:
            text = None if value is None else shown(value)
            found = Problem(code, chunk.sheets[index], chunk.rows[index], None, field, text, dict(params))
            self.problems.append((chunk.imports[index], found))


def _checked(check: ColumnCheck, values: Sequence[Any]) -> tuple[Sequence[Any], list[Finding]]:
    if check.kind == "string":
        # Only texts have formats that saved ones need not have.
        found, findings, _ = check.check(values)
        return found, findings
    return values, check.recheck(values)
