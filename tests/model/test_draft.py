"""What a person does to a definition before it is saved."""

from datetime import UTC, datetime
from typing import Any

import pytest

from desktop_uploader.model import fields
from desktop_uploader.model.dataset import Dataset, Version
from desktop_uploader.model.draft import Draft

SCHEMA: dict[str, Any] = {"fields": [{"name": "A", "type": "integer"}, {"name": "B", "type": "string"}]}
SAVED = Dataset("orders", SCHEMA, 3, confirmed=True)


def test_a_name_that_is_typed_in_steps_keeps_only_the_saved_one_as_a_heading() -> None:
    draft = Draft.of(SAVED).called("A", "Nu").called("Nu", "Number")

    assert draft.renamed == {"A": "Number"}
    assert draft.field("Number") == {"name": "Number", "type": "integer", "x-aliases": ["A"]}


def test_a_name_that_is_taken_back_leaves_nothing_changed() -> None:
    draft = Draft.of(SAVED).called("A", "Number").called("Number", "A")

    assert not draft.changed and not draft.renamed


def test_a_new_column_that_is_renamed_has_no_older_heading() -> None:
    draft = Draft.of(SAVED).with_schema({**SCHEMA, "fields": [*SCHEMA["fields"], {"name": "New"}]})

    assert draft.called("New", "C").field("C") == {"name": "C"}
    assert not draft.called("New", "C").renamed


def test_a_removed_column_is_renamed_no_more() -> None:
    draft = Draft.of(SAVED).called("A", "Number").without("Number")

    assert not draft.renamed
    assert draft.wanted.field_names == ["B"]


def test_an_older_version_is_shown_with_its_names() -> None:
    newest = Dataset("orders", Draft.of(SAVED).called("A", "Number").schema, 4, confirmed=True)
    draft = Draft.of(newest).looking_at(Version(3, SCHEMA, datetime.now(UTC)))

    assert (draft.renamed, draft.changed) == ({"Number": "A"}, True)
    assert draft.wanted.version == 4


def test_what_an_import_has_remembered_meanwhile_stays() -> None:
    draft = Draft.of(SAVED).with_field("B", {"name": "B", "type": "date"})
    newest = Dataset("orders", {**SCHEMA, "x-headings": {"row": 4}}, 4, confirmed=True)

    later = draft.on_top_of(newest)

    assert later is not None and later.wanted.version == 4
    assert later.schema["x-headings"] == {"row": 4} and later.field("B")["type"] == "date"
    assert draft.on_top_of(Dataset("orders", {"fields": [{"name": "Z"}]}, 4)) is None


@pytest.mark.parametrize(
    ("field", "style"),
    [
        ({"name": "A", "type": "number"}, ""),
        ({"name": "A", "type": "number", "decimalChar": ",", "groupChar": "."}, "comma"),
        ({"name": "A", "type": "integer", "decimalChar": ".", "groupChar": ","}, "point"),
        ({"name": "A", "type": "number", "groupChar": " "}, fields.OWN),
        ({"name": "A", "type": "date", "x-dateOrder": "dmy"}, "dmy"),
        ({"name": "A", "type": "date", "format": "%d.%m.%Y"}, fields.OWN),
        ({"name": "A", "type": "string", "format": "email"}, "email"),
    ],
)
def test_a_style_is_recognised_and_set(field: dict[str, Any], style: str) -> None:
    assert fields.style_of(field) == style
    assert fields.with_style(fields.with_style(field, ""), style) == field or style == fields.OWN
    assert fields.with_style(field, fields.OWN) == field


def test_another_kind_keeps_what_fits() -> None:
    field = {
        "name": "A",
        "type": "number",
        "decimalChar": ",",
        "x-aliases": ["a"],
        "constraints": {"required": True, "minimum": 1, "enum": [1, 2]},
    }

    assert fields.with_kind(field, "integer") == {
        **field,
        "type": "integer",
        "constraints": {"required": True, "minimum": 1},
    }
    assert fields.with_kind(field, "string") == {
        "name": "A",
        "type": "string",
        "x-aliases": ["a"],
        "constraints": {"required": True},
    }


@pytest.mark.parametrize(
    ("kind", "rule", "text", "limit"),
    [
        ("integer", "minimum", " 5 ", 5),
        ("integer", "minimum", "0", 0),
        ("integer", "minimum", "5.5", "5.5"),
        ("number", "maximum", "1,5", 1.5),
        ("number", "maximum", "many", "many"),
        ("date", "minimum", "2026-01-02", "2026-01-02"),
        ("string", "maxLength", "12", 12),
        ("string", "pattern", "[A-Z]+", "[A-Z]+"),
        ("string", "pattern", " ", None),
    ],
)
def test_a_limit_is_what_was_typed(kind: str, rule: str, text: str, limit: Any) -> None:
    field = {"name": "A", "type": kind}
    assert fields.limit_of(field, rule, text) == limit

    changed = fields.with_rule(field, rule, limit)
    assert fields.rules_of(changed) == ({} if limit is None else {rule: limit})
    assert fields.with_rule(changed, rule, None) == field


def test_changes_of_different_columns_go_together_and_of_one_do_not() -> None:
    draft = Draft.of(SAVED).called("A", "Number").with_field("B", {"name": "B", "type": "date"})
    fields_now = [SCHEMA["fields"][0], {"name": "B", "type": "string", "x-trim": True}]

    assert draft.on_top_of(Dataset("orders", {"fields": fields_now}, 4)) is None
    later = Draft.of(SAVED).called("A", "Number").on_top_of(Dataset("orders", {"fields": fields_now}, 4))
    assert later is not None and later.field("B") == fields_now[1] and later.wanted.field_names == ["Number", "B"]
