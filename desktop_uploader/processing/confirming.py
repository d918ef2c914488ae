"""A kind of file that is not known yet: its dataset is proposed, and shown to a person where that is wished."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..database.records import refuse_too_wide
from ..model.dataset import Dataset
from ..model.errors import NeedsAnswer
from ..model.fields import STYLE_OPTIONS
from ..model.problem import column_letter
from ..model.question import NEW_DATASET, Answers, Question
from .checking.conventions import KINDS
from .checking.converters.datetexts import ORDERS
from .checking.converters.numbers import STYLES
from .inference import Proposal, fitting_types, propose
from .layout import Layout, Source
from .layout.answers import TYPE
from .layout.labels import unique_labels
from .layout.remembering import REMEMBER

ASK, YES, TEXT = "ask", "yes", "text"


def approved_name(answers: Answers) -> str | None:
    """The name under which a person wants a new dataset; "" for whatever is proposed, None where nobody said so yet."""
    said = (key.partition(":") for key, value in answers.items() if value == YES)
    names = [about.strip() for kind, _, about in said if kind == NEW_DATASET]
    return names[-1] if names else None


def proposed(
    name: str,
    layout: Layout,
    answers: Answers,
    taken: str | None = None,
    moved: Callable[[int], None] = lambda _rows: None,
) -> Dataset:
    """The dataset that a file's own rows propose, as far as a person has not decided otherwise.

    `taken` is a name that was wished for and belongs to another dataset. `moved` is told how many rows
    have been looked at. Raises `NeedsAnswer` with everything that is open, and with the whole proposal where a person
    wants to see it first, `DefinitionError("too-many-columns")`.
    """
    sources = layout.to_infer(None, answers)
    refuse_too_wide(len(sources[0].headings.labels))
    types = _wished_types(layout, sources[0], answers)
    proposal = propose(sources, {**answers, **_implied(types)}, moved)
    fields = [_forgetting(_as_wished(field, types, answers), answers) for field in proposal.fields]
    schema = {"fields": fields, "x-trim": True}
    questions = [_without_text(question) if question.about in types else question for question in proposal.questions]
    if taken is not None or (answers.get(NEW_DATASET) == ASK and approved_name(answers) is None):
        more = {"kind": "taken", "name": taken} if taken is not None else {}
        shown = {**_sheets(layout), "fields": _shown(layout, sources, schema, proposal, moved), **more}
        shown["labels"] = list(layout.sources[0].headings.labels.values())
        shown["left_out"] = _left_out(layout.sources[0], sources[0])
        questions = [Question(NEW_DATASET, name, (YES,), shown), *questions]
    if questions:
        raise NeedsAnswer(questions)
    return Dataset(name, schema)


def _wished_types(layout: Layout, source: Source, answers: Answers) -> dict[str, str]:
    """Field → the type that a person chose; the answer names the field or its heading."""
    headings = layout.sources[0].headings.labels
    found = {}
    for column, name in unique_labels(source.headings.labels).items():
        wished = answers.get(f"{TYPE}:{name}") or answers.get(f"{TYPE}:{headings.get(column, name)}")
        if wished is not None:
            found[name] = wished
    return found


def _implied(types: Mapping[str, str]) -> dict[str, str]:
    """Questions about texts that are settled by the choice of a type that does not raise them."""
    return {
        f"{kind}:{name}": TEXT for name, chosen in types.items() for kind in KINDS.values() if kind != KINDS.get(chosen)
    }


def _as_wished(field: dict[str, Any], types: Mapping[str, str], answers: Answers) -> dict[str, Any]:
    name, chosen = field["name"], types.get(field["name"], field["type"])
    if field["type"] == chosen:
        return field
    style = answers.get(f"{KINDS[chosen]}:{name}") if chosen in KINDS else None
    return {"name": name, "type": chosen, **_written(chosen, style)}


def _written(chosen: str, style: str | None) -> dict[str, str]:
    """The options of a field of this type whose texts are written in this style."""
    if style in STYLES:
        decimal, group = STYLES[style]
        return {"groupChar": group, **({"decimalChar": decimal} if chosen == "number" else {})}
    return {"x-dateOrder": style} if style in ORDERS else {}


def _forgetting(field: dict[str, Any], answers: Answers) -> dict[str, Any]:
    """The field without what was answered for this file alone, where nothing is to be remembered."""
    if answers.get(REMEMBER) != "no" or not any(f"{kind}:{field['name']}" in answers for kind in KINDS.values()):
        return field
    return {option: value for option, value in field.items() if option not in STYLE_OPTIONS}


def _without_text(question: Question) -> Question:
    return replace(question, choices=tuple(choice for choice in question.choices if choice != TEXT))


def _sheets(layout: Layout) -> dict[str, Any]:
    first = layout.sources[0]
    return {
        "sheet": first.sheet.name,
        "sheets": [source.sheet.name for source in layout.sources],
        "header_row": first.headings.row,
        "header_rows": list(first.headings.rows),
        "rows": sum(source.seen.rows for source in layout.sources),
    }


def _shown(
    layout: Layout,
    sources: list[Source],
    schema: Mapping[str, Any],
    proposal: Proposal,
    moved: Callable[[int], None],
) -> list[dict[str, Any]]:
    headings, fields = layout.sources[0].headings.labels, {field["name"]: field for field in schema["fields"]}
    fitting = fitting_types(sources, schema, moved)
    asked = {question.about: _ASKED_TYPE[question.kind] for question in proposal.questions}
    return [
        {
            "heading": headings.get(column, ""),
            "column": column_letter(column),
            "name": name,
            "type": asked.get(name, fields[name]["type"]),
            "types": fitting[name],
            "examples": proposal.examples[name],
        }
        for column, name in unique_labels(sources[0].headings.labels).items()
    ]


def _left_out(original: Source, inferred: Source) -> list[str]:
    kept = inferred.headings.labels
    return [label for column, label in original.headings.labels.items() if column not in kept]


_ASKED_TYPE = {"number-style": "number", "date-order": "date"}
"""What a column is once the question about its texts is answered."""
