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


def test_many_problems_come_with_a_summary(data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "amounts.csv"
    file.write_text("Name,Amount\n" + "".join(f"n{row},{'x' if row % 3 else row}\n" for row in range(300)), "utf-8")
    definition = tmp_path / "amounts.schema.json"
    definition.write_text('{"fields": [{"name": "Name"}, {"name": "Amount", "type": "number"}]}', "utf-8")

    (report,) = document(data_dir, "check", file)
    printed = command(data_dir, "check", file).stdout.splitlines()

    (group,) = report["problem_groups"]
    assert (group["kind"], group["field"], group["count"]) == ("number", "Amount", 200)
    assert group["examples"] == ["amounts!B3", "amounts!B4", "amounts!B6"]
    assert printed[-1] == "  and 180 more."
    assert f"  {group['message']}" in printed
