"""A folder on this computer (or one that it sees as its own)."""

import errno
import logging
import os
import shutil
from pathlib import Path

from ..durable import sync_folder
from ..model.errors import StorageError
from .base import ByteProgress
from .files import copy_durably, make_folder

logger = logging.getLogger(__name__)


class LocalStorage:
    """Files below one folder. URIs are `local:` and the path below it, so that the folder may be moved as a whole."""

    scheme = "local"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, source: Path, key: str, progress: ByteProgress | None = None) -> str:
        """See `Storage.put`. On the same drive the file is moved: no second copy, no second wait."""
        target = self._path(key)
        try:
            if not (target.exists() and not source.exists()):
                make_folder(target.parent)
                self._take(source, target, progress)
                sync_folder(target.parent)
        except OSError as error:
            raise self._trouble(error, source.name) from error
        return f"{self.scheme}:{key}"

    def fetch(self, uri: str, folder: Path) -> Path:
        """See `Storage.fetch`: the file itself."""
        path = self._path(uri.removeprefix(f"{self.scheme}:"))
        if not path.is_file():
            raise StorageError("storage-missing", name=path.name)
        return path

    def delete(self, uri: str) -> None:
        """See `Storage.delete`; the file's own folder goes with it."""
        path = self._path(uri.removeprefix(f"{self.scheme}:"))
        try:
            path.unlink(missing_ok=True)
            path.parent.rmdir()
        except FileNotFoundError:
            return
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:
                raise self._trouble(error, path.name) from error

    def _take(self, source: Path, target: Path, progress: ByteProgress | None) -> None:
        try:
            os.replace(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            copy_durably(source, target, progress)
            source.unlink()

    def _path(self, key: str) -> Path:
        path = (self._folder / key).resolve()
        if not path.is_relative_to(self._folder.resolve()):
            raise StorageError("storage-missing", name=key)
        return path

    def _trouble(self, error: OSError, name: str) -> StorageError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(self._folder).free if self._folder.exists() else 0
            return StorageError("disk-full", folder=str(self._folder), free=free)
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return StorageError("storage-no-permission", folder=str(self._folder))
        if error.errno == errno.ENOENT:
            return StorageError("storage-missing", name=name)
        return StorageError("storage-unavailable", reason=error.strerror or str(error))
