"""Finds every sentence that is translated: in calls of `tr`, `trn`, `N_`, `Plural`, and in the tables of `words`."""

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

import desktop_uploader
from desktop_uploader import words
from desktop_uploader.words.plurals import Plural

PACKAGE = Path(desktop_uploader.__file__).parent
WITHOUT_TABLES = frozenset({"catalogue", "language", "languages", "marking", "patterns", "plurals"})
"""Modules of `words` whose constants are no sentences."""

CALLS = {"tr": 1, "trn": 2, "N_": 1, "Plural": 2}
"""Name of a function → how many of its first arguments are sentences."""


@dataclass
class Message:
    """A sentence, or the two forms of one with a count in it; `places` are files, as the project names them."""

    one: str
    many: str | None = None
    places: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Call:
    """A call that hands sentences over."""

    name: str
    sentences: tuple[str, ...]
    """Of a choice such as `tr("A" if x else "B")` both."""
    given: frozenset[str] | None
    """Names of the parameters; None where they are not known."""
    place: str


def messages() -> list[Message]:
    """All, each once, in the order of their files."""
    found: dict[str, Message] = {}
    for one, many, place in _found():
        message = found.setdefault(one, Message(one))
        message.many = message.many or many
        message.places.add(place)
    return sorted(found.values(), key=lambda message: (min(message.places), message.one))


def calls(path: Path) -> Iterator[Call]:
    """What a file hands to `tr` and its like. Raises `ValueError` where that is an f-string or put together."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in CALLS:
            name = _name(node.func)
            for arguments in _choices(node.args[: CALLS[name]], f"{place_of(path)}:{node.lineno}"):
                yield Call(name, arguments, _given(node, name), f"{place_of(path)}:{node.lineno}")


def place_of(path: Path) -> str:
    """A file as the project names it."""
    return path.relative_to(PACKAGE.parent).as_posix()


def placeholders(template: str) -> set[str]:
    """The names in curly brackets."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def sources() -> list[Path]:
    """All of the program's files."""
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def _found() -> Iterator[tuple[str, str | None, str]]:
    for path in sources():
        for call in calls(path):
            many = call.sentences[1] if len(call.sentences) > 1 else None
            yield call.sentences[0], many, place_of(path)
    for info in pkgutil.walk_packages(words.__path__, f"{words.__name__}."):
        if info.name.rpartition(".")[2] not in WITHOUT_TABLES:
            module = importlib.import_module(info.name)
            for template in tables(module):
                one, many = (template.one, str(template)) if isinstance(template, Plural) else (template, None)
                yield one, many, place_of(Path(module.__file__ or ""))


def tables(module: Any) -> Iterator[str]:
    """The sentences in a module's constants."""
    for name, value in vars(module).items():
        if name.isupper() and not name.startswith("_"):
            yield from _texts(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _choices(arguments: list[ast.expr], place: str) -> Iterator[tuple[str, ...]]:
    """The sentences in the arguments; nothing where they are names of constants that stand elsewhere."""
    texts = [list(_constants(argument, place)) for argument in arguments]
    if len(texts) == 1:
        yield from ((text,) for text in texts[0])
    elif all(texts):
        yield tuple(text[0] for text in texts)


def _constants(argument: ast.expr, place: str) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _constants(argument.body, place)
        yield from _constants(argument.orelse, place)
    elif isinstance(argument, ast.JoinedStr | ast.BinOp):
        raise ValueError(f"{place}: a sentence that is put together cannot be translated; give it named parameters")


def _given(node: ast.Call, name: str) -> frozenset[str] | None:
    if name in ("N_", "Plural") or any(keyword.arg is None for keyword in node.keywords):
        return None
    count = {"count"} if name == "trn" else set()
    return frozenset({*count, *(keyword.arg for keyword in node.keywords if keyword.arg)})
