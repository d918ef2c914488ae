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


def caption(text: str) -> str:
    """A name for a button: its beginning, in the order of its letters; & would mean a key there."""
    line = plain(text)
    short = line if len(line) <= LONGEST_CAPTION else f"{line[: LONGEST_CAPTION - 1]}…"
    return short.replace("&", "&&")


def glance(text: str) -> str:
    """The beginning of a long text, in the order of its letters, with places at which its long words may be broken."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    short = "\n".join(plain(line) for line in short.split("\n"))
    return LONG_WORD.sub(lambda found: f"{found.group()}\u200b", short)
