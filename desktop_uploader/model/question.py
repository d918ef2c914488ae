"""What only a person can decide about a file, and the answers that were given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "time", "duration")
"""The types that a proposed column can have."""

ANSWER_VALUES: Mapping[str, tuple[str, ...]] = {
    "again": ("yes", "no"),
    "column": (),
    "column-type": ("keep", "number", "text"),
    "correction": ("replace", "add", "no"),
    "dataset": (),
    "date-order": ("dmy", "mdy", "text"),
    "definition": ("known", "new"),
    "delimiter": (),
    "encoding": (),
    "heading-row": (),
    "new-dataset": ("ask", "yes"),
    "new-field": TYPES,
    "number-style": ("point", "comma", "text"),
    "remember": ("yes", "no"),
    "type": TYPES,
    "wrong-rows": ("nothing", "others"),
}
"""What a key may begin with → every value that its answer can have; () where that depends on the file.

`docs/dataset-format.md` says what each means.
"""

ANSWER_KINDS = frozenset(ANSWER_VALUES)

NEW_DATASET = "new-dataset"
"""The kind of question about a file that no known dataset fits."""

NEEDS_ANSWER = "needs-answer"
"""The error code of a task that waits for an answer."""

Answers = Mapping[str, str]
"""A question's key → the value that was chosen."""


@dataclass(frozen=True, slots=True)
class Question:
    """One decision that the program must not take by itself.

    `kind` picks the words; `about` names the field, sheet or heading in question; `choices` are the values that an
    answer may have, and their words are in the catalogue.

    `new-dataset`, asked where the task has the answer `new-dataset=ask` and no known dataset fits: `about` is the name
    that is proposed, and `params` hold what a person needs to confirm it:

        sheet        the sheet that is read; the first of several with the same headings
        sheets       all of them
        header_row   the row of its headings, the last one of two; 0 where it has none
        header_rows  the rows of its headings
        rows         rows of data, in all of them together
        fields       in the file's order, each {
                         "heading":  as it stands in the file
                         "column":   its letter
                         "name":     the field's name: the heading, numbered where it is repeated, or what was answered
                         "type":     the type that is proposed, one of TYPES
                         "types":    those that every value of the column fits
                         "examples": up to three different values, as text}
        left_out     the headings of the columns that were answered to be left out
        labels       every heading of the first sheet, by which files of the same kind are known
        kind, name   "taken" and the name that was answered, where a dataset with other columns has it already

    It is answered by `new-dataset:NAME=yes`, where NAME may be another one. `type:FIELD=number`, `column:HEADING=NAME`
    (nothing for NAME leaves the column out) and `heading-row:SHEET=4` change what is proposed: without the yes beside
    them, it is asked again with what they changed.
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
