"""The guide: all of it is there, and what leads somewhere leads to something."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PySide6.QtGui import QImage

from desktop_uploader.gui.help.guide import ORDER, guide_folder, read_guide, read_page, read_pictures, search
from desktop_uploader.gui.help.trail import Trail
from desktop_uploader.gui.settings_page import SECTIONS

from ..words.translate import read

ROOT = Path(__file__).parents[2]
FOLDER = guide_folder()
FILES = sorted(FOLDER.rglob("*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", re.DOTALL)
BUTTON = re.compile(r"(?<!\*)\*([^*\n]*\w…)\*")
"""Such as "Add files…", in italics."""

LARGEST = 2_000_000


def english() -> dict[str, str]:
    return {page.name: page.text for page in read_guide(FOLDER, "en")}


def test_every_page_is_listed_and_has_a_title() -> None:
    pages = read_guide(FOLDER, "en")

    assert sorted(page.name for page in pages) == sorted(file.stem for file in FOLDER.glob("*.md"))
    assert all(page.title and not page.title.startswith("#") for page in pages)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(FOLDER).as_posix())
def test_every_link_leads_to_a_page_and_a_place_on_it(file: Path) -> None:
    lost = []
    for address in LINK.findall(file.read_text(encoding="utf-8")):
        link = urlsplit(address)
        if link.scheme:
            continue
        target = file.parent / link.path if link.path else file
        if not target.is_file() or (link.fragment and link.fragment not in read_page(target).anchors):
            lost.append(address)

    assert lost == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(FOLDER).as_posix())
def test_every_picture_is_there(file: Path) -> None:
    page = read_page(file)

    assert set(read_pictures(page)) == set(page.pictures)


def test_every_picture_is_shown_and_all_are_small() -> None:
    pictures = sorted(FOLDER.rglob("*.png"))
    shown = {picture.resolve() for file in FILES for picture in read_page(file).pictures.values()}

    assert {file.resolve() for file in pictures} == shown
    assert sum(file.stat().st_size for file in pictures) < LARGEST
    assert all(QImage(str(file)).width() >= 600 for file in pictures)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_every_section_of_the_settings_has_its_place_in_the_guide(section) -> None:  # type: ignore[no-untyped-def]
    name, _, anchor = section.topic.partition("#")

    page = read_page(FOLDER / f"{name}.md")

    assert not anchor or anchor in page.anchors


@pytest.mark.parametrize("language", [folder.name for folder in FOLDER.iterdir() if (folder / "start.md").is_file()])
def test_a_translated_page_has_the_places_and_pictures_of_the_english_one(language: str) -> None:
    for file in (FOLDER / language).glob("*.md"):
        own, other = read_page(file), read_page(FOLDER / file.name)
        assert (own.anchors, own.pictures.keys()) == (other.anchors, other.pictures.keys()), file.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(FOLDER).as_posix())
def test_a_button_that_a_page_names_is_called_so_in_the_window(file: Path) -> None:
    language = file.parent.name if file.parent != FOLDER else "en"
    sentences = read(language if language != "en" else "id")
    known = {message.string if language != "en" else message.id for message in sentences if message.id}

    assert set(BUTTON.findall(file.read_text(encoding="utf-8"))) - known == set()


def test_a_page_without_a_translation_is_shown_in_english() -> None:
    assert {page.name: page.text for page in read_guide(FOLDER, "xx")} == english()


def test_a_search_finds_pages_with_all_words_and_those_with_one_in_the_title_first() -> None:
    pages = read_guide(FOLDER, "en")

    assert search(pages, "WATCHED folder")[0][0].name == "watched-folders"
    assert [page.name for page, _ in search(pages, "sparklines")] == ["correcting"]
    assert search(pages, "sparklines giraffe") == []


def test_a_search_shows_the_words_around_the_place() -> None:
    ((_, words),) = search(read_guide(FOLDER, "en"), "sparklines")

    assert "sparklines" in words[:30]


def test_a_search_for_nothing_finds_nothing() -> None:
    assert search(read_guide(FOLDER, "en"), "   ") == []


def test_a_new_page_cuts_off_what_was_ahead() -> None:
    trail = Trail()
    for topic in ("start", "records", "records", "storage#s3"):
        trail.go_to(topic)

    assert trail.step(-1).topic == "records"
    assert trail.can_go_on and trail.can_go_back
    trail.go_to("keyboard")
    assert not trail.can_go_on
    assert trail.step(-1).topic == "records"
    assert trail.step(-1).topic == "start"
    assert not trail.can_go_back


def test_an_installed_wheel_has_the_guide(tmp_path: Path) -> None:
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    asked = "from desktop_uploader.gui.help.guide import *; f = guide_folder(); print(f, len(read_guide(f, 'en')))"
    asked += "; print(len(read_pictures(read_page(f / 'start.md'))))"
    told = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path / "installed", check=True, capture_output=True)

    folder = (tmp_path / "installed" / "desktop_uploader" / "guide").resolve()
    assert told.stdout.decode().split() == [str(folder), str(len(ORDER)), "1"]
