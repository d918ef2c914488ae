"""A definition that a person works on: what it was when it was saved last, and what it is to become."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import editing
from .dataset import Dataset, Version
from .differences import new_names


@dataclass(frozen=True, slots=True)
class Draft:
    """Every change gives a new one."""

    name: str
    schema: Mapping[str, Any]
    saved: Dataset | None = None
    """The newest version; None for a dataset that is not saved yet."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Name of a field in `saved` → its name now, where that is another one."""

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
        return replace(Draft.of(self.saved), schema=version.schema, renamed=names)

    def on_top_of(self, newest: Dataset) -> "Draft | None":
        """The same changes on a version that an import has made meanwhile, whose new columns come last.

        None where both have changed one thing.
        """
        if self.saved is None:
            return None
        base = self.saved.schema
        merged = _merged({**base, "fields": None}, {**self.schema, "fields": None}, {**newest.schema, "fields": None})
        fields = self._merged_fields(base["fields"], newest.schema["fields"])
        if merged is None or fields is None:
            return None
        return replace(self, schema={**merged, "fields": fields}, saved=newest)

    def _merged_fields(self, base: list[Mapping[str, Any]], newest: list[Mapping[str, Any]]) -> list[Any] | None:
        if newest == base:
            return list(self.schema["fields"])
        was, is_now = ({item["name"]: item for item in listed} for listed in (base, newest))
        added = [item for item in newest if item["name"] not in was]
        mine_too = {item["name"] for item in self.schema["fields"]} & {item["name"] for item in added}
        if [name for name in is_now if name in was] != list(was) or mine_too:
            return None
        found: list[Any] = []
        for mine in self.schema["fields"]:
            origin = self._origin(mine["name"])
            if origin is None or is_now[origin] == was[origin]:
                found.append(mine)
            elif mine == was[origin]:
                found.append(is_now[origin])
            else:
                return None
        return found + added

    def _origin(self, name: str) -> str | None:
        """The name under which the field is saved; None for a new one."""
        for old, now in self.renamed.items():
            if now == name:
                return old
        known = self.saved.field_names if self.saved is not None else []
        return name if name in known and name not in self.renamed else None


def _merged(base: Mapping[str, Any], mine: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any] | None:
    """Option by option what has been changed on either side; None where both have changed one."""
    found = dict(other)
    for option in {**base, **mine}:
        was, here, there = (side.get(option) for side in (base, mine, other))
        if here == was or here == there:
            continue
        if there != was:
            return None
        found[option] = here
        if here is None:
            del found[option]
    return found
