"""An example says more than a pattern: the shortest plain text that a regular expression matches."""

import re
from collections.abc import Iterable
from typing import Any

_MOST_REPEATS = 40
_CATEGORIES = {"CATEGORY_DIGIT": "0", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " "}


def example_of(pattern: str) -> str | None:
    """A text that matches; None where none is found by simple means."""
    try:
        text = _text(getattr(re, "_parser").parse(pattern))  # noqa: B009  # no public way leads to the parsed form
        return text if text and text.isprintable() and re.fullmatch(pattern, text) else None
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError, re.error):
        return None


def _text(parts: Iterable[tuple[Any, Any]]) -> str:
    return "".join(_part(str(kind), content) for kind, content in parts)


def _part(kind: str, content: Any) -> str:
    match kind:
        case "LITERAL":
            return chr(int(content))
        case "ANY":
            return "x"
        case "NOT_LITERAL":
            return "x" if content != ord("x") else "y"
        case "IN":
            return _one_of(content)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = content
            return _text(inner) * int(min(max(least, min(1, most)), _MOST_REPEATS))
        case "SUBPATTERN":
            return _text(content[-1])
        case "ATOMIC_GROUP":
            return _text(content)
        case "BRANCH":
            return _text(content[1][0])
        case "AT":
            return ""
    raise KeyError(kind)


def _one_of(choices: list[tuple[Any, Any]]) -> str:
    kind, content = str(choices[0][0]), choices[0][1]
    if kind == "LITERAL":
        return chr(int(content))
    if kind == "RANGE":
        return chr(int(content[0]))
    return _CATEGORIES[str(content)]
