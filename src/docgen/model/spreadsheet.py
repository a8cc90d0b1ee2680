"""Prints expressions as Excel formulas that round as docgen rounds."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Generic, TypeVar

from docgen.diagnostics import Mistake, Words
from docgen.model.arithmetic import add, divide, multiply, negate, subtract
from docgen.model.expressions import Expression
from docgen.model.functions import AGGREGATES, FILTERS, round_value
from docgen.model.quantities import Quantity, Rounding, Text, Value, kind_of_unit, unit_scale
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
)
from docgen.model.terms import PRODUCT, SUM, Printed, Term, aligned, call, constant, joined, steady
from docgen.records import record

R = TypeVar("R")

_OPERATIONS = {"+": add, "-": subtract, "*": multiply, "/": divide}
_COMPARISONS = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_UNIT_FILTERS = ("wan", "yi", "percent")


@record
class Reference(Generic[R]):
    """A cell that a formula reads."""

    piece: R
    scale: Fraction = Fraction(1)
    """What 1 in the cell stands for: 10000 in a column of 万元."""
    unit: str = ""
    """The unit in which its value is printed; a round() inside the formula rounds in it."""
    many: bool = False
    """True for a range of cells, which only sum, min and max take."""


def to_excel(
    expression: Expression,
    refer: Callable[[tuple[str, ...]], Quantity | Reference[R]],
    scale: Fraction,
    rounding: Rounding | None,
    decimals: int,
) -> tuple[str | R, ...]:
    """Return the formula without its `=`; `refer` says which cell or which constant a name stands for.

    `scale` is what 1 of the result stands for (10000 for 万元), a power of ten like every scale; rounding
    None leaves the result as it is. The expression must have been evaluated: units are not checked again.
    Raises Mistake for what Excel cannot say.
    """
    term = _Printer(refer).part(expression.root).term.shifted(-_power(scale))
    pieces: list[str | R] = []
    for piece in _rounded(term, rounding, decimals).pieces:
        if isinstance(piece, str) and pieces and isinstance(last := pieces[-1], str):
            pieces[-1] = last + piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def _rounded(term: Term[R], rounding: Rounding | None, decimals: int) -> Printed[R]:
    steps = term.shifted(decimals)
    match rounding:
        case None:
            return term.printed()
        case Rounding.HALF_UP | Rounding.LARGEST_REMAINDER:
            return call("ROUND", term.printed(), str(decimals))
        case Rounding.FLOOR:
            whole: Printed[R] = call("INT", steady(steps.printed()))
        case Rounding.CEIL:
            below: Printed[R] = Printed(("-", *steady(steps.printed()).pieces), PRODUCT)
            whole = Printed(("-", *call("INT", below).pieces), PRODUCT)
        case Rounding.HALF_EVEN:
            # One too high exactly where a half was raised to an odd number.
            half: Term[R] = constant(Fraction(1, 2))
            raised = steady(joined(steps, half, "+").printed())
            odd = Printed((*call("MOD", raised, "2").pieces, "=1"), SUM)
            whole = Printed((*call("INT", raised).pieces, "-", *odd.within(PRODUCT)), SUM)
    return Term((whole,), power=-decimals).printed()


def _power(scale: Fraction) -> int:
    power = len(str(scale.numerator)) - len(str(scale.denominator))
    if scale != Fraction(10) ** power:
        raise ValueError(f"a scale is a power of ten, not {scale}")
    return power


@record
class _Part(Generic[R]):
    """A printed part of an expression."""

    term: Term[R]
    unit: str | None = None
    """The unit it is printed in, None where that depends on the data."""
    constant: Quantity | None = None
    """What it is where no cell is read."""


def _common_unit(operation: Callable[..., Value], *parts: _Part[R]) -> str | None:
    """Return the unit of a result, learnt by computing with a value of each part's unit."""
    samples: list[Quantity] = []
    for part in parts:
        if part.unit is None:
            return None
        samples.append(part.constant or Quantity(kind_of_unit(part.unit), Fraction(1), part.unit))
    try:
        result = operation(*samples)
    except Mistake as mistake:
        if mistake.id != "unfit-values":
            raise
        return None
    return result.unit if isinstance(result, Quantity) else None


