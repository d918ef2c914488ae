"""Texts from elsewhere, made so that they cannot spoil what stands around them."""

import re

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
"""What breaks lines, or has what follows read from the other side: "invoice\\u202excod.xlsx" would hide its ending."""

REPLACEMENT = "\ufffd"
LONG_WORD = re.compile(r"\S{40}")
LONGEST = 600
"""Characters of a sentence that is read at a glance; the whole stands where it can be scrolled."""

LONGEST_CAPTION = 80
"""Characters of a name on a button, which does not wrap."""


def plain(text: str) -> str:
    """A name on one line, in the order of its letters; what cannot be seen of it is marked."""
    return CONTROLS.sub(REPLACEMENT, text)


def brief(text: str, longest: int = LONGEST_CAPTION) -> str:
    """The beginning of a text of any length, on one line and in the order of its letters."""
    line = plain(" ".join(text[: longest * 4].split()))
    return line if len(line) <= longest and len(text) <= longest * 4 else f"{line[: longest - 1]}…"


def caption(text: str, longest: int = LONGEST_CAPTION) -> str:
    """A name for a button or a menu: its beginning, in the order of its letters; & would mean a key there."""
    return brief(plain(text), longest).replace("&", "&&")


def glance(text: str) -> str:
    """The beginning of a long text, in the order of its letters, with places at which its long words may be broken."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    short = "\n".join(plain(line) for line in short.split("\n"))
    return LONG_WORD.sub(lambda found: f"{found.group()}\u200b", short)
