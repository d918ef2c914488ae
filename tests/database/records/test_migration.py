"""A saved table follows its dataset's definition, or refuses."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import DatabaseTrouble, DefinitionError

from .shop import Shop


def schema(**types: str) -> dict[str, Any]:
    return {"fields": [{"name": name, "type": kind} for name, kind in types.items()]}


def keyed(key: str, **types: str) -> dict[str, Any]:
    return {**schema(**types), "primaryKey": [key], "x-repeatedKey": "update"}


def test_new_fields_are_empty_in_saved_rows(shop: Shop) -> None:
    shop.save("one", [("a",)], schema=schema(A="string"))

    shop.define(schema(A="string", B="date"))
    shop.save("two", [("b", date(2026, 1, 2))])

    assert shop.rows() == [("a", None), ("b", date(2026, 1, 2))]


def test_a_removed_field_is_hidden_and_comes_back(shop: Shop) -> None:
    shop.save("one", [("a", 1.5)], schema=schema(A="string", B="number"))
    shop.define(schema(A="string"))
    assert shop.rows() == [("a",)]

    shop.define(schema(B="number", A="string"))

    assert shop.rows() == [(1.5, "a")]


@pytest.mark.parametrize("values", [[1, -5, 2**53], [2**60, None]])
def test_whole_numbers_become_numbers_where_each_stays_exact(shop: Shop, values: list[int | None]) -> None:
    shop.save("one", [(value,) for value in values], schema=schema(A="integer"))

    shop.define(schema(A="number"))

    found = [row[0] for row in shop.rows()]
    assert found == values and not any(isinstance(value, int) for value in found)


@pytest.mark.parametrize("value", [2**53 + 1, 2**63 - 1, -(2**53) - 1])
def test_a_whole_number_that_would_be_rounded_keeps_its_column(shop: Shop, value: int) -> None:
    shop.save("one", [(value,)], schema=schema(A="integer"))

    with pytest.raises(DefinitionError, match=r"definition-would-lose\(name='prices', field='A'"):
        shop.define(schema(A="number"))

    assert shop.rows() == [(value,)]


def test_whole_numbers_become_text_of_digits(shop: Shop) -> None:
    shop.save("one", [(2**62, 1999)], schema=schema(A="integer", B="year"))

    shop.define(schema(A="string", B="string"))
    shop.save("two", [("007", "x")])

    assert shop.rows() == [(str(2**62), "1999"), ("007", "x")]


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("number", "integer", 1.0),
        ("number", "string", 1.5),
        ("date", "string", date(2026, 1, 2)),
        ("string", "number", "1"),
        ("boolean", "integer", True),
        ("date", "datetime", date(2026, 1, 2)),
    ],
)
def test_what_would_not_stay_what_it_is_is_refused(shop: Shop, old: str, new: str, value: Any) -> None:
    shop.save("one", [(value,)], schema=schema(A=old))

    with pytest.raises(DefinitionError, match="definition-would-lose"):
        shop.define(schema(A=new))

    assert shop.rows() == [(value,)]


def test_a_column_that_no_row_has_used_may_become_anything(shop: Shop) -> None:
    shop.save("one", [("a", None)], schema=schema(A="string", B="number"))

    shop.define(schema(A="string", B="date"))
    shop.save("two", [("b", date(2026, 1, 2))])

    assert shop.rows() == [("a", None), ("b", date(2026, 1, 2))]


def test_values_kept_for_an_undo_count_as_used_and_change_too(shop: Shop) -> None:
    shop.save("one", [("a", 5)], schema=keyed("A", A="string", B="integer"))
    shop.save("two", [("a", None)])
    with pytest.raises(DefinitionError):
        shop.define(keyed("A", A="string", B="date"))

    shop.define(keyed("A", A="string", B="number"))
    shop.save("three", [("b", 1.5)])
    shop.records.undo("two")

    assert shop.rows() == [("a", 5.0), ("b", 1.5)]


def test_the_items_of_saved_lists_keep_their_type(shop: Shop) -> None:
    def lists(of: str) -> dict[str, Any]:
        return {"fields": [{"name": "A", "type": "list", "itemType": of}]}

    shop.save("one", [(("a", "b"),)], schema=lists("string"))

    with pytest.raises(DefinitionError, match="definition-would-lose"):
        shop.define(lists("date"))

    assert shop.rows() == [(("a", "b"),)]


def test_a_value_kept_for_an_undo_uses_its_field(shop: Shop) -> None:
    shop.save("one", [("a", 5)], schema=keyed("A", A="string", B="integer"))
    shop.save("two", [("a", None)])

    assert not shop.records.is_unused("prices", "B")
    shop.records.undo("one")
    assert shop.records.is_unused("prices", "B")


def test_a_removed_field_that_comes_back_as_something_else_is_checked_too(shop: Shop) -> None:
    shop.save("one", [("a", 1.5)], schema=schema(A="string", B="number"))
    shop.define(schema(A="string"))

    with pytest.raises(DefinitionError, match="definition-would-lose"):
        shop.define(schema(A="string", B="date"))


def test_saved_rows_that_repeat_a_new_key_are_named(shop: Shop) -> None:
    shop.save("one", [("a", 1), ("a", 2)], schema=schema(A="string", B="integer"))

    with pytest.raises(DefinitionError, match="definition-key-taken"):
        shop.define(keyed("A", A="string", B="integer"))

    shop.define(keyed("B", A="string", B="integer"))
    shop.save("two", [("x", 2)])
    assert shop.rows() == [("a", 1), ("x", 2)]


def test_a_key_that_is_given_up_holds_no_longer(shop: Shop) -> None:
    shop.save("one", [("a", 1)], schema=keyed("A", A="string", B="integer"))
    shop.define(schema(A="string", B="integer"))

    shop.save("two", [("a", 2)])

    assert shop.rows() == [("a", 1), ("a", 2)]


def test_another_programs_change_is_noticed_in_a_column_that_was_added_later(shop: Shop) -> None:
    shop.save("one", [("a",)], schema=schema(A="string"))
    shop.define(schema(A="string", B="integer"))
    shop.sql("UPDATE prices SET b = 3")

    assert shop.records.undo("one").kept == 1


def test_names_that_differ_by_case_alone_get_columns_of_their_own(shop: Shop) -> None:
    names = {"a": "string", "A": "string", "ä": "string", "rowid": "string", "du_id": "string", "x" * 90: "string"}
    shop.save("one", [tuple("123456")], schema=schema(**names))

    assert shop.rows() == [tuple("123456")]
    columns = [row[1] for row in shop.sql("PRAGMA table_info(prices)")]
    assert len({column.casefold() for column in columns}) == len(columns)
    assert max(len(column.encode()) for column in columns) <= 63


VERSION_1 = """
CREATE TABLE du_schema (version INTEGER NOT NULL);
INSERT INTO du_schema VALUES (1);
CREATE TABLE du_imports (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, import_id VARCHAR(36) NOT NULL UNIQUE,
  task_id BIGINT NOT NULL, file_name VARCHAR NOT NULL, sha256 VARCHAR(64) NOT NULL, state VARCHAR(8) NOT NULL,
  lease_token INTEGER NOT NULL, dataset_id INTEGER, dataset_version INTEGER, result JSON,
  opened_at DATETIME NOT NULL, saved_at DATETIME);
