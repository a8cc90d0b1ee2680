"""Reads an expression: Jinja's syntax, cut down to what is evaluated here and printed for Excel."""

from fractions import Fraction
from typing import Literal

from jinja2 import Environment, TemplateSyntaxError, nodes

from docgen.diagnostics import Mistake, Words
from docgen.model.functions import AGGREGATES, FILTERS, MOST_DECIMALS, OF_COLUMNS
from docgen.model.quantities import Kind, Quantity, Text
from docgen.model.reading import read_value
from docgen.model.syntax import (
    Apply,
    Binary,
    Choice,
    Comparison,
    Constant,
    Logic,
    Negation,
    Node,
    Not,
    Operator,
    Path,
    Round,
)
from docgen.model.tokens import Token, tokens

_ENVIRONMENT = Environment()  # noqa: S701 - only its parser is used, nothing is rendered
_FILTERS = frozenset({*FILTERS, "round"})
_FUNCTIONS = frozenset({*AGGREGATES, *OF_COLUMNS, "round"})
_OPERATORS: dict[type[nodes.BinExpr], Operator] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
}
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}


def read_expression(source: str) -> Node:
    """Return the tree of `source`.

    Raises Mistake, its offset counted in `source`, for whatever is not in the grammar.
    """
    found = tokens(source)
    if not found:
        words = Words("这里缺算式", "an expression is missing here")
        raise Mistake("expression-syntax", words, Words("写上名称，如 year", "write a name such as year"))
    # One token a line: the line numbers of Jinja's nodes and errors then count tokens. What numbers and texts
    # say is taken from the tokens, exactly as typed; Jinja only sees that they are there.
    lines = [{"number": "1", "text": "''"}.get(token.kind, token.text) for token in found]
    try:
        template = _ENVIRONMENT.parse("{{\n" + "\n".join(lines) + "\n}}")
    except TemplateSyntaxError as error:
        raise _misplaced(found, error.lineno - 2) from None
    output = template.body[0]
    if not isinstance(output, nodes.Output):
        raise _misplaced(found, 0)
    return _Builder(found).build(output.nodes[0])


class _Builder:
    """Turns Jinja's nodes into ours and refuses the rest."""

    def __init__(self, found: tuple[Token, ...]) -> None:
        self._tokens = found

    def build(self, given: nodes.Node) -> Node:
        at = self._token(given).at
        match given:
            case nodes.Const():
                node: Node = self._constant(given)
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                node = self._path(given)
            case nodes.Neg():
                node = Negation(self.build(given.node), at)
            case nodes.Pos():
                node = self.build(given.node)
            case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div():
                node = self._binary(given)
            case nodes.Compare():
                node = self._comparison(given)
            case nodes.And() | nodes.Or():
                word: Literal["and", "or"] = "and" if isinstance(given, nodes.And) else "or"
                node = Logic(word, self.build(given.left), self.build(given.right), at)
            case nodes.Not():
                node = Not(self.build(given.node), at)
            case nodes.CondExpr():
                node = self._choice(given)
            case nodes.Filter() | nodes.Call():
                node = self._apply(given)
            case _:
                raise self._refused(given)
        return node

    def _token(self, given: nodes.Node, after: int = 0) -> Token:
        return self._tokens[min(given.lineno - 2 + after, len(self._tokens) - 1)]

    def _refused(self, given: nodes.Node) -> Mistake:
        return _misplaced(self._tokens, given.lineno - 2)

    def _constant(self, given: nodes.Const) -> Constant:
        token = self._token(given)
        follower = self._token(given, 1)
        if token.kind == "text" and follower is not token and follower.kind == "text":
            raise _misplaced(self._tokens, given.lineno - 1)
        if token.kind == "text":
            return Constant(Text(token.text[1:-1]), token.at)
        if isinstance(given.value, bool):
            return Constant(given.value, token.at)
        if token.kind != "number":
            raise self._refused(given)
        try:
            value = read_value(token.text, Kind.NUMBER)
        except Mistake as mistake:
            mistake.offset = token.at
            raise
        return Constant(value, token.at)

    def _path(self, given: nodes.Expr) -> Path:
        steps: list[Token] = []
        here: nodes.Node = given
        while not isinstance(here, nodes.Name):
            if isinstance(here, nodes.Getattr):
                steps.append(self._token(here, 1))
            elif isinstance(here, nodes.Getitem):
                steps.append(self._member(here))
            else:
                raise self._refused(given)
            here = here.node
        steps.append(self._token(here))
        steps.reverse()
        names = (step.text[1:-1] if step.kind == "text" else step.text for step in steps)
        return Path(tuple(names), tuple(step.at for step in steps))

    def _member(self, given: nodes.Getitem) -> Token:
        if isinstance(given.arg, nodes.Const) and isinstance(self._constant(given.arg).value, Text):
            return self._token(given.arg)
        raise _no_member(self._token(given, 1))

    def _binary(self, given: nodes.BinExpr) -> Binary:
        last = given.right
        if isinstance(last, nodes.Filter) and self._token(last).depth == self._token(given).depth:
            raise _one_sided(self._token(last))
        operator = _OPERATORS[type(given)]
        return Binary(operator, self.build(given.left), self.build(last), self._token(given).at)

    def _comparison(self, given: nodes.Compare) -> Comparison:
        for operand in given.ops:
            if operand.op not in _COMPARISONS:
                raise _misplaced(self._tokens, operand.expr.lineno - 3)
        operands = tuple(map(self.build, (given.expr, *(operand.expr for operand in given.ops))))
        return Comparison(operands, tuple(_COMPARISONS[operand.op] for operand in given.ops), operands[0].at)

    def _choice(self, given: nodes.CondExpr) -> Choice:
        at = self._token(given).at
        if given.expr2 is None:
            words = Words("“if”之后还要写“else”", "`if` needs an `else`")
            raise Mistake(
                "expression-syntax", words, Words("甲 if 条件 else 乙", "a if condition else b"), at
            )
        return Choice(self.build(given.test), self.build(given.expr1), self.build(given.expr2), at)

    def _apply(self, given: nodes.Filter | nodes.Call) -> Apply | Round | Path:
        if given.kwargs or given.dyn_args is not None or given.dyn_kwargs is not None or given.node is None:
            raise self._refused(given)
        if isinstance(given, nodes.Filter):
            token, arguments, known = self._token(given), [given.node, *given.args], _FILTERS
            if given.name != token.text:
                raise _misplaced(self._tokens, given.lineno - 1)
        elif isinstance(given.node, nodes.Name):
            token, arguments, known = self._token(given.node), given.args, _FUNCTIONS
        else:
            raise self._refused(given)
        if token.text not in known:
            raise _unknown(token, known)
        return _applied(token, tuple(self.build(argument) for argument in arguments))


