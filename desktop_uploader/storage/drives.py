"""What kind of place a folder is: a database on a network drive, or in a folder that a program syncs, can be damaged.

SQLite's write-ahead log needs memory shared by all programs, which no network file system gives
(https://www.sqlite.org/wal.html); a program that syncs copies database and log at different moments.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from ..model.errors import DatabaseTrouble

logger = logging.getLogger(__name__)

NETWORK = frozenset(
    "9p afpfs afs beegfs ceph cifs coda davfs drvfs fuse.davfs2 fuse.glusterfs fuse.gvfsd-fuse fuse.rclone fuse.s3fs "
    "fuse.sshfs fuseblk.sshfs glusterfs gpfs lustre ncpfs nfs nfs3 nfs4 prl_fs smb2 smb3 smbfs vboxsf vmhgfs "
    "fuse.vmhgfs-fuse webdav".split()
)
"""Names of file systems, in lower case, whose files are on another computer or shared with one."""

MARKERS = {".stfolder": "Syncthing", ".dropbox.cache": "Dropbox", ".nextcloudsync.log": "Nextcloud"}
"""What programs that sync leave in the topmost folder that they sync."""

FOLDER_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "box sync": "Box",
}
"""A folder's name, in lower case, up to a space and a hyphen (`OneDrive - Company`), or before a hyphen."""


@dataclass(frozen=True, slots=True)
class Drive:
    """The place of a folder."""

    file_system: str
    """Its name in the system's words, such as `ext4`; empty where it cannot be told."""
    network: bool
    synced_by: str | None
    """The program that syncs the folder."""

    @property
    def safe(self) -> bool:
        """True where nothing speaks against keeping a database there."""
        return not self.network and self.synced_by is None


def drive_of(folder: Path, environment: Mapping[str, str] = os.environ, home: Path | None = None) -> Drive:
    """The place of a folder, which need not be there yet. No other drive is touched, so that none is waited for."""
    resolved = Path(os.path.realpath(folder))
    file_system, network = _mounted(resolved)
    return Drive(file_system, network, _synced_by(resolved, environment, home or Path.home()))


def troubles_of(folder: Path) -> list[DatabaseTrouble]:
    """What a person should know of a folder that holds databases; empty where it is safe."""
    drive = drive_of(folder)
    found = []
    if drive.network:
        found.append(DatabaseTrouble("data-folder-network", folder=str(folder), kind=drive.file_system))
    if drive.synced_by is not None:
        found.append(DatabaseTrouble("data-folder-synced", folder=str(folder), program=drive.synced_by))
    for trouble in found:
        logger.warning("%s", trouble)
    return found


def _mounted(folder: Path) -> tuple[str, bool]:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        root = folder.drive + "\\"
        network = folder.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == remote
        return "", network
    best, found = -1, ("", "")
    for partition in psutil.disk_partitions(all=True):
        if folder.is_relative_to(partition.mountpoint) and len(Path(partition.mountpoint).parts) >= best:
            best, found = len(Path(partition.mountpoint).parts), (partition.fstype.lower(), partition.opts)
    kind, options = found
    # macOS says of each mounted volume whether it is on this computer.
    foreign = sys.platform == "darwin" and bool(kind) and "local" not in options.split(",")
    return kind, kind in NETWORK or foreign


def _synced_by(folder: Path, environment: Mapping[str, str], home: Path) -> str | None:
    for root, name in _known_roots(environment, home):
        if folder.is_relative_to(root):
            return name
    for place in (folder, *folder.parents):
        for marker, name in MARKERS.items():
            if (place / marker).exists():
                return name
        word = place.name.lower().split(" - ")[0]
        if word in FOLDER_NAMES:
            return FOLDER_NAMES[word]
    return None


def _known_roots(environment: Mapping[str, str], home: Path) -> Iterator[tuple[Path, str]]:
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if environment.get(variable):
            yield Path(os.path.realpath(environment[variable])), "OneDrive"
    profiles = [Path(environment[name]) / "Dropbox" for name in _APP_DATA if environment.get(name)]
    for base in (home / ".dropbox", *profiles):
        for root in _dropbox_roots(base / "info.json"):
            yield Path(os.path.realpath(root)), "Dropbox"
    cloud = home / "Library" / "CloudStorage"
    if cloud.is_dir():
        for place in cloud.iterdir():
            word = place.name.split("-")[0]
            yield Path(os.path.realpath(place)), FOLDER_NAMES.get(word.lower(), word)


_APP_DATA = ("APPDATA", "LOCALAPPDATA")


def _dropbox_roots(info: Path) -> list[str]:
    """The folders that Dropbox names in the file that it keeps for other programs."""
    try:
        content = json.loads(info.read_text(encoding="utf-8"))
        return [str(account["path"]) for account in content.values()]
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return []
