from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from desktop_uploader.database.columns import SecondsBetween, UtcDateTime
from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.ready import Ready
from desktop_uploader.database.writer import Writer
from desktop_uploader.model.errors import DatabaseTrouble

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("at", UtcDateTime),
    Column("what", JSON(none_as_null=True)),
    Column("share", Float),
)
ADD = Ready(insert(THINGS).values({name: bindparam(name) for name in ("id", "name", "at", "what", "share")}).inline())
ALL = Ready(select(THINGS).order_by(THINGS.c.id))
RENAME = Ready(update(THINGS).where(THINGS.c.id == bindparam("which")).values(name=bindparam("new"), at=None))
NOW = datetime(2026, 11, 25, 9, 0, 0, 5, UTC)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    engine = open_engine(sqlite_url(tmp_path / "things.sqlite3"))
    THINGS.metadata.create_all(engine)
    yield Writer(engine)
    engine.dispose()


def test_values_go_and_come_with_their_types(writer: Writer) -> None:
    writer(lambda connection: ADD.run(connection, id=1, name="a", at=NOW, what={"b": [1]}, share=0.5))

    assert writer(ALL.rows) == [{"id": 1, "name": "a", "at": NOW, "what": {"b": [1]}, "share": 0.5}]


def test_constants_need_not_be_given_and_the_changed_rows_are_counted(writer: Writer) -> None:
    writer(lambda connection: ADD.run(connection, id=1, name="a", at=NOW, what=None, share=None))

    assert writer(lambda connection: RENAME.run(connection, which=1, new="b")) == 1
    assert writer(lambda connection: RENAME.run(connection, which=2, new="b")) == 0
    assert writer(ALL.rows) == [{"id": 1, "name": "b", "at": None, "what": None, "share": None}]


def test_a_value_that_is_not_given_is_a_mistake(writer: Writer) -> None:
    with pytest.raises(KeyError, match="new"):
        writer(lambda connection: RENAME.run(connection, which=1))


def test_it_belongs_to_the_transaction_around_it(writer: Writer) -> None:
    def work(connection: Connection) -> None:
        ADD.run(connection, id=1, name="a", at=NOW, what=None, share=None)
        raise LookupError

    with pytest.raises(LookupError):
        writer(work)

    assert writer(ALL.rows) == []


def test_the_drivers_errors_are_those_of_other_statements(writer: Writer) -> None:
    def work(connection: Connection) -> None:
        with pytest.raises(DBAPIError, match="NOT NULL"):
            ADD.run(connection, id=1, name=None, at=NOW, what=None, share=None)

    writer(work)


def test_a_writer_goes_on_after_an_error(writer: Writer) -> None:
    with pytest.raises(DatabaseTrouble):
        writer(lambda connection: ADD.run(connection, id=1, name=None, at=NOW, what=None, share=None))

    writer(lambda connection: ADD.run(connection, id=1, name="a", at=NOW, what=None, share=None))
    assert len(writer(ALL.rows)) == 1


def test_the_seconds_between_two_times_are_told_to_a_fraction(writer: Writer) -> None:
    between = Ready(
        select(SecondsBetween(bindparam("a", type_=UtcDateTime), bindparam("b", type_=UtcDateTime)).label("s"))
    )

    (found,) = writer(lambda connection: between.rows(connection, a=NOW, b=NOW + timedelta(hours=30, milliseconds=250)))

    assert found["s"] == pytest.approx(108_000.25, abs=0.001)
