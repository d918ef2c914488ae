"""The file that a person picked: looked at, and copied as it is at one moment."""

import errno
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..durable import sync_folder
from ..model.errors import DefinitionError, SourceError, StorageError
from ..storage.base import ByteProgress
from ..storage.files import PART, copy_synced

DEFINITION_SUFFIX = ".schema.json"
LARGEST_DEFINITION = 4 * 1024 * 1024


def look_at(path: Path) -> int:
    """The size of a file that can be read. Raises `SourceError` in plain words where it cannot be added."""
    refuse_name(path.name, str(path))
    try:
        if path.is_dir():
            raise SourceError("source-is-folder", name=path.name or str(path))
        with open(path, "rb") as file:
            return os.fstat(file.fileno()).st_size
    except OSError as error:
        raise trouble_of(error, path) from error


def refuse_name(name: str, picked: str) -> None:
    """Raises `SourceError` for what is no file of a person's, told by its name."""
    if name.startswith(("~$", ".~lock")):
        raise SourceError("source-owner-file", name=name)
    if name in ("", ".", ".."):
        raise SourceError("source-is-folder", name=picked)


def definition_beside(path: Path) -> Mapping[str, Any] | None:
    """The Table Schema that lies beside the file: `price-list.schema.json` beside `price-list.xlsx`."""
    beside = path.with_name(path.stem + DEFINITION_SUFFIX)
    return read_definition(beside) if beside.is_file() else None


def read_definition(path: Path) -> Mapping[str, Any]:
    """A Table Schema from a JSON file. Raises `DefinitionError` where it cannot be used, else `SourceError`."""
    try:
        if path.stat().st_size > LARGEST_DEFINITION:
            raise DefinitionError("definition-invalid", name=path.name, reason="it is larger than 4 MB")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise trouble_of(error, path) from error
    except ValueError as error:
        raise DefinitionError("definition-invalid", name=path.name, reason=str(error)) from error
    if not isinstance(content, dict):
        raise DefinitionError("definition-invalid", name=path.name, reason="it is not a JSON object")
    # Loaded only where a definition is read: checking one needs much that the window does not.
    from ..processing.checking.definition import checked_definition

    return checked_definition(content)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A durable copy of a source as it was at one moment."""

    path: Path
    size: int
    sha256: str
    modified_at: datetime
    """When the source was last changed."""


def snapshot(source: Path, outbox: Path, import_id: str, progress: ByteProgress) -> Snapshot:
    """A durable copy of the source as it is now.

    Its content has a part in its name: programs that copy one source at different times never share a copy.
    Raises `SourceError` where the source cannot be read or changes meanwhile, `StorageError` where the copy cannot be
    written.
    """
    try:
        before = source.stat()
        part = outbox / f"{import_id}.{secrets.token_hex(4)}{PART}"
        size, digest = copy_synced(source, part, progress)
        after = source.stat()
        if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or size != after.st_size:
            part.unlink()
            raise SourceError("source-changed", name=source.name)
        target = snapshot_path(outbox, import_id, digest)
        os.replace(part, target)
        sync_folder(outbox)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageError("disk-full", folder=str(outbox)) from error
        if error.filename is not None and Path(os.fsdecode(error.filename)) != source:
            raise StorageError("storage-no-permission", folder=str(outbox)) from error
        raise trouble_of(error, source) from error
    return Snapshot(target, size, digest, datetime.fromtimestamp(before.st_mtime, UTC))


def snapshot_path(outbox: Path, import_id: str, sha256: str) -> Path:
    """Where the snapshot of an upload lies."""
    return outbox / f"{import_id}.{sha256[:16]}"


def trouble_of(error: OSError, path: Path) -> SourceError:
    """What the operating system said about reading a file, in our own words."""
    name = path.name or str(path)
    # Windows: 32 and 33 are sharing and lock violations, which Excel causes while a workbook is open.
    if getattr(error, "winerror", None) in (32, 33):
        return SourceError("source-locked", name=name)
    if isinstance(error, IsADirectoryError):
        return SourceError("source-is-folder", name=name)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return SourceError("source-gone", name=name)
    if error.errno in (errno.EACCES, errno.EPERM):
        return SourceError("source-no-permission", name=name)
    return SourceError("source-unreadable", name=name, reason=error.strerror or str(error))
