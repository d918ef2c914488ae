"""The language of rules: read by Python's own parser, made of a few allowed parts, and run as a plain function.

Nothing but what is listed here can occur: no attributes, no calls of anything else, no powers. What could make a value
grow without bound (text times a number, text formatting) is refused by the functions that stand for `*` and `%`.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ....model.editing import KEYWORDS
from .functions import FUNCTIONS, remainder, tidy, times

LONGEST = 2000
DEEPEST = 50

_TOKEN = re.compile(
    r"""(?P<text>"[^"\\]*"|'[^'\\]*')|\[(?P<field>(?:[^\]]|\]\])+)\](?!\])|(?P<word>[^\W\d]\w*)|(?P<number>\d[\w.]*)"""
    r"""|(?P<mark><>|<=|>=|==|!=|[-+*/%<>=(),])|(?P<space>\s+)|(?P<other>.)""",
    re.DOTALL,
)
_WORDS = {"and": "and", "or": "or", "not": "not", "in": "in", "true": "True", "false": "False"}
_OPERATORS = (
    *(ast.Add, ast.Sub, ast.Div),
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
)
_HELPERS = {ast.Mult: "_times", ast.Mod: "_remainder"}


class ExpressionError(Exception):
    """The text is no rule. `kind` and `part` say why: `syntax`, `field`, `function`, `part`, `too-long`."""

    def __init__(self, kind: str, part: str = "") -> None:
        super().__init__(kind, part)
        self.kind = kind
        self.part = part


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled rule. `holds` takes the values of `fields` in their order; it raises where they do not fit."""

    fields: tuple[str, ...]
    optional: frozenset[str]
    """Fields that the rule itself asks about with `empty`: it also speaks of rows without them."""
    holds: Callable[..., Any]


def compile_expression(text: str, names: Sequence[str]) -> Expression:
    """Compile a rule over fields named `[Like this]` or plainly. Raises `ExpressionError`."""
    if len(text) > LONGEST:
        raise ExpressionError("too-long")
    source, places = _python(text, names)
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError("syntax", text) from error
    builder = _Builder({place: name for name, place in places.items()})
    body = builder.build(tree.body, 0)
    arguments = [ast.arg(place) for place in places.values()]
    function = ast.Lambda(ast.arguments([], arguments, None, [], [], None, []), body)
    code = compile(ast.fix_missing_locations(ast.Expression(function)), "<rule>", "eval")
    scope = {"__builtins__": {}, "_times": times, "_remainder": remainder, "_tidy": tidy, **_functions()}
    return Expression(tuple(places), frozenset(builder.optional), eval(code, scope))


def _functions() -> Mapping[str, Any]:
    return {f"_{name}": function for name, function in FUNCTIONS.items()}


def _python(text: str, names: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The rule as a Python expression, and the variable of each field in it."""
    parts, places = [], dict[str, str]()
    for token in _TOKEN.finditer(text):
        kind, part = str(token.lastgroup), token[0]
        plain = kind == "word" and part in names and part not in KEYWORDS
        if kind == "field" or (plain and not _called(text, token.end())):
            name = token["field"].replace("]]", "]") if kind == "field" else part
            if name not in names:
                raise ExpressionError("field", name)
            parts.append(places.setdefault(name, f"f{len(places)}"))
        elif kind == "word":
            parts.append(_word(part, _called(text, token.end())))
        elif kind == "mark":
            parts.append({"=": "==", "<>": "!="}.get(part, part))
        elif kind == "other":
            raise ExpressionError("part", part)
        else:
            parts.append(" " if kind == "space" else part)
    return "".join(parts).strip(), places


def _called(text: str, end: int) -> bool:
    return text[end:].lstrip().startswith("(")


def _word(word: str, called: bool) -> str:
    low = word.lower()
    if low in _WORDS:
        return f" {_WORDS[low]} "
    if not called:
        raise ExpressionError("field", word)
    if low not in FUNCTIONS:
        raise ExpressionError("function", word)
    return f"_{low}"


class _Builder:
    """Builds a new tree out of the allowed parts of the one that was read."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self.optional: set[str] = set()

    def build(self, node: ast.AST, depth: int) -> ast.expr:
        if depth > DEEPEST:
            raise ExpressionError("too-long")
        below = depth + 1
        match node:
            case ast.Constant(value=bool() | int() | float() | str() as value):
                return ast.Constant(value)
            case ast.Name(id=name) if name in self._fields:
                return ast.Name(name, ast.Load())
            case ast.Tuple(elts=items):
                return ast.Tuple([self.build(item, below) for item in items], ast.Load())
            case ast.BoolOp(op=operator, values=values):
                return ast.BoolOp(operator, [self.build(value, below) for value in values])
            case ast.UnaryOp(op=(ast.Not() | ast.USub() | ast.UAdd()) as operator, operand=operand):
                return ast.UnaryOp(operator, self.build(operand, below))
            case ast.BinOp(left=left, op=operator, right=right):
                return self._binary(operator, self.build(left, below), self.build(right, below))
            case ast.Compare(left=left, ops=operators, comparators=others) if all(
                isinstance(operator, _OPERATORS) for operator in operators
            ):
                return self._compare(left, operators, others, below)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name[1:] in FUNCTIONS:
                return self._call(name, arguments, below)
            case _:
                raise ExpressionError("part", type(node).__name__)

    def _compare(self, left: ast.expr, operators: list[ast.cmpop], others: list[ast.expr], depth: int) -> ast.Compare:
        sides = []
        for side, operator in zip([left, *others], [None, *operators], strict=True):
            built = self.build(side, depth)
            if isinstance(operator, ast.In | ast.NotIn) and isinstance(built, ast.Constant):
                # A list of one in brackets is no list to Python.
                built = ast.Tuple([built], ast.Load())
            elif isinstance(built, ast.BinOp | ast.Call):
                built = ast.Call(ast.Name("_tidy", ast.Load()), [built], [])
            sides.append(built)
        return ast.Compare(sides[0], operators, sides[1:])

    def _binary(self, operator: ast.operator, left: ast.expr, right: ast.expr) -> ast.expr:
        if (helper := _HELPERS.get(type(operator))) is not None:
            return ast.Call(ast.Name(helper, ast.Load()), [left, right], [])
        if not isinstance(operator, _OPERATORS):
            raise ExpressionError("part", type(operator).__name__)
        return ast.BinOp(left, operator, right)

    def _call(self, name: str, arguments: list[ast.expr], depth: int) -> ast.expr:
        if name == "_empty" and len(arguments) == 1 and isinstance(arguments[0], ast.Name):
            self.optional.add(self._fields.get(arguments[0].id, ""))
        return ast.Call(ast.Name(name, ast.Load()), [self.build(item, depth) for item in arguments], [])
