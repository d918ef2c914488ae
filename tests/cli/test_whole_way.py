"""The whole way through the command line, in real processes."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
import python_calamine
import xlsxwriter

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def command(data_dir: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False, timeout=100)


def document(data_dir: Path, *arguments: str | Path) -> Any:
    return json.loads(command(data_dir, *arguments, "--json").stdout)


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The samples, added and processed in a data folder of their own."""
    data_dir = tmp_path_factory.mktemp("samples") / "data"
    files = [*sorted(SAMPLES.glob("*.xlsx")), *sorted(SAMPLES.glob("*.csv"))]
    return data_dir, command(data_dir, "add", *files, "--wait", "--json")


Processed = tuple[Path, subprocess.CompletedProcess[str]]


def test_every_sample_ends_as_it_should(processed: Processed) -> None:
    _, added = processed
    ends = {task["file_name"]: task["status"] for task in json.loads(added.stdout)}

    assert ends == {
        "orders.xlsx": "DONE",
        "price-list.xlsx": "FAILED",
        "salaries.xlsx": "FAILED",
        "customers.csv": "DONE",
    }
    assert added.returncode == 1
    assert "Traceback" not in added.stderr


def test_the_price_list_names_exactly_its_three_cells(processed: Processed) -> None:
    data_dir, _ = processed
    (task,) = [task for task in document(data_dir, "list") if task["file_name"] == "price-list.xlsx"]
    problems = document(data_dir, "show", str(task["id"]))["problems"]

    cells = [(problem["sheet"], f"{problem['column']}{problem['row']}", problem["value"]) for problem in problems]
    assert cells == [("Prices", "D17", "abc"), ("Prices", "B48", "31/02/2026"), ("Prices", "A902", "SKU-00417")]


def test_the_saved_orders_are_the_sheets_rows(processed: Processed) -> None:
    data_dir, _ = processed
    printed = command(data_dir, "records", "orders", "--format", "csv").stdout
    rows = list(csv.reader(io.StringIO(printed)))
    sheet = python_calamine.CalamineWorkbook.from_path(SAMPLES / "orders.xlsx").get_sheet_by_index(0).to_python()

    assert rows[0] == sheet[0]
    assert len(rows) == 2001
    assert rows[1:] == [[_text(cell, column) for column, cell in enumerate(row)] for row in sheet[1:]]


def _text(cell: Any, column: int) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if column == 4 else repr(cell)
    return str(cell)


def test_decimal_commas_and_leading_zeros_are_kept(processed: Processed) -> None:
    data_dir, _ = processed
    first = json.loads(command(data_dir, "records", "customers", "--limit", "1", "--format", "json").stdout)
    with open(SAMPLES / "customers.csv", encoding="utf-8-sig", newline="") as file:
        line = next(iter(csv.DictReader(file, delimiter=";")))

    assert first[0]["Customer no."] == "00001"
    assert first[0]["Credit limit"] == float(line["Credit limit"].replace(".", "").replace(",", "."))
    assert first[0]["Discount"] == float(line["Discount"].replace(",", "."))


def test_origin_tells_task_file_sheet_and_row(processed: Processed) -> None:
    data_dir, _ = processed
    printed = command(data_dir, "records", "orders", "--format", "csv", "--origin", "--limit", "1").stdout

    assert printed.splitlines()[1].startswith("1,orders.xlsx,Orders,2,A-100001,2026-01-02,")


def test_a_password_is_said_in_words(processed: Processed) -> None:
    data_dir, _ = processed
    (task,) = [task for task in document(data_dir, "list") if task["file_name"] == "salaries.xlsx"]

    assert task["error_code"] == "file-password"
    assert "remove the password" in task["error_message"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "99"], 1),
        (["retry", "99"], 1),
        (["records", "nothing"], 1),
        (["add", "nothing.xlsx"], 1),
        (["add"], 2),
        (["unknown"], 2),
        (["doctor"], 0),
        (["list"], 0),
        (["datasets", "list"], 0),
    ],
)
def test_exit_codes_and_plain_errors(data_dir: Path, arguments: list[str], code: int) -> None:
    done = command(data_dir, *arguments)

    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert code == 0 or done.stderr.strip()


def test_a_data_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")

    done = command(blocked / "data", "list")

    assert done.returncode == 1
    assert "data folder cannot be written" in done.stderr and "Traceback" not in done.stderr


def test_a_definition_goes_out_and_in_again(processed: Processed, tmp_path: Path) -> None:
    data_dir, _ = processed
    exported = tmp_path / "orders.schema.json"
    assert command(data_dir, "datasets", "export", "orders", "-o", exported).returncode == 0
    assert command(data_dir, "datasets", "import", exported, "--name", "copied").returncode == 0

    copied = document(data_dir, "datasets", "show", "copied")

    assert copied["schema"] == json.loads(exported.read_text(encoding="utf-8"))
    inferred = command(data_dir, "datasets", "infer", SAMPLES / "orders.xlsx").stdout
    assert json.loads(inferred)["fields"] == copied["schema"]["fields"]


def make_workbook(path: Path, rows: int) -> Path:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [f"Column {number}" for number in range(12)])
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, [f"K{row}", *(row * 1.5 + number for number in range(11))])
    book.close()
    return path


def test_killed_in_the_middle_each_row_is_there_once(data_dir: Path, tmp_path: Path) -> None:
    rows = 60_000
    file = make_workbook(tmp_path / "large.xlsx", rows)
    assert command(data_dir, "add", file).returncode == 0
    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), "worker"]
    for target in ("child", "program"):
        worker = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until_processing(data_dir)
        time.sleep(0.3)
        children = psutil.Process(worker.pid).children(recursive=True)
        if target == "child":
            for child in children:
                child.kill()
            time.sleep(0.5)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        psutil.wait_procs(children, timeout=5)
        assert not any(child.is_running() for child in children)

    assert command(data_dir, "worker", "--drain").returncode == 0

    (task,) = document(data_dir, "list")
    assert (task["status"], task["rows_saved"]) == ("DONE", rows)
    printed = command(data_dir, "records", "large", "--format", "csv").stdout.splitlines()[1:]
    assert sorted(line.split(",")[0] for line in printed) == sorted(f"K{row}" for row in range(1, rows + 1))


def wait_until_processing(data_dir: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if document(data_dir, "list")[0]["status"] in ("PROCESSING", "DONE"):
            return
        time.sleep(0.05)
    raise AssertionError("the worker never began")
