"""A definition that a person works on: what it was when it was saved last, and what it is to become."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import editing
from .dataset import Dataset, Version
from .differences import new_names

REMEMBERED = ("x-headings", "x-mappings")
"""What an import may add to a definition while a person changes other parts of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Every change gives a new one."""

    name: str
    schema: Mapping[str, Any]
    saved: Dataset | None = None
    """The newest version; None for a dataset that is not saved yet."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Name of a field in `saved` → its name now, where that is another one."""
    shows: int | None = None
    """The number of the older version that is looked at."""

    @classmethod
    def of(cls, dataset: Dataset) -> "Draft":
        """A saved dataset, as it is."""
        return cls(dataset.name, dataset.schema, dataset)

    @property
    def changed(self) -> bool:
        """True where there is something to save."""
        return self.saved is None or self.schema != self.saved.schema

    @property
    def wanted(self) -> Dataset:
        """What is to be saved. A person has seen it, so that files do not widen it by themselves any more."""
        version = self.saved.version if self.saved is not None else 0
        title = str(self.schema.get("title", ""))
        return Dataset(self.name, self.schema, version, confirmed=True, title=title)

    def field(self, name: str) -> Mapping[str, Any]:
        """The field of this name."""
        return editing.field_of(self.schema, name)

    def with_schema(self, schema: Mapping[str, Any]) -> "Draft":
        """The same columns under the same names, with other rules."""
        return replace(self, schema=schema)

    def with_field(self, name: str, changed: Mapping[str, Any]) -> "Draft":
        """Another field in the place of the one of this name, which keeps its name."""
        return self.with_schema(editing.with_field(self.schema, name, changed))

    def called(self, name: str, new: str) -> "Draft":
        """The field under a new name. The name under which it was saved stays one of its headings."""
        origin = self._origin(name)
        schema = editing.renamed(self.schema, {name: new})
        aliases = editing.field_of(schema, new).get("x-aliases", [])
        kept = [alias for alias in aliases if alias != name or name == origin]
        changed = editing.with_option(editing.field_of(schema, new), "x-aliases", kept)
        names = {old: now for old, now in self.renamed.items() if old != origin}
        if origin is not None and origin != new:
            names[origin] = new
        return replace(self, schema=editing.with_field(schema, new, changed), renamed=names)

    def without(self, name: str) -> "Draft":
        """Without the field of this name."""
        names = {old: now for old, now in self.renamed.items() if now != name}
        return replace(self, schema=editing.without_field(self.schema, name), renamed=names)

    def looking_at(self, version: Version) -> "Draft":
        """An older version, to be looked at or brought back."""
        assert self.saved is not None
        names = new_names(self.saved.schema, version.schema)
        return replace(Draft.of(self.saved), schema=version.schema, renamed=names, shows=version.number)

    def on_top_of(self, newest: Dataset) -> "Draft | None":
        """The same changes on a version that an import has made meanwhile; None where more than that has changed."""
        if self.saved is None or _without_remembered(newest.schema) != _without_remembered(self.saved.schema):
            return None
        schema = {**_without_remembered(self.schema), **_remembered(newest.schema)}
        return replace(self, schema=schema, saved=newest)

    def _origin(self, name: str) -> str | None:
        """The name under which the field is saved; None for a new one."""
        for old, now in self.renamed.items():
            if now == name:
                return old
        known = self.saved.field_names if self.saved is not None else []
        return name if name in known and name not in self.renamed else None


def _without_remembered(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {option: value for option, value in schema.items() if option not in REMEMBERED}


def _remembered(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {option: value for option, value in schema.items() if option in REMEMBERED}
