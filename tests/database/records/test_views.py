"""What other programs see of the saved rows."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import RecordsDatabase

from .shop import Shop
from .test_migration import VERSION_1


def seen(path: Path, view: str) -> list[dict[str, Any]]:
    """The rows of a view, opened as the page tells other programs to open it."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        quoted = view.replace('"', '""')
        return [dict(row) for row in connection.execute(f'SELECT * FROM "{quoted}"')]


def schema(*names: str) -> dict[str, Any]:
    return {"fields": [{"name": name, "type": "string"} for name in names]}


def test_a_view_has_the_headings_and_the_origin_of_each_row(shop: Shop) -> None:
    shop.save("list.xlsx", [("x", "y")], name="Price List", schema=schema("Order No.", "Größe"))
    assert shop.records.browsing.view_names() == {"Price List": "Price List rows"}
    (row,) = seen(shop.path, "Price List rows")
    assert row.pop("Saved at (UTC)").startswith("20")
    assert row == {"Order No.": "x", "Größe": "y", "File": "list.xlsx", "Sheet": "Data", "Row in file": 2, "Upload": 1}


def test_a_read_only_connection_refuses_to_write(shop: Shop) -> None:
    shop.save("a.xlsx", [("a", 1.5)])
    with closing(sqlite3.connect(f"{shop.path.as_uri()}?mode=ro", uri=True)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM prices")
    assert shop.rows() == [("a", 1.5)]


def test_a_view_follows_its_dataset(shop: Shop) -> None:
    shop.save("a.xlsx", [("1",)], name="things", schema=schema("A"))
    shop.define({"fields": [{"name": "A", "type": "string"}, {"name": "B", "type": "string"}]}, "things")
    assert list(seen(shop.path, "things rows")[0])[:2] == ["A", "B"]
    dataset = shop.records.dataset("things")
    assert dataset is not None
    shop.records.designs.save(type(dataset)("things", schema("New", "B"), dataset.version, True), {"A": "New"})
    (row,) = seen(shop.path, "things rows")
    assert (row["New"], row["B"]) == ("1", None)
    shop.records.designs.remove("things", 3, shop.path.parent / "backups")
    assert shop.records.browsing.view_names() == {}
    assert shop.sql("SELECT count(*) FROM sqlite_master WHERE type = 'view'") == [(0,)]


def test_a_column_can_change_its_type_under_the_view(shop: Shop) -> None:
    shop.save("a.xlsx", [(7,)], name="n", schema={"fields": [{"name": "A", "type": "integer"}]})
    shop.define({"fields": [{"name": "A", "type": "string"}]}, "n")
    assert seen(shop.path, "n rows")[0]["A"] == "7"


def test_headings_that_other_programs_would_mistake_for_each_other_are_told_apart(shop: Shop) -> None:
    names = ("file", "FILE", 'a "b"', "sheet\0x")
    shop.save("a.xlsx", [("1", "2", "3", "4")], name="odd", schema=schema(*names))
    (row,) = seen(shop.path, "odd rows")
    assert list(row)[:5] == ["file", "FILE 2", 'a "b"', "sheetx", "File 3"]


def test_a_name_that_is_taken_gets_a_number(shop: Shop) -> None:
    shop.sql('CREATE TABLE "prices rows" (theirs)')
    shop.save("a.xlsx", [("a", 1.5)])
    assert shop.records.browsing.view_names() == {"prices": "prices rows 2"}
    assert seen(shop.path, "prices rows 2")[0]["Price"] == 1.5


def test_a_database_of_the_first_version_gets_its_views(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1)
    records = RecordsDatabase(sqlite_url(path))
    records.prepare()
    assert records.browsing.view_names() == {"prices": "prices rows"}
    records.close()
    assert seen(path, "prices rows")[0]["SKU"] == "a"
