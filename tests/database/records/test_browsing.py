"""Finding, sorting and paging saved rows, on real files."""

import random
import sqlite3
import threading
import time
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from desktop_uploader.database.records.listing import GivenUp, Listing
from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.rowquery import Comparison, Condition, Found, RowQuery

from .shop import Shop

ORDERS: dict[str, Any] = {
    "fields": [
        {"name": "No.", "type": "string"},
        {"name": "Name", "type": "string"},
        {"name": "Amount", "type": "number"},
        {"name": "Pieces", "type": "integer"},
        {"name": "Day", "type": "date"},
        {"name": "Paid", "type": "boolean"},
    ],
    "primaryKey": ["No."],
}
ROWS = [
    ("A-3", "Müller", 10.5, 3, date(2026, 3, 1), True),
    ("A-1", "apple_pie 100%", None, 1, date(2026, 1, 5), False),
    ("A-4", "Zebra", 0.1, 12, None, None),
    ("A-2", None, 10.25, 12, date(2026, 2, 1), True),
    ("A-5", "MÜLLER & Co", -3.0, 7, date(2025, 12, 31), False),
]
CONTAINS, EQUAL, BETWEEN, EMPTY, FILLED = Comparison


@pytest.fixture
def orders(shop: Shop) -> Shop:
    shop.save("orders.xlsx", ROWS, name="orders", schema=ORDERS)
    return shop


def complete(shop: Shop, query: RowQuery, name: str = "orders") -> Listing:
    listing = shop.records.browsing.listing(name, query)
    listing.find(lambda _found: None, lambda: False)
    return listing


def found(shop: Shop, query: RowQuery, name: str = "orders") -> list[Any]:
    """The first column of every row that is found."""
    listing = complete(shop, query, name)
    rows = listing.page(0, 1000)
    listing.close()
    return [row.values[0] if row is not None else None for row in rows]


def where(field: str, comparison: Comparison, low: Any = None, high: Any = None) -> RowQuery:
    return RowQuery((Condition(field, comparison, low, high),))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (RowQuery(), ["A-3", "A-1", "A-4", "A-2", "A-5"]),
        (RowQuery(descending=True), ["A-5", "A-2", "A-4", "A-1", "A-3"]),
        (RowQuery(sort="No."), ["A-1", "A-2", "A-3", "A-4", "A-5"]),
        (RowQuery(sort="No.", descending=True), ["A-5", "A-4", "A-3", "A-2", "A-1"]),
        (RowQuery(sort="Name"), ["A-1", "A-5", "A-3", "A-4", "A-2"]),
        (RowQuery(sort="Name", descending=True), ["A-4", "A-3", "A-5", "A-1", "A-2"]),
        (RowQuery(sort="Amount"), ["A-5", "A-4", "A-2", "A-3", "A-1"]),
        (RowQuery(sort="Amount", descending=True), ["A-3", "A-2", "A-4", "A-5", "A-1"]),
        (RowQuery(sort="Day"), ["A-5", "A-1", "A-2", "A-3", "A-4"]),
        (where("Name", CONTAINS, "müller"), ["A-3", "A-5"]),
        (where("Name", CONTAINS, "APPLE"), ["A-1"]),
        (where("Name", CONTAINS, "0%"), ["A-1"]),
        (where("Name", CONTAINS, "e_p"), ["A-1"]),
        (where("Name", CONTAINS, "*"), []),
        (where("Name", CONTAINS, "[ü]"), []),
        (where("Name", EQUAL, "Zebra"), ["A-4"]),
        (where("Name", EMPTY), ["A-2"]),
        (where("Name", FILLED), ["A-3", "A-1", "A-4", "A-5"]),
        (where("Amount", BETWEEN, 10.25, 10.5), ["A-3", "A-2"]),
        (where("Amount", BETWEEN, None, 0.1), ["A-4", "A-5"]),
        (where("Amount", EQUAL, 0.1), ["A-4"]),
        (where("Day", BETWEEN, date(2026, 1, 5), date(2026, 2, 1)), ["A-1", "A-2"]),
        (where("Paid", EQUAL, False), ["A-1", "A-5"]),
        (where("Paid", EMPTY), ["A-4"]),
        (where("No.", BETWEEN, "A-2", "A-4"), ["A-2", "A-3", "A-4"]),
        (where("No.", BETWEEN, "A-2", None), ["A-2", "A-3", "A-4", "A-5"]),
        (where("No.", EQUAL, "A-2"), ["A-2"]),
        (where("Gone", EQUAL, 1), ["A-3", "A-1", "A-4", "A-2", "A-5"]),
        (RowQuery(search="12"), ["A-4", "A-2", "A-5"]),
        (RowQuery(search="10.5"), ["A-3"]),
        (RowQuery(search="2026-0"), ["A-3", "A-1", "A-2"]),
        (RowQuery(search=" MÜLL "), ["A-3", "A-5"]),
        (RowQuery(search="a-1", sort="Name"), ["A-1"]),
        (RowQuery((Condition("Pieces", EQUAL, 12), Condition("Paid", EQUAL, True))), ["A-2"]),
        (RowQuery((Condition("No.", BETWEEN, "A-1", "A-4"), Condition("Pieces", EQUAL, 12))), ["A-2", "A-4"]),
    ],
)
def test_a_query_finds_its_rows_in_its_order(orders: Shop, query: RowQuery, expected: list[str]) -> None:
    assert found(orders, query) == expected


