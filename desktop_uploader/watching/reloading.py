"""Watched folders that were set while the program runs: in the window, by a command, or in the file."""

import logging
from collections.abc import Sequence

from ..model.errors import UploaderError
from ..model.watch import Watch
from ..settings import Folders, load_settings

logger = logging.getLogger(__name__)


class Reloading:
    """A `Reload` that looks at whether the settings' file was changed."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        # Looked at once more at the start: it may have been changed since the settings were read.
        self._stamp: tuple[int, int] | None = None

    def __call__(self) -> Sequence[Watch] | None:
        """The watched folders of a changed file; one with a mistake in it changes nothing."""
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return None
        self._stamp = stamp
        try:
            return load_settings(self._folders).watch
        except UploaderError as error:
            logger.warning("the settings were changed, but cannot be used: %s", error)
            return None

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            status = self._folders.settings_file.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
