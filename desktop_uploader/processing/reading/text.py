"""CSV and its kin: the encoding, the delimiter, the rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ...model.errors import FileRefused
from .preflight import looks_like_utf16
from .sheets import Row, SheetFacts

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 256 * 1024
LARGEST_FIELD = 1024 * 1024
_SEP = re.compile(r'^"?sep=(.)"?\r?\n', re.I)


class TextSheet:
    """A text file as one sheet."""

    visible = True
    first_column = 1
    height: int | None = None

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.facts = SheetFacts()
        self._path = path
        self.encoding = encoding_of(path)
        with open(path, encoding=self.encoding, newline="") as file:
            sample = file.read(SAMPLE)
        given = _SEP.match(sample)
        self._skip = 1 if given else 0
        self.delimiter = given.group(1) if given else delimiter_of(sample)

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`. Raises `FileRefused` where a quotation mark swallows the rest of the file."""
        csv.field_size_limit(LARGEST_FIELD)
        with open(self._path, encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            for _ in range(self._skip):
                next(reader, None)
                yield []
            try:
                yield from reader
            except csv.Error as error:
                raise FileRefused("text-malformed", line=reader.line_num, reason=str(error)) from error
            except UnicodeDecodeError as error:
                raise FileRefused("text-encoding", encoding=self.encoding) from error


def encoding_of(path: Path) -> str:
    """BOM, then UTF-16 by its NULs, then strict UTF-8 over the whole file, else the Windows code page."""
    with open(path, "rb") as file:
        head = file.read(8192)
        if head.startswith(b"\xef\xbb\xbf"):
            return "utf-8-sig"
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if looks_like_utf16(head):
            return "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
    try:
        with open(path, encoding="utf-8", newline="") as text:
            while text.read(SAMPLE):
                pass
        return "utf-8"
    except UnicodeDecodeError:
        return "cp1252"


def delimiter_of(sample: str) -> str:
    """The delimiter that gives the most lines the same number of fields, more than one."""
    best, best_score = ",", (0.0, 0)
    lines = sample.splitlines()
    if len(lines) > 1 and len(sample) >= SAMPLE:
        lines.pop()
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines[:500], delimiter=delimiter) if row)
        if not widths:
            continue
        width, lines_alike = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
        score = (lines_alike / widths.total(), width) if width > 1 else (0.0, 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best
