"""What a file really is, by its content and not by its name."""

import zipfile
from enum import StrEnum
from pathlib import Path

from ...model.errors import FileRefused

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
HEAD = 8192
LARGEST_UNPACKED = 4 * 1024**3
"""Bytes that the parts of a workbook may declare together; a million rows of twelve columns are 0.6 GB."""

ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


class Kind(StrEnum):
    """What can be read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


def kind_of(path: Path) -> Kind:
    """The kind of a file. Raises `FileRefused` with a code for what cannot be read."""
    with open(path, "rb") as file:
        head = file.read(HEAD)
    if not head:
        raise FileRefused("file-empty")
    if head.startswith(ZIP):
        return _zip_kind(path)
    if head.startswith(COMPOUND):
        if _contains(path, ENCRYPTED_STREAM):
            raise FileRefused("file-password")
        return Kind.XLS
    return _text_kind(head)


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST_UNPACKED:
                raise FileRefused("file-too-large-inside", limit_gb=LARGEST_UNPACKED // 1024**3)
            names = {item.filename.lower() for item in archive.infolist()}
            return _by_parts(archive, names)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise FileRefused("file-damaged", reason=str(error)) from error


def _by_parts(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    if any(name.endswith("workbook.bin") for name in names):
        return Kind.XLSB
    if any(name.startswith("xl/") or name.endswith("workbook.xml") for name in names):
        return Kind.XLSX
    if "content.xml" in names:
        if "meta-inf/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise FileRefused("file-password")
        return Kind.ODS
    raise FileRefused("file-is-zip")


def _text_kind(head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise FileRefused("file-is-web-page")
    if start.startswith(b"mime-version:"):
        raise FileRefused("file-is-web-page")
    if start.startswith(b"<?xml") or start.startswith(b"<workbook"):
        code = "file-is-xml-spreadsheet" if b"urn:schemas-microsoft-com:office:spreadsheet" in head else "file-is-xml"
        raise FileRefused(code)
    if start.startswith(b"%pdf"):
        raise FileRefused("file-is-pdf")
    if _old_excel(head):
        raise FileRefused("file-too-old")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(head):
        return Kind.TEXT
    if b"\x00" in head:
        raise FileRefused("file-not-workbook")
    return Kind.TEXT


def _old_excel(head: bytes) -> bool:
    # Excel 2 to 4 wrote bare records: a BOF of 4 to 6 bytes comes first.
    return head[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04") and head[2:4] in (b"\x04\x00", b"\x06\x00")


def looks_like_utf16(head: bytes) -> bool:
    """True where every other byte is a NUL: UTF-16 without a mark at its start."""
    for half, other in ((head[1::2], head[0::2]), (head[0::2], head[1::2])):
        if half and half.count(0) >= 0.8 * len(half) and other.count(0) == 0:
            return True
    return False


def _contains(path: Path, needle: bytes) -> bool:
    with open(path, "rb") as file:
        tail = b""
        while chunk := file.read(1024 * 1024):
            if needle in tail + chunk:
                return True
            tail = chunk[-len(needle) :]
    return False
