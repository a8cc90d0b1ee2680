"""Expressions over a program's data: what they name, and what they come to."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.arithmetic import add, compare, divide, multiply, negate, subtract
from docgen.model.functions import AGGREGATES, FILTERS, round_value
from docgen.model.grammar import read_expression
from docgen.model.namespaces import Blank, Leaf, Namespace, dotted, find, leaves, not_a_value, unknown_name
from docgen.model.quantities import Text, Value
from docgen.model.reading import read_constant
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
    Path,
    Round,
    paths,
)
from docgen.records import record

__all__ = ["Evaluated", "Expression", "Leaf", "Namespace", "parse_expression"]

LONGEST_RESULT = 10_000
"""Characters that an expression may print."""

_OPERATIONS = {"+": add, "-": subtract, "*": multiply, "/": divide}
_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "==": lambda order: order == 0,
    "!=": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


@record
class Evaluated:
    """What an expression comes to."""

    value: Value | bool
    reads: tuple[Address, ...]
    """The places of the values it was computed from."""
    shown: str | None = None

    @property
    def text(self) -> str:
        """What it prints.

        Raises Mistake for a number that does not come out even, and for endless text.
        """
        if self.shown is not None:
            return self.shown
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        printed = self.value.printed()
        if len(printed) > LONGEST_RESULT:
            words = Words(
                f"结果超过 {LONGEST_RESULT} 字", f"the result is longer than {LONGEST_RESULT} characters"
            )
            raise Mistake("result-too-long", words, Words("把文字分成几项", "split the text"))
        return printed


@record
class Expression:
    """An expression that has been read."""

    source: str
    """What the author typed between {{ and }}, after `formula:` or after `when:`."""
    root: Node
    paths: tuple[Path, ...]
    """Every name in it, in the order in which they are typed."""

    def names(self) -> tuple[tuple[str, ...], ...]:
        """Return the paths of all data it reads, each once, in the order in which they are typed."""
        return tuple(dict.fromkeys(path.parts for path in self.paths))

    def evaluate(self, namespace: Namespace) -> Evaluated:
        """Return what it comes to with the data of `namespace`.

        Raises Mistake, its offset counted in `source`; names on the side of a condition that is not taken
        must exist, too.
        """
        evaluation = _Evaluation(namespace)
        value = evaluation.value(self.root)
        for path in self.paths:
            evaluation.require(path)
        return Evaluated(value, evaluation.reads, evaluation.shown(self.root))

    def value(self, namespace: Namespace, known: Mapping[tuple[str, ...], Namespace]) -> Value | bool:
        """Return its value alone, `known` being what some of its names stand for; as `evaluate` raises."""
        evaluation = _Evaluation(namespace, known)
        value = evaluation.value(self.root)
        for path in self.paths:
            if path.parts not in evaluation.found:
                evaluation.require(path)
        return value

    def reads(self, namespace: Namespace) -> tuple[Address, ...]:
        """Return the places of the values it is computed from; none where it has a mistake."""
        try:
            return self.evaluate(namespace).reads
        except Mistake:
            return ()


@lru_cache(maxsize=4096)
def parse_expression(source: str) -> Expression:
    """Return the expression `source` stands for.

    Raises Mistake, its offset counted in `source`.
    """
    root = read_expression(source)
    return Expression(source, root, tuple(paths(root)))


class _Evaluation:
    """One walk over an expression; nothing of it is ever run as code, and there are no loops."""

    def __init__(
        self, namespace: Namespace, known: Mapping[tuple[str, ...], Namespace] | None = None
    ) -> None:
        self._namespace = namespace
        self.found: dict[tuple[str, ...], Namespace] = dict(known) if known else {}

    @property
    def reads(self) -> tuple[Address, ...]:
        places = (leaf.at for found in self.found.values() for leaf in leaves(found))
        return tuple(dict.fromkeys(places))

    def require(self, path: Path) -> None:
        if path.parts in self.found:
            return
        group = find(Path(path.parts[:-1], path.offsets[:-1]), self._namespace)
        if path.parts[-1] not in group.names():
            raise unknown_name(path, len(path.parts) - 1, group)

    def shown(self, node: Node) -> str | None:
        """Return the literal text of a bare name, through the conditions that choose it."""
        if isinstance(node, Choice):
            return self.shown(node.then if self._condition(node.condition) else node.otherwise)
        return self._leaf(node).shown if isinstance(node, Path) else None

    def value(self, node: Node) -> Value | bool:
        match node:
            case Path():
                value: Value | bool = self._leaf(node).value
            case Constant():
                value = node.value
            case Negation():
                operand = self._operand(node.operand)
                with _placed(node.at):
                    value = negate(operand)
            case Binary():
                value = self._binary(node)
            case Comparison() | Logic() | Not():
                value = self._holds(node)
            case Choice():
                value = self.value(node.then if self._condition(node.condition) else node.otherwise)
            case Round():
                operand = self._operand(node.operand)
                with _placed(node.at):
                    value = round_value(operand, node.decimals)
            case Apply():
                value = self._applied(node)
        return value

    def _binary(self, node: Binary) -> Value:
        left, right = self._operand(node.left), self._operand(node.right)
        try:
            return _OPERATIONS[node.operator](left, right)
        except Mistake as mistake:  # not `_placed`: most of the work of a table goes through here
            mistake.offset = node.at
            raise

    def _leaf(self, path: Path) -> Leaf:
        found = self._found_at(path)
        if not isinstance(found, Leaf):
            raise not_a_value(path, found)
        return found

    def _found_at(self, path: Path) -> Namespace:
        if path.parts not in self.found:
            self.found[path.parts] = find(path, self._namespace)
        return self.found[path.parts]

    def _operand(self, node: Node) -> Value:
        if isinstance(node, Path) and isinstance(self._found_at(node), Blank):
            words = Words(f"“{dotted(node.parts)}”这一格没有数字", f"`{dotted(node.parts)}` is empty")
            hint = Words("补上它所缺的数，或给本栏写 blank: —", "give its figures, or a `blank: —`")
            raise Mistake("missing-cell", words, hint, node.at)
        return _computable(node, self.value(node))

    def _condition(self, node: Node) -> bool:
        value = self.value(node)
        if not isinstance(value, bool):
            words = Words("这里要写条件", "a condition is wanted here")
            hint = Words("写成比较，如 targets.coverage >= 0.8", "compare, as in targets.coverage >= 0.8")
            raise Mistake("not-a-condition", words, hint, node.at)
        return value

    def _holds(self, node: Comparison | Logic | Not) -> bool:
        match node:
            case Comparison():
                pairs = zip(node.operators, node.operands, node.operands[1:], strict=False)
                return all(self._compared(*pair) for pair in pairs)
            case Logic():
                left = self._condition(node.left)
                return left if left is (node.operator == "or") else self._condition(node.right)
            case Not():
                return not self._condition(node.operand)

    def _compared(self, operator: str, left: Node, right: Node) -> bool:
        a, b = self.value(left), self.value(right)
        if isinstance(a, Text) and isinstance(b, Text):
            if operator in ("==", "!="):
                return (a == b) is (operator == "==")
            words = Words("文字不分大小", "texts have no order")
            raise Mistake(
                "unfit-values", words, Words("文字只用 == 或 !=", "compare texts with == or !="), left.at
            )
        a, b = _computable(left, a), _computable(right, b)
        with _placed(left.at):
            return _COMPARISONS[operator](compare(a, b))

    def _applied(self, node: Apply) -> Value:
        if node.name in AGGREGATES:
            given = tuple(value for argument in node.arguments for value in self._values(argument))
            with _placed(node.at):
                return AGGREGATES[node.name](given)
        value = self._operand(node.arguments[0])
        with _placed(node.at):
            return FILTERS[node.name](value)

    def _values(self, node: Node) -> Iterator[Value]:
        if not isinstance(node, Path) or isinstance(group := self._found_at(node), Leaf):
            yield self._operand(node)
            return
        for name in group.names():
            leaf = group.member(name)
            if not isinstance(leaf, Leaf):
                raise not_a_value(node, group)
            yield leaf.value


@contextmanager
def _placed(at: int) -> Iterator[None]:
    """Give a mistake that is made inside the offset of the part that makes it."""
    try:
        yield
    except Mistake as mistake:
        mistake.offset = at
        raise


def _computable(node: Node, value: Value | bool) -> Value:
    """Return a value to compute with; a text in quotes means what it says: '100元' is money."""
    if isinstance(value, bool):
        words = Words("条件不能参加计算", "a condition cannot be computed with")
        raise Mistake("unfit-values", words, Words("写成 1 if 条件 else 0", "write 1 if … else 0"), node.at)
    if isinstance(node, Constant) and isinstance(value, Text):
        with _placed(node.at):
            return read_constant(value.text)
    return value
