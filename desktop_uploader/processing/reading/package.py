"""The parts of a zip workbook: found by its relationships, unpacked block by block."""

import codecs
import contextlib
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from isal import isal_zlib

from ...model.errors import FileRefused

LARGEST_PART = 8 * 1024**2
"""Bytes of a part that is taken whole: relationships, the list of sheets, styles, a table."""

PACKED_BLOCK = 128 * 1024
LOCAL_HEADER = 30
_RELATIONSHIPS = ("officeDocument/2006/relationships", "purl.oclc.org/ooxml/officeDocument/relationships")

_DECLARATION = re.compile(r"^\ufeff?<\?xml[^>]*\?>")

PartError = (KeyError, ElementTree.ParseError, zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error, OSError)
"""What a part raises that is missing, damaged or packed in a way that nobody uses: `isal_zlib.error` is an OSError."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relation's type, and the other part's name."""

    kind: str
    target: str


class Package:
    """A zip workbook's parts. Names are compared without case, and a backslash is a slash."""

    def __init__(self, source: Path | BytesIO) -> None:
        """Raises `FileRefused("file-damaged")` where two parts have one name: readers would not agree on it."""
        self._source = source
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
        self._parts = {_plain(item.filename): item for item in parts}
        if len(self._parts) < len(parts):
            raise FileRefused("file-damaged", reason="two parts have one name")

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def xml(self, name: str) -> ElementTree.Element:
        """A small part, parsed. Raises one of `PartError`, and `FileRefused` where it declares entities."""
        content = self.small(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise FileRefused("file-unsafe")
        return ElementTree.fromstring(content)

    def small(self, name: str) -> bytes:
        """A part's bytes. Raises one of `PartError`, also where it is larger than `LARGEST_PART`."""
        content = b""
        for block in self.blocks(name):
            content += block
            if len(content) > LARGEST_PART:
                raise ValueError(name)
        return content

    def relations(self, name: str) -> Mapping[str, Relation]:
        """A part's relations by their id; "" is the package itself. None where the part refers to nothing."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if part not in self:
            return {}
        found = {}
        for item in self.xml(part):
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
            found[item.get("Id", "")] = Relation(item.get("Type", "").rpartition("/")[2], target)
        return found

    def workbook(self) -> str:
        """The part that everything begins with. Raises one of `PartError`."""
        for item in self.relations("").values():
            if item.kind == "officeDocument":
                return item.target
        raise KeyError("officeDocument")

    def sheet_parts(self) -> dict[str, str]:
        """Sheet name → part of every worksheet. Raises one of `PartError`."""
        workbook = self.workbook()
        relations = self.relations(workbook)
        found = {}
        for item in self.xml(workbook).iter():
            if item.tag.endswith("}sheet"):
                relation = relations.get(_relation_id(item))
                if relation is not None and relation.kind == "worksheet":
                    found[item.get("name", "")] = relation.target
        return found

    def part_of(self, kind: str) -> str | None:
        """The part that the workbook itself has for styles, sharedStrings and the like."""
        for item in self.relations("").values():
            if item.kind == "officeDocument":
                targets = [other.target for other in self.relations(item.target).values() if other.kind == kind]
                return targets[0] if targets else None
        return None

    def wide_parts(self) -> list[str]:
        """The XML parts that are written in UTF-16."""
        found = []
        for name, item in self._parts.items():
            if name.endswith((".xml", ".rels")):
                with contextlib.suppress(*PartError):
                    start = next(self.blocks(name), b"")
                    found += [item.filename] if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else []
        return found

    def in_utf8(self, names: Collection[str]) -> BytesIO:
        """A copy of the package with these parts written in UTF-8. Raises one of `PartError`."""
        copy = BytesIO()
        with zipfile.ZipFile(self._source) as archive, zipfile.ZipFile(copy, "w") as target:
            for item in archive.infolist():
                content = archive.read(item)
                if item.filename in names:
                    content = _DECLARATION.sub("", content.decode("utf-16"), count=1).encode()
                target.writestr(item.filename, content)
        copy.seek(0)
        return copy

    def _open(self) -> AbstractContextManager[IO[bytes]]:
        if isinstance(self._source, Path):
            return open(self._source, "rb")
        return contextlib.nullcontext(BytesIO(self._source.getbuffer()))

    def blocks(self, name: str) -> Iterator[bytes]:
        """A part unpacked, never more than it declares. Raises one of `PartError`."""
        item = self._parts[_plain(name)]
        if item.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or item.flag_bits & 1:
            raise NotImplementedError(name)
        with self._open() as file:
            _skip_header(file, item)
            packed = _packed(file, item.compress_size)
            yield from packed if item.compress_type == zipfile.ZIP_STORED else _inflated(packed, item.file_size)


def _inflated(packed: Iterator[bytes], size: int) -> Iterator[bytes]:
    # Intel's inflate takes a quarter of zlib's time, and a sheet's XML is what most of the scan would wait for.
    unpack = isal_zlib.decompressobj(-zlib.MAX_WBITS)
    for block in packed:
        content = unpack.decompress(block)
        size -= len(content)
        if size < 0:
            raise ValueError("larger than declared")
        yield content


def _skip_header(file: IO[bytes], item: zipfile.ZipInfo) -> None:
    file.seek(item.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER:
        raise zipfile.BadZipFile(item.filename)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)


def _packed(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (block := file.read(min(size, PACKED_BLOCK))):
        size -= len(block)
        yield block


def _relation_id(item: ElementTree.Element) -> str:
    for key, value in item.attrib.items():
        if key.endswith("}id") and any(name in key for name in _RELATIONSHIPS):
            return value
    return ""


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
