import itertools

import pytest
from PySide6.QtGui import QColor

from desktop_uploader.gui.theme import DARK, LIGHT, Theme, Tokens

LEAST = 4.5


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_in_use_can_be_read(tokens: Tokens) -> None:
    grounds = (tokens.canvas, tokens.surface, tokens.raised, tokens.select)
    pairs = list(itertools.product((tokens.text, tokens.soft), grounds))
    pairs += [(getattr(tokens, tone), getattr(tokens, f"{tone}_on")) for tone in ("ok", "warn", "bad", "info", "idle")]
    pairs += [(tokens.on_fill, tokens.fill), (tokens.accent, tokens.surface), (tokens.accent, tokens.select)]
    pairs += [(tokens.surface, tokens.text), (tokens.surface, tokens.bad)]

    assert [pair for pair in pairs if contrast(*pair) < LEAST] == []


def test_the_scheme_can_be_chosen(theme: Theme) -> None:
    theme.choose(True)
    assert theme.tokens is DARK
    theme.choose(False)
    assert theme.tokens is LIGHT
    theme.choose(None)
