"""The way of this platform."""

import sys

from .base import Autostart
from .linux import LinuxAutostart
from .macos import MacAutostart
from .windows import WindowsAutostart


def autostart() -> Autostart:
    """How the program is started with this system."""
    if sys.platform == "win32":
        import winreg

        return WindowsAutostart(winreg)
    if sys.platform == "darwin":
        return MacAutostart()
    return LinuxAutostart()
