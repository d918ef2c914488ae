"""Where a person has been in the guide."""

from dataclasses import dataclass


@dataclass(slots=True)
class Stop:
    """A page, and how far down it was read."""

    topic: str
    """A page's name, and behind # a place on it where there is one."""

    scrolled: int = 0


class Trail:
    """Goes back and forward as browsers do: a new page cuts off what was ahead."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._here = -1

    @property
    def here(self) -> Stop | None:
        """The page that is shown."""
        return self._stops[self._here] if self._stops else None

    @property
    def can_go_back(self) -> bool:
        """There is a page before this one."""
        return self._here > 0

    @property
    def can_go_on(self) -> bool:
        """A person has come back from a page."""
        return self._here < len(self._stops) - 1

    def go_to(self, topic: str) -> None:
        """A page that was asked for; the same one again is no further stop."""
        if self.here is None or self.here.topic != topic:
            self._here += 1
            self._stops[self._here :] = [Stop(topic)]

    def step(self, by: int) -> Stop:
        """One back (-1) or forward (1); at an end, the page that is shown."""
        self._here = max(0, min(len(self._stops) - 1, self._here + by))
        return self._stops[self._here]
