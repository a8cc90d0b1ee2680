"""What this computer and this folder have, and lack, of what a build needs."""

from collections.abc import Iterator
from pathlib import Path

from docgen.doctor import computer, fonts, office
from docgen.doctor.observation import Observation, Status

__all__ = ["Observation", "Status", "examine"]


def examine(start: Path) -> Iterator[Observation]:
    """Yield what there is to say of this computer and of the project that `start` lies in."""
    yield from computer.observe()
    yield from fonts.observe()
    yield from office.observe(start)
