"""Changes of datasets that are not saved yet, on the drive: a program that is killed loses none."""

import json
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ...durable import make_private, write_whole
from ...model.dataset import Dataset
from ...model.draft import Draft

logger = logging.getLogger(__name__)

FILE = "unsaved-datasets.json"


class DraftFile(QObject):
    """Lives in the main thread; a thread of its own reads and writes, one after the other."""

    loaded = Signal(object)
    """The `Draft`s that are kept."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = folder / FILE
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._newest: Sequence[Draft] | None = None

    def load(self) -> None:
        """Read what is kept; `loaded` tells it."""
        self._thread.submit(self._load)

    def keep(self, drafts: Sequence[Draft]) -> None:
        """Keep these and no others. Returns at once."""
        self._newest = drafts
        self._thread.submit(self._write)

    def close(self) -> None:
        """Wait until all is written."""
        self._thread.shutdown()

    def _load(self) -> None:
        self.loaded.emit(read(self._path))

    def _write(self) -> None:
        drafts, self._newest = self._newest, None
        if drafts is None:
            # A later change was written with an earlier one.
            return
        try:
            if drafts:
                make_private(self._path.with_suffix(".part"))
                write_whole(self._path, json.dumps([asdict(draft) for draft in drafts], ensure_ascii=False))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            logger.warning("changes of datasets that are not saved cannot be kept: %s", error.strerror)


def read(path: Path) -> list[Draft]:
    """The drafts in a file. One that cannot be read is worth no trouble at the start."""
    try:
        return [_draft(**parts) for parts in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, AttributeError):
        logger.warning("changes of datasets that were not saved cannot be read")
        return []


def _draft(saved: dict[str, Any] | None, **parts: Any) -> Draft:
    return Draft(saved=Dataset(**saved) if saved is not None else None, **parts)
