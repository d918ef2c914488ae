"""The real program on a real display, as a screen reader meets it."""

import subprocess
from collections.abc import Iterator

import pytest

from desktop_uploader.bootstrap import resource_folder

from .atspi import FOCUSED, Node, ScreenReader, desktop, needs_atspi, program, until

pytestmark = needs_atspi

STATUSES = {"orders.xlsx": "Done", "price-list.xlsx": "Failed"}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScreenReader]:
    """A screen reader before the window, in which two files have come to their ends."""
    home = tmp_path_factory.mktemp("person")
    files = [resource_folder("samples") / name for name in STATUSES]
    with desktop(home / "home") as environment:
        options = ("--data-dir", home / "data")
        for file in files:
            line = ("add", "--wait", file)
            with program(environment, *options, *line) as adding:
                adding.wait()
        with program(environment, *options, "window"):
            made = ScreenReader(environment)
            until(lambda: any("price-list.xlsx" in node.name for node in everything(made)))
            yield made
            made.close()


def everything(reader: ScreenReader) -> list[Node]:
    return [node for program in reader.programs() for node in reader.walk(program)]


def find(reader: ScreenReader, role: str, name: str) -> Node:
    return next(node for node in everything(reader) if node.role == role and node.name == name)


def keys(reader: ScreenReader, *pressed: str) -> None:
    subprocess.run(["xdotool", "key", *pressed], env=dict(reader.environment), check=True)


def test_all_that_takes_the_keyboard_has_a_name(reader: ScreenReader) -> None:
    assert [node for node in everything(reader) if node.focusable and not node.name] == []


def test_the_history_is_read_row_by_row_with_each_state_in_words(reader: ScreenReader) -> None:
    cells = [node.name for node in everything(reader) if node.role in ("cell", "table cell")]

    assert {name: cells[cells.index(name) + 2] for name in STATUSES} == STATUSES


def test_the_arrow_keys_lead_to_the_problems_in_words(reader: ScreenReader) -> None:
    keys(reader, "ctrl+1", "Down", "Home")

    until(lambda: any("needs correcting" in node.name or "need correcting" in node.name for node in everything(reader)))
    cells = [node.name for node in everything(reader) if node.focusable]
    assert any('"abc" is not a number' in name for name in cells)


def test_the_keyboard_is_where_the_reader_is_told(reader: ScreenReader) -> None:
    keys(reader, "ctrl+f")

    until(lambda: FOCUSED in find(reader, "text", "Search files and errors").states)


def test_a_page_is_opened_by_the_reader(reader: ScreenReader) -> None:
    reader.press(find(reader, "check box", "Records"))

    until(lambda: any(node.role == "table" and node.name == "Saved rows" for node in everything(reader)))
    reader.press(find(reader, "check box", "Uploads"))
