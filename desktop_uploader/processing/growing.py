"""A known dataset that a person lets grow by columns which are new in a file."""

from collections.abc import Mapping
from dataclasses import replace

from ..model.dataset import Dataset
from ..model.editing import added
from ..model.question import Answers
from .layout.labels import normal_names, normalised

NEW_FIELD = "new-field"


def grown(known: Dataset, answers: Answers) -> Dataset:
    """The dataset with the fields that were answered, at its end; the same where it has them already.

    It may have them by now because another file of the same kind was saved meanwhile.
    """
    schema, names = known.schema, frozenset[str]().union(*normal_names(known.schema["fields"]))
    for name, kind in new_fields(answers).items():
        if name and normalised(name) not in names:
            schema = added(schema, {"name": name, "type": kind})
    return known if schema is known.schema else replace(known, schema=schema)


def new_fields(answers: Answers) -> Mapping[str, str]:
    """Name → type of the fields that a person wants to be added."""
    said = ((*key.partition(":"), value) for key, value in answers.items())
    return {about.strip(): value for kind, _, about, value in said if kind == NEW_FIELD}
