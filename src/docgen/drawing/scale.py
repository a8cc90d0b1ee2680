"""The axis of a chart: from 0, in steps of 1, 2 or 5, as far as its bars and its target reach."""

import math
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.chart import Chart

_STEPS: Final = 6
"""How many steps an axis has at most."""


class Scale(NamedTuple):
    """Where an axis begins and ends, and the distance of its marks."""

    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def marks(self) -> tuple[Fraction, ...]:
        """The values that stand at the axis, from low to high."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + place * self.step for place in range(count + 1))

    def share(self, value: Fraction) -> Fraction:
        """Return how far along the axis `value` lies, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def scale(chart: Chart) -> Scale:
    """Return the axis that all panels of `chart` share; 0 is always on it."""
    values = [Fraction(0), *(bar.value for bar in chart.bars if bar.value is not None)]
    if chart.target is not None:
        values.append(chart.target)
    low, high = min(values), max(values)
    if low == high:
        high = Fraction(1)
    step = _round_step((high - low) / _STEPS)
    first, last = math.floor(low / step) * step, math.ceil(high / step) * step
    # The value of a bar that goes below 0 is written at its end, before the name of its unit.
    return Scale(first - step if low < 0 and low - first < step / 2 else first, last, step)


def _round_step(least: Fraction) -> Fraction:
    """Return the smallest of 1, 2, 5, 10, 20, … and of 0.5, 0.2, 0.1, … that is not below `least`."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 < least:
        power *= 10
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)
