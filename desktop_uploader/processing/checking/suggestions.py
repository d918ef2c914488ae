"""What a person probably meant by a value that is not in a list."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_LOOKED_UP = 500
"""Different wrong values of one column that are compared with the list; more are hardly slips of the pen."""
LONGEST_LIST = 2000


class Suggestions:
    """The list of one column, and what was found for the wrong values so far."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = {text.casefold(): text for text in allowed}
        self._found: dict[str, str | None] = {}

    def near(self, text: str) -> str | None:
        """The value of the list that is most like this one; None where none is."""
        wanted = text.strip().casefold()
        if wanted not in self._found:
            if len(self._found) >= MOST_LOOKED_UP or len(self._allowed) > LONGEST_LIST:
                return self._allowed.get(wanted)
            close = get_close_matches(wanted[:100], self._allowed, n=1, cutoff=0.6)
            self._found[wanted] = self._allowed[close[0]] if close else None
        return self._found[wanted]
