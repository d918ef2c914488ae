"""How a column's numbers and dates are written: settled by the definition, by a person, or by its own values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...model.question import Answers, Question
from .converters import Manner
from .converters.dates import day_part
from .converters.datetexts import ORDERS, date_text
from .converters.numbers import STYLES, styles_of

KINDS = {
    "number": "number-style",
    "integer": "number-style",
    "date": "date-order",
    "datetime": "date-order",
}
"""Type of a field → the question that its texts may raise."""

_POINTS = re.compile(r"\s*\d{1,2}\s*\.\s*\d{1,2}\s*\.\s*\d")


def manner_of(item: Mapping[str, Any], answers: Answers) -> Manner:
    """What the definition and the answers say about a field's column."""
    style = answers.get(f"number-style:{item['name']}")
    order = item.get("x-dateOrder") or answers.get(f"date-order:{item['name']}")
    whole = answers.get(f"column-type:{item['name']}") == "keep"
    return Manner(style if style in STYLES else None, order if order in (*ORDERS, "ymd") else None, whole)


@dataclass(slots=True)
class Evidence:
    """What the texts of one column say about its manner."""

    orders: set[str] = field(default_factory=set)
    """Manners that some value settles: it can be read in no other."""
    open: bool = False
    """Some value can be read in more than one manner."""
    points: bool = False
    """Some day is written with points, which nobody does who writes the month first."""
    examples: list[str] = field(default_factory=list)
    unclear: str = ""
    """The first value that can be read in more than one manner."""
    proof: str = ""
    """The first value that can be read in one manner alone."""

    def see(self, kind: str, texts: Iterable[str]) -> None:
        """Take texts into account; `kind` is the question that they may raise."""
        for text in texts:
            found = styles_of(text) if kind == "number-style" else _orders_of(text)
            pointed = kind == "date-order" and _has_points(text)
            if len(found) == 1:
                self.orders |= found
                self.proof = self.proof or text.strip()
            elif found:
                self.open = True
                self.unclear = self.unclear or text.strip()
            self.points = self.points or pointed
            if (found or pointed) and len(self.examples) < 3 and (len(found) > 1 or pointed or self.contradict):
                self.examples.append(text.strip())

    @property
    def settled(self) -> str | None:
        """The one manner that all values agree on; None where they name none or contradict each other."""
        return next(iter(self.orders)) if len(self.orders) == 1 and not self.contradict else None

    @property
    def contradict(self) -> bool:
        """True where no one manner fits all values."""
        return len(self.orders) > 1 or (self.points and "mdy" in self.orders)


def question(kind: str, name: str, evidence: Evidence, *, as_text: bool = False) -> Question:
    """What to ask about a column that does not settle it; `as_text` offers to keep its values as text."""
    choices = tuple(STYLES) if kind == "number-style" else ORDERS
    return Question(kind, name, (*choices, "text") if as_text else choices, {"examples": evidence.examples})


def _has_points(text: str) -> bool:
    return _POINTS.match(text) is not None


def _orders_of(text: str) -> frozenset[str]:
    found = date_text(day_part(text))
    return found.orders if found is not None else frozenset()
