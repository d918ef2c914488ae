import logging
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader import logs
from desktop_uploader.logs import LOG_FILE, start_logging, stop_logging, working_on

logger = logging.getLogger("desktop_uploader.tests")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = start_logging(tmp_path)
    yield tmp_path / LOG_FILE
    stop_logging(handler)


def test_each_record_is_one_line_with_task_attempt_and_worker(log: Path) -> None:
    with working_on(7, "0a1b2c3d-0000", attempt=2):
        logger.info("straße\nand more")
    logger.info("alone")

    first, second = log.read_text(encoding="utf-8").splitlines()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO ", first)
    assert " task=7 attempt=2 worker=0a1b2c3d " in first and first.endswith("straße | and more")
    assert " task=- attempt=- worker=- " in second


def test_a_record_about_another_task_names_that_one_and_no_attempt(log: Path) -> None:
    with working_on(7, "0a1b2c3d-0000", attempt=2):
        logger.info("event rescued", extra={"task": 5})
        logger.info("event done", extra={"task": 7})

    other, own = log.read_text(encoding="utf-8").splitlines()
    assert " task=5 attempt=- worker=- " in other and " task=7 attempt=2 worker=0a1b2c3d " in own


def test_an_error_is_logged_with_its_place_and_without_what_it_quotes(log: Path) -> None:
    try:
        try:
            float("a cell's value")
        except ValueError as error:
            raise RuntimeError("also a cell's value") from error
    except RuntimeError:
        logger.exception("unforeseen")

    text = log.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text and "caused by builtins.ValueError" in text and "test_logs.py" in text
    assert len(text.splitlines()) == 1
    assert "cell's value" not in re.sub(r'(raise RuntimeError|float)\("[^"]*"\)', "", text)


def test_two_programs_share_one_log_over_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "SIZE", 2000)
    one, other = start_logging(tmp_path), start_logging(tmp_path)
    for handler in (one, other):
        logging.getLogger("desktop_uploader").removeHandler(handler)
    for number in range(40):
        for handler in (one, other):
            handler.handle(logging.LogRecord("x", logging.INFO, "", 0, f"record {number} " + "." * 60, (), None))
    one.close()
    other.close()

    kept = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert kept.count("record 39 ") == 2 and kept.count("record 38 ") == 2
    assert (tmp_path / f"{LOG_FILE}.1").exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_its_owner_reads_the_log(log: Path) -> None:
    logger.info("x")

    assert stat.S_IMODE(log.stat().st_mode) == 0o600
