"""Foreign keys: values that must be saved in another dataset, or stand in another row of the same one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...model.errors import FileRefused
from ...model.keys import ForeignKey
from .columns import shown
from .constraints import hashable
from .keys import STRUCTURED, Key
from .suggestions import LONGEST_LIST, Suggestions

KeyValues = Callable[[str, Sequence[str]], set[Key] | None]
"""Dataset and fields → the values saved there; None where there is no such dataset or field."""


@dataclass(frozen=True, slots=True)
class Dangling:
    """A row whose value is nowhere."""

    sheet: str
    row: int
    value: Key


@dataclass(slots=True)
class ReferenceCheck:
    """One foreign key of a file. What is saved is read once, when the first value is looked up."""

    key: ForeignKey
    positions: list[int]
    """The places of its fields in a batch."""
    targets: list[int]
    """For a key to the own dataset: the places of the fields that it refers to."""
    known: Callable[[], set[Key]]
    structured: bool = False
    """Some field holds JSON, whose values Python cannot look up as they are."""
    _saved: set[Key] | None = None
    _own: set[Key] = field(default_factory=set)
    _open: list[Dangling] = field(default_factory=list)
    _suggestions: Suggestions | None = None

    def see(self, sheet: str, numbers: Sequence[int], columns: Sequence[Sequence[Any]]) -> list[Dangling]:
        """Take a chunk's rows into account; gives those that refer to nothing, except where later rows may tell."""
        if self._saved is None:
            self._saved = self.known()
        values = self._values(self.positions, columns)
        if self.key.dataset is None:
            self._own.update(self._values(self.targets, columns))
        absent = {value for value in set(values) - self._saved if None not in value}
        if not absent:
            return []
        found = [Dangling(sheet, row, value) for value, row in zip(values, numbers, strict=True) if value in absent]
        if self.key.dataset is None:
            self._open += found
            return []
        return found

    def _values(self, positions: list[int], columns: Sequence[Sequence[Any]]) -> list[Key]:
        parts = [columns[position] for position in positions]
        if self.structured:
            parts = [list(map(hashable, part)) for part in parts]
        return list(zip(*parts, strict=True))

    def rest(self) -> Iterator[Dangling]:
        """After the last row: those that refer to no row of the own dataset, saved or in this file."""
        return (item for item in self._open if item.value not in self._own)

    def near(self, value: Key) -> str | None:
        """The known value that is most like this one."""
        if self._suggestions is None:
            known = {*(self._saved or ()), *self._own}
            texts = [key_text(item) for item in known if None not in item] if len(known) <= LONGEST_LIST else []
            self._suggestions = Suggestions(texts)
        return self._suggestions.near(key_text(value))


def reference_check(key: ForeignKey, kinds: Mapping[str, str], dataset: str, saved: KeyValues) -> ReferenceCheck:
    """The check of a foreign key; `kinds`: field → type. Raises `FileRefused` where the other dataset is not there."""

    def known() -> set[Key]:
        found = saved(key.dataset or dataset, key.targets)
        if found is None and key.dataset is not None:
            raise FileRefused("reference-missing", dataset=key.dataset, fields=list(key.targets))
        return found or set()

    names = list(kinds)
    structured = any(kinds[name] in STRUCTURED for name in key.fields)
    targets = [names.index(name) for name in key.targets] if key.dataset is None else []
    return ReferenceCheck(key, [names.index(name) for name in key.fields], targets, known, structured)


def key_text(value: Key) -> str:
    """A key's values as text."""
    return ", ".join(shown(part) for part in value)
