"""What a change of a dataset's definition would do to its saved rows: the questions that the change itself asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from ...model import between
from ...model.between import rules_between, told, types_of
from ...model.change import Effect, Forecast
from ...model.dataset import Dataset
from ...model.errors import DefinitionError
from ...model.keys import foreign_keys, primary_key
from . import definitions
from .broken import broken_rows
from .migration import losing
from .references import Reference
from .rowtable import RowTable, Stored, key_fields
from .types import stored_type


def forecast(connection: Connection, stored: Stored, wanted: Dataset, renamed: Mapping[str, str]) -> Forecast:
    """Everything that saving `wanted` would do; changes nothing. `renamed` is as `definitions.store` takes it."""
    rows = int(connection.exec_driver_sql(f"SELECT count(*) FROM {RowTable(connection, stored).rows}").scalar_one())
    try:
        named = definitions.under_new_names(stored, renamed)
    except DefinitionError as error:
        return Forecast(rows, (Effect("name-kept", error.params, refuses=True),))
    asked = _Asked(connection, named, wanted, rows)
    effects = [Effect("column-renamed", {"old": old, "field": new}) for old, new in renamed.items()]
    effects += _referenced(connection, stored, wanted)
    changes = (*asked.columns(), *asked.keys(), *asked.references(), *asked.between(), *asked.rules())
    return Forecast(rows, (*effects, *changes))


class _Asked:
    """One change of a dataset whose columns go under their new names already."""

    def __init__(self, connection: Connection, stored: Stored, wanted: Dataset, rows: int) -> None:
        self._connection = connection
        self._stored = stored
        self._table = RowTable(connection, stored)
        self._fields = {field["name"]: field for field in wanted.schema["fields"]}
        self._before = {field["name"]: field for field in stored.dataset.schema["fields"]}
        self._wanted = wanted
        self._rows = rows

    def columns(self) -> Iterator[Effect]:
        """What becomes of each column."""
        for name, field in self._fields.items():
            if name not in self._stored.columns:
                if self._rows:
                    yield Effect("column-added", {"field": name, "count": self._rows})
                continue
            if name not in self._before:
                yield Effect("column-returns", {"field": name, "count": self._filled(name)})
            yield from self._type(name, self._stored.types[name], stored_type(field))
        for name in self._before:
            if name not in self._fields:
                yield Effect("column-removed", {"field": name, "count": self._filled(name)})

    def _type(self, name: str, old: str, new: str) -> Iterator[Effect]:
        if old == new:
            return
        column, params = self._table.by_field[name], {"field": name, "old": old, "new": new}
        used = self._filled(name, both=True)
        lost = self._count(losing(column, old, new), both=True) if used else 0
        if lost:
            yield Effect("type-refused", {**params, "count": lost}, refuses=True)
        elif used:
            yield Effect("type-changes", {**params, "count": used})
        elif self._rows:
            yield Effect("type-unused", params)

    def keys(self) -> Iterator[Effect]:
        """What becomes of what tells rows apart; saved rows that repeat a new key stand in its way."""
        was, is_now = primary_key(self._stored.dataset.schema), primary_key(self._wanted.schema)
        if is_now != was:
            yield Effect("key-set", {"fields": is_now}) if is_now else Effect("key-gone", {"fields": was})
        held = list(map(set, key_fields(self._stored.dataset.schema)))
        for key in key_fields(self._wanted.schema):
            if set(key) in held or not set(key) <= set(self._stored.columns):
                continue
            columns = [self._table.by_field[name] for name in key]
            filled = " AND ".join(f"{column} IS NOT NULL" for column in columns)
            repeats = f"{self._table.rows} WHERE {filled} GROUP BY {', '.join(columns)} HAVING count(*) > 1"
            if count := self._number(f"SELECT count(*) FROM (SELECT 1 FROM {repeats})"):
                yield Effect("key-repeats", {"fields": key, "count": count}, refuses=True)

    def references(self) -> Iterator[Effect]:
        """New references, and how many of the saved values refer to nothing."""
        everything = {other.dataset.name.casefold(): other for other in definitions.all_stored(self._connection)}
        known = foreign_keys(self._stored.dataset.schema)
        for key in foreign_keys(self._wanted.schema):
            target = everything.get((key.dataset or self._stored.dataset.name).casefold())
            if key in known or target is None or not set(key.fields) <= set(self._stored.columns):
                continue
            if set(key.targets) <= set(target.columns):
                missing = Reference(self._stored, key.fields, target, key.targets).missing(self._connection)
                count = self._number(f"SELECT count(*) FROM ({missing})")
                params = {"field": ", ".join(key.fields), "dataset": target.dataset.name, "count": count}
                yield Effect("reference-added", params)

    def between(self) -> Iterator[Effect]:
        """Each rule between columns that is new or gone, and how many of the saved rows do not fit a new one."""
        sides = [self._stored.dataset.schema, self._wanted.schema]
        before, now = ([rule for _, rule in rules_between(side)] for side in sides)
        types = types_of(self._wanted.schema)
        for rule in now:
            # A new reference is told with the values that it does not find.
            if rule not in before and not isinstance(rule, between.Reference):
                code, params = told(rule, types)
                broken = broken_rows(self._table, rule, self._stored.types, types)
                count = self._number(*broken) if broken is not None else None
                if count and isinstance(rule, between.Together):
                    # Rows that repeat it stand in the way, and are told as such.
                    continue
                ending = "untold" if count is None else "broken" if count else "fits"
                yield Effect(f"rule-{ending}", {**params, "told": code, "count": count or 0})
        for rule in before:
            if rule not in now:
                code, params = told(rule, types_of(self._stored.dataset.schema))
                yield Effect("rule-gone", {**params, "told": code})

    def rules(self) -> Iterator[Effect]:
        """Rules hold for files that are checked from now on; what is saved stays."""
        before, now = _demands(self._stored.dataset.schema), _demands(self._wanted.schema)
        if self._rows and before != now:
            yield Effect("rules-from-now-on")
        if self._wanted.confirmed and not self._stored.dataset.confirmed:
            yield Effect("confirmed")

    def _filled(self, name: str, *, both: bool = False) -> int:
        return self._count(f"{self._table.by_field[name]} IS NOT NULL", both=both)

    def _count(self, condition: str, *, both: bool) -> int:
        """Saved rows for which it is true; with `both` also values that only an undo would bring back."""
        tables = (self._table.rows, self._table.kept) if both else (self._table.rows,)
        return sum(self._number(f"SELECT count(*) FROM {table} WHERE {condition}") for table in tables)

    def _number(self, query: str, values: tuple[Any, ...] = ()) -> int:
        return int(self._connection.exec_driver_sql(query, values or None).scalar_one())


def _referenced(connection: Connection, stored: Stored, wanted: Dataset) -> Iterator[Effect]:
    """Datasets that refer to columns which the change takes away or calls otherwise."""
    gone = set(stored.dataset.field_names) - set(wanted.field_names)
    for other, targets in referring(connection, stored):
        if lost := gone & targets:
            yield Effect("column-referenced", {"field": min(lost), "dataset": other}, refuses=True)


def referring(connection: Connection, stored: Stored) -> Iterator[tuple[str, set[str]]]:
    """The other datasets that refer to this one, and to which of its columns."""
    own = stored.dataset.name.casefold()
    for other in definitions.all_stored(connection):
        if other.id != stored.id:
            for key in foreign_keys(other.dataset.schema):
                if key.dataset is not None and key.dataset.casefold() == own:
                    yield other.dataset.name, set(key.targets)


def _demands(schema: Mapping[str, Any]) -> tuple[Any, Any]:
    """What is asked of values beyond their type."""
    options = ("constraints", "format", "categories")
    return [(field["name"], *map(field.get, options)) for field in schema["fields"]], schema.get("x-rules")
