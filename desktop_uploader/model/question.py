"""What only a person can decide about a file, and the answers that were given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ANSWER_KINDS = frozenset(
    {
        "again",
        "column",
        "column-type",
        "correction",
        "dataset",
        "date-order",
        "definition",
        "delimiter",
        "encoding",
        "heading-row",
        "number-style",
    }
)
"""What a key may begin with. `docs/dataset-format.md` says what each means and which answers it takes."""

NEEDS_ANSWER = "needs-answer"
"""The error code of a task that waits for an answer."""

Answers = Mapping[str, str]
"""A question's key → the value that was chosen."""


@dataclass(frozen=True, slots=True)
class Question:
    """One decision that the program must not take by itself.

    `kind` picks the words; `about` names the field, sheet or heading in question; `choices` are the values that an
    answer may have, and their words are in the catalogue.
    """

    kind: str
    about: str = ""
    choices: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What an answer to it is filed under: `date-order:Valid from`, or the kind alone."""
        return f"{self.kind}:{self.about}" if self.about else self.kind


def asked(params: Mapping[str, Any] | None) -> tuple[Question, ...]:
    """The questions in the parameters of an error with the code `needs-answer`."""
    found = (params or {}).get("questions", ())
    return tuple(Question(**{**item, "choices": tuple(item["choices"])}) for item in found)
