"""How a text file's letters are written."""

import codecs
import locale
from dataclasses import dataclass
from pathlib import Path

from ...model.errors import FileRefused
from ...model.question import Answers

ENCODING = "encoding"
HEAD = 8192
BLOCK = 1024 * 1024
WESTERN = "cp1252"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding that was taken, and the NUL characters in the text, which no program shows."""

    name: str
    nuls: int = 0


def encoding_of(path: Path) -> Encoding:
    """By the mark at its start, else UTF-16 by its NULs, else UTF-8 where all of it is, else the code page."""
    with open(path, "rb") as file:
        head = file.read(HEAD)
        marked = marked_encoding(head)
        if marked is not None:
            return Encoding(marked, 0)
        file.seek(0)
        decoder, nuls, is_utf8 = codecs.getincrementaldecoder("utf-8")(), 0, True
        while block := file.read(BLOCK):
            nuls += block.count(0)
            is_utf8 = is_utf8 and _decodes(decoder, block)
        is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    return Encoding("utf-8" if is_utf8 else code_page(), nuls)


def encoding_said(answers: Answers) -> str | None:
    """The encoding that a person named. Raises `FileRefused("answer-unusable")` for one that does not exist."""
    said = answers.get(ENCODING)
    if said is not None:
        try:
            "".encode(said)
        except (LookupError, ValueError) as error:
            raise FileRefused("answer-unusable", key=ENCODING, value=said, example=WESTERN) from error
    return said


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a file's first bytes show; None where they do not."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return utf16_of(head)


def utf16_of(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is a NUL."""
    even, odd = head[0::2], head[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high and high.count(0) >= 0.8 * len(high) and low.count(0) == 0:
            return name
    return None


def code_page() -> str:
    """The computer's own code page; Western European where it has none."""
    own = codecs.lookup(locale.getencoding()).name
    return own if own.startswith("cp") and own not in ("cp65001", "cp437", "cp850") else WESTERN


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True
