"""Numbers in Excel's notation: products that divide last, sums brought to one power of ten.

Excel computes in binary fractions, where 0.85 does not exist. So constants are written as whole numbers with
a power of ten beside them, and what has to be divided is divided last: the steps before it are exact.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Generic, TypeVar

from docgen.diagnostics import Mistake, Words
from docgen.model.quantities import needed_decimals
from docgen.model.reading import MOST_DIGITS
from docgen.records import record

R = TypeVar("R")

SIGNED, SUM, PRODUCT, ATOM = range(4)
"""How tightly a printed part holds together: -5, a+b, a*b, a call or a cell."""

_NOISE = 8
"""Decimals after which a binary fraction is noise."""


@record
class Printed(Generic[R]):
    """A part of a formula."""

    pieces: tuple[str | R, ...]
    level: int = ATOM

    def within(self, level: int) -> tuple[str | R, ...]:
        """Return it as a part of something that needs at least `level`, in brackets where it holds less."""
        return self.pieces if self.level >= level else ("(", *self.pieces, ")")


@record
class Term(Generic[R]):
    """The product of `above`, divided by that of `below`, times a power of ten."""

    above: tuple[Printed[R], ...]
    below: tuple[Printed[R], ...] = ()
    power: int = 0

    def printed(self) -> Printed[R]:
        """Return its number."""
        above = self.above or (_figure(1),)
        if self.power > 0:
            above = _scaled(above, self.power)
        below = self.below + (_figure(10**-self.power),) * (self.power < 0)
        if not below:
            return _product(above)
        product = _product(above)
        level = SIGNED if product.level == SIGNED else PRODUCT
        return Printed((*product.within(level), "/", *_product(below).within(ATOM)), level)

    def times(self, other: "Term[R]") -> "Term[R]":
        """Return the product of both."""
        return Term(self.above + other.above, self.below + other.below, self.power + other.power)

    def over(self, other: "Term[R]") -> "Term[R]":
        """Return the quotient of both."""
        return Term(self.above + other.below, self.below + other.above, self.power - other.power)

    def negated(self) -> "Term[R]":
        """Return its number with the other sign."""
        number = _product(self.above or (_figure(1),)).within(PRODUCT)
        return replace(self, above=(Printed(("-", *number), SIGNED),))

    def shifted(self, power: int) -> "Term[R]":
        """Return its number times 10^`power`."""
        return replace(self, power=self.power + power)


def constant(amount: Fraction) -> Term[R]:
    """Return a number as a term: 85 and two powers of ten below for 17/20."""
    decimals = needed_decimals(amount)
    if decimals is None:
        return Term(_factor(amount.numerator), _factor(amount.denominator))
    return Term(_factor(int(amount * 10**decimals)), power=-decimals)


def joined(first: Term[R], second: Term[R], sign: str) -> Term[R]:
    """Return the sum (sign +) or the difference (sign -)."""
    power, (left, right) = aligned((first, second))
    needed = PRODUCT if sign == "-" else SUM
    return Term((Printed((*left.pieces, sign, *right.within(needed)), SUM),), power=power)


def aligned(terms: Sequence[Term[R]]) -> tuple[int, list[Printed[R]]]:
    """Return the numbers of `terms`, all to be taken times one power of ten, and that power."""
    power = min(term.power for term in terms)
    return power, [term.shifted(-power).printed() for term in terms]


def call(name: str, *arguments: Printed[R] | str) -> Printed[R]:
    """Return the call of an Excel function."""
    pieces: list[str | R] = [name, "("]
    for position, argument in enumerate(arguments):
        pieces += [","] * (position > 0)
        pieces += [argument] if isinstance(argument, str) else argument.pieces
    return Printed((*pieces, ")"))


def steady(part: Printed[R]) -> Printed[R]:
    """Return a number without binary noise, to be put where a hair's breadth makes a step: INT, =, <."""
    return call("ROUND", part, str(_NOISE))


def _factor(number: int) -> tuple[Printed[R], ...]:
    return () if number == 1 else (_figure(number),)


def _figure(number: int) -> Printed[R]:
    typed = str(number)
    if len(typed.strip("-").rstrip("0")) > MOST_DIGITS:
        raise Mistake(
            "not-in-excel",
            Words(f"{typed[:40]} 的位数太多，Excel 存不下", f"{typed[:40]} has more digits than Excel keeps"),
            Words("换大一些的单位，或去掉多余的小数", "use a larger unit, or fewer decimals"),
        )
    return Printed((typed,), ATOM if number >= 0 else SIGNED)


def _scaled(factors: tuple[Printed[R], ...], power: int) -> tuple[Printed[R], ...]:
    match factors:
        case (Printed(pieces=(str(figure),)),) if figure.isdigit():
            return (_figure(int(figure) * 10**power),)
    return (*factors, _figure(10**power))


def _product(factors: tuple[Printed[R], ...]) -> Printed[R]:
    first, *others = factors
    if not others:
        return first
    # A minus before the first factor may stay bare; the product then begins with it.
    level = SIGNED if first.level == SIGNED else PRODUCT
    pieces = list(first.within(level))
    for factor in others:
        pieces += ["*", *factor.within(PRODUCT)]
    return Printed(tuple(pieces), level)
