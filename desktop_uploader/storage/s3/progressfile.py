"""What is known of a multi-part upload under way, in a small file beside the file that is sent.

One line of JSON for the upload and one for each part that the server has taken: a program that takes the upload up
again sends only what is missing. Only the first line is on the drive before anything is sent. What a power cut takes of
the others is sent again: waiting for the drive after each part would take longer than that.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from ...durable import OWNER_ONLY, sync_folder

SUFFIX = ".upload"


@dataclass(frozen=True, slots=True)
class Upload:
    """A multi-part upload that the server knows under `upload_id`."""

    endpoint: str
    bucket: str
    key: str
    sha256: str
    size: int
    part_size: int
    upload_id: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part that the server has taken."""

    number: int
    etag: str
    checksum: str
    """What the server compared it with, in Base64."""


class ProgressFile:
    """The file; several threads may add parts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()

    def read(self) -> tuple[Upload, dict[int, Part]] | None:
        """The upload and its parts by number; None where there is none that can be taken up."""
        try:
            first, *rest = self.path.read_text(encoding="utf-8").splitlines()
            upload = Upload(**json.loads(first))
        except (OSError, ValueError, TypeError):
            return None
        parts: dict[int, Part] = {}
        for line in rest:
            try:
                part = Part(**json.loads(line))
            except (ValueError, TypeError):
                break
            parts[part.number] = part
        return upload, parts

    def begin(self, upload: Upload) -> None:
        """Note a new upload instead of whatever was noted."""
        part = self.path.with_name(f"{self.path.name}.part")
        self._write(part, asdict(upload), os.O_TRUNC, durably=True)
        os.replace(part, self.path)
        sync_folder(self.path.parent)

    def add(self, part: Part) -> None:
        """Note a part."""
        with self._lock:
            self._write(self.path, asdict(part), os.O_APPEND)

    def remove(self) -> None:
        """The upload is over."""
        self.path.unlink(missing_ok=True)

    def _write(self, path: Path, content: dict[str, object], how: int, *, durably: bool = False) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_BINARY", 0), OWNER_ONLY)
        with open(descriptor, "wb", buffering=0) as file:
            file.write(json.dumps(content).encode() + b"\n")
            if durably:
                os.fsync(file.fileno())


def beside(source: Path) -> ProgressFile:
    """The progress of sending `source`."""
    return ProgressFile(source.with_name(source.name + SUFFIX))


def uploads_in(folder: Path) -> set[str]:
    """The ids of the uploads that are noted in a folder beside the files that are sent; other notes are removed."""
    notes = list(folder.glob(f"*{SUFFIX}"))
    for note in notes:
        if not note.with_name(note.name.removesuffix(SUFFIX)).exists():
            note.unlink(missing_ok=True)
    found = (ProgressFile(path).read() for path in notes)
    return {noted[0].upload_id for noted in found if noted is not None}
