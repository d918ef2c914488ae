"""`check`: everything but saving, for many files."""

from pathlib import Path

from .test_whole_way import SAMPLES, command, document


def test_every_file_is_reported_and_nothing_is_saved(data_dir: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone.xlsx"
    files = [SAMPLES / "price-list.xlsx", gone, SAMPLES / "salaries.xlsx", SAMPLES / "orders.xlsx"]

    reports = document(data_dir, "check", *files)

    assert [report["outcome"] for report in reports] == ["problems", "refused", "refused", "fine"]
    assert [report.get("code") for report in reports] == [None, "source-gone", "file-password", None]
    prices, orders = reports[0], reports[3]
    assert [f"{item['column']}{item['row']}" for item in prices["problems"]] == ["D17", "B48", "A902"]
    assert (orders["kind"], orders["rows"]["total"], orders["columns"]["Orders"]["Order no."]) == ("xlsx", 2000, "A")
    assert document(data_dir, "list") == [] and document(data_dir, "datasets", "list") == []


def test_in_words(data_dir: Path) -> None:
    done = command(data_dir, "check", SAMPLES / "price-list.xlsx")

    assert done.returncode == 1
    assert "3 to correct, 1,204 rows for price-list (new)" in done.stdout
    assert "Prices!D17" in done.stdout
    assert command(data_dir, "check", SAMPLES / "customers.csv").returncode == 0
