"""The command by which the system starts this very program."""

import sys
from pathlib import Path

PROGRAM = "desktop-uploader-gui"


def own_command(data_dir: Path | None = None) -> list[str]:
    """Whole paths and arguments: the window, hidden in the tray; on this data folder where it is not the usual one."""
    chosen = ["--data-dir", str(data_dir)] if data_dir is not None else []
    here = Path(sys.executable)
    installed = here.with_name(PROGRAM + (".exe" if sys.platform == "win32" else ""))
    if installed.is_file():
        return [str(installed), *chosen, "--hidden"]
    if getattr(sys, "frozen", False):
        return [str(here), *chosen, "window", "--hidden"]
    quiet = here.with_name("pythonw.exe")
    python = quiet if sys.platform == "win32" and quiet.is_file() else here
    return [str(python), "-m", "desktop_uploader", *chosen, "window", "--hidden"]
