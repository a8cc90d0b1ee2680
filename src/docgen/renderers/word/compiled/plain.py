"""A story whose tags are but names and conditions on names, filled without Jinja, and to the same text.

docgen's own template is such: Jinja takes longer to load and to compile it than a notice takes to fill.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from markupsafe import escape

from docgen.patterns import regex

Render = Callable[[Mapping[str, object]], str]

_NAME: Final = (
    r"(?!(?:true|false|none|True|False|None|not|and|or|if|else|is|in|self|super|loop|caller)\b)[a-z_]+"
)
_TAG: Final = regex(
    rf"(\{{\{{ {_NAME} \}}\}}|\{{% (?:if|elif) {_NAME}(?: or {_NAME})* %\}}|\{{% (?:else|endif) %\}})"
)
_OTHER: Final = regex(r"\{[{%#]|\r|\n\Z")
"""What Jinja does not print as it stands."""


class _Value(NamedTuple):
    name: str


class _Choice(NamedTuple):
    """The first of the branches one of whose names has something to print; no names stand for `else`."""

    branches: "list[tuple[list[str], list[_Step]]]"


_Step = str | _Value | _Choice


class _UnusualError(Exception):
    """The source has more to it than names and conditions."""


def plain(source: str, finalize: Callable[[Any], Any]) -> Render | None:
    """Return what fills `source`, or None for one that is for Jinja; `finalize` sees every value printed.

    A name that the context lacks raises KeyError.
    """
    try:
        steps, end = _steps(iter(_TAG.split(source)))
    except _UnusualError:
        return None
    if end:
        return None

    def render(context: Mapping[str, object]) -> str:
        return "".join(_filled(steps, context, finalize))

    return render


def _steps(pieces: Iterator[str]) -> tuple[list[_Step], list[str]]:
    """Return the steps up to the tag that ends them, and its words; none at the end of the source."""
    steps: list[_Step] = []
    for text in pieces:
        if _OTHER.search(text):
            raise _UnusualError
        steps.append(text)
        words = next(pieces, "").split()
        if words[:1] == ["{{"]:
            steps.append(_Value(words[1]))
        elif words[1:2] == ["if"]:
            steps.append(_choice(words, pieces))
        elif words:
            return steps, words[1:-1]
    return steps, []


def _choice(words: list[str], pieces: Iterator[str]) -> _Choice:
    branches: list[tuple[list[str], list[_Step]]] = []
    end = words[1:-1]
    while end != ["endif"]:
        if not end or (branches and not branches[-1][0]):
            raise _UnusualError
        names = [word for word in end[1:] if word != "or"]
        steps, end = _steps(pieces)
        branches.append((names, steps))
    return _Choice(branches)


def _filled(
    steps: list[_Step], context: Mapping[str, object], finalize: Callable[[Any], Any]
) -> Iterator[str]:
    for step in steps:
        if isinstance(step, str):
            yield step
        elif isinstance(step, _Value):
            yield escape(finalize(context[step.name]))
        else:
            for names, branch in step.branches:
                if not names or any(context[name] for name in names):
                    yield from _filled(branch, context, finalize)
                    break
