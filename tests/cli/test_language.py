"""The command line speaks the language that is set, and what machines read stays as it is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.cli.main import run
from desktop_uploader.cli.parser import build_parser
from desktop_uploader.cli.usage import REFUSALS, told
from desktop_uploader.cli.window import window_options
from desktop_uploader.words import Catalogue
from desktop_uploader.words.languages import catalogue_for

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
TOLD = {"message", "advice", "notes"}
"""What of a JSON document is for people."""


@pytest.fixture
def computer_speaks(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The computer's language is German, and no other one is set."""
    monkeypatch.delenv("DESKTOP_UPLOADER_LANGUAGE")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    yield monkeypatch


def typed(*arguments: str | Path) -> int:
    try:
        return run([str(argument) for argument in arguments], lambda *_: 0, lambda _: 0)
    except SystemExit as ended:
        return int(str(ended.code))


def test_help_is_in_the_computers_language(
    computer_speaks: pytest.MonkeyPatch, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("--data-dir", data_dir, "add", "--help") == 0

    said = capsys.readouterr().out
    assert said.startswith("Aufruf: desktop-uploader add") and "Optionen:" in said
    assert not re.search(r"\b(the|usage|options|file|show)\b", said)


def test_the_language_that_is_set_goes_before_the_computers(
    computer_speaks: pytest.MonkeyPatch, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text('language = "id"\nslots = "a mistake"\n', encoding="utf-8")

    assert typed("--data-dir", data_dir, "list") == 1
    assert "Berkas pengaturan" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data-dir"],
        ["window", "--data-dir"],
        ["window", "--hidden=x"],
        ["window", "--hidden", "--quit"],
        ["list", "--data-dir"],
    ],
    ids=" ".join,
)
def test_a_mistake_is_left_to_those_who_say_it_in_the_language(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert window_options(arguments) is None
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["unknown"], "BEFEHL: 'unknown' ist keines von diesen: 'window'"),
        (["show"], "Es fehlt: NR."),
        (["show", "x"], "NR: 'x' ist keine ganze Zahl."),
        (["list", "--limit", "0"], "--limit: '0' ist keine ganze Zahl über 0."),
        (["list", "--limit"], "--limit: Ein Wert muss folgen."),
        (["list", "--nothing"], "Unbekannt: --nothing."),
        (["add", "a", "--again", "--skip-known"], "--skip-known: Es lässt sich nicht zusammen mit --again verwenden."),
        (["add", "a", "--s", "b"], "--s kann jedes von diesen meinen: --schema, --skip-known, --storage."),
        (["watch", "add", "a", "--quiet", "b"], "--quiet: 'b' ist keine Zahl."),
    ],
)
def test_a_mistake_in_typing_is_said_in_the_language(
    computer_speaks: pytest.MonkeyPatch, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(*arguments) == 2

    error = capsys.readouterr().err
    assert said in error and error.startswith("Aufruf: ")


def test_what_another_python_says_otherwise_stays_as_it_is() -> None:
    assert told("argument --x: quite new", catalogue_for("de")) == "--x: quite new"
    assert all(ours != theirs for theirs, ours in REFUSALS.items())


def test_english_is_spoken_without_a_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser(Catalogue()).parse_args(["list", "--help"])

    assert capsys.readouterr().out.startswith("Usage: desktop-uploader list [-h]")


def test_what_machines_read_is_the_same_in_every_language(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = {}
    assert typed("--data-dir", data_dir, "list") == 0
    for code in ("en", "de"):
        capsys.readouterr()
        monkeypatch.setenv("DESKTOP_UPLOADER_LANGUAGE", code)
        assert typed("--data-dir", data_dir, "check", SAMPLES / "price-list.xlsx", "--json") == 1
        checked = json.loads(capsys.readouterr().out)
        assert typed("--data-dir", data_dir, "doctor", "--json") == 0
        documents[code] = (checked, json.loads(capsys.readouterr().out))

    words = json.dumps(documents["de"], ensure_ascii=False)
    assert "ist keine Zahl" in words
    for document in documents.values():
        document[1].pop("free_bytes"), document[1]["settings"].pop("language")
    assert plain(documents["de"]) == plain(documents["en"])


def plain(document: Any) -> Any:
    """Without what is for people."""
    if isinstance(document, dict):
        return {name: plain(value) for name, value in document.items() if name not in TOLD}
    return [plain(item) for item in document] if isinstance(document, list | tuple) else document
