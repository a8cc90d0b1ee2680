"""What a tag says, as Jinja reads it: the names it prints, those it asks about, when it is met."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from docgen.renderers.word.tags import MEANINGS
from docgen.renderers.word.template_faults.tag import Tag

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

_LONGEST: Final = 500
"""Characters in a tag. A longer one is none of an office's, and could nest deeper than Python recurses."""


Parsed = tuple["nodes.Node | None", str | None]
"""What a tag prints or asks, if anything, or why it cannot be read."""


def parsed(tag: Tag) -> Parsed:
    """Return the tag as Jinja reads it."""
    if len(tag.words) > _LONGEST:
        return None, "too long"
    if tag.level and not {"%", "}"}.isdisjoint(tag.words):
        # docxtpl takes either for the end of a tag that has a level.
        return None, "a % or } in it"
    if tag.keyword in ("if", "elif"):
        return _parsed(f"{{% if {tag.words.removeprefix(tag.keyword)} %}}{{% endif %}}")
    if tag.kind == "{":
        return _parsed(f"{{{{ {tag.words} }}}}")
    rest = tag.words.removeprefix(tag.keyword).strip()
    return None, f"unexpected {rest!r}" if rest else None


@lru_cache(maxsize=256)
def _parsed(source: str) -> Parsed:
    from jinja2 import TemplateSyntaxError, nodes  # noqa: PLC0415 - start-up stays light

    try:
        (statement,) = _environment().parse(source).body
    except (TemplateSyntaxError, RecursionError, ValueError) as error:
        return None, str(error)
    if isinstance(statement, nodes.If):
        return statement.test, None
    return (statement.nodes[0], None) if isinstance(statement, nodes.Output) else (None, "no expression")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment  # noqa: PLC0415 - start-up stays light

    return Environment(autoescape=True)


def printed_names(tag: Tag) -> frozenset[str]:
    """Return the known names whose words the tag prints; a tag that cannot be read prints all it holds."""
    if tag.kind != "{":
        return frozenset()
    node, reason = parsed(tag)
    names = re.findall(r"\w+", tag.words) if reason or node is None else _printed(node)
    return frozenset(names) & frozenset(MEANINGS)


def _printed(node: "nodes.Node") -> Iterator[str]:
    from jinja2 import nodes  # noqa: PLC0415 - start-up stays light

    if isinstance(node, nodes.Name):
        yield node.name
    elif isinstance(node, nodes.CondExpr):
        for branch in filter(None, (node.expr1, node.expr2)):
            yield from _printed(branch)
    elif not isinstance(node, nodes.Compare):
        for child in node.iter_child_nodes():
            yield from _printed(child)


def asked_names(tag: Tag) -> frozenset[str]:
    """Return the known names that the tag only asks about."""
    words = tag.words if tag.kind == "%" else ""
    return frozenset(re.findall(r"\w+", words)) & frozenset(MEANINGS)


def is_met(tag: Tag, filled: Mapping[str, bool]) -> bool:
    """Return whether a condition is met when each name is `filled` or not; what is no name counts as met."""
    node, _ = parsed(tag)
    return node is None or _is_true(node, filled)


def _is_true(node: "nodes.Node", filled: Mapping[str, bool]) -> bool:
    from jinja2 import nodes  # noqa: PLC0415 - start-up stays light

    if isinstance(node, nodes.And | nodes.Or):
        left, right = _is_true(node.left, filled), _is_true(node.right, filled)
        return (left and right) if isinstance(node, nodes.And) else (left or right)
    if isinstance(node, nodes.Not):
        return not _is_true(node.node, filled)
    return filled.get(node.name, True) if isinstance(node, nodes.Name) else True


def dotted_path(node: "nodes.Node") -> str:
    """Return the dotted name that `node` is, else nothing: `notice.number`, also of `notice['number']`."""
    from jinja2 import nodes  # noqa: PLC0415 - start-up stays light

    steps: list[str] = []
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        step = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        if not isinstance(step, str) or step.startswith("_"):
            return ""
        steps.append(step)
        node = node.node
    return ".".join([node.name, *reversed(steps)]) if steps and isinstance(node, nodes.Name) else ""