def test_rows_are_the_values_that_were_saved(orders: Shop) -> None:
    listing = complete(orders, RowQuery())
    assert [row.values for row in listing.page(0, 10) if row is not None] == ROWS
    listing.close()


def many(shop: Shop, count: int = 3_000) -> list[tuple[str, str, float]]:
    shuffled = random.Random(7).sample(range(count), count)
    rows = [(f"K{number:06}", f"name {number % 50}", number / 8) for number in shuffled]
    fields = [{"name": "Key", "type": "string"}, {"name": "Name", "type": "string"}]
    schema = {"fields": [*fields, {"name": "Value", "type": "number"}], "primaryKey": ["Key"]}
    for part in range(3):
        shop.save(f"{part}.xlsx", rows[part * count // 3 : (part + 1) * count // 3], name="many", schema=schema)
    return rows


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", [None, "Key", "Name"])
def test_any_page_is_where_it_belongs(shop: Shop, sort: str | None, descending: bool) -> None:
    rows = many(shop)
    key = {None: rows.index, "Key": lambda row: row[0], "Name": lambda row: (row[1], rows.index(row))}[sort]
    expected = [row[0] for row in sorted(rows, key=key, reverse=descending)]
    listing = complete(shop, RowQuery(sort=sort, descending=descending), "many")
    for first in (0, 1_400, 1_500, 2_950):
        page = listing.page(first, 100)
        assert [row.values[0] for row in page if row is not None] == expected[first : first + 100]
    listing.close()


@pytest.mark.parametrize(
    "query",
    [
        RowQuery(sort="Key"),
        RowQuery(sort="Key", descending=True),
        where("Key", BETWEEN, "K000500", "K002499"),
        RowQuery(),
        RowQuery(descending=True),
    ],
)
def test_pages_of_an_index_are_right_before_all_rows_have_places(shop: Shop, query: RowQuery) -> None:
    many(shop)
    expected = found(shop, query, "many")
    if len(expected) == 1000:
        expected = [row.values[0] for row in complete(shop, query, "many").page(0, 3000) if row is not None]
    listing = shop.records.browsing.listing("many", query)
    assert listing.quick
    assert [row.values[0] for row in listing.page(0, 20) if row is not None] == expected[:20]
    seen: list[Any] = []

    def told(state: Found) -> None:
        if not seen:
            assert state == Found(len(expected), complete=True)
            for first in (10, len(expected) // 2, len(expected) - 30, len(expected) - 5):
                page = listing.page(first, 20)
                seen.append([row.values[0] for row in page if row is not None] == expected[first : first + 20])

    listing.find(told, lambda: False)
    listing.close()
    assert seen == [True] * 4


def test_a_row_that_a_newer_file_has_updated_is_as_new_as_that_file(shop: Shop) -> None:
    shop.save("orders.xlsx", ROWS, name="orders", schema=ORDERS, mode="update")
    rows = [("A-1", "apple", 1.0, 1, None, True), ("A-6", "new", 2.0, 1, None, True)]
    shop.save("newer.xlsx", rows, name="orders", mode="update")
    newest = RowQuery(descending=True)

    assert found(shop, newest) == ["A-6", "A-1", "A-5", "A-2", "A-4", "A-3"]
    assert found(shop, RowQuery(search="apple", descending=True)) == ["A-1"]
    assert found(shop, RowQuery((Condition("Pieces", BETWEEN, 1, 3),), descending=True)) == ["A-6", "A-1", "A-3"]


def test_rows_with_gaps_between_their_numbers_have_their_places(shop: Shop) -> None:
    rows = many(shop)
    shop.records.undo("1.xlsx")
    listing = complete(shop, RowQuery(), "many")
    kept = [row[0] for row in rows[:1000] + rows[2000:]]
    assert [row.values[0] for row in listing.page(990, 20) if row is not None] == kept[990:1010]
    assert listing.page(2000, 20) == []
    listing.close()


def test_a_row_that_is_deleted_meanwhile_is_none(orders: Shop) -> None:
    listing = complete(orders, RowQuery(sort="Amount"))
    orders.sql("DELETE FROM orders WHERE no = 'A-2'")
    assert [row and row.values[0] for row in listing.page(0, 5)] == ["A-5", "A-4", None, "A-3", "A-1"]
    listing.close()


def test_the_rows_found_so_far_are_told_and_can_be_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_uploader.database.records.listing.FIRST_CHUNK", 500)
    monkeypatch.setattr("desktop_uploader.database.records.listing.CHUNK", 500)
    rows = many(shop)
    listing = shop.records.browsing.listing("many", RowQuery(search="name 7"))
    told: list[Found] = []
    first: list[Any] = []

    def tell(state: Found) -> None:
        told.append(state)
        if len(told) == 2:
            first.extend(row.values[0] for row in listing.page(0, 5) if row is not None)

    listing.find(tell, lambda: False)
    listing.close()
    assert first == [row[0] for row in rows if row[1] == "name 7"][:5]
    counts = [state.count for state in told]
    assert counts == sorted(counts) and counts[-1] == 60 and told[-1].complete
    assert [state.share for state in told[:6]] == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1.0])


def big(shop: Shop, count: int) -> None:
    """Rows written by SQLite itself: many in little time."""
    shop.save("big.xlsx", [("K", "n", 0.5)], name="many", schema={
        "fields": [{"name": "Key", "type": "string"}, {"name": "Name", "type": "string"},
                   {"name": "Value", "type": "number"}],
    })  # fmt: skip
    with closing(sqlite3.connect(shop.path)) as connection, connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO many "
            "SELECT i, 1, 'Data', i, NULL, 'K' || i, 'name ' || ((i * 7919) % 9973), (i * 37 % 10007) / 8.0 FROM n",
            (count,),
        )


