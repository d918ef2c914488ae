"""Statements that are run all the time: compiled once, then handed to the driver as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Connection, Dialect, Float, literal_column
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any] | None


def literal(value: str) -> ColumnElement[Any]:
    """A word of our own as part of the SQL: a partial index is used only where its condition is not a parameter."""
    return literal_column(f"'{value}'")


class Ready:
    """A statement of SQLAlchemy Core at hardly more than the driver's own price, with the same types.

    It takes part in the connection's transaction like any other. All its bound values are named; lists are not
    possible. Raises `DBAPIError`, as other statements do.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._forms: dict[str, Form] = {}

    def run(self, connection: Connection, **values: Any) -> int:
        """Run it; gives the number of rows that it changed."""
        cursor = self.form(connection.dialect).execute(connection, values)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def rows(self, connection: Connection, **values: Any) -> list[dict[str, Any]]:
        """Run it; gives the rows that it returns, by the names of their columns."""
        form = self.form(connection.dialect)
        cursor = form.execute(connection, values)
        found = [form.row(row) for row in cursor.fetchall()]
        cursor.close()
        return found

    def form(self, dialect: Dialect) -> "Form":
        """The statement as this kind of database takes it, compiled at its first use."""
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _compile(self._statement, dialect)
        return form


@dataclass(frozen=True, slots=True)
class Form:
    """The statement as one kind of database takes it."""

    sql: str
    positional: bool
    names: list[str]
    """Of the bound values, in the order in which they are sent."""
    constants: dict[str, Any]
    converted: list[tuple[int, Callable[[Any], Any]]]
    """Places of the values that are not sent as they are."""
    columns: list[tuple[str, Convert]]
    driver_error: type[Exception]

    def execute(self, connection: Connection, values: dict[str, Any]) -> Any:
        """Run it; gives the driver's cursor."""
        given = {**self.constants, **values} if self.constants else values
        sent = [given[name] for name in self.names]
        for place, convert in self.converted:
            sent[place] = convert(sent[place])
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self.sql, sent if self.positional else dict(zip(self.names, sent, strict=True)))
        except self.driver_error as error:
            cursor.close()
            raise DBAPIError(self.sql, None, error) from error
        return cursor

    def row(self, row: Any) -> dict[str, Any]:
        """A row of the driver with the types of its columns."""
        return {
            name: value if convert is None else convert(value)
            for (name, convert), value in zip(self.columns, row, strict=True)
        }


def _compile(statement: ClauseElement, dialect: Dialect) -> Form:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler) and not compiled.post_compile_params, compiled
    names = list(compiled.positiontup or () if compiled.positional else compiled.binds)
    to_driver = [compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    return Form(
        sql=str(compiled),
        positional=compiled.positional,
        names=names,
        constants={name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        converted=[(place, convert) for place, convert in enumerate(to_driver) if convert is not None],
        columns=[
            (column.key, _from_driver(column.type, dialect)) for column in getattr(statement, "exported_columns", ())
        ],
        driver_error=dialect.loaded_dbapi.Error,
    )


def _from_driver(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    # Every driver gives floats as they are; some want to know more than we do before they say so.
    return None if isinstance(kind, Float) else kind.dialect_impl(dialect).result_processor(dialect, None)
