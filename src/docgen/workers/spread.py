"""Parts of a work given out a few at a time; what a lost process had in hand is given out anew."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TypeVar

from docgen.workers.crew import Crew
from docgen.workers.refusals import KEEP_DYING

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

P = TypeVar("P", bound=Hashable)
R = TypeVar("R")

_HANDS: Final = 8
"""Among how many hands a work is parted that is smaller than parts of the usual size."""
_MOST_LOSSES: Final = 3
"""How often a part may be lost; of all in hand, nobody knows which one killed the process."""


def spread(work: Callable[[P], R], parts: Iterable[P], crew: Crew) -> Iterator[tuple[P, R]]:
    """Yield each part with what `work` made of it, in the order in which they are finished.

    However many parts there are, few are in memory. Work and parts must travel between processes (pickle),
    and work may be done twice. Raises what `work` raises, and DocgenError when its processes keep dying.
    """
    if crew.is_alone:
        yield from ((part, work(part)) for part in parts)
        return
    supply, losses = iter(parts), Counter[P]()
    while True:
        lost: list[P] = []
        with crew.at_work() as team:
            yield from _finished(work, team, supply, lost)
        if not lost:
            return
        losses.update(lost)
        if losses.most_common(1)[0][1] > _MOST_LOSSES:
            raise KEEP_DYING
        supply = chain(lost, supply)


def in_parts(units: Sequence[P], most: int) -> Iterator[tuple[P, ...]]:
    """Yield `units` in parts that are worth sending, of `most` at most, and enough of them for all hands."""
    rest, size = iter(units), max(1, min(most, len(units) // _HANDS))
    return iter(lambda: tuple(islice(rest, size)), ())


def _finished(
    work: Callable[[P], R], team: tuple["Executor", int], supply: Iterator[P], lost: list[P]
) -> Iterator[tuple[P, R]]:
    """Yield what is finished until the supply or the executor is at its end; `lost` is what went with it."""
    from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, wait  # noqa: PLC0415

    executor, most = team
    in_hand: dict[Future[R], P] = {}
    while True:
        for part in islice(supply, 0 if lost else most - len(in_hand)):
            try:
                in_hand[executor.submit(work, part)] = part
            except BrokenExecutor:
                lost.append(part)
                break
        if not in_hand:
            return
        for future in wait(in_hand, return_when=FIRST_COMPLETED).done:
            part = in_hand.pop(future)
            try:
                result = future.result()
            except (BrokenExecutor, CancelledError):
                lost.append(part)
            else:
                yield part, result
