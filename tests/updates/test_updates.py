"""Which version is the newest, asked of a server on the loopback."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader import __version__
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.settings import Settings
from desktop_uploader.updates import Release, UpdateCheck, newest

from .server import Told, updates_server

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Told]:
    with updates_server() as told:
        yield told


@pytest.fixture
def check(tmp_path: Path) -> UpdateCheck:
    return UpdateCheck(tmp_path / "updates.json", tmp_path)


def test_githubs_answer_and_a_file_of_ones_own_are_understood(server: Told) -> None:
    found = newest(server.address)

    assert found == Release("99.1.0", "* Faster\n* <b>Safer</b>", "https://x.example/99")
    assert found.newer
    server.answer = {"version": __version__, "notes": "n", "link": "https://x.example"}
    assert not newest(server.address).newer


@pytest.mark.parametrize(
    ("version", "newer"), [("0.0.9", False), ("0.1.0", False), ("0.1", False), ("0.1.0rc1", False), ("0.10.0", True)]
)
def test_versions_are_compared_as_numbers(version: str, newer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_uploader.updates.__version__", "0.1.0")

    assert Release(version, "", "https://x.example").newer is newer


@pytest.mark.parametrize(
    "answer",
    [
        "no json",
        [],
        {},
        {"version": "1.0; rm -rf", "link": "https://x.example"},
        {"version": "9.0", "link": "file:///etc/passwd"},
        {"version": "9.0", "link": "javascript:alert(1)"},
    ],
)
def test_what_is_no_answer_is_not_believed(server: Told, answer: Any) -> None:
    server.answer = answer

    with pytest.raises(UploaderError, match="updates-unreadable"):
        newest(server.address)


def test_a_server_that_fails_and_one_that_is_not_there_are_told_with_their_name(server: Told) -> None:
    server.status = 500
    for address in (server.address, "http://127.0.0.1:9/"):
        with pytest.raises(UploaderError, match="updates-unreachable") as told:
            newest(address)
        assert told.value.params["host"] == "127.0.0.1"


def test_the_systems_proxy_is_asked_to_ask(server: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.address.removesuffix("/newest"))
    monkeypatch.setenv("no_proxy", "")

    assert newest("http://far.example/newest").version == "99.1.0"


def test_it_asks_once_a_day_also_where_nobody_answers(server: Told, check: UpdateCheck) -> None:
    server.status = 500
    assert check.due(NOW)
    with pytest.raises(UploaderError):
        check.ask(server.address, NOW)

    assert not check.due(NOW + timedelta(hours=23))
    assert check.due(NOW + timedelta(hours=25))
    # The clock was wrong before.
    assert check.due(NOW - timedelta(hours=1))


def test_what_was_told_is_known_also_where_nobody_answers_later(server: Told, check: UpdateCheck) -> None:
    told = check.ask(server.address, NOW)
    server.status = 500
    with pytest.raises(UploaderError):
        check.ask(server.address, NOW + timedelta(days=1))

    assert check.remembered() == told and not check.due(NOW + timedelta(days=1))


def test_a_release_knows_where_to_ask_and_an_administrator_may_say_otherwise(
    check: UpdateCheck, tmp_path: Path
) -> None:
    assert check.address(None) is None
    with pytest.raises(UploaderError, match="updates-no-address"):
        check.ask(None, NOW)
    (tmp_path / "release.json").write_text(json.dumps({"updates": "https://made.example"}), encoding="utf-8")

    assert check.address(None) == "https://made.example"
    assert check.address("https://other.example") == "https://other.example"


def test_nobody_is_asked_in_the_clear() -> None:
    for address in ("http://x.example", "ftp://x.example", "https://name:word@x.example", "nothing"):
        with pytest.raises(ValueError, match="must begin with https"):
            Settings(updates_address=address)
    assert not Settings().check_for_updates
