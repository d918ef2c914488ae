"""Desktops on Linux: a file of the folder `autostart`, as freedesktop.org has it."""

import configparser
import os
from collections.abc import Sequence
from pathlib import Path

from ..durable import write_whole
from .base import NAME

FILE = "desktop-uploader.desktop"
SPECIAL = ("\\", '"', "`", "$")
"""What is escaped within quotes."""

TEXT = """[Desktop Entry]
Type=Application
Name={name}
Exec={command}
Icon=desktop-uploader
Terminal=false
X-GNOME-Autostart-enabled=true
"""


class LinuxAutostart:
    """See `Autostart`."""

    def __init__(self, config: Path | None = None) -> None:
        """`config` is the person's folder of settings; else the one that the desktop uses."""
        chosen = os.environ.get("XDG_CONFIG_HOME")
        self._path = (config or (Path(chosen) if chosen else Path.home() / ".config")) / "autostart" / FILE

    def enabled(self) -> bool:
        """See `Autostart`; a desktop's own settings switch an entry off without deleting it."""
        parser = configparser.RawConfigParser(strict=False)
        try:
            parser.read_string(self._path.read_text(encoding="utf-8"))
            entry = parser["Desktop Entry"]
        except (FileNotFoundError, UnicodeDecodeError, configparser.Error, KeyError):
            return False
        return entry.get("Hidden", "false") != "true" and entry.get("X-GNOME-Autostart-enabled", "true") != "false"

    def enable(self, command: Sequence[str]) -> None:
        """See `Autostart`."""
        write_whole(self._path, TEXT.format(name=NAME, command=" ".join(map(_quoted, command))))

    def disable(self) -> None:
        """See `Autostart`."""
        self._path.unlink(missing_ok=True)


def _quoted(argument: str) -> str:
    r"""An argument of the key Exec. Its quoting comes below that of the file, where a backslash is `\\`."""
    for character in SPECIAL:
        argument = argument.replace(character, f"\\{character}")
    return '"' + argument.replace("%", "%%").replace("\\", "\\\\") + '"'
