"""No sentence reaches a person past the catalogue: what goes to a widget, or to a terminal, goes through `tr`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop_uploader

PACKAGE = Path(desktop_uploader.__file__).parent
FILES = sorted(
    path for part in ("gui", "cli") for path in (PACKAGE / part).rglob("*.py") if path.parent.name not in ("smoke",)
)
"""All but the trial of an installation, whose report is for machines."""

TRANSLATED = frozenset({"tr", "trn", "N_", "Plural"})
NAMES = frozenset({"Desktop Uploader", "desktop-uploader: ", "http://127.0.0.1:", "/metrics"})
"""Names and addresses, which are the same in every language."""

SIGNS = frozenset({"KINDS", "NAME", "NOTHING", "SUPPRESS"})
"""Constants without words: the endings of files, the program's name, a dash."""

SHOWN = frozenset(
    "button label form_label titled_card Choice Check Field QAction QCheckBox QGroupBox QLabel QMessageBox QPushButton "
    "QRadioButton QFileDialog open_dialog save_dialog folder_dialog addAction addButton addItem addMenu addRow addTab "
    "insertItem say setAccessibleDescription setAccessibleName setDetailedText setInformativeText setPlaceholderText "
    "setPrefix setStatusTip setSuffix setText setTitle setToolTip setWhatsThis setWindowTitle "
    "print print_table add_argument add_parser add_subparsers Parser ArgumentTypeError".split()
)
"""Calls whose texts a person reads."""

TEXT_FIRST = frozenset({"addItem", "button", "form_label", "label"})
"""Those of them whose other arguments are none."""

BY_NAME = frozenset({"add_argument", "add_parser", "add_subparsers", "Parser", "print"})
"""Those of whose named arguments only some are texts, or none."""

TEXTS_BY_NAME = frozenset({"description", "epilog", "help", "metavar", "title"})
KINDS_OF_LOOK = frozenset({"kind", "tone", "icon"})
SENTENCE = re.compile(r"[A-Z][a-z]+,? [a-z]|[a-z] [a-z]+[.…?]$|[A-Za-z]…$|[a-z] \(\*\.")
NO_SENTENCES = ("theme.py",)
"""Files with texts for Qt alone."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_sentence_is_shown_past_the_catalogue(path: Path) -> None:
    assert path.name in NO_SENTENCES or not list(untranslated(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('button("Save")', ["Save"]),
        ('box.setText(f"{count} rows")', [" rows"]),
        ('dialog.setWindowTitle("Add" if new else words.tr("Change"))', ["Add"]),
        ('ABOUT = "Left empty, files go to the top."', ["Left empty, files go to the top."]),
        ('button(words.tr("Save"), "primary")', []),
        ('label(text, tone="soft")', []),
        ('ABOUT = N_("Left empty, files go to the top.")', []),
        ('Making(title, place, "Excel Workbook (*.xlsx)")', ["Excel Workbook (*.xlsx)"]),
        ("kinds = f\"{words.tr('Excel Workbook')} (*.xlsx *.xlsm)\"", []),
        ('box.addItem("…", None)', []),
        ("label(texts.ABOUT, wrap=True)", ["texts.ABOUT"]),
        ("box.addItem(TITLES[kind], kind)", ["TITLES[kind]"]),
        ("box.addItem(words.tr(TITLES[kind]), kind)", []),
        ('print("Timeline:")', ["Timeline:"]),
        ('print(f"  and {count:,} more.", file=sys.stderr)', ["  and ", " more."]),
        ('print_table(["Field", words.tr("Type")], rows)', ["Field"]),
        ('parser.add_argument("--json", action="store_true", help="print JSON")', ["print JSON"]),
        ('parser.add_argument("file", metavar="FILE", help=tr("a path"))', ["FILE"]),
        ('print(words.tr("Timeline:"), end="\\n", flush=True)', []),
    ],
)
def test_a_sentence_past_the_catalogue_is_found(code: str, found: list[str]) -> None:
    assert list(untranslated(code)) == found


def untranslated(code: str) -> Iterator[str]:
    """The texts that a person would read in English whatever the language is."""
    tree = ast.parse(code)
    passed = {id(text) for node in ast.walk(tree) for text in _passed(node)}
    shown = {id(text) for node in ast.walk(tree) if isinstance(node, ast.Call) for text in _shown(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            if node.value not in NAMES and (id(node) in shown or SENTENCE.search(node.value)):
                yield node.value
        elif isinstance(node, ast.expr) and id(node) in shown:
            yield ast.unparse(node)


def _passed(node: ast.AST) -> Iterator[ast.AST]:
    """What is translated, written about the code, a type, written to the log, or read by Qt alone."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.arg | ast.AnnAssign):
        yield from [node.annotation] if node.annotation else []
    elif isinstance(node, ast.FunctionDef):
        yield from [node.returns] if node.returns else []
    elif isinstance(node, ast.Call):
        if _name(node.func) in TRANSLATED or _is_log(node.func) or _name(node.func) == "setProperty":
            yield from ast.walk(node)


def _shown(call: ast.Call) -> Iterator[ast.AST]:
    if _name(call.func) not in SHOWN:
        return
    name = _name(call.func)
    first = call.args[:1] if name in TEXT_FIRST else call.args
    if name in BY_NAME:
        named = [keyword.value for keyword in call.keywords if keyword.arg in TEXTS_BY_NAME]
        first = call.args if name == "print" else []
    else:
        named = [keyword.value for keyword in call.keywords if keyword.arg not in KINDS_OF_LOOK]
    texts = [*first, *named]
    if _name(call.func) == "say" and len(call.args) > 1:
        # Of a `Message`: its tone comes first.
        texts = texts[1:]
    for text in texts:
        yield from _texts(text)


def _texts(node: ast.expr) -> Iterator[ast.expr]:
    """The texts that an argument can become; not those that it hands on to other calls."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from [node] if re.search("[A-Za-z]{2}", node.value) else []
    elif _is_table(node):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield from (text for part in node.values for text in _texts(part))
    elif isinstance(node, ast.BinOp):
        yield from (*_texts(node.left), *_texts(node.right))
    elif isinstance(node, ast.BoolOp | ast.List | ast.Tuple):
        for part in node.values if isinstance(node, ast.BoolOp) else node.elts:
            yield from _texts(part)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_table(node: ast.expr) -> bool:
    """A sentence that stands in a table, or the table's name."""
    named = node.value if isinstance(node, ast.Subscript) else node
    return isinstance(named, ast.Attribute | ast.Name) and _name(named).isupper() and _name(named) not in SIGNS


def _is_log(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "logger"
