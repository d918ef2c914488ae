"""What a person is shown of a file of an unknown kind, over all of its rows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import FileRefused
from desktop_uploader.model.jobs import CheckJob, PreviewJob
from desktop_uploader.model.preview import PreviewResult
from desktop_uploader.model.progress import Stage
from desktop_uploader.model.task import RowCounts
from desktop_uploader.processing.preview import Shelf, run_preview

from .files import Cells, text, workbook

Look = Callable[..., PreviewResult]

HEAD = ["Order No", "Tanggal", "Item", "Qty", "Harga", "Catatan"]
ROWS: Cells = [
    ["Orders of the branch Medan"],
    [],
    HEAD,
    [10231, "03/04/2026", "SKU-00417", 12, "1.234", "lekas"],
    [10232, "05/04/2026", "SKU-01822", 3, "760,96", None],
    [10233, "11/04/2026", "SKU-00417", 40, "12,00", None],
    [10234, "12/04/2026", "00923", 7, "1.100", "gift"],
    [10235, "12/04/2026", "SKU-07710", "many", "88,10", None],
    [10236, "12/04/2026", "SKU-02201", 254, "760,96", None],
    [None, None, "Total", 316, 3955.0, None],
]
NAMES = ("order_id", "order_date", "sku", "quantity", "unit_price")
TYPES = ("integer", "date", "string", "integer", "number")
ALIASES = ("Order No", "Tanggal", "Item", "Qty", "Harga")


@pytest.fixture
def preview(records: RecordsDatabase, records_url: str) -> Look:
    """Look at a file as the child does."""
    shelf = Shelf()

    def run(path: Path, sheet: str | None = None, *, suggest: bool = False, **answers: str) -> PreviewResult:
        given = {key.replace("_", "-", 1).replace("__", ":"): value for key, value in answers.items()}
        job = CheckJob(str(path), path.name, records_url, answers=given)
        return run_preview(PreviewJob(job, suggest, sheet), lambda _stage, _done, _total: None, records, shelf)

    return run


@pytest.fixture
def orders(records: RecordsDatabase) -> Dataset:
    fields = [
        {"name": name, "type": kind, "x-aliases": [alias]}
        for name, kind, alias in zip(NAMES, TYPES, ALIASES, strict=True)
    ]
    return records.save_dataset(Dataset("Orders", {"fields": fields}, confirmed=True))


@pytest.fixture
def medan(tmp_path: Path) -> Path:
    return workbook(tmp_path / "branch-medan.xlsx", ROWS, "Orders", Notes=[["Written by the branch"]])


def test_the_sheet_its_headings_and_what_is_left_out_are_told(preview: Look, medan: Path) -> None:
    seen = preview(medan)

    assert [(sheet.name, sheet.used) for sheet in seen.sheets] == [("Orders", True), ("Notes", False)]
    assert (seen.sheet, seen.header_rows, seen.totals) == ("Orders", (3,), (10,))
    assert seen.tops[:2] == ((1, "Orders of the branch Medan"), (3, "Order No · Tanggal · Item · Qty"))


def test_the_first_rows_are_shown_as_they_stand_in_the_file(preview: Look, medan: Path) -> None:
    seen = preview(medan)

    assert [column.heading for column in seen.columns] == HEAD
    assert seen.rows[0].number == 4
    assert seen.rows[0].cells == ("10231", "03/04/2026", "SKU-00417", "12", "1.234", "lekas")


def test_a_new_dataset_is_proposed_with_its_fields(preview: Look, medan: Path) -> None:
    seen = preview(medan)

    assert (seen.dataset, seen.known) == ("branch-medan", False)
    assert [(field.name, field.type) for field in seen.fields][3:5] == [("Qty", "string"), ("Harga", "number")]


def test_the_known_dataset_that_most_columns_fit_is_tried(preview: Look, orders: Dataset, medan: Path) -> None:
    seen = preview(medan, suggest=True)

    assert [(match.name, match.matched, match.columns) for match in seen.matches] == [("Orders", 5, 6)]
    assert (seen.dataset, seen.known, seen.answers["dataset"]) == ("Orders", True, "Orders")
    assert [column.field for column in seen.columns] == [*NAMES, None]


def test_what_a_text_can_mean_is_told_with_what_settles_it(preview: Look, orders: Dataset, medan: Path) -> None:
    day, price = preview(medan, suggest=True).styles

    assert (day.heading, day.example, day.chosen, day.reason) == ("Tanggal", "03/04/2026", None, "open")
    assert day.readings == {"dmy": "2026-04-03", "mdy": "2026-03-04"}
    assert (price.example, price.chosen, price.reason, price.proof) == ("1.234", "comma", "values", "760,96")
    assert price.readings == {"point": "1.234", "comma": "1234"}


def test_cells_that_can_be_read_in_two_ways_and_wrong_ones_are_marked(
    preview: Look, orders: Dataset, medan: Path
) -> None:
    seen = preview(medan, suggest=True)

    assert {place for place in seen.unsure if place[1] == 4} == {(0, 4), (3, 4)}
    assert {place: problem.value for place, problem in seen.wrong.items()} == {(4, 3): "many"}
    assert (seen.counts, seen.open) == (RowCounts(6, 0, 1), True)


def test_the_others_can_be_saved_without_the_wrong_row(preview: Look, orders: Dataset, medan: Path) -> None:
    answers = {"dataset": "Orders", "date_order__order_date": "dmy", "wrong_rows": "others"}

    seen = preview(medan, **answers)

    assert (seen.counts, seen.open) == (RowCounts(6, 5, 1), False)
    assert [style.reason for style in seen.styles] == ["answer", "values"]


def test_a_style_that_a_person_chose_makes_other_cells_wrong(preview: Look, orders: Dataset, medan: Path) -> None:
    seen = preview(medan, dataset="Orders", number_style__unit_price="point")

    assert [problem.value for place, problem in sorted(seen.wrong.items()) if place[1] == 4] == [
        "760,96",
        "12,00",
        "88,10",
        "760,96",
    ]


def test_columns_go_where_a_person_says(preview: Look, orders: Dataset, medan: Path) -> None:
    seen = preview(medan, dataset="Orders", **{"column:Item": "", "column:Catatan": "sku"})

    assert [column.field for column in seen.columns][2:] == [None, "quantity", "unit_price", "sku"]


def test_another_sheet_is_shown_with_the_headings_found_in_it(preview: Look, tmp_path: Path) -> None:
    prices: Cells = [["Code", "Net"], ["a", 1], ["b", 2]]
    path = workbook(tmp_path / "two.xlsx", ROWS, "Orders", Prices=prices)

    seen = preview(path, "Prices")

    assert (seen.sheet, seen.header_rows, seen.answers) == ("Prices", (1,), {"heading-row:Prices": "1"})
    assert seen.counts == RowCounts(2, 2, 0)


def test_a_row_that_cannot_hold_headings_says_why_and_still_shows_the_sheet(preview: Look, medan: Path) -> None:
    seen = preview(medan, "Orders", **{"heading-row:Orders": "2"})

    assert seen.refused == ("heading-row-blank", {"sheet": "Orders", "row": 2})
    assert seen.rows[1].cells[:2] == ("Order No", "Tanggal")


def test_a_sheet_without_headings_asks_which_row_and_shows_the_rows(preview: Look, tmp_path: Path) -> None:
    path = text(tmp_path / "raw.csv", "1,2,3\n4,5,6\n7,8,9\n")

    seen = preview(path)

    assert [question.kind for question in seen.questions] == ["heading-row"]
    assert seen.counts == RowCounts(3, 3, 0)


def test_each_of_two_columns_with_one_heading_has_a_key_of_its_own(preview: Look, tmp_path: Path) -> None:
    path = text(tmp_path / "nicks.csv", "Nick,Nick,Town\nx,1,a\ny,2,b\n")

    assert [column.key for column in preview(path).columns] == ["Nick 1", "Nick 2", "Town"]
    assert [column.field for column in preview(path, **{"column:Nick 1": ""}).columns] == [None, "Nick", "Town"]


def test_a_file_that_cannot_be_read_is_refused(preview: Look, tmp_path: Path) -> None:
    path = tmp_path / "page.xlsx"
    path.write_bytes(b"%PDF-1.7 nothing")

    with pytest.raises(FileRefused):
        preview(path)


def test_a_column_that_is_new_is_proposed_as_a_field_of_the_known_dataset(
    preview: Look, medan: Path, orders: Dataset, records: RecordsDatabase
) -> None:
    seen = preview(medan, suggest=True)
    new = seen.columns[-1]
    assert (new.heading, new.field, new.proposed, new.examples) == ("Catatan", None, "string", ("lekas", "gift"))
    assert all(not column.proposed for column in seen.columns[:-1])

    added = preview(medan, dataset="Orders", **{"column:Catatan": "Note", "new-field:Note": "string"})

    assert (added.columns[-1].field, added.columns[-1].type) == ("Note", "string")
    assert added.columns[-1].proposed == "string"
    assert [field.name for field in added.fields] == [*NAMES, "Note"]
    assert records.datasets()[0].field_names == list(NAMES)


def test_a_new_column_whose_numbers_can_be_read_in_two_ways_is_proposed_as_numbers(
    preview: Look, orders: Dataset, tmp_path: Path
) -> None:
    path = text(tmp_path / "more.csv", ";".join([*ALIASES, "Rabatt"]) + "\n1;24.12.2026;A;1;2;1.234\n")

    new = preview(path, dataset="Orders").columns[-1]

    assert (new.proposed, new.examples) == ("number", ("1.234",))


def test_a_heading_that_stands_for_a_field_already_makes_no_other_one(
    preview: Look, orders: Dataset, tmp_path: Path
) -> None:
    path = text(tmp_path / "more.csv", ";".join([*ALIASES, "sku", "Rabatt"]) + "\n1;24.12.2026;A;1;2;x;y\n")

    seen = preview(path, dataset="Orders")

    assert [column.heading for column in seen.columns if column.field is None] == ["Item", "Rabatt"]
    assert [column.heading for column in seen.columns if column.proposed] == ["Rabatt"]


def test_every_look_at_all_rows_says_how_far_it_is(
    records: RecordsDatabase, records_url: str, orders: Dataset, medan: Path
) -> None:
    told: list[Stage] = []
    job = CheckJob(str(medan), medan.name, records_url, answers={"dataset": "Orders"})

    run_preview(PreviewJob(job), lambda stage, _done, _total: told.append(stage), records, Shelf())

    after_the_check = told[len(told) - 1 - told[::-1].index(Stage.CHECKING) :]
    assert after_the_check.count(Stage.READING) == 2, "the new column, and the texts that can be read in two ways"
