"""Sentences with a count in them: one form for exactly one, one for all other numbers, as gettext has them."""

import gettext
from collections.abc import Mapping
from typing import Any


class Plural(str):
    """A template in its plural form, which knows the singular, and which of its parameters is counted."""

    one: str
    by: str

    def __new__(cls, one: str, many: str, by: str = "count") -> "Plural":
        """`Plural("{count} row was left out.", "{count} rows were left out.")`."""
        made = super().__new__(cls, many)
        made.one, made.by = one, by
        return made


def in_form(template: str, params: Mapping[str, Any], translations: gettext.NullTranslations) -> str:
    """The template in the language of the translations, and in the form that the counted parameter asks for."""
    if not isinstance(template, Plural):
        # The empty text is the key of what a catalogue says about itself.
        return translations.gettext(template) if template else ""
    count = params.get(template.by)
    # What counts nothing, such as a date where a length may stand, takes the plural.
    return translations.ngettext(template.one, str(template), count if isinstance(count, int) else 2)
