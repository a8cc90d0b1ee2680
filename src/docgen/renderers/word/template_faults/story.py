"""The paragraphs of one story, and which of them are reached when some names are filled and others empty."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from docgen.renderers.word.template_faults.lines import Line
from docgen.renderers.word.template_faults.reading import asked_names, is_met
from docgen.renderers.word.template_faults.tag import Tag

_MOST_NAMES: Final = 6
"""Beyond so many names their cases are too many to try."""

Case = Mapping[str, bool]
"""Names, and whether each is filled."""

_Guard = tuple[tuple[Tag, ...], ...]
"""The conditions around a place, the outermost first: of each its `if` and the `elif` and `else` so far."""


class Story:
    """A main text, a header or the footnotes; every `if` of it has its end."""

    def __init__(self, lines: Sequence[Line], tags: Sequence[Tag]) -> None:
        self.lines = lines
        self.tags = tags
        self._guards: dict[Line, _Guard] = {}
        own: dict[Line, list[Tag]] = {}
        for tag in tags:
            own.setdefault(tag.at.line, []).append(tag)
        guard: _Guard = ()
        for line in lines:
            self._guards[line] = guard
            for tag in own.get(line, ()):
                guard = _beyond(tag, guard)

    def cases(self, line: Line, tags: Collection[Tag] = (), empty: Collection[str] = ()) -> Iterator[Case]:
        """Yield every case of the names on which it depends whether `line` is reached, and those of `tags`.

        The names in `empty` are empty in each; no case is yielded where there are too many to try.
        """
        asking = [*tags, *(tag for branches in self._guards[line] for tag in branches)]
        names = sorted({name for tag in asking for name in asked_names(tag)} - set(empty))
        if len(names) <= _MOST_NAMES:
            for values in product((True, False), repeat=len(names)):
                yield dict(zip(names, values, strict=True)) | dict.fromkeys(empty, False)

    def reaches(self, line: Line, case: Case) -> bool:
        """Return whether a paragraph is reached; a name that is not in `case` counts as filled."""
        return all(_takes_last(branches, case) for branches in self._guards[line])


def _beyond(tag: Tag, guard: _Guard) -> _Guard:
    if tag.keyword == "if":
        return (*guard, (tag,))
    if tag.keyword and guard:
        *outer, branches = guard
        return tuple(outer) if tag.keyword == "endif" else (*outer, (*branches, tag))
    return guard


def _takes_last(branches: Sequence[Tag], case: Case) -> bool:
    *earlier, last = branches
    return is_met(last, case) and not any(is_met(tag, case) for tag in earlier)
