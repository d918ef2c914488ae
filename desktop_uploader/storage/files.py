"""Files that are wholly there or not at all, also after a power cut."""

import hashlib
import os
from pathlib import Path

from ..durable import OWNER_ONLY, sync_folder
from .base import ByteProgress

CHUNK = 1024 * 1024


def copy_durably(source: Path, target: Path, progress: ByteProgress | None = None) -> tuple[int, str]:
    """Copy by way of a temporary name: write, fsync, rename, fsync the folder. Gives size and SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        with open(source, "rb") as reader:
            size, digest = _copy(reader.fileno(), part, progress)
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return size, digest


def _copy(reader: int, part: Path, progress: ByteProgress | None) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), OWNER_ONLY)
    with open(descriptor, "wb", buffering=0) as writer:
        while chunk := os.read(reader, CHUNK):
            digest.update(chunk)
            writer.write(chunk)
            size += len(chunk)
            if progress is not None:
                progress(size)
        os.fsync(writer.fileno())
    return size, digest.hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
