"""A read-only view of each dataset for other programs: the headings of its files, and where each row has come from.

Its name has a blank in it, which no table's name has, so the two never meet. The mark in its text says whose it is,
whatever the dataset is called by then.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from .rowtable import RowTable, Stored

ORIGIN = {
    "File": "i.file_name",
    "Sheet": "r.du_sheet",
    "Row in file": "r.du_row",
    "Saved at (UTC)": "i.saved_at",
    "Upload": "i.task_id",
}
"""Heading → expression, after the dataset's own fields."""

_OURS = "SELECT name FROM sqlite_master WHERE type = 'view'"


def name_of(connection: Connection, stored: Stored) -> str | None:
    """What other programs see: `Orders rows`. None where the dataset has no view yet."""
    return connection.exec_driver_sql(f"{_OURS} AND instr(sql, ?)", (_mark(stored),)).scalar()


def make(connection: Connection, stored: Stored) -> None:
    """Make the view of a dataset as it now is."""
    table = RowTable(connection, stored)
    columns = [f"r.{column}" for column in table.fields] + list(ORIGIN.values())
    headings = unique([*stored.dataset.field_names, *ORIGIN])
    listed = ", ".join(f"{column} AS {_quoted(name)}" for column, name in zip(columns, headings, strict=True))
    taken = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    *_, name = unique([*taken, f"{stored.dataset.name} rows"])
    connection.exec_driver_sql(
        f"CREATE VIEW {_quoted(name)} AS SELECT {_mark(stored)} {listed} "
        # LEFT: SQLite passes over the imports where nothing of them is asked for.
        f"FROM {table.rows} r LEFT JOIN du_imports i ON i.id = r.du_import"
    )


def drop(connection: Connection, stored: Stored) -> None:
    """Drop the view, so that its table can be changed. It may be there or not."""
    name = name_of(connection, stored)
    if name is not None:
        connection.exec_driver_sql(f"DROP VIEW {_quoted(name)}")


def _mark(stored: Stored) -> str:
    return f"/* du_view_{stored.id} */"


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""').replace("\0", "")
    return f'"{doubled}"'


def unique(headings: Sequence[str]) -> list[str]:
    """The headings, numbered where one comes again: SQLite tells names apart without regard to case."""
    taken: set[str] = set()
    names = []
    for heading in headings:
        name, number = heading, 1
        while name.casefold() in taken:
            number += 1
            name = f"{heading} {number}"
        taken.add(name.casefold())
        names.append(name)
    return names
