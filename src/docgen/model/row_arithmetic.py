"""Formulas that are plain arithmetic over the numbers of a row, worked out without a walk for every row."""

from collections.abc import Callable, Sequence
from typing import Final

from docgen.diagnostics import Mistake
from docgen.model.arithmetic import add, divide, multiply, negate, subtract
from docgen.model.quantities import Quantity, Text, Value
from docgen.model.reading import read_constant
from docgen.model.syntax import Binary, Constant, Negation, Node, Path

Row = Callable[[int], Value]
"""What computes a value for a row."""

_OPERATIONS: Final = {"+": add, "-": subtract, "*": multiply, "/": divide}


Numbers = Callable[[Path], Sequence[object] | Quantity | None]
"""Returns what a name stands for: the cells of a column, one number, or None for anything else."""


class NotPlainError(Exception):
    """A cell of the row holds no number: whoever walks the formula says why."""


def plain(root: Node, numbers: Numbers) -> Row | None:
    """Return what computes a formula for a row; None where it is more than arithmetic over `numbers`.

    What is returned raises `NotPlainError` for a row with a cell that is no number, and Mistake.
    """
    match root:
        case Path():
            found = numbers(root)
            return None if found is None else _steady(found) if isinstance(found, Quantity) else _cells(found)
        case Constant(value=Quantity() as value):
            return _steady(value)
        case Negation():
            operand = _operand(root.operand, numbers)
            return operand and (lambda row: negate(operand(row)))
        case Binary():
            left, right = _operand(root.left, numbers), _operand(root.right, numbers)
            operation = _OPERATIONS[root.operator]
            return left and right and (lambda row: operation(left(row), right(row)))
    return None


def _operand(node: Node, numbers: Numbers) -> Row | None:
    """Return what computes a part of a formula; a text in quotes means what it says: '100元' is money."""
    if not isinstance(node, Constant) or not isinstance(node.value, Text):
        return plain(node, numbers)
    try:
        value = read_constant(node.value.text)
    except Mistake:
        return None
    return _steady(value) if isinstance(value, Quantity) else None


def _steady(value: Quantity) -> Row:
    return lambda _: value


def _cells(values: Sequence[object]) -> Row:
    def cell(row: int) -> Value:
        value = values[row]
        if not isinstance(value, Quantity):
            raise NotPlainError
        return value

    return cell
