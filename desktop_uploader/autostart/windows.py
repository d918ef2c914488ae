"""Windows: a value of the person's key Run in the registry."""

import contextlib
import subprocess
from collections.abc import Sequence
from typing import Any, Protocol

from .base import NAME

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
READ, WRITE, TEXT = 0x20019, 0x20006, 1
"""KEY_READ, KEY_WRITE and REG_SZ."""

PERSON = 0x80000001
"""HKEY_CURRENT_USER."""


class Registry(Protocol):
    """What is used of the module `winreg`."""

    def CreateKeyEx(self, key: Any, sub_key: str, reserved: int = ..., access: int = ..., /) -> Any:
        """Open a key, made where there is none."""

    def QueryValueEx(self, key: Any, name: str, /) -> tuple[Any, int]:
        """A value and its type. Raises `FileNotFoundError` where there is none."""

    def SetValueEx(self, key: Any, name: str, reserved: Any, kind: int, value: Any, /) -> None:
        """Write a value."""

    def DeleteValue(self, key: Any, name: str, /) -> None:
        """Delete a value. Raises `FileNotFoundError` where there is none."""


class WindowsAutostart:
    """See `Autostart`."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def enabled(self) -> bool:
        """See `Autostart`."""
        try:
            with self._open(READ) as key:
                return bool(self._registry.QueryValueEx(key, NAME)[0])
        except FileNotFoundError:
            return False

    def enable(self, command: Sequence[str]) -> None:
        """See `Autostart`."""
        with self._open(WRITE) as key:
            self._registry.SetValueEx(key, NAME, 0, TEXT, subprocess.list2cmdline(command))

    def disable(self) -> None:
        """See `Autostart`."""
        with contextlib.suppress(FileNotFoundError), self._open(WRITE) as key:
            self._registry.DeleteValue(key, NAME)

    def _open(self, access: int) -> Any:
        return self._registry.CreateKeyEx(PERSON, RUN, 0, access)
