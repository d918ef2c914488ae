"""A folder on this computer (or one that it sees as its own)."""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from ..durable import sync_folder
from ..model.errors import StorageError
from .base import ByteProgress, Original, Page, Stat, Step
from .files import PART, copy_durably, make_folder, sha256_of
from .trial import try_out

PAGE = 1000
ABANDONED = 24 * 3600
"""Seconds after which nobody goes on writing an unfinished file."""

GONE = {errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENOTCONN}
GONE_ON_WINDOWS = {53, 55, 59, 64, 67, 1231}
"""A network share or a drive that was there is not any more."""
TOO_LONG_ON_WINDOWS = {111, 206}


class LocalStorage:
    """Files below one folder. URIs are `local:` and the path below it, so that the folder may be moved as a whole."""

    scheme = "local"

    def __init__(self, folder: Path, *earlier: Path) -> None:
        """New files go to `folder`; those in an `earlier` one stay readable there.

        With an earlier one, the folder is one that a person has chosen: where it is not there, its drive is not
        there, and it is not made anew somewhere else.
        """
        self._folder = folder
        self._earlier = earlier

    def put(self, source: Path, key: str, original: Original, progress: ByteProgress | None = None) -> str:
        """See `Storage.put`. On the same drive the file is moved: no second copy, no second wait."""
        target = self._path(key)
        self._look()
        with self._naming(source.name):
            if target.exists():
                self._adopt(source, target, original)
            else:
                make_folder(target.parent)
                self._take(source, target, progress)
            sync_folder(target.parent)
        return f"{self.scheme}:{key}"

    def fetch(self, uri: str, folder: Path, sha256: str | None = None, progress: ByteProgress | None = None) -> Path:
        """See `Storage.fetch`: the file itself."""
        path = self._file(uri)
        with self._naming(path.name, alone=True):
            if sha256 is not None and sha256_of(path, progress) != sha256:
                raise StorageError("storage-damaged", name=path.name)
        return path

    def stat(self, uri: str) -> Stat:
        """See `Storage.stat`."""
        path = self._file(uri)
        with self._naming(path.name):
            found = path.stat()
        return Stat(uri, path.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def pin(self, uri: str) -> Stat:
        """See `Storage.pin`; nothing here is ever replaced."""
        return self.stat(uri)

    def list(self, prefix: str = "", after: str | None = None) -> Page:
        """See `Storage.list`."""
        self._look()
        with self._naming(prefix):
            keys = list(islice(self._keys(prefix, after or ""), PAGE + 1))
            files = tuple(self.stat(f"{self.scheme}:{key}") for key in keys[:PAGE])
        return Page(files, keys[PAGE - 1] if len(keys) > PAGE else None)

    def delete(self, uri: str) -> None:
        """See `Storage.delete`; the file's own folder goes with it."""
        key = uri.removeprefix(f"{self.scheme}:")
        for folder in (self._folder, *self._earlier):
            self._delete(self._path(key, folder))

    def _delete(self, path: Path) -> None:
        with self._naming(path.name):
            path.unlink(missing_ok=True)
            try:
                path.parent.rmdir()
            except OSError as error:
                if error.errno not in (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST):
                    raise

    def sweep(self, prefix: str) -> int:
        """See `Storage.sweep`."""
        old, count = time.time() - ABANDONED, 0
        with self._naming(prefix):
            for path in self._path(prefix).rglob(f"*{PART}"):
                if path.stat().st_mtime < old:
                    path.unlink(missing_ok=True)
                    count += 1
        return count

    def test(self) -> Iterator[Step]:
        """See `Storage.test`."""
        return try_out(self, lambda uri, original: {"free": shutil.disk_usage(self._folder).free})

    def _adopt(self, source: Path, target: Path, original: Original) -> None:
        """A put that was cut short after the move; the source may still be there where it was a copy."""
        if sha256_of(target) != original.sha256:
            raise StorageError("storage-key-taken", name=target.name)
        source.unlink(missing_ok=True)

    def _take(self, source: Path, target: Path, progress: ByteProgress | None) -> None:
        try:
            os.replace(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            copy_durably(source, target, progress)
            source.unlink()

    def _keys(self, prefix: str, after: str) -> Iterator[str]:
        """The keys after `after` that begin with `prefix`, sorted; only folders that can hold some are looked into."""

        def below(folder: Path) -> Iterator[str]:
            # A folder sorts as its name with a slash, as in the order of whole keys.
            entries = [(entry.name + "/" * entry.is_dir(), entry) for entry in os.scandir(folder)]
            for name, entry in sorted(entries, key=lambda item: item[0]):
                key = Path(entry.path).relative_to(self._folder).as_posix()
                if name.endswith("/"):
                    wanted = f"{key}/".startswith(prefix) or prefix.startswith(f"{key}/")
                    if wanted and (f"{key}/" > after or after.startswith(f"{key}/")):
                        yield from below(Path(entry.path))
                elif key > after and key.startswith(prefix) and not name.endswith(PART):
                    yield key

        if self._folder.is_dir():
            yield from below(self._folder)

    def _file(self, uri: str) -> Path:
        key = uri.removeprefix(f"{self.scheme}:")
        for folder in (self._folder, *self._earlier):
            path = self._path(key, folder)
            with self._naming(path.name, alone=True):
                if path.is_file():
                    return path
        self._look()
        raise StorageError("storage-missing", name=path.name)

    def _look(self) -> None:
        """Raises `StorageError` where a chosen folder is not there."""
        with self._naming(self._folder.name):
            if self._earlier and not self._folder.is_dir():
                raise StorageError("storage-folder-gone", folder=str(self._folder))

    def _path(self, key: str, below: Path | None = None) -> Path:
        folder = below or self._folder
        path = (folder / key).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise StorageError("storage-missing", name=key)
        return path

    @contextmanager
    def _naming(self, name: str, *, alone: bool = False) -> Iterator[None]:
        """What the operating system says becomes a `StorageError`; `alone`: a permission may be that of one file."""
        try:
            yield
        except OSError as error:
            trouble = self._trouble(error, name)
            trouble.alone = alone and trouble.code == "storage-no-permission"
            raise trouble from error

    def _trouble(self, error: OSError, name: str) -> StorageError:
        windows = getattr(error, "winerror", None)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(self._folder).free if self._folder.exists() else 0
            return StorageError("disk-full", folder=str(self._folder), free=free)
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return StorageError("storage-no-permission", folder=str(self._folder))
        if error.errno in GONE or windows in GONE_ON_WINDOWS:
            return StorageError("storage-folder-gone", folder=str(self._folder))
        if error.errno == errno.ENAMETOOLONG or windows in TOO_LONG_ON_WINDOWS:
            return StorageError("storage-path-too-long", name=name)
        if error.errno == errno.ENOENT:
            return StorageError("storage-missing", name=name)
        return StorageError("storage-unavailable", reason=error.strerror or str(error))