@pytest.mark.parametrize("query", [RowQuery(sort="Name"), RowQuery(search="nowhere")])
def test_finding_ends_soon_after_it_is_to_stop(shop: Shop, query: RowQuery) -> None:
    big(shop, 400_000)
    listing = shop.records.browsing.listing("many", query)
    stop, ended = threading.Event(), threading.Event()

    def run() -> None:
        with pytest.raises(GivenUp):
            listing.find(lambda _found: stop.set(), stop.is_set)
        ended.set()

    started = time.monotonic()
    thread = threading.Thread(target=run)
    thread.start()
    assert stop.wait(20)
    asked = time.monotonic()
    thread.join()
    assert ended.is_set()
    assert time.monotonic() - asked < max(0.3, (asked - started) * 2)
    listing.close()


def test_a_sort_without_an_index_says_how_far_it_is(shop: Shop) -> None:
    big(shop, 300_000)
    told: list[Found] = []
    listing = shop.records.browsing.listing("many", RowQuery(sort="Name"))
    listing.find(told.append, lambda: False)
    listing.close()
    shares = [state.share for state in told[:-1]]
    assert shares == sorted(shares)  # type: ignore[type-var]
    assert len(shares) > 20 and {state.count for state in told} == {300_000}
    assert told[-1] == Found(300_000, complete=True)
    assert max(share for share in shares if share is not None) > 0.6


def test_a_dataset_that_is_gone_is_said(shop: Shop) -> None:
    with pytest.raises(UsageError, match="no-such-dataset"):
        shop.records.browsing.listing("nothing", RowQuery())


def test_a_dataset_without_rows_is_empty(shop: Shop) -> None:
    shop.define(ORDERS, "orders")
    assert found(shop, RowQuery()) == []
    assert found(shop, RowQuery(sort="Name", search="x")) == []


def test_reading_rows_keeps_nobody_from_saving(shop: Shop) -> None:
    many(shop)
    listing = complete(shop, RowQuery(sort="Name"), "many")
    assert shop.save("more.xlsx", [("K999999", "new", 1.0)], name="many").saved
    assert None not in listing.page(0, 3_000)
    listing.close()


def test_the_origin_of_a_row_names_its_file_and_what_it_replaced(shop: Shop) -> None:
    shop.save("old.xlsx", [("a", 1.5), ("b", 2.5)], mode="update")
    shop.save("new.xlsx", [("b", 9.5)])
    listing = complete(shop, RowQuery(sort="SKU"), "prices")
    (first, second) = (row.id for row in listing.page(0, 2) if row is not None)
    listing.close()

    plain = shop.records.browsing.origin("prices", first)
    replacing = shop.records.browsing.origin("prices", second)
    assert plain is not None and replacing is not None
    assert (plain.file_name, plain.sheet, plain.row, plain.version, plain.earlier) == ("old.xlsx", "Data", 2, 1, ())
    assert (replacing.file_name, replacing.row) == ("new.xlsx", 2)
    (earlier,) = replacing.earlier
    assert (earlier.file_name, earlier.row, earlier.values) == ("old.xlsx", 3, {"Price": 2.5})


def test_the_origin_says_that_another_program_changed_the_row(shop: Shop) -> None:
    shop.save("one.xlsx", [("a", 1.5)])
    shop.sql("UPDATE prices SET price = 7 WHERE sku = 'a'")
    listing = complete(shop, RowQuery(), "prices")
    (row,) = listing.page(0, 1)
    listing.close()
    assert row is not None
    origin = shop.records.browsing.origin("prices", row.id)
    assert origin is not None and origin.edited_at is not None
    shop.sql("DELETE FROM prices")
    assert shop.records.browsing.origin("prices", row.id) is None
