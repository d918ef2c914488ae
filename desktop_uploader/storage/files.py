"""Files that are wholly there or not at all, also after a power cut."""

import hashlib
import os
import secrets
from itertools import pairwise
from pathlib import Path

from ..durable import OWNER_ONLY, sync_folder
from .base import ByteProgress

CHUNK = 1024 * 1024
PART = ".part"
"""The ending of a file that is not whole yet; no two writers share one."""


def copy_durably(source: Path, target: Path, progress: ByteProgress | None = None) -> tuple[int, str]:
    """Copy by way of a temporary name: write, fsync, rename, fsync the folder. Gives size and SHA-256."""
    make_folder(target.parent)
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{PART}")
    copied = copy_synced(source, part, progress)
    os.replace(part, target)
    sync_folder(target.parent)
    return copied


def copy_synced(
    source: Path, target: Path, progress: ByteProgress | None = None, mode: int = OWNER_ONLY
) -> tuple[int, str]:
    """Copy and fsync; where that fails, nothing of the target is left. Gives size and SHA-256."""
    try:
        with open(source, "rb") as reader:
            return _copy(reader.fileno(), target, progress, mode)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Make a folder and those above it so that they survive a power cut."""
    missing = [folder]
    while not missing[-1].exists():
        missing.append(missing[-1].parent)
    for existing, new in pairwise(reversed(missing)):
        new.mkdir(exist_ok=True)
        sync_folder(existing)


def _copy(reader: int, target: Path, progress: ByteProgress | None, mode: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
    with open(descriptor, "wb", buffering=0) as writer:
        while chunk := os.read(reader, CHUNK):
            digest.update(chunk)
            writer.write(chunk)
            size += len(chunk)
            if progress is not None:
                progress(size)
        os.fsync(writer.fileno())
    return size, digest.hexdigest()


def sha256_of(path: Path, progress: ByteProgress | None = None) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    digest, size = hashlib.sha256(), 0
    with open(path, "rb", buffering=0) as file:
        if progress is None:
            return hashlib.file_digest(file, "sha256").hexdigest()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            progress(size)
    return digest.hexdigest()
