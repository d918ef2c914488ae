"""Changes of a definition go wherever a column's name stands."""

from typing import Any

from desktop_uploader.model.editing import added, fields_in_rule, renamed, with_option, without_field

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "Net", "type": "number"},
        {"name": "Gross", "type": "number", "x-aliases": ["Total"]},
        {"name": "No"},
    ],
    "primaryKey": "No",
    "uniqueKeys": [["Net", "No"]],
    "foreignKeys": [{"fields": "Net", "reference": {"fields": ["No"]}}],
    "x-rules": [
        {"rule": '[Net] <= Gross and lower("Net [Gross]") = "x"', "fields": ["Net"]},
        {"rule": "[No] > 1"},
    ],
    "x-mappings": [{"labels": ["N", "G"], "columns": {"N": "Net", "G": "Gross"}}],
}


def test_a_new_name_stands_wherever_the_old_one_stood() -> None:
    changed = renamed(SCHEMA, {"Gross": "With tax]", "No": "Number"})

    assert [field["name"] for field in changed["fields"]] == ["Net", "With tax]", "Number"]
    assert changed["fields"][1]["x-aliases"] == ["Total", "Gross"]
    assert changed["primaryKey"] == ["Number"]
    assert changed["uniqueKeys"] == [["Net", "Number"]]
    assert changed["foreignKeys"] == [{"fields": ["Net"], "reference": {"fields": ["Number"]}}]
    assert changed["x-rules"][0]["rule"] == '[Net] <= [With tax]]] and lower("Net [Gross]") = "x"'
    assert changed["x-mappings"][0]["columns"] == {"N": "Net", "G": "With tax]"}


def test_a_removed_column_takes_with_it_what_names_it() -> None:
    changed = without_field(SCHEMA, "Net")

    assert [field["name"] for field in changed["fields"]] == ["Gross", "No"]
    assert "uniqueKeys" not in changed and "foreignKeys" not in changed
    assert changed["x-rules"] == [{"rule": "[No] > 1"}]
    assert changed["primaryKey"] == ["No"]
    assert changed["x-mappings"][0]["columns"] == {"N": "", "G": "Gross"}


def test_nothing_is_changed_in_place() -> None:
    before = repr(SCHEMA)
    renamed(SCHEMA, {"Net": "A"})
    added(SCHEMA, {"name": "New"})
    with_option(SCHEMA, "primaryKey", None)
    without_field(SCHEMA, "No")

    assert repr(SCHEMA) == before


def test_a_column_that_is_called_like_a_word_of_the_rules_is_meant_in_brackets_alone() -> None:
    schema = {"fields": [{"name": "or"}, {"name": "A"}], "x-rules": [{"rule": "empty(A) or not empty([or])"}]}

    assert renamed(schema, {"or": "B"})["x-rules"] == [{"rule": "empty(A) or not empty([B])"}]
    assert fields_in_rule("empty(A) or true", {"or", "A", "true"}) == {"A"}
