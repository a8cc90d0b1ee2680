"""Comparisons measured fairly: sides take turns in a rotating order, ratios come from one round."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

ROUNDS: Final = 5


@dataclass(frozen=True)
class Side:
    """One way of doing the work of a comparison; it may return the seconds it has measured itself."""

    name: str
    work: Callable[[], float | None]
    share: float = 1.0
    """What part of the work it does: a slow side does less, and its time is counted up."""


@dataclass(frozen=True)
class Goal:
    """How many times as long as the first side another takes, and how many times it should."""

    against: str
    at_least: float


@dataclass(frozen=True)
class Comparison:
    """The same work done in several ways, the first of them docgen's."""

    title: str
    sides: Sequence[Side]
    goals: Sequence[Goal] = ()
    rounds: int = ROUNDS
    remark: str = ""


@dataclass(frozen=True)
class Measured:
    """What came of a comparison."""

    comparison: Comparison
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def ratio(self, against: str) -> float:
        """Return the median over the rounds of how many times as long as docgen a side took."""
        own = self.seconds[self.comparison.sides[0].name]
        return statistics.median(
            theirs / mine for theirs, mine in zip(self.seconds[against], own, strict=True)
        )


def measure(comparison: Comparison) -> Measured:
    """Return the times of every side, after one round that warms up and does not count."""
    sides = comparison.sides
    measured = Measured(comparison, {side.name: [] for side in sides})
    for number in range(-1, comparison.rounds):
        turn = number % len(sides)
        for side in (*sides[turn:], *sides[:turn]):
            start = time.perf_counter()
            own = side.work()
            taken = time.perf_counter() - start if own is None else own
            if number >= 0:
                measured.seconds[side.name].append(taken / side.share)
    return measured
