"""What differs between two versions of a definition: codes of `words.changes.DIFFERENCES` and their parameters."""

from collections.abc import Iterator, Mapping
from typing import Any

from .editing import renamed
from .keys import primary_key

Schema = Mapping[str, Any]
Difference = tuple[str, dict[str, Any]]

_OPTIONS = {
    "x-rules": "rules",
    "uniqueKeys": "rules",
    "foreignKeys": "rules",
    "x-repeatedKey": "repeated-key",
    "x-wrongRows": "wrong-rows",
    "x-headings": "remembered",
    "x-mappings": "remembered",
}
_NAMES = ("title", "x-aliases")


def new_names(before: Schema, after: Schema) -> dict[str, str]:
    """Fields that have another name in `after`, old name → new name, as far as their other headings tell.

    A field is the one of before where one of them still knows the other's name as a heading of its own.
    """
    old = {field["name"]: field for field in before["fields"]}
    new = {field["name"]: field for field in after["fields"]}
    found: dict[str, str] = {}
    for name, field in new.items():
        if name in old:
            continue
        like = [gone for gone in old if gone not in new and gone not in found and _is_other_name(old[gone], field)]
        if len(like) == 1:
            found[like[0]] = name
    return found


def differences(before: Schema, after: Schema) -> list[Difference]:
    """What `after` has that `before` had not, the columns first."""
    names = new_names(before, after)
    found: list[Difference] = [("column-renamed", {"old": old, "field": new}) for old, new in names.items()]
    before = renamed(before, names)
    found += _columns(before, after, set(names.values()))
    was, is_now = primary_key(before), primary_key(after)
    if was != is_now:
        found.append(("key", {"fields": is_now}) if is_now else ("key-gone", {}))
    changed = [option for option in {**before, **after} if before.get(option) != after.get(option)]
    codes = [_OPTIONS.get(option, "options") for option in changed if option not in ("fields", "primaryKey")]
    found += [(code, {}) for code in dict.fromkeys(codes)]
    return found or [("none", {})]


def _columns(before: Schema, after: Schema, called_anew: set[str]) -> Iterator[Difference]:
    old = {field["name"]: field for field in before["fields"]}
    new = {field["name"]: field for field in after["fields"]}
    for name, field in new.items():
        if name not in old:
            yield "column-added", {"field": name}
        else:
            yield from _field(old[name], field, aliases=name not in called_anew)
    for name in old:
        if name not in new:
            yield "column-removed", {"field": name}
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield "order", {}


def _field(old: Mapping[str, Any], new: Mapping[str, Any], *, aliases: bool) -> Iterator[Difference]:
    name, before, after = new["name"], old.get("type", "any"), new.get("type", "any")
    if before != after:
        yield "type", {"field": name, "old": before, "new": after}
    if aliases and any(old.get(option) != new.get(option) for option in _NAMES):
        yield "aliases", {"field": name}
    needed = [bool(field.get("constraints", {}).get("required")) for field in (old, new)]
    if needed[0] != needed[1]:
        yield "needed" if needed[1] else "not-needed", {"field": name}
    elif before == after and _rest(old) != _rest(new):
        yield "field", {"field": name}


def _rest(field: Mapping[str, Any]) -> dict[str, Any]:
    return {option: value for option, value in field.items() if option not in ("name", "type", *_NAMES)}


def _is_other_name(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return old["name"] in new.get("x-aliases", ()) or new["name"] in old.get("x-aliases", ())
