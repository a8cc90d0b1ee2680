"""Seals and stamps out of the office's folder, in the size they are printed in."""

from fractions import Fraction

from docgen.diagnostics import Address, Mistake
from docgen.document import Picture
from docgen.model.evaluation import Evaluation
from docgen.model.png import pixels

_STEPS = 36000
"""Word's steps to a millimetre: a height between two of them could not be read back."""


def picture(evaluation: Evaluation, path: str, width: int, at: Address) -> Picture | None:
    """Return the picture at `path`, `width` millimetres wide; one that cannot be used is reported at `at`."""
    try:
        data = evaluation.office.picture(path)
        across, down = pixels(data)
    except Mistake as mistake:
        evaluation.report(mistake, at)
        return None
    height = Fraction(round(Fraction(width * down, across) * _STEPS), _STEPS)
    return Picture(data, Fraction(width), height)
