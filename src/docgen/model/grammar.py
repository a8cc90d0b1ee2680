"""Reads an expression: Jinja's syntax, cut down to what is evaluated here and printed for Excel."""

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

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

_FILTERS = frozenset({*FILTERS, "round"})
_FUNCTIONS = frozenset({*AGGREGATES, *OF_COLUMNS, "round"})
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_TRUTHS = {"true": True, "True": True, "false": False, "False": False}
_NOTHING = frozenset({"none", "None"})


def read_expression(source: str) -> Node:
    """Return the tree of `source`.

    Raises Mistake, its offset counted in `source`, for whatever is not in the grammar.
    """
    found = tokens(source)
    if not found:
        words = Words("这里缺算式", "an expression is missing here")
        raise Mistake("expression-syntax", words, Words("写上名称，如 year", "write a name such as year"))
    return _Reader(found).whole()


class _Reader:
    """Reads token by token, each method one level of the grammar, those that bind least first.

    What stands where nothing like it may stand ends the reading; what is well formed and yet means nothing
    is told when all else is in order.
    """

    def __init__(self, found: tuple[Token, ...]) -> None:
        self._tokens = found
        self._place = 0
        self._mistakes: list[Mistake] = []
        self._last_filter: Token | None = None
        """The filter that the term just read ends with."""

    def whole(self) -> Node:
        """Return the tree of all tokens."""
        node = self._choice()
        if self._place < len(self._tokens):
            raise self._misplaced()
        if self._mistakes:
            raise self._mistakes[0]
        return node

    def _choice(self) -> Node:
        at, node = self._at, self._any()
        while self._take("if"):
            condition = self._any()
            if self._take("else"):
                otherwise = self._choice()
            else:
                otherwise = node
                self._mistakes.append(_no_else(at))
            node, at = Choice(condition, node, otherwise, at), self._at
        return node

    def _any(self) -> Node:
        return self._logic("or", self._all)

    def _all(self) -> Node:
        return self._logic("and", self._not)

    def _logic(self, word: Literal["and", "or"], operand: Callable[[], Node]) -> Node:
        at, node = self._at, operand()
        while self._take(word):
            node, at = Logic(word, node, operand(), at), self._at
        return node

    def _not(self) -> Node:
        taken = self._take("not")
        return Not(self._not(), taken.at) if taken else self._comparison()

    def _comparison(self) -> Node:
        operands, operators = [self._sum()], []
        while taken := self._take(*_COMPARISONS):
            operators.append(taken.text)
            operands.append(self._sum())
        if self._sees("not") and self._sees("in", ahead=1):
            raise self._misplaced(ahead=1)
        return Comparison((*operands,), (*operators,), operands[0].at) if operators else operands[0]

    def _sum(self) -> Node:
        return self._series(("+", "-"), self._product)

    def _product(self) -> Node:
        return self._series(("*", "/"), self._term)

    def _series(self, operators: tuple[Operator, ...], operand: Callable[[], Node]) -> Node:
        at, node = self._at, operand()
        while taken := self._take(*operators):
            right = operand()
            if self._last_filter:
                self._mistakes.insert(0, _one_sided(self._last_filter))
            operator = next(each for each in operators if each == taken.text)
            node, at = Binary(operator, node, right, at), self._at
        return node

    def _term(self, *, filtered: bool = True) -> Node:
        if taken := self._take("-"):
            node: Node = Negation(self._term(filtered=False), taken.at)
        else:
            node = self._term(filtered=False) if self._take("+") else self._primary()
        node = self._with_members(node)
        self._last_filter = None
        while filtered and self._take("|"):
            name = self._name()
            if self._sees("."):
                raise self._misplaced()
            is_known = self._is_known(name, _FILTERS)
            arguments = self._arguments() if self._sees("(") else ()
            node = self._applied(name, (node, *arguments)) if is_known else node
            if self._sees("("):
                raise self._misplaced()
            self._last_filter = name
        if filtered and self._sees("is"):
            raise self._misplaced()
        return node

    def _primary(self) -> Node:
        token = self._token()
        if token is None or (token.kind == "sign" and token.text != "("):
            raise self._misplaced()
        if token.kind == "name":
            return self._named(self._name())
        self._place += 1
        if token.kind == "number":
            return self._number(token)
        if token.kind == "text":
            return Constant(Text(token.text[1:-1]), token.at)
        node = self._choice()
        self._expect(")")
        return node

    def _named(self, token: Token) -> Node:
        if token.text in _NOTHING:
            self._mistakes.append(_misplaced(token))
        if token.text in _TRUTHS:
            return Constant(_TRUTHS[token.text], token.at)
        return Path((token.text,), (token.at,))

    def _number(self, token: Token) -> Node:
        try:
            return Constant(read_value(token.text, Kind.NUMBER), token.at)
        except Mistake as mistake:
            mistake.offset = token.at
            self._mistakes.append(mistake)
            return Constant(False, token.at)

    def _with_members(self, node: Node) -> Node:
        while self._sees(".", "[", "("):
            if self._sees("("):
                node = self._called(node)
                continue
            step = self._step()
            if not isinstance(node, Path) or node.parts[0].endswith("()"):
                self._mistakes.insert(0, self._misplaced_at(node.at))
            elif step:
                name = step.text[1:-1] if step.kind == "text" else step.text
                node = Path((*node.parts, name), (*node.offsets, step.at))
        return node

    def _step(self) -> Token | None:
        """Return the name of a member, as a name or a text; None where something else stands for it."""
        if self._take("."):
            if (number := self._token()) is None or number.kind != "number":
                return self._name()
            self._place += 1
            self._mistakes.append(_no_member(number))
            return None
        self._expect("[")
        first = self._place
        match self._listed("]"):
            case (Constant(Text(), at),):
                return next(token for token in self._tokens if token.at == at)
        self._mistakes.append(_no_member(self._tokens[first]))
        return None

    def _called(self, node: Node) -> Node:
        if not isinstance(node, Path) or len(node.parts) > 1 or node.parts[0] in _NOTHING:
            self._mistakes.append(self._misplaced())
            self._arguments()
            return node
        name = Token("name", node.parts[0], node.at, 0)
        is_known = self._is_known(name, _FUNCTIONS)
        arguments = self._arguments()
        return self._applied(name, arguments) if is_known else Constant(False, name.at)

    def _arguments(self) -> tuple[Node, ...]:
        bracket = self._misplaced()
        self._expect("(")
        if self._sees("*"):
            raise bracket
        return self._listed(")")

    def _listed(self, end: str) -> tuple[Node, ...]:
        """Return the expressions with commas between them up to `end`; arguments may have one behind them."""
        found: list[Node] = []
        while not self._take(end):
            if found:
                self._expect(",")
            if not (found and end == ")" and self._sees(end)):
                found.append(self._choice())
        return tuple(found)

    def _is_known(self, name: Token, known: frozenset[str]) -> bool:
        if name.text not in known:
            self._mistakes.append(_unknown(name, known))
        return name.text in known

    def _applied(self, name: Token, arguments: tuple[Node, ...]) -> Node:
        try:
            return _applied(name, arguments)
        except Mistake as mistake:
            self._mistakes.append(mistake)
            return Constant(False, name.at)

    # -- tokens ---------------------------------------------------------------------------------------------

    def _token(self, ahead: int = 0) -> Token | None:
        place = self._place + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    @property
    def _at(self) -> int:
        token = self._token() or self._tokens[-1]
        return token.at

    def _sees(self, *texts: str, ahead: int = 0) -> bool:
        token = self._token(ahead)
        return token is not None and token.text in texts

    def _take(self, *texts: str) -> Token | None:
        token = self._token() if self._sees(*texts) else None
        self._place += token is not None
        return token

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._misplaced()

    def _name(self) -> Token:
        token = self._token()
        if token is None or not token.text.isidentifier():
            raise self._misplaced()
        self._place += 1
        return token

    def _misplaced(self, ahead: int = 0) -> Mistake:
        token = self._token(ahead)
        return _misplaced(token) if token else _incomplete(self._tokens[-1])

    def _misplaced_at(self, at: int) -> Mistake:
        return _misplaced(next(token for token in self._tokens if token.at == at))


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


def _incomplete(last: Token) -> Mistake:
    words = Words("算式没有写完", "the expression is not complete")
    hint = Words("补上后面的部分，或成对的括号", "write the rest, or close the bracket")
    return Mistake("expression-syntax", words, hint, last.at + len(last.text))


def _misplaced(token: Token) -> Mistake:
    return Mistake(
        "expression-syntax",
        Words(f"算式写到“{token.text}”这里不对", f"`{token.text}` cannot stand here in an expression"),
        Words(
            "可用名称、数字、+ - * / ( )、比较和 and or not",
            "use names, numbers, + - * / ( ), comparisons, and or not",
        ),
        token.at,
    )


def _no_else(at: int) -> Mistake:
    words = Words("“if”之后还要写“else”", "`if` needs an `else`")
    return Mistake("expression-syntax", words, Words("甲 if 条件 else 乙", "a if condition else b"), at)


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
