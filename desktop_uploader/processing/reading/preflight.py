"""What a file really is, by its content and not by its name."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

import olefile

from ...model.errors import FileRefused
from .encoding import HEAD, marked_encoding

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
LARGEST_UNPACKED = 4 * 1024**3
"""Bytes that the parts of a workbook may declare together; a million rows of twelve columns are 0.6 GB."""

LARGE_PART, HIGHEST_RATIO = 64 * 1024**2, 250
"""A part larger than this that shrank by more than that is a bomb: even sheets of equal cells shrink less."""

MOST_NULS = 0.05
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f]")

ENCRYPTED_STREAM = "EncryptedPackage"


class Kind(StrEnum):
    """What can be read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    WEB_PAGE = "html"


def kind_of(path: Path) -> Kind:
    """The kind of a file. Raises `FileRefused` with a code for what cannot be read."""
    with open(path, "rb") as file:
        head = file.read(HEAD)
    if not head:
        raise FileRefused("file-empty")
    if head.startswith(ZIP):
        return _zip_kind(path)
    if head.startswith(COMPOUND):
        return _compound_kind(path)
    return _text_kind(head)


def _compound_kind(path: Path) -> Kind:
    try:
        with open(path, "rb") as file, olefile.OleFileIO(file) as ole:
            if ole.exists(ENCRYPTED_STREAM):
                raise FileRefused("file-password")
            if not ole.exists("Workbook") and not ole.exists("Book"):
                raise FileRefused("file-not-workbook")
    except FileRefused:
        raise
    except Exception:  # damaged in one of many ways: the reader may be able to say which
        return Kind.XLS
    return Kind.XLS


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive.infolist())
            names = {item.filename.lower() for item in archive.infolist()}
            return _by_parts(archive, names)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise FileRefused("file-damaged", reason=str(error)) from error


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if sum(item.file_size for item in parts) > LARGEST_UNPACKED:
        raise FileRefused("file-too-large-inside", limit_gb=LARGEST_UNPACKED // 1024**3)
    for item in parts:
        if item.file_size > LARGE_PART and item.file_size > HIGHEST_RATIO * item.compress_size:
            raise FileRefused("file-unsafe")


def _by_parts(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if any(name.endswith("workbook.bin") for name in names):
        return Kind.XLSB
    if any(name.startswith("xl/") or name.endswith("workbook.xml") for name in names):
        return Kind.XLSX
    if "content.xml" in names:
        if "meta-inf/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise FileRefused("file-password")
        return Kind.ODS
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise FileRefused("file-not-workbook")
    raise FileRefused("file-is-zip")


def _text_kind(head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style", b"<body", b"<!--")):
        return Kind.WEB_PAGE
    if start.startswith(b"mime-version:"):
        raise FileRefused("file-is-web-page")
    if start.startswith(b"<?xml") or start.startswith(b"<workbook"):
        if b"<html" in start:
            return Kind.WEB_PAGE
        code = "file-is-xml-spreadsheet" if b"urn:schemas-microsoft-com:office:spreadsheet" in head else "file-is-xml"
        raise FileRefused(code)
    if start.startswith(b"%pdf"):
        raise FileRefused("file-is-pdf")
    if _old_excel(head):
        raise FileRefused("file-too-old")
    if marked_encoding(head) is None and _is_binary(head):
        raise FileRefused("file-not-workbook")
    return Kind.TEXT


def _is_binary(head: bytes) -> bool:
    # A few NULs stand in texts that old programs wrote; other control characters stand in none.
    return bool(_CONTROL.search(head)) or head.count(0) > MOST_NULS * len(head)


def _old_excel(head: bytes) -> bool:
    # Excel 2 to 4 wrote bare records: a BOF of 4 to 6 bytes comes first.
    return head[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04") and head[2:4] in (b"\x04\x00", b"\x06\x00")
