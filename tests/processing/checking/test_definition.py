"""Definitions that cannot be used are refused with the column's name and what to do."""

from typing import Any

import pytest

from desktop_uploader.model.errors import DefinitionError
from desktop_uploader.processing.checking.definition import checked_definition
from desktop_uploader.words import Catalogue
from desktop_uploader.words.errors import ERRORS

A = {"name": "A", "type": "string"}
N = {"name": "N", "type": "number"}


def schema(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"fields": list(fields), **more}


def field(**options: Any) -> dict[str, Any]:
    return schema({"name": "A", **options})


def rule(text: str, **more: Any) -> dict[str, Any]:
    return schema(A, N, **{"x-rules": [{"rule": text, **more}]})


GOOD = [
    field(),
    field(type="string", constraints={"pattern": "[A-Z]+", "minLength": 1, "enum": ["X"]}, format="default"),
    field(type="string", constraints={"pattern": r"\[a-[bc]|[x]a-[bc][^-]"}),
    field(type="number", decimalChar=",", groupChar=".", bareNumber=False, constraints={"minimum": "1,5"}),
    field(type="integer", categories=[{"value": 1, "label": "one"}, {"value": 2}], categoriesOrdered=True),
    field(type="date", format="fmt:%d/%m/%Y", constraints={"minimum": "01/02/2026"}),
    field(type="datetime", constraints={"maximum": "2026-01-01T00:00:00Z"}),
    field(type="time", format="any"),
    field(type="duration", constraints={"minimum": "PT1H"}),
    field(type="year", constraints={"minimum": 2000}),
    field(type="yearmonth", constraints={"minimum": "2026-01"}),
    field(type="list", itemType="integer", delimiter=";"),
    field(type="array", constraints={"jsonSchema": {"items": {"type": "integer"}}}),
    field(type="geopoint", format="object"),
    field(type="geojson", format="topojson"),
    field(type="boolean", trueValues=["ja"], falseValues=["nein"], constraints={"enum": [True]}),
    field(missingValues=[{"value": "-99", "label": "refused"}]),
    schema(A, N, primaryKey="A", uniqueKeys=[["A", "N"]], fieldsMatch="subset", missingValues=["", "-"]),
    schema(A, foreignKeys=[{"fields": "A", "reference": {"resource": "other", "fields": "B"}}]),
    schema(A, N, foreignKeys=[{"fields": ["A"], "reference": {"resource": "", "fields": ["A"]}}]),
    rule("[N] > 0 and A != 'x'", message="N is too small.", fields=["N"]),
    field(**{"x-aliases": ["B"], "x-trim": True, "x-percent": "points", "type": "number"}),
]

