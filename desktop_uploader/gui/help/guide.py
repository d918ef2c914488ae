"""The guide's pages: Markdown files with their pictures. Reads files: never on the GUI thread."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

ORDER = (
    "start",
    "uploads",
    "first-import",
    "correcting",
    "datasets",
    "records",
    "insights",
    "storage",
    "watched-folders",
    "background",
    "settings",
    "trouble",
    "data",
    "keyboard",
)
"""The pages, as they are listed."""

START = ORDER[0]
AROUND = 8
"""Letters before the place that a search found."""

_ANCHOR = re.compile(r'^<a id="([\w-]+)"></a>\n+', re.MULTILINE)
_HEADING = re.compile(r"^#+ ", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\|[-:| ]+\||^[-#>*]+ |[*`|\[]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page in one language."""

    name: str
    title: str
    text: str
    """Markdown."""

    anchors: Mapping[str, int]
    """The places that links lead to → the number of the heading that stands there, the title's is 0."""

    plain: str
    """Its words on one line, for a search."""

    pictures: Mapping[str, Path]
    """Names of the pictures, without folder and ending → their files."""


def guide_folder() -> Path:
    """In the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[2]
    inside = package / "guide"
    return inside if inside.is_dir() else package.parent / "docs" / "guide"


def read_guide(folder: Path, language: str) -> list[GuidePage]:
    """All pages in a language, in order; in English where one is not written in it."""
    found = []
    for name in ORDER:
        own = folder / language / f"{name}.md"
        found.append(read_page(own if own.is_file() else folder / f"{name}.md"))
    return found


def read_page(file: Path) -> GuidePage:
    """One file."""
    source = file.read_text(encoding="utf-8")
    anchors = {match[1]: len(_HEADING.findall(source, 0, match.start())) for match in _ANCHOR.finditer(source)}
    text = _ANCHOR.sub("", source)
    title = text.partition("\n")[0].removeprefix("# ").strip()
    pictures = {stem(address): file.parent / address for address in _PICTURE.findall(text)}
    return GuidePage(file.stem, title, text, anchors, " ".join(_MARKS.sub(" ", text).split()), pictures)


def read_pictures(page: GuidePage) -> dict[str, QImage]:
    """The pictures of a page by their names; what cannot be read is left out."""
    read = {name: QImage(str(file)) for name, file in page.pictures.items()}
    return {name: image for name, image in read.items() if not image.isNull()}


def stem(address: str) -> str:
    """The name of a file in an address within the guide."""
    return address.rpartition("/")[2].partition("#")[0].rpartition(".")[0]


def search(pages: list[GuidePage], text: str) -> list[tuple[GuidePage, str]]:
    """The pages in which every word stands, each with what stands around the first of them.

    Those with a word in the title come first, then those in which the words stand most often.
    """
    words = text.casefold().split()
    if not words:
        return []
    found = []
    for number, page in enumerate(pages):
        title, plain = page.title.casefold(), page.plain.casefold()
        if all(word in plain for word in words):
            rank = (-sum(word in title for word in words), -sum(map(plain.count, words)), number)
            found.append((rank, page))
    return [(page, _around(page, words[0])) for _, page in sorted(found, key=lambda item: item[0])]


def _around(page: GuidePage, word: str) -> str:
    plain = page.plain.removeprefix(page.title).strip()
    place = max(0, plain.casefold().find(word))
    if place <= AROUND:
        return plain[:200]
    begin = plain.find(" ", place - AROUND) + 1
    return f"…{plain[begin : begin + 200]}"
