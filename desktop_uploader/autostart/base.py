"""What every platform does."""

from collections.abc import Sequence
from typing import Protocol

NAME = "Desktop Uploader"


class Autostart(Protocol):
    """Touches files or the registry: never on the GUI thread. All raise `OSError`."""

    def enabled(self) -> bool:
        """True where the system starts the program."""

    def enable(self, command: Sequence[str]) -> None:
        """Have the system run this command at the person's next sign-in; takes the place of an earlier one."""

    def disable(self) -> None:
        """Start it no more; all right where it was not."""
