"""What a person said of one file holds for later ones with the same headings, unless it is for that file alone."""

from datetime import date
from pathlib import Path

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.model.question import asked

from .conftest import RunCheck, RunImport
from .files import found, saved, text

ASK = {"new-dataset": "ask"}
HEAD = "Order No,Tanggal,Harga\n"
MAPPED = {"dataset": "orders", "column:Order No": "id", "column:Tanggal": "day", "column:Harga": "price"}
STYLES = {"date-order:day": "dmy", "number-style:price": "comma"}


@pytest.fixture
def orders(records: RecordsDatabase) -> Dataset:
    """A dataset that a person has made, with none of the files' headings."""
    fields = [{"name": "id", "type": "integer"}, {"name": "day", "type": "date"}, {"name": "price", "type": "number"}]
    return records.save_dataset(Dataset("orders", {"fields": fields}, confirmed=True))


def file(folder: Path, name: str, *rows: str) -> Path:
    return text(folder / name, HEAD + "\n".join(rows) + "\n")


def test_columns_and_how_they_are_written_are_known_the_next_time(
    load: RunImport, records: RecordsDatabase, orders: Dataset, tmp_path: Path
) -> None:
    first = file(tmp_path, "medan.csv", '1,03/04/2026,"1.234"')
    load(first, answers=ASK | MAPPED | STYLES)

    result = load(file(tmp_path, "jakarta.csv", '2,05/04/2026,"1.100"'), answers=ASK)

    assert (result.dataset, result.saved) == ("orders", True)
    assert saved(records, "orders")[1:] == [[1, date(2026, 4, 3), 1234.0], [2, date(2026, 4, 5), 1100.0]]


def test_an_answer_to_a_later_file_stands_over_what_is_remembered(
    load: RunImport, records: RecordsDatabase, orders: Dataset, tmp_path: Path
) -> None:
    load(file(tmp_path, "medan.csv", '1,03/04/2026,"1.234"'), answers=ASK | MAPPED | STYLES)

    load(file(tmp_path, "us.csv", '2,03/04/2026,"1.234"'), answers=ASK | {"date-order:day": "mdy"})

    assert saved(records, "orders")[2] == [2, date(2026, 3, 4), 1234.0]


def test_for_this_file_alone_leaves_the_dataset_as_it_is(
    load: RunImport, records: RecordsDatabase, orders: Dataset, tmp_path: Path
) -> None:
    alone = ASK | MAPPED | STYLES | {"remember": "no"}
    assert load(file(tmp_path, "medan.csv", '1,03/04/2026,"1.234"'), answers=alone).saved

    assert records.dataset("orders") == orders
    with pytest.raises(NeedsAnswer):
        load(file(tmp_path, "jakarta.csv", '2,05/04/2026,"1.100"'), answers=ASK)


def test_a_new_dataset_keeps_the_style_of_this_file_alone_to_it(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    answers = {"new-dataset:prices": "yes", "number-style:Harga": "comma", "date-order:Tanggal": "dmy"}
    first = file(tmp_path, "medan.csv", '1,03/04/2026,"1.234"')
    load(first, answers=ASK | answers | {"remember": "no"})

    assert saved(records, "prices")[1] == [1, date(2026, 4, 3), 1234.0]
    with pytest.raises(NeedsAnswer) as caught:
        load(file(tmp_path, "jakarta.csv", '2,05/04/2026,"1.100"'), answers=ASK)
    assert [question.kind for question in asked(caught.value.params)] == ["date-order", "number-style"]


def test_a_style_that_is_given_counts_more_than_what_other_values_say(look: RunCheck, tmp_path: Path) -> None:
    path = file(tmp_path, "medan.csv", '1,2026-04-03,"1.234"', '2,2026-04-03,"760,96"')

    settled = look(path, answers={"new-dataset": "yes"})
    given = look(path, answers={"new-dataset": "yes", "number-style:Harga": "point"})

    assert found(settled) == []
    assert found(given) == [("C3", "type-error", "number", "760,96")]


def test_each_of_two_columns_with_one_heading_can_be_meant(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    answers = ASK | {"new-dataset:nicks": "yes", "column:Nick 1": "Alias", "column:Nick 2": ""}
    load(text(tmp_path / "a.csv", "Nick,Nick,Town\nx,1,a\n"), answers=answers)
    load(text(tmp_path / "b.csv", "Nick,Nick,Town\ny,2,b\n"), answers=ASK)

    assert saved(records, "nicks") == [["Alias", "Town"], ["x", "a"], ["y", "b"]]


def test_rows_without_a_mistake_are_saved_where_a_person_says_so_of_this_file(
    load: RunImport, records: RecordsDatabase, orders: Dataset, tmp_path: Path
) -> None:
    rows = ("1,2026-04-03,5", "many,2026-04-03,5")
    path = file(tmp_path, "medan.csv", *rows)

    assert not load(path, answers=MAPPED).saved
    result = load(path, answers=MAPPED | {"wrong-rows": "others"})
    assert (result.counts.saved, result.counts.rejected) == (1, 1)


def test_a_known_dataset_grows_by_a_column_that_is_new_and_the_next_file_has_it(
    load: RunImport, records: RecordsDatabase, orders: Dataset, tmp_path: Path
) -> None:
    load(file(tmp_path, "medan.csv", '1,24/12/2026,"1,5"'), answers=ASK | MAPPED | STYLES)
    wider = HEAD.replace("\n", ",Discount\n")
    grows = {"dataset": "orders", "column:Discount": "Rebate", "new-field:Rebate": "integer"}
    more = text(tmp_path / "more.csv", f'{wider}2,25/12/2026,"2,5",7\n')

    load(more, answers=MAPPED | STYLES | grows)
    load(text(tmp_path / "third.csv", f'{wider}3,26/12/2026,"3,5",x\n4,26/12/2026,"3,5",8\n'), answers=ASK)
    result = load(text(tmp_path / "fourth.csv", f'{wider}5,26/12/2026,"4,5",9\n'), answers=ASK | grows)

    known = records.dataset("orders")
    assert known is not None and known.confirmed and known.schema["fields"][3] == {"name": "Rebate", "type": "integer"}
    assert result.saved and [row[3] for row in saved(records, "orders")] == ["Rebate", None, 7, 9]


def test_a_new_column_that_was_left_out_once_can_be_added_later(
    load: RunImport, records: RecordsDatabase, orders: Dataset, tmp_path: Path
) -> None:
    wider = HEAD.replace("\n", ",Discount\n")
    load(text(tmp_path / "a.csv", f'{wider}1,24/12/2026,"1,5",6\n'), answers=MAPPED | STYLES | {"column:Discount": ""})

    again = {"dataset": "orders", "column:Discount": "Discount", "new-field:Discount": "integer"}
    load(text(tmp_path / "b.csv", f'{wider}2,24/12/2026,"1,5",7\n'), answers=again)

    assert [row[3] for row in saved(records, "orders")] == ["Discount", None, 7]