BAD = [
    ({}, "definition-part-array", {"option": "fields"}),
    (schema(), "definition-part-array", {"option": "fields"}),
    (schema({"type": "string"}), "definition-unnamed", {"number": "1"}),
    (schema(A, A), "definition-named-twice", {"field": "A"}),
    (field(type="money"), "definition-type", {"field": "A", "type": "money"}),
    (field(type=["string"]), "definition-type", {"field": "A"}),
    (field(type="string", format="phone"), "definition-format", {"field": "A", "format": "phone"}),
    (field(type="date", format="dd/mm"), "definition-format", {"field": "A", "format": "dd/mm"}),
    (field(type="string", constraints=[]), "definition-needs-object", {"field": "A", "option": "constraints"}),
    (
        field(type="string", constraints={"minLength": "x"}),
        "definition-needs-integer",
        {"field": "A", "option": "constraints.minLength"},
    ),
    (field(type="string", constraints={"enum": []}), "definition-needs-filled", {"option": "constraints.enum"}),
    (field(type="string", constraints={"pattern": "("}), "definition-rule", {"field": "A", "rule": "pattern"}),
    (field(type="string", constraints={"pattern": "[a-z-[aeiou]]+"}), "definition-rule", {"rule": "pattern"}),
    (field(type="string", constraints={"pattern": r"\i\c*"}), "definition-rule", {"rule": "pattern"}),
    (field(type="number", constraints={"minimum": "many"}), "definition-rule", {"field": "A", "rule": "minimum"}),
    (field(type="number", constraints={"minimum": []}), "definition-needs-number", {"option": "constraints.minimum"}),
    (field(type="integer", constraints={"enum": ["one"]}), "definition-rule", {"field": "A", "rule": "enum"}),
    (field(type="array", constraints={"jsonSchema": {"type": "thing"}}), "definition-rule", {"rule": "jsonSchema"}),
    (field(type="number", constraints={"pattern": "x"}), "definition-rule", {"rule": "pattern"}),
    (field(type="boolean", trueValues="ja"), "definition-needs-array", {"option": "trueValues"}),
    (field(type="boolean", trueValues=["x"], falseValues=["x"]), "definition-both", {"value": "x"}),
    (field(type="number", decimalChar=",", groupChar=","), "definition-marks", {"mark": ","}),
    (field(type="list", itemType="object"), "definition-needs-choice", {"option": "itemType"}),
    (field(type="integer", categories=[1, 1]), "definition-needs-distinct", {"option": "categories"}),
    (field(type="integer", categories=[1], constraints={"enum": [2]}), "definition-enum", {"value": "2"}),
    (field(**{"x-aliases": "B"}), "definition-needs-array", {"field": "A", "option": "x-aliases"}),
    (field(**{"x-percent": "whole", "type": "number"}), "definition-needs-choice", {"option": "x-percent"}),
    (schema(A, primaryKey=["B"]), "definition-key", {"option": "primaryKey", "field": "B"}),
    (schema(A, uniqueKeys=[["A", "B"]]), "definition-key", {"option": "uniqueKeys", "field": "B"}),
    (schema(A, uniqueKeys=[]), "definition-part-filled", {"option": "uniqueKeys"}),
    (schema(A, foreignKeys=[{"fields": ["A"]}]), "definition-part-there", {"option": "foreignKeys.reference"}),
    (
        schema(A, foreignKeys=[{"fields": ["A"], "reference": {"resource": "o", "fields": ["B", "C"]}}]),
        "definition-reference",
        {"fields": ["A"]},
    ),
    (schema(A, foreignKeys=[{"fields": ["A"], "reference": {"fields": ["B"]}}]), "definition-key", {"field": "B"}),
    (schema(A, fieldsMatch="some"), "definition-part-choice", {"option": "fieldsMatch"}),
    (schema(A, **{"x-wrongRows": "never"}), "definition-part-choice", {"option": "x-wrongRows"}),
    (rule("[N] >"), "definition-rule-syntax", {}),
    (rule("[M] > 1"), "definition-rule-field", {"part": "M"}),
    (rule("[N] > 1", fields=["M"]), "definition-key", {"option": "x-rules", "field": "M"}),
    (rule("[N] > [A]"), "definition-rule-kinds", {}),
    (rule("open([A])"), "definition-rule-function", {"part": "open"}),
]


@pytest.mark.parametrize("definition", GOOD, ids=range(len(GOOD)))
def test_a_definition_as_the_standard_has_it_is_accepted(definition: dict[str, Any]) -> None:
    assert checked_definition(definition) == definition


@pytest.mark.parametrize(("definition", "code", "params"), BAD, ids=[f"{i}-{item[1]}" for i, item in enumerate(BAD)])
def test_a_mistake_is_named_in_plain_words(definition: dict[str, Any], code: str, params: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError) as refused:
        checked_definition(definition)

    assert refused.value.code == code and code in ERRORS
    assert {name: refused.value.params.get(name) for name in params} == params
    sentence = str(Catalogue().exception(refused.value))
    assert "{" not in sentence and "Traceback" not in sentence and sentence.endswith(".")
