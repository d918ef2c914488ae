"""Files written where a person wants them: whole, or not at all, even where the program is killed meanwhile."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from ..model.errors import StorageError, UsageError


def refuse_existing(target: Path, overwrite: bool) -> None:
    """Raises `UsageError("target-exists")` where there is such a file, unless it is to be replaced."""
    if target.exists() and not overwrite:
        raise UsageError("target-exists", name=str(target))


@contextmanager
def published(target: Path, overwrite: bool) -> Iterator[Path]:
    """A path beside `target` to write to: at the end the file gets its name; where anything is raised it goes.

    Raises `UsageError("target-exists")` where another file has got the name meanwhile, unless it is to be replaced, and
    `StorageError` where it cannot be written.
    """
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        yield part
        if overwrite:
            os.replace(part, target)
        else:
            _rename_new(part, target)
    except FileExistsError as error:
        raise UsageError("target-exists", name=str(target)) from error
    except OSError as error:
        raise StorageError("storage-no-permission", folder=str(target.parent)) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def hand_over(made: Path, target: Path, overwrite: bool) -> None:
    """Copy a finished file to where the person wants it. Raises as `published` does."""
    with _synced(target, overwrite) as new, open(made, "rb") as source:
        shutil.copyfileobj(source, new)


def write_text(text: str, target: Path) -> Path:
    """See `write_bytes`; in UTF-8."""
    return write_bytes(text.encode("utf-8"), target)


def write_bytes(content: bytes, target: Path) -> Path:
    """Write a file where the person wants it, in the place of one of that name. Raises `StorageError`."""
    with _synced(target, overwrite=True) as new:
        new.write(content)
    return target


@contextmanager
def _synced(target: Path, overwrite: bool) -> Iterator[BinaryIO]:
    with published(target, overwrite) as part, open(part, "xb") as new:
        yield new
        new.flush()
        os.fsync(new.fileno())


def _rename_new(part: Path, target: Path) -> None:
    """Never over another file. Raises `FileExistsError`, `OSError`."""
    if sys.platform != "win32":
        with contextlib.suppress(FileNotFoundError, PermissionError, NotImplementedError):
            os.link(part, target)
            return
        # A drive without hard links.
        if target.exists():
            raise FileExistsError(target)
    os.rename(part, target)
