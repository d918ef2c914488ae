"""Kinds of columns that both databases use."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Float, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer(), "sqlite")


def _as_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return utc.isoformat(" ", "microseconds")[:26]


class UtcDateTime(TypeDecorator[datetime]):
    """Aware times in UTC; SQLite, which knows no zones, keeps them as naive text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """To SQLite as SQLAlchemy would write it, at a fraction of the price: each event of a task has a time."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class SecondsBetween(FunctionElement[float]):
    """The seconds from one time to a later one."""

    type = Float()
    inherit_cache = True


@compiles(SecondsBetween)
def _by_epoch(element: SecondsBetween, compiler: SQLCompiler, **how: Any) -> str:
    start, end = (compiler.process(clause, **how) for clause in element.clauses)
    return f"EXTRACT(EPOCH FROM {end} - {start})"


@compiles(SecondsBetween, "sqlite")
def _by_days(element: SecondsBetween, compiler: SQLCompiler, **how: Any) -> str:
    start, end = (compiler.process(clause, **how) for clause in element.clauses)
    return f"(julianday({end}) - julianday({start})) * 86400.0"


class TwoDigits(FunctionElement[str]):
    """A number that is not negative, as text of two digits and a power of ten, so that few different ones remain."""

    type = String()
    inherit_cache = True


@compiles(TwoDigits)
def _by_pattern(element: TwoDigits, compiler: SQLCompiler, **how: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **how)}, '9.9EEEE')"


@compiles(TwoDigits, "sqlite")
def _by_printf(element: TwoDigits, compiler: SQLCompiler, **how: Any) -> str:
    return f"printf('%.1e', {compiler.process(element.clauses, **how)})"
