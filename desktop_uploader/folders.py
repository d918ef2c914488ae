"""Where things lie on this computer."""

import errno
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from .durable import make_private
from .model.errors import DatabaseTrouble

if TYPE_CHECKING:
    from .settings import Settings

APP_NAME = "Desktop Uploader"
DATA_DIR_VARIABLE = "DESKTOP_UPLOADER_DATA_DIR"
SETTINGS_FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie on this computer. `config` holds `settings.toml`; all else is below `data` and `logs`."""

    config: Path
    data: Path
    logs: Path
    chosen: Path | None = None
    """Another folder for the added files: on another drive, or a network share."""
    earlier: tuple[Path, ...] = ()
    """Folders that were chosen before."""

    @property
    def history(self) -> Path:
        """The history database's file."""
        return self.data / "history.sqlite3"

    @property
    def records(self) -> Path:
        """The records database's file."""
        return self.data / "records.sqlite3"

    @property
    def files(self) -> Path:
        """The storage folder: the added files."""
        return self.chosen or self.own_files

    @property
    def own_files(self) -> Path:
        """The storage folder where no other one is chosen."""
        return self.data / "files"

    @property
    def stored(self) -> tuple[Path, ...]:
        """The folders where added files may lie: that of new ones first, then those before it."""
        return tuple(dict.fromkeys((self.files, self.own_files, *self.earlier)))

    def keeping(self, settings: "Settings") -> "Folders":
        """With the folder for added files that the settings choose."""
        return replace(self, chosen=settings.files_folder, earlier=settings.earlier_files_folders)

    @property
    def outbox(self) -> Path:
        """Snapshots of files that are not in the storage yet."""
        return self.data / "outbox"

    @property
    def backups(self) -> Path:
        """Copies of the history made before it was changed."""
        return self.data / "backups"

    @property
    def settings_file(self) -> Path:
        """The settings, as TOML."""
        return self.config / SETTINGS_FILE

    def prepare(self) -> None:
        """Make the folders, readable by their owner alone. Raises `DatabaseTrouble` where that cannot be."""
        for folder in (self.data, self.logs, self.own_files, self.outbox, self.backups):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                if os.name == "posix":
                    folder.chmod(stat.S_IRWXU)
            except OSError as error:
                raise DatabaseTrouble("data-folder-not-writable", folder=str(folder)) from error
        try:
            for file in (self.history, self.records):
                make_private(file)
        except OSError as error:
            # A drive that is full says so in the database's words.
            if error.errno != errno.ENOSPC:
                raise DatabaseTrouble("data-folder-not-writable", folder=str(self.data)) from error
        if not os.access(self.data, os.W_OK):
            raise DatabaseTrouble("data-folder-not-writable", folder=str(self.data))


def policy_file() -> Path:
    """What an administrator sets for everybody: one for the computer, whatever the data folder."""
    return platformdirs.site_config_path(APP_NAME, appauthor=False) / SETTINGS_FILE


def find_folders(data_dir: Path | None = None) -> Folders:
    """The folders below `data_dir` (or the environment's), else the platform's own."""
    chosen = data_dir or (Path(value) if (value := os.environ.get(DATA_DIR_VARIABLE)) else None)
    if chosen is not None:
        root = chosen.expanduser().absolute()
        return Folders(config=root, data=root, logs=root / "logs")
    return _usual_folders()


def is_usual_place(folders: Folders) -> bool:
    """True where the program finds these folders without being told."""
    return folders.data == _usual_folders().data


def _usual_folders() -> Folders:
    dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
    return Folders(config=dirs.user_config_path, data=dirs.user_data_path, logs=dirs.user_log_path)


def resource_folder(name: str) -> Path:
    """A folder of `resources/`: in the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "resources" / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources" / name
