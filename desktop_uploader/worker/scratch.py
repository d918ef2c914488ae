"""Where a worker puts files that it fetches: one folder, made once and emptied after each task."""

import shutil
import tempfile
from pathlib import Path


class Scratch:
    """A temporary folder, made at its first use; files that are on this computer already never need it."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """An empty folder of the worker's own."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="desktop-uploader-"))
        return self._folder

    def clear(self) -> None:
        """Remove what was put there."""
        for path in self._folder.iterdir() if self._folder is not None else ():
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the folder."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = None
