"""Statements that are run all the time: compiled once, then handed to the driver as they are."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Connection, Dialect, literal_column
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

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
        form = self.form(connection.dialect)
        with closing(connection.connection.cursor()) as cursor:
            form.execute(cursor, values)
            return int(cursor.rowcount)

    def rows(self, connection: Connection, **values: Any) -> list[dict[str, Any]]:
        """Run it; gives the rows that it returns, by the names of their columns."""
        form = self.form(connection.dialect)
        with closing(connection.connection.cursor()) as cursor:
            form.execute(cursor, values)
            return [form.row(row) for row in cursor.fetchall()]

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
    binds: list[tuple[str, Convert]]
    constants: dict[str, Any]
    columns: list[tuple[str, Convert]]
    driver_error: type[Exception]

    def execute(self, cursor: Any, values: dict[str, Any]) -> None:
        """Run it on the driver's cursor."""
        given = {**self.constants, **values}
        sent = [given[name] if convert is None else convert(given[name]) for name, convert in self.binds]
        arguments = sent if self.positional else dict(zip((name for name, _ in self.binds), sent, strict=True))
        try:
            cursor.execute(self.sql, arguments)
        except self.driver_error as error:
            raise DBAPIError(self.sql, None, error) from error

    def row(self, row: Any) -> dict[str, Any]:
        """A row of the driver with the types of its columns."""
        return {
            name: value if convert is None else convert(value)
            for (name, convert), value in zip(self.columns, row, strict=True)
        }


def _compile(statement: ClauseElement, dialect: Dialect) -> Form:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler) and not compiled.post_compile_params, compiled
    binds = compiled.binds
    names = compiled.positiontup if compiled.positional else list(binds)
    return Form(
        sql=str(compiled),
        positional=compiled.positional,
        binds=[(name, binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names or ()],
        constants={name: bind.value for name, bind in binds.items() if not bind.required},
        columns=[
            (column.key, column.type.dialect_impl(dialect).result_processor(dialect, None))
            for column in getattr(statement, "exported_columns", ())
        ],
        driver_error=dialect.loaded_dbapi.Error,
    )
