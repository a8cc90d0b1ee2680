"""What becomes of each field when a program is rolled forward to another year."""

from enum import StrEnum


class Roll(StrEnum):
    """The rule of a field; the JSON Schema shows it as `roll`."""

    CARRY = "carry"
    """Stays as it is."""
    SHIFT = "shift"
    """Its dates and its own year move on; what is not certain is marked for review."""
    INCREMENT = "increment"
    """A year by itself: counts on."""
    BLANK = "blank"
    """Is taken out: the new notice has none yet, or it belonged to the old one only."""
    RESULTS = "results"
    """This year's results become last year's: they stay in the old file, the new one begins without."""
    REVIEW = "review"
    """Moves on as by `shift`, and a person must confirm it; of a list, each entry."""
