"""macOS: an agent of the person's, which launchd starts at sign-in."""

import plistlib
from collections.abc import Sequence
from pathlib import Path

from ..durable import write_whole

LABEL = "org.desktop-uploader.window"


class MacAutostart:
    """See `Autostart`."""

    def __init__(self, home: Path | None = None) -> None:
        self._path = (home or Path.home()) / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def enabled(self) -> bool:
        """See `Autostart`."""
        try:
            agent = plistlib.loads(self._path.read_bytes())
        except (FileNotFoundError, plistlib.InvalidFileException, ValueError):
            return False
        return bool(agent.get("RunAtLoad")) and not agent.get("Disabled")

    def enable(self, command: Sequence[str]) -> None:
        """See `Autostart`."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        write_whole(self._path, plistlib.dumps(agent).decode("utf-8"))

    def disable(self) -> None:
        """See `Autostart`."""
        self._path.unlink(missing_ok=True)