class _Printer(Generic[R]):
    def __init__(self, refer: Callable[[tuple[str, ...]], Quantity | Reference[R]]) -> None:
        self._refer = refer

    def part(self, node: Node) -> _Part[R]:
        match node:
            case Constant():
                part: _Part[R] = self._constant(node)
            case Path():
                part = self._cell(node)
            case Negation():
                part = self._negation(node)
            case Binary():
                part = self._binary(node)
            case Choice():
                part = self._choice(node)
            case Round():
                part = self._round(node)
            case Apply():
                part = self._apply(node)
            case Comparison() | Logic() | Not():
                raise _unsaid(node, Words("条件只能用在 if 里", "a condition only stands after `if`"))
        return part

    def _constant(self, node: Constant) -> _Part[R]:
        value = node.value
        if isinstance(value, bool):
            raise _unsaid(node, Words("条件不能当数字用", "a condition is no number"))
        return self._whole(read_constant(value.text) if isinstance(value, Text) else value, node)

    def _whole(self, value: Value, node: Node) -> _Part[R]:
        if not isinstance(value, Quantity):
            raise _unsaid(node, Words("Excel 算式里只能用数字", "a formula takes numbers only"))
        return _Part(constant(value.amount), value.unit, value)

    def _cell(self, path: Path) -> _Part[R]:
        if path.parts[0].endswith("()"):
            return self._of_column(path)
        found = self._refer(path.parts)
        if isinstance(found, Quantity):
            return self._whole(found, path)
        if found.many:
            raise _unsaid(
                path, Words("一整列只能用在 sum、min、max 里", "columns go into sum, min and max only")
            )
        return _Part(Term((Printed((found.piece,)),), power=_power(found.scale)), found.unit)

    def _negation(self, node: Negation) -> _Part[R]:
        part = self.part(node.operand)
        if part.constant:
            return self._whole(negate(part.constant), node)
        return _Part(part.term.negated(), part.unit)

    def _binary(self, node: Binary) -> _Part[R]:
        left, right = self.part(node.left), self.part(node.right)
        operation = _OPERATIONS[node.operator]
        if left.constant and right.constant:
            return self._whole(operation(left.constant, right.constant), node)
        if node.operator == "*":
            term = left.term.times(right.term)
        elif node.operator == "/":
            term = left.term.over(right.term)
        else:
            term = joined(left.term, right.term, node.operator)
        return _Part(term, _common_unit(operation, left, right))

    def _choice(self, node: Choice) -> _Part[R]:
        then, otherwise = self.part(node.then), self.part(node.otherwise)
        power, (yes, no) = aligned((then.term, otherwise.term))
        number = call("IF", self._condition(node.condition), yes, no)
        return _Part(Term((number,), power=power), then.unit if then.unit == otherwise.unit else None)

    def _round(self, node: Round) -> _Part[R]:
        part = self.part(node.operand)
        if part.constant:
            return self._whole(round_value(part.constant, node.decimals), node)
        if part.unit is None:
            raise _unsaid(node, Words("不清楚按什么单位取整", "it is not clear in which unit to round"))
        power = _power(unit_scale(part.unit))
        number = call("ROUND", part.term.shifted(-power).printed(), str(node.decimals))
        return _Part(Term((number,), power=power), part.unit)

    def _apply(self, node: Apply) -> _Part[R]:
        if node.name == "growth":
            now, before = node.arguments
            return self._binary(Binary("/", Binary("-", now, before, node.at), before, node.at))
        if node.name in AGGREGATES:
            return self._aggregate(node)
        part = self.part(node.arguments[0])
        if node.name not in _UNIT_FILTERS:
            raise _unsaid(
                node, Words(f"Excel 算式里不能用 |{node.name}", f"a formula cannot say |{node.name}")
            )
        if part.constant:
            return self._whole(FILTERS[node.name](part.constant), node)
        return replace(part, unit=_common_unit(FILTERS[node.name], part))

    def _of_column(self, path: Path) -> _Part[R]:
        """Return what a row calls with one of its columns: rank(quota), share(quota)."""
        function, *parts = path.parts
        here = Path(tuple(parts), path.offsets[1:])
        if function == "share()":
            return self._binary(Binary("/", here, Path(("total", *parts), path.offsets), path.at))
        cell, cells = self._refer(here.parts), self._refer(("column", *parts))
        if not isinstance(cell, Reference) or not isinstance(cells, Reference):
            raise _unsaid(path, Words("名次只能按印出的栏排", "only printed columns can be ranked"))
        return _Part(Term((call("RANK", Printed((cell.piece,)), Printed((cells.piece,))),)), "")

    def _aggregate(self, node: Apply) -> _Part[R]:
        parts = [self._argument(argument, node) for argument in node.arguments]
        constants = [part.constant for part in parts if part.constant]
        if len(constants) == len(parts):
            return self._whole(AGGREGATES[node.name](constants), node)
        power, numbers = aligned([part.term for part in parts])
        unit = _common_unit(lambda *samples: AGGREGATES["sum"](samples), *parts)
        return _Part(Term((call(node.name.upper(), *numbers),), power=power), unit)

    def _argument(self, argument: Node, node: Apply) -> _Part[R]:
        found = self._refer(argument.parts) if isinstance(argument, Path) else None
        if not isinstance(found, Reference) or not found.many:
            return self.part(argument)
        cells = Printed((found.piece,))
        # Beside others its number may have to be multiplied, which cannot be done to a range.
        number = cells if len(node.arguments) == 1 else call(node.name.upper(), cells)
        return _Part(Term((number,), power=_power(found.scale)), found.unit)

    def _condition(self, node: Node) -> Printed[R]:
        match node:
            case Comparison():
                pairs = zip(node.operators, node.operands, node.operands[1:], strict=False)
                compared = [self._compared(*pair) for pair in pairs]
                printed = compared[0] if len(compared) == 1 else call("AND", *compared)
            case Logic():
                sides = self._condition(node.left), self._condition(node.right)
                printed = call(node.operator.upper(), *sides)
            case Not():
                printed = call("NOT", self._condition(node.operand))
            case Constant(bool(value)):
                printed = Printed(("TRUE" if value else "FALSE",))
            case _:
                raise _unsaid(node, Words("if 后面要写比较", "a comparison is wanted after `if`"))
        return printed

    def _compared(self, operator: str, left: Node, right: Node) -> Printed[R]:
        difference = joined(self.part(left).term, self.part(right).term, "-").printed()
        return Printed((*steady(difference).pieces, f"{_COMPARISONS[operator]}0"), SUM)


def _unsaid(node: Node, words: Words) -> Mistake:
    hint = Words("改写算式，或把这一项写成数据", "write another formula, or give the value as data")
    return Mistake("not-in-excel", words, hint, node.at)