INSERT INTO du_imports VALUES (1, 'old', 1, 'old.csv', 'x', 'saved', 1, 1, 1, NULL,
  '2026-11-01 10:00:00.000000', '2026-11-01 10:00:01.000000');
CREATE TABLE du_datasets (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, name VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL UNIQUE, table_name VARCHAR(63) NOT NULL UNIQUE, columns JSON NOT NULL,
  version INTEGER NOT NULL, confirmed BOOLEAN NOT NULL, title VARCHAR NOT NULL, "schema" JSON NOT NULL);
INSERT INTO du_datasets VALUES (1, 'prices', 'prices', 'prices', '{"SKU": "sku", "Price": "price"}', 1, 1, '',
  '{"fields": [{"name": "SKU", "type": "string"}, {"name": "Price", "type": "number"}], "primaryKey": ["SKU"]}');
CREATE TABLE du_dataset_versions (id INTEGER PRIMARY KEY NOT NULL, dataset_id INTEGER NOT NULL,
  version INTEGER NOT NULL, "schema" JSON NOT NULL, created_at DATETIME NOT NULL);
CREATE TABLE prices (du_id INTEGER PRIMARY KEY, du_import INTEGER NOT NULL REFERENCES du_imports (id),
  du_sheet TEXT, du_row INTEGER, sku TEXT, price REAL);
CREATE UNIQUE INDEX du_key_1_sku ON prices (sku);
INSERT INTO prices VALUES (1, 1, 'Data', 2, 'a', 1.5);
"""


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    connection.close()

    records = RecordsDatabase(sqlite_url(path))
    with pytest.raises(DatabaseTrouble, match="migration-others-running"):
        records.prepare(tmp_path / "backups", lambda: True)
    records.prepare(tmp_path / "backups")
    records.close()
    assert len(list((tmp_path / "backups").iterdir())) == 1

    shop = Shop(path)
    shop.save("new", [("a", 2.5), ("b", 3.5)], mode="update")
    assert shop.rows() == [("a", 2.5), ("b", 3.5)]
    shop.records.undo("new")
    assert shop.rows() == [("a", 1.5)]
    shop.records.undo("old")
    assert shop.rows() == []
    shop.close()


def test_an_up_to_date_database_is_left_alone(tmp_path: Path) -> None:
    for _ in range(2):
        records = RecordsDatabase(sqlite_url(tmp_path / "records.sqlite3"))
        records.prepare()
        records.save_dataset(
            Dataset("a", schema(A="string"), getattr(records.dataset("a"), "version", 0), confirmed=True)
        )
        records.close()