def _applied(token: Token, arguments: tuple[Node, ...]) -> Apply | Round | Path:
    name = token.text
    if name in OF_COLUMNS:
        return _of_column(token, arguments)
    if name == "round":
        match arguments[1:]:
            case ():
                decimals = Fraction(0)
            case (Constant(Quantity(amount=decimals)),):
                pass
            case _:
                decimals = Fraction(-1)
        if arguments and decimals in range(MOST_DECIMALS + 1):
            return Round(arguments[0], int(decimals), token.at)
    elif arguments and (name in AGGREGATES or len(arguments) == 1):
        return Apply(name, arguments, token.at)
    example = "round(x, 2)" if name == "round" else f"{name}(x)" if name in _FUNCTIONS else f"x|{name}"
    raise Mistake(
        "expression-syntax",
        Words(f"{name} 的括号里写得不对", f"wrong arguments of {name}"),
        Words(f"写成 {example} 的样子", f"write it like {example}"),
        token.at,
    )


def _of_column(token: Token, arguments: tuple[Node, ...]) -> Path:
    match arguments:
        case (Path(parts, offsets),):
            return Path((f"{token.text}()", *parts), (token.at, *offsets))
    words = Words(f"{token.text} 的括号里只写一栏的编号", f"{token.text} takes the id of one column")
    hint = Words(f"写成 {token.text}(quota) 的样子", f"write it like {token.text}(quota)")
    raise Mistake("expression-syntax", words, hint, token.at)


def _misplaced(found: tuple[Token, ...], index: int) -> Mistake:
    if index >= len(found):
        last = found[-1]
        words = Words("算式没有写完", "the expression is not complete")
        hint = Words("补上后面的部分，或成对的括号", "write the rest, or close the bracket")
        return Mistake("expression-syntax", words, hint, last.at + len(last.text))
    token = found[max(index, 0)]
    return Mistake(
        "expression-syntax",
        Words(f"算式写到“{token.text}”这里不对", f"`{token.text}` cannot stand here in an expression"),
        Words(
            "可用名称、数字、+ - * / ( )、比较和 and or not",
            "use names, numbers, + - * / ( ), comparisons, and or not",
        ),
        token.at,
    )


def _no_member(token: Token) -> Mistake:
    return Mistake(
        "expression-syntax",
        Words("方括号里写带引号的编号，不写第几个", "brackets take an id in quotes, not a position"),
        Words("写成 schemes['ankang-care'] 的样子", "write it like schemes['ankang-care']"),
        token.at,
    )


def _one_sided(token: Token) -> Mistake:
    name = token.text
    return Mistake(
        "ambiguous-filter",
        Words(f"这里的 |{name} 只作用于它前面那一项，不是整个算式", f"|{name} applies to the last term only"),
        Words(
            f"写成 (整个算式)|{name}，或 ……*(最后一项|{name})", f"write (all of it)|{name} or a * (b|{name})"
        ),
        token.at,
    )


def _unknown(token: Token, known: frozenset[str]) -> Mistake:
    name, is_filter = token.text, known is _FILTERS
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    near = get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.7)
    if name in _FILTERS | _FUNCTIONS:
        right = f"{name}(……)" if is_filter else f"……|{name}"
    else:
        right = near[0] if near else " ".join(sorted(known))
    what = Words("写法", "filter") if is_filter else Words("函数", "function")
    return Mistake(
        f"unknown-{what.en}",
        Words(f"没有“{name}”这个{what.zh}", f"there is no {what.en} `{name}`"),
        Words(f"可用：{right}", f"use: {right}"),
        token.at,
    )
