"""`marked-copy`: from a wrong file to a corrected one that is saved."""

import json
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from .test_whole_way import SAMPLES, command, document


@pytest.fixture
def wrong(data_dir: Path) -> Path:
    """A data folder in which the price list has failed as upload 1."""
    command(data_dir, "add", SAMPLES / "price-list.xlsx", "--wait")
    return data_dir


def test_wrong_then_marked_then_corrected_then_done(wrong: Path, tmp_path: Path) -> None:
    target = tmp_path / "to correct.xlsx"

    made = command(wrong, "marked-copy", "1", "-o", target)

    assert (made.returncode, made.stdout.strip()) == (0, f"Wrong cells that are marked: 3. The copy is {target}.")
    book = openpyxl.load_workbook(target)
    book["Prices"]["D17"], book["Prices"]["B48"], book["Prices"]["A902"] = 12.5, "28/02/2026", "SKU-99999"
    book.save(target)
    (task,) = document(wrong, "add", target, "--wait")
    assert (task["status"], task["dataset"], task["rows_saved"]) == ("DONE", "price-list", 1204)
    saved = document_rows(wrong)
    assert len(saved) == 1204 and 12.5 in [row["Amount"] for row in saved]
    assert "SKU-99999" in [row["SKU"] for row in saved]


def document_rows(data_dir: Path) -> list[dict[str, object]]:
    found = json.loads(command(data_dir, "records", "price-list", "--format", "json").stdout)
    assert isinstance(found, list)
    return found


def test_a_file_that_exists_is_replaced_only_when_asked(wrong: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    target.write_text("precious", encoding="utf-8")

    refused = command(wrong, "marked-copy", "1", "-o", target)

    assert (refused.returncode, target.read_text(encoding="utf-8")) == (1, "precious")
    assert "already a file" in refused.stderr and "Traceback" not in refused.stderr
    assert command(wrong, "marked-copy", "1", "-o", target, "--force").returncode == 0
    assert openpyxl.load_workbook(target).sheetnames == ["Problems", "Prices"]


def test_where_there_is_nothing_to_mark_it_is_said(data_dir: Path, tmp_path: Path) -> None:
    command(data_dir, "add", SAMPLES / "orders.xlsx", "--wait")
    command(data_dir, "add", SAMPLES / "customers.csv")

    ends = [command(data_dir, "marked-copy", number, "-o", tmp_path / "x.xlsx") for number in ("1", "2", "3")]

    assert [end.returncode for end in ends] == [1, 1, 1]
    words = ["No wrong cells are known", "has not been checked to its end", "no upload number 3"]
    assert all(word in end.stderr for word, end in zip(words, ends, strict=True))
    assert not (tmp_path / "x.xlsx").exists()


def test_a_folder_that_is_not_there_is_said(wrong: Path, tmp_path: Path) -> None:
    end = command(wrong, "marked-copy", "1", "-o", tmp_path / "nowhere" / "x.xlsx")

    assert end.returncode == 1 and "cannot be written" in end.stderr and "Traceback" not in end.stderr


def test_a_text_file_gives_a_workbook_of_its_wrong_rows(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "stock.csv").write_text("Item,Count\na,1\nb,two\nc,3\n", encoding="utf-8")
    fields = '{"fields": [{"name": "Item"}, {"name": "Count", "type": "integer"}]}'
    (tmp_path / "stock.schema.json").write_text(fields, encoding="utf-8")
    command(data_dir, "add", tmp_path / "stock.csv", "--wait")

    made = command(data_dir, "marked-copy", "1", "-o", tmp_path / "wrong.csv")

    target = tmp_path / "wrong.xlsx"
    assert made.stdout.splitlines()[0] == f"Wrong rows: 1. They are in {target}."
    book = openpyxl.load_workbook(target)
    assert [cell.value for cell in book["stock"][2]][:3] == [3, "b", "two"]
    book["stock"]["C2"] = 2
    book.save(target)
    (task,) = document(data_dir, "add", target, "--wait")
    assert (task["status"], task["dataset"], task["rows_saved"]) == ("DONE", "stock", 1)


def test_many_wrong_cells_in_a_very_large_file(data_dir: Path, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "prices.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet("Prices")
    sheet.write_row(0, 0, ["SKU", "Article", "Amount", "Stock", "Valid"])
    for row in range(1, 50_001):
        amount = "abc" if row % 500 == 0 else row * 0.5
        sheet.write_row(row, 0, [f"S{row}", "thing", amount, "none" if row % 125 == 0 else row, 2026])
    book.close()
    numbers = [{"name": name, "type": "number"} for name in ("Amount", "Stock")]
    definition = {"fields": [{"name": "SKU"}, {"name": "Article"}, *numbers]}
    (tmp_path / "prices.schema.json").write_text(json.dumps(definition), encoding="utf-8")
    command(data_dir, "add", tmp_path / "prices.xlsx", "--wait")
    shown = document(data_dir, "show", "1")

    made = command(data_dir, "marked-copy", "1", "-o", tmp_path / "wrong.xlsx")

    assert [group["count"] for group in shown["problem_groups"]] == [400, 100]
    assert made.stdout.startswith("Wrong rows: 400. They are in") and "very large" in made.stdout


def test_a_template_is_filled_in_and_added(data_dir: Path, tmp_path: Path) -> None:
    command(data_dir, "datasets", "import", SAMPLES / "price-list.schema.json")
    target = tmp_path / "new prices.xlsx"

    made = command(data_dir, "datasets", "template", "price-list", "-o", target)

    assert (made.returncode, made.stdout.strip()) == (0, f"The template is {target}.")
    book = openpyxl.load_workbook(target)
    book["Price list"].append(["SKU-00001", "24/12/2026", "Pen", 1.5, "EUR"])
    book.save(target)
    (task,) = document(data_dir, "add", target, "--wait")
    assert (task["status"], task["dataset"], task["rows_saved"]) == ("DONE", "price-list", 1)
    again = command(data_dir, "datasets", "template", "price-list", "-o", target)
    assert again.returncode == 1 and "already a file" in again.stderr
    assert command(data_dir, "datasets", "template", "nothing", "-o", tmp_path / "x.xlsx").returncode == 1


def test_of_a_file_that_is_partly_saved_the_rest_follows(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "stock.csv").write_text("Item,Count\na,1\nb,two\nc,3\n", encoding="utf-8")
    fields = [{"name": "Item"}, {"name": "Count", "type": "integer"}]
    (tmp_path / "stock.schema.json").write_text(json.dumps({"fields": fields, "x-wrongRows": "saveGood"}), "utf-8")
    (first,) = document(data_dir, "add", tmp_path / "stock.csv", "--wait")
    target = tmp_path / "rest.xlsx"

    made = command(data_dir, "marked-copy", "1", "-o", target)

    assert (first["status"], first["rows_saved"], first["rows_rejected"]) == ("DONE", 2, 1)
    assert "saved already" in made.stdout
    book = openpyxl.load_workbook(target)
    book["stock"]["C2"] = 2
    book.save(target)
    (task,) = document(data_dir, "add", target, "--wait")
    assert (task["status"], task["rows_saved"]) == ("DONE", 1)
    saved = json.loads(command(data_dir, "records", "stock", "--format", "json").stdout)
    assert saved == [{"Item": item, "Count": count} for item, count in (("a", 1), ("c", 3), ("b", 2))]
