"""Tells files whose content was added before from new ones."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ..database.history.contents import Contents
from ..storage.files import sha256_of


class Sifter:
    """For the files of one adding: what two of them have in common counts as added before, too.

    A file is hashed only where another one of its size is known.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._alone: dict[int, Path] = {}
        """The only file so far of its size, not hashed."""
        self._seen: dict[int, set[str]] = {}

    def known(self, files: Sequence[Path], check: Callable[[], None]) -> set[Path]:
        """Those of these files that are known; the others are from now on. `check` may raise to break off."""
        sizes = {path: size for path in files if (size := _size(path)) is not None}
        stored = self._contents.sizes(set(sizes.values()))
        hashes = {path: digest for path, size in sizes.items() if (digest := self._hashed(path, size, stored, check))}
        # In this order: what is stored between the two questions is found by the second one.
        awaited = self._contents.awaited(stored, [str(path) for path in sizes]) if stored else set()
        before = self._contents.known(stored, set(hashes.values())) if hashes else set()
        found = set()
        for path, size in sizes.items():
            digest, seen = hashes.get(path), self._seen.setdefault(size, set())
            if str(path) in awaited or (digest is not None and (digest in before or digest in seen)):
                found.add(path)
            elif digest is not None:
                seen.add(digest)
        return found

    def _hashed(self, path: Path, size: int, stored: set[int], check: Callable[[], None]) -> str | None:
        """The file's SHA-256; None where no other content can be the same."""
        if self._alone.get(size) is path:
            # It was looked at before, and then the database could not be asked.
            return None
        twin = self._alone.pop(size, None)
        if twin is not None and (digest := _sha256(twin, check)) is not None:
            self._seen.setdefault(size, set()).add(digest)
        if size in stored or size in self._seen:
            return _sha256(path, check)
        self._alone[size] = path
        return None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        # Whoever adds it is told why it cannot be read.
        return None


def _sha256(path: Path, check: Callable[[], None]) -> str | None:
    try:
        return sha256_of(path, lambda done: check())
    except OSError:
        return None
