"""A records database that a newer program has used."""

import sqlite3
from contextlib import closing

import pytest

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import DatabaseTrouble

from .shop import Shop


def test_it_is_refused_and_left_as_it_is(shop: Shop) -> None:
    with closing(sqlite3.connect(shop.path)) as connection, connection:
        connection.execute("UPDATE du_schema SET version = 99")
    before = shop.path.read_bytes()
    records = RecordsDatabase(sqlite_url(shop.path))

    with pytest.raises(DatabaseTrouble, match="database-newer"):
        records.prepare()

    records.close()
    assert shop.path.read_bytes() == before
