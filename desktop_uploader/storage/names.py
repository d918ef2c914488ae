"""File names that every place takes: keys are made safe, while the name that is shown stays as it was."""

import re

LONGEST = 120
"""Bytes; leaves room for what stands before it, where a whole path may have no more than 260 characters."""

REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""What Windows has in no name."""

DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])[ ]*(\.|$)", re.IGNORECASE)
"""Names that Windows has for devices, whatever ending they have."""


def safe_name(name: str) -> str:
    """The name as it can stand in a key: for Windows, for network shares and for S3."""
    # Half a character, as a name that is no text may have it, is taken by no server.
    whole = name.encode("utf-8", "replace").decode("utf-8")
    cleaned = REFUSED.sub("_", whole).rstrip(". ") or "_"
    if DEVICES.match(cleaned):
        cleaned = f"_{cleaned}"
    return cleaned if len(cleaned.encode()) <= LONGEST else _shortened(cleaned)


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > 16:
        stem, dot, ending = name, "", ""
    room = LONGEST - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending
