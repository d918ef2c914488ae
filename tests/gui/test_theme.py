import itertools
import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import resource_folder
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.theme import DARK, LIGHT, STYLE, Theme, Tokens, high_contrast
from desktop_uploader.gui.widgets import Choice

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


RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def pairs_in(style: str) -> set[tuple[str, str]]:
    """Token of the words, token of the ground, wherever one rule sets both; a disabled control carries no meaning."""
    found = set()
    for selector, body in RULE.findall(style):
        values = dict(re.findall(r"(?<![-\w])(color|background): \$(\w+)", body))
        if "color" in values and "background" in values and ":disabled" not in selector:
            found.add((values["color"], values["background"]))
    return found


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground_that_the_style_sheet_gives_them(tokens: Tokens) -> None:
    pairs = pairs_in(STYLE.template)

    assert ("on_fill", "fill") in pairs
    assert [pair for pair in pairs if contrast(*(getattr(tokens, name) for name in pair)) < LEAST] == []


SYSTEMS = {
    "aquatic": ("#202020", "#202020", "#ffffff", "#75e9fc", "#8ee3f0", "#263b50"),
    "desert": ("#fffaef", "#fffaef", "#3d3d3d", "#1c5e75", "#903909", "#fff5e3"),
    "night-sky": ("#000000", "#000000", "#ffffff", "#8080ff", "#d6b4fd", "#2b2b2b"),
}
"""Themes of Windows 11: Window, Base, WindowText, Link, Highlight, HighlightedText."""


@pytest.mark.parametrize("name", SYSTEMS)
def test_high_contrast_themes_keep_the_systems_colours(name: str) -> None:
    role, palette = QPalette.ColorRole, QPalette()
    roles = (role.Window, role.Base, role.WindowText, role.Link, role.Highlight, role.HighlightedText)
    for where, colour in zip(roles, SYSTEMS[name], strict=True):
        palette.setColor(where, QColor(colour))

    tokens = high_contrast(palette)

    assert (tokens.text, tokens.fill, tokens.on_fill) == (SYSTEMS[name][2], SYSTEMS[name][4], SYSTEMS[name][5])
    pairs = pairs_in(STYLE.template) | {(tone, f"{tone}_on") for tone in ("ok", "warn", "bad", "info", "idle")}
    assert [pair for pair in pairs if contrast(*(getattr(tokens, part) for part in pair)) < LEAST] == []


def test_the_scheme_can_be_chosen(theme: Theme) -> None:
    theme.choose(True)
    assert theme.tokens is DARK
    theme.choose(False)
    assert theme.tokens is LIGHT
    theme.choose(None)


@pytest.mark.parametrize("kind", ["field", "chip"])
def test_a_drop_down_shows_its_longest_choice_whole(qtbot: QtBot, theme: Theme, kind: str) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    made = Choice(theme, Icons(resource_folder("icons")), "Period", kind)
    made.addItems(["Last 30 days", "This year"])
    row = QHBoxLayout(around)
    row.addWidget(made)
    row.addStretch(1)
    around.resize(400, 60)
    around.show()
    option = QStyleOptionComboBox()
    made.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = made.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, made)

    assert room.width() >= option.fontMetrics.horizontalAdvance("Last 30 days")
