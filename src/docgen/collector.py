"""When Python looks for garbage in a process of docgen's, which lives shortly and keeps what it reads."""

import gc
from typing import Final

_OBJECTS_BETWEEN: Final = 100_000


def look_seldom() -> None:
    """Let many objects be made between two looks, which would take a tenth of a run."""
    gc.set_threshold(_OBJECTS_BETWEEN)
