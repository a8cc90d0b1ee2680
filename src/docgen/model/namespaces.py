"""The data that expressions can name, and what to say when a name is wrong."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.quantities import Value
from docgen.model.syntax import Path
from docgen.records import record

_GROUPS = ("facts", "targets", "deadlines", "schemes", "tables", "annexes", "benefits", "rows")
"""What authors forget to write before an id."""
_ALIKE = 0.7
"""How much a name must resemble another one to be taken for it: yaer and year do, leader and year do not."""


class Namespace(Protocol):
    """A group of named values."""

    def member(self, name: str) -> "Namespace":
        """Return the member `name`, a Leaf or another group; raise KeyError when there is none."""
        ...

    def names(self) -> Sequence[str]:
        """Return the names of all members."""
        ...


@record
class Leaf:
    """A value and its place in the data.

    A subclass may have members of its own: a deadline prints, and names its first and last day.
    """

    value: Value
    at: Address
    shown: str | None = None
    """Printed instead of the value's own form: as issued, or XX where it is private."""

    def member(self, name: str) -> Namespace:
        """Raise KeyError: a plain value has no members."""
        raise KeyError(name)

    def names(self) -> Sequence[str]:
        """Return no names."""
        return ()


class Blank(Leaf):
    """A computed cell that came to nothing: it prints its column's `blank`, and nothing computes with it."""

    __slots__ = ()


def dotted(parts: Sequence[str]) -> str:
    """Return a path as an author types it: targets.coverage, schemes['ankang-care'], rank(quota)."""
    if parts and parts[0].endswith("()"):
        return f"{parts[0][:-1]}{dotted(parts[1:])})"
    steps = (f".{part}" if part.isidentifier() else f"['{part}']" for part in parts)
    return "".join(steps).removeprefix(".")


def find(path: Path, namespace: Namespace) -> Namespace:
    """Return what `path` names.

    Raises Mistake for an unknown name, with the nearest right one.
    """
    here = namespace
    for position, part in enumerate(path.parts):
        try:
            here = here.member(part)
        except KeyError:
            if part in here.names():
                raise
            raise unknown_name(path, position, here) from None
    return here


def unknown_name(path: Path, position: int, group: Namespace) -> Mistake:
    """Return the mistake of a path whose part at `position` is not in `group`."""
    part, known = path.parts[position], list(group.names())
    seen = dotted(path.parts[: position + 1])
    near = _near(part, group)
    if near:
        right = dotted((*path.parts[:position], *near))
        hint = Words(f"是不是 {right}", f"did you mean {right}")
    elif known:
        listed = known[:12]
        hint = Words(f"这里可用：{'、'.join(listed)}", f"known here: {', '.join(listed)}")
    elif isinstance(group, Leaf):
        before = dotted(path.parts[:position])
        hint = Words(f"{before} 下面没有别的，去掉后面的部分", f"nothing is below {before}; remove the rest")
    else:
        hint = _nothing_in(path.parts[:position])
    words = Words(f"没有“{seen}”这个名称", f"there is nothing named `{seen}`")
    return Mistake("unknown-name", words, hint, path.offsets[position])


def _near(part: str, group: Namespace) -> tuple[str, ...]:
    """Return what `part` was meant for: a name of `group`, or one of a group below it that was left out."""
    known = group.names()
    for outer in _GROUPS:
        if outer in known and part in group.member(outer).names():
            return outer, part
    # schemes.ankang-care reads as a subtraction, so that only its beginning is seen here.
    longer = (name for name in known if name.startswith(f"{part}-"))
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    alike = get_close_matches(part, known, n=1, cutoff=_ALIKE)
    near = next(longer, alike[0] if alike else None)
    return (near,) if near else ()


def not_a_value(path: Path, group: Namespace) -> Mistake:
    """Return the mistake of a path that ends at a group where one value is wanted."""
    seen = dotted(path.parts)
    examples = [dotted((*path.parts, name)) for name in list(group.names())[:5]]
    hint = Words(f"再写明哪一项：{'、'.join(examples)}", f"say which one: {', '.join(examples)}")
    hint = hint if examples else _nothing_in(path.parts)
    words = Words(f"“{seen}”是一组数据，不是一个值", f"`{seen}` is a group, not a value")
    return Mistake("not-a-value", words, hint, path.at)


def _nothing_in(parts: Sequence[str]) -> Words:
    return Words(f"{dotted(parts)} 里还没有数据，先写数据再引用", f"there is nothing in {dotted(parts)} yet")


def leaves(found: Namespace) -> Iterator[Leaf]:
    """Yield a leaf itself, or the leaves of a group."""
    if isinstance(found, Leaf):
        yield found
    else:
        yield from (leaf for name in found.names() if isinstance(leaf := found.member(name), Leaf))
