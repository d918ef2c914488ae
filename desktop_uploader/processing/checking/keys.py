"""Values that must appear once: cheap while they do, and with the place of the first where they do not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .constraints import hashable

Key = tuple[Any, ...]
Place = tuple[str, int]

STRUCTURED = frozenset({"object", "array", "geojson"})
"""Types whose values are JSON."""


@dataclass(slots=True)
class KeyCheck:
    """One key of a file: its values so far. Where they are is worked out only when one is repeated."""

    names: list[str]
    positions: list[int]
    """The fields' places in a batch."""
    primary: bool
    structured: bool = False
    """Some field holds JSON, whose values Python cannot look up as they are."""
    _seen: set[Any] = field(default_factory=set)
    _chunks: list[tuple[str, Sequence[int], list[Sequence[Any]]]] = field(default_factory=list)
    _places: dict[Any, Place] | None = None

    @property
    def code(self) -> str:
        """The problem's code."""
        return "primary-key-error" if self.primary else "unique-error"

    def see(self, sheet: str, numbers: Sequence[int], columns: Sequence[Sequence[Any]]) -> "list[Repeat]":
        """Take a chunk's rows into account; gives those whose key is empty or was there before."""
        parts = [columns[position] for position in self.positions]
        values = self._values(parts)
        complete = (
            values if not any(None in part for part in parts) else [value for value in values if not _empty(value)]
        )
        fresh = set(complete)
        self._chunks.append((sheet, numbers, parts))
        if len(fresh) == len(values) and self._places is None and self._seen.isdisjoint(fresh):
            self._seen |= fresh
            return []
        repeats: list[Repeat] = []
        if self.primary and len(complete) < len(values):
            repeats += [Repeat(index, None, None) for index, value in enumerate(values) if _empty(value)]
        if self._places is None and len(fresh) == len(complete) and self._seen.isdisjoint(fresh):
            self._seen |= fresh
            return repeats
        return repeats + self._repeats(sheet, numbers, values)

    def places(self) -> Mapping[Key, Place]:
        """Every value, as a tuple of its fields, and the sheet and row of the first."""
        return {self._key(value): place for value, place in self._all()}

    def _key(self, value: Any) -> Key:
        return value if len(self.names) > 1 else (value,)

    def _all(self) -> Iterator[tuple[Any, Place]]:
        found: dict[Any, Place] = {}
        for sheet, numbers, parts in self._chunks:
            for value, number in zip(self._values(parts), numbers, strict=True):
                if not _empty(value):
                    found.setdefault(value, (sheet, number))
        yield from found.items()

    def _values(self, parts: list[Sequence[Any]]) -> Sequence[Any]:
        if self.structured:
            parts = [list(map(hashable, part)) for part in parts]
        return parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))

    def _repeats(self, sheet: str, numbers: Sequence[int], values: Sequence[Any]) -> "list[Repeat]":
        if self._places is None:
            last = self._chunks.pop()
            self._places = dict(self._all())
            self._chunks.append(last)
        repeats = []
        for index, (value, number) in enumerate(zip(values, numbers, strict=True)):
            if _empty(value):
                continue
            first = self._places.setdefault(value, (sheet, number))
            if first != (sheet, number):
                repeats.append(Repeat(index, self._key(value), first))
        return repeats


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row whose key is empty (`value` is None) or was at `first` already."""

    index: int
    value: Key | None
    first: Place | None


def _empty(value: Any) -> bool:
    return value is None or (type(value) is tuple and None in value)
