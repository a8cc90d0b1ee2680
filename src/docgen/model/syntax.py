"""The parts of an expression, each with the offset at which the author typed it."""

from collections.abc import Iterator
from typing import Literal

from docgen.model.quantities import Value
from docgen.records import record

Operator = Literal["+", "-", "*", "/"]


@record
class Constant:
    """A number, a text in quotes, true or false."""

    value: Value | bool
    at: int


@record
class Path:
    """A name with its members: targets.coverage."""

    parts: tuple[str, ...]
    offsets: tuple[int, ...]
    """Where each part stands."""

    @property
    def at(self) -> int:
        """Where the name begins."""
        return self.offsets[0]


@record
class Negation:
    """A number with a minus before it."""

    operand: "Node"
    at: int


@record
class Binary:
    """An operation on two numbers."""

    operator: Operator
    left: "Node"
    right: "Node"
    at: int


@record
class Comparison:
    """A chain of comparisons: low <= n < high."""

    operands: tuple["Node", ...]
    operators: tuple[str, ...]
    """One of == != < <= > >= between each two operands."""
    at: int


@record
class Logic:
    """Two conditions of which all (and) or any (or) must hold."""

    operator: Literal["and", "or"]
    left: "Node"
    right: "Node"
    at: int


@record
class Not:
    """A condition that must not hold."""

    operand: "Node"
    at: int


@record
class Choice:
    """One of two values: a if condition else b."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"
    at: int


@record
class Round:
    """A number rounded half up, in the unit in which it is printed."""

    operand: "Node"
    decimals: int
    at: int


@record
class Apply:
    """A function with its arguments, or a filter with the value before it as the first one."""

    name: str
    arguments: tuple["Node", ...]
    at: int


Node = Constant | Path | Negation | Binary | Comparison | Logic | Not | Choice | Round | Apply


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts of `node`, in the order in which they are typed."""
    match node:
        case Negation() | Not() | Round():
            return (node.operand,)
        case Binary() | Logic():
            return (node.left, node.right)
        case Comparison():
            return node.operands
        case Choice():
            return (node.then, node.condition, node.otherwise)
        case Apply():
            return node.arguments
    return ()


def paths(node: Node) -> Iterator[Path]:
    """Yield every name of `node` in the order in which it is typed."""
    if isinstance(node, Path):
        yield node
    for child in children(node):
        yield from paths(child)
