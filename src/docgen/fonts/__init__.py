"""Fonts: which family sets a character that the named one lacks, and what this computer has installed.

`fallback` decides from a table and never looks at the computer, so that a notice has the same bytes
everywhere. `installed` and `fontconfig` look, for PDF and for `docgen doctor`.
"""

from docgen.fonts.clusters import clusters
from docgen.fonts.coverage import Coverage, coverage
from docgen.profiles import Profile, load

__all__ = ["Piece", "fallback", "lacks"]

Piece = tuple[str, str | None]
"""Some text and the family to set it in; None for the named family."""


def lacks(family: str, text: str) -> bool:
    """Return whether `text` has a character that `family` is known not to have."""
    own = coverage(family)
    return own is not None and not own.covers(text)


def fallback(text: str, family: str, profile: Profile | None = None) -> tuple[Piece, ...]:
    """Split `text`, to be set in `family`, where another family must take over.

    The pieces joined are `text`. A rare character goes to the first family of the profile's chain
    (`fallback:`) that has it; one that no family there has stays with the named family, and Word decides.
    A family that docgen does not know is taken to have every character.
    """
    if not lacks(family, text):
        return ((text, None),) if text else ()
    own = coverage(family)
    assert own  # noqa: S101 - it lacks a character
    chain = (profile or load()).fallback_of(family)
    pieces: list[Piece] = []
    for cluster in clusters(text):
        choice = _choice(cluster, own, chain)
        if pieces and pieces[-1][1] == choice:
            pieces[-1] = (pieces[-1][0] + cluster, choice)
        else:
            pieces.append((cluster, choice))
    return tuple(pieces)


def _choice(cluster: str, own: Coverage, chain: tuple[str, ...]) -> str | None:
    # A cluster that no family has whole goes by its first character.
    for wanted in (cluster, cluster[0]):
        if own.covers(wanted):
            return None
        for family in chain:
            other = coverage(family)
            if other is None or other.covers(wanted):
                return family
    return None
