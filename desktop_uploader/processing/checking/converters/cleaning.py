"""A copy of a text without what nobody sees, for values that are no text."""

import unicodedata

CLEANED = frozenset(
    {"number", "integer", "boolean", "date", "time", "datetime", "duration", "year", "yearmonth", "geopoint"}
)
"""Types whose cells may be read by such a copy: what is left out is part of no value."""


def cleaned_text(text: str) -> str:
    """Without invisible characters, with plain spaces, and with digits and letters of full width as plain ones.

    Nothing that means more than its plain form is changed: a raised 2 stays one.
    """
    return text if text.isascii() else "".join(map(_plain, text)).strip()


def _plain(character: str) -> str:
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Zs":
            return " "
        case "Nd":
            return str(unicodedata.decimal(character))
    return chr(ord(character) - 0xFEE0) if "\uff01" <= character <= "\uff5e" else character
