"""The kinds of rules between columns that a person can choose from. No Qt."""

from collections.abc import Sequence
from itertools import pairwise

from ...model.between import (
    Compare,
    Formula,
    Needed,
    OneOf,
    Reference,
    Rule,
    Schema,
    Together,
    fields_of,
    rules_between,
    text_of,
    types_of,
)
from ...model.dataset import Dataset
from ...model.keys import primary_key
from ...words.marking import N_

KINDS = {
    "compare": N_("Compare two columns"),
    "needed": N_("Needed where another column is filled"),
    "one-of": N_("One of several columns is needed"),
    "together": N_("Different in each row, together"),
    "reference": N_("One of the values in another dataset"),
    "formula": N_("A formula of your own"),
}
AMOUNTS = {
    "=": N_("must be the same as"),
    "<>": N_("must not be the same as"),
    "<": N_("must be less than"),
    "<=": N_("must not be more than"),
    ">": N_("must be more than"),
    ">=": N_("must not be less than"),
}
MOMENTS = {
    **AMOUNTS,
    "<": N_("must be before"),
    "<=": N_("must not be after"),
    ">": N_("must be after"),
    ">=": N_("must not be before"),
}


def as_kind(rule: Rule, kind: str, schema: Schema, datasets: Sequence[Dataset]) -> Rule:
    """The rule as one of another kind, about the same columns as far as it can be; `datasets` are the other ones."""
    names = [field["name"] for field in schema["fields"]]
    pair = list(dict.fromkeys([*(name for name in fields_of(rule) if name in names), *names]))[:2]
    first, second = pair[0], pair[-1]
    message = "" if isinstance(rule, Together | Reference) else rule.message
    match kind:
        case "compare":
            return Compare(first, "=", second, message)
        case "needed":
            return Needed(first, second, None, message)
        case "one-of":
            return OneOf((first, second), message)
        case "together":
            return Together((first, second))
        case "reference":
            return Reference((first,), datasets[0].name, (telling_field(datasets[0]),))
    text = text_of(Compare(first, "=", second) if isinstance(rule, Together | Reference) else rule)
    return Formula(text, message, (first,))


def telling_field(dataset: Dataset) -> str:
    """The column by which its rows are told apart, else its first one."""
    return next(iter((*primary_key(dataset.schema), *dataset.field_names)))


def proposed(schema: Schema) -> Rule:
    """A rule to begin with: two columns of one type beside each other, dates rather than others."""
    types, known = types_of(schema), [rule for _, rule in rules_between(schema)]
    for wanted in ("date", "datetime", "number", "integer"):
        found = [name for name, kind in types.items() if kind == wanted]
        for before, after in pairwise(found):
            if Compare(after, ">=", before) not in known:
                return Compare(after, ">=", before)
    first, second, *_ = types
    return OneOf((first, second))


def kind_of(rule: Rule) -> str:
    """Which of `KINDS` it is."""
    match rule:
        case Compare():
            return "compare"
        case Needed():
            return "needed"
        case OneOf():
            return "one-of"
        case Together():
            return "together"
        case Formula():
            return "formula"
        case _:
            return "reference"
