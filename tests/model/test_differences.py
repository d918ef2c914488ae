"""What changed from one version of a definition to the next."""

from typing import Any

import pytest

from desktop_uploader.model.differences import differences, new_names
from desktop_uploader.model.editing import added, renamed, with_field, with_option, without_field

BASE: dict[str, Any] = {
    "fields": [{"name": "A", "type": "integer"}, {"name": "B", "type": "string"}],
    "primaryKey": ["A"],
    "x-trim": True,
}


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        (BASE, ["none"]),
        (added(BASE, {"name": "C"}), ["column-added"]),
        (without_field(BASE, "A"), ["column-removed", "key-gone"]),
        (renamed(BASE, {"A": "No"}), ["column-renamed"]),
        (with_field(BASE, "A", {"name": "A", "type": "number"}), ["type"]),
        (with_field(BASE, "B", {"name": "B", "type": "string", "x-aliases": ["b2"]}), ["aliases"]),
        (with_field(BASE, "B", {"name": "B", "type": "string", "constraints": {"required": True}}), ["needed"]),
        (with_field(BASE, "B", {"name": "B", "type": "string", "constraints": {"maxLength": 3}}), ["field"]),
        ({**BASE, "fields": BASE["fields"][::-1]}, ["order"]),
        (with_option(BASE, "primaryKey", ["B"]), ["key"]),
        (with_option(BASE, "x-wrongRows", "saveGood"), ["wrong-rows"]),
        (with_option(BASE, "x-headings", {"row": 3}), ["remembered"]),
        (with_option(BASE, "x-trim", None), ["options"]),
    ],
)
def test_each_difference_has_its_code(after: dict[str, Any], codes: list[str]) -> None:
    assert [code for code, _ in differences(BASE, after)] == codes


def test_a_name_is_found_again_both_ways() -> None:
    later = renamed(BASE, {"A": "No"})

    assert new_names(BASE, later) == {"A": "No"}
    assert new_names(later, BASE) == {"No": "A"}
