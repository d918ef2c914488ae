"""The languages there are, and the choice among them."""

import gettext
import os
import sys
from collections.abc import Iterable, Mapping
from importlib import resources

from .catalogue import Catalogue
from .language import Marks

NAMES = {"en": "English", "id": "Bahasa Indonesia", "de": "Deutsch"}
"""Code → the language's name in itself. A language here has its sentences in `locale/CODE/LC_MESSAGES`."""

SYSTEM = "system"
"""Stands for the language of the computer."""

DOMAIN = "desktop_uploader"


def catalogue_for(code: str) -> Catalogue:
    """The words of a language; English ones where it has none. Takes a few milliseconds, for English nothing."""
    if code == "en" or code not in NAMES:
        return Catalogue()
    # Loaded where it is needed: English does without.
    from babel import Locale

    symbols = Locale.parse(code).number_symbols["latn"]
    return Catalogue(code, translations(code), Marks(symbols["group"], symbols["decimal"]))


def translations(code: str) -> gettext.NullTranslations:
    """The translated sentences; none where there are no."""
    file = resources.files(__package__).joinpath("locale", code, "LC_MESSAGES", f"{DOMAIN}.mo")
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as content:
        return gettext.GNUTranslations(content)


def chosen(setting: str, preferred: Iterable[str] | None = None) -> str:
    """The code of the language to speak.

    `setting` is a code or `SYSTEM`; `preferred` are the languages of the computer, the first one first, such as
    `id-ID` or `de_DE.UTF-8` (None: those of the environment). English where none of them is known.
    """
    if setting != SYSTEM:
        return setting
    for name in environment_languages(os.environ) if preferred is None else preferred:
        code = name.replace("_", "-").split("-")[0].lower()
        # Java, and with it Android and older programs, still write the code that Indonesian had before 1989.
        code = {"in": "id"}.get(code, code)
        if code in NAMES:
            return code
    return "en"


def environment_languages(environment: Mapping[str, str]) -> list[str]:
    """What the variables say; on Windows, which has none, what the person chose in its settings."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            ruling = environment[name]
            # As gettext has it: LANGUAGE lists more than one, and counts for nothing in the plain C locale.
            listed = environment.get("LANGUAGE", "").split(":") if ruling.split(".")[0] not in ("C", "POSIX") else []
            return [item for item in (*listed, ruling) if item]
    return [_windows_language()] if sys.platform == "win32" else []


def _windows_language() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
