"""What is in a folder now."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..model.errors import WatchError
from ..model.watch import Watch
from .names import is_entered, is_wanted, markers

_HIDDEN = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be added."""

    path: Path
    size: int
    identity: str
    changed_at: int
    """Nanoseconds; only to be compared with those of its neighbours."""
    is_open: bool
    """Somebody has it open in a program that says so."""

    @property
    def key(self) -> str:
        """Its name in the history."""
        return os.path.normcase(self.path)


@dataclass(slots=True)
class Listing:
    """A folder's files, the oldest first; `troubles` tell what could not be looked at."""

    files: list[Found] = field(default_factory=list)
    troubles: list[WatchError] = field(default_factory=list)


def identity_of(status: os.stat_result) -> str:
    """Equal for a file that was not changed. No inode: on network drives it can be another after each connection."""
    return f"{status.st_size}:{status.st_mtime_ns}"


def scan(watch: Watch, own: Path) -> Listing:
    """Look at every file of a watched folder; `own`, the program's data folder, is never entered.

    Raises `WatchError` where the folder itself cannot be looked into.
    """
    root, listing = watch.root, Listing()
    if root.is_relative_to(own):
        raise WatchError("watch-own-folder", folder=watch.folder)
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                inner = list(_look_at(list(entries), watch, listing))
        except OSError as error:
            if folder == root:
                raise folder_trouble(error, root) from error
            # One that has gone meanwhile is no trouble.
            if not isinstance(error, FileNotFoundError):
                listing.troubles.append(folder_trouble(error, folder))
            continue
        if watch.recursive:
            folders += [path for path in inner if path != own]
    listing.files.sort(key=lambda found: (found.changed_at, found.path))
    return listing


def can_be_read(folder: Path) -> WatchError | None:
    """What keeps a folder from being looked into; None where nothing does."""
    try:
        with os.scandir(folder):
            return None
    except OSError as error:
        return folder_trouble(error, folder)


def folder_trouble(error: OSError, folder: Path) -> WatchError:
    """What the operating system said about a folder, in our own words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return WatchError("watch-folder-gone", folder=str(folder))
    if isinstance(error, PermissionError):
        return WatchError("watch-no-permission", folder=str(folder))
    return WatchError("watch-unreadable", folder=str(folder), reason=error.strerror or str(error))


def _look_at(entries: list[os.DirEntry[str]], watch: Watch, listing: Listing) -> Iterator[Path]:
    """Enter the files; gives the folders."""
    names = {entry.name for entry in entries}
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                if is_entered(entry.name) and not _hidden(entry):
                    yield Path(entry.path)
            elif is_wanted(entry.name, watch.patterns) and entry.is_file() and not _hidden(entry):
                entry.name.encode()
                status = entry.stat()
                is_open = not names.isdisjoint(markers(entry.name))
                found = Found(Path(entry.path), status.st_size, identity_of(status), status.st_mtime_ns, is_open)
                listing.files.append(found)
        except UnicodeEncodeError:
            name = entry.name.encode(errors="surrogateescape").decode(errors="replace")
            listing.troubles.append(WatchError("watch-name", name=name, folder=watch.folder))
        except OSError:
            # It has gone since the folder was read, or cannot be looked at yet.
            continue


def _hidden(entry: os.DirEntry[str]) -> bool:
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)
