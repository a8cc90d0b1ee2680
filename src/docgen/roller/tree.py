"""A YAML text as a tree whose nodes know where they stand, for edits in place."""

from collections.abc import Iterator
from dataclasses import field

from docgen.formatter.parts import Kind, Part, parts
from docgen.records import record


@record(frozen=False, eq=False)
class Node:
    """A value in the text: a scalar, a mapping or a list."""

    kind: Kind
    start: int
    end: int
    """Behind its last character; blank lines and comments that follow are not its own."""
    at: int
    """Where its entry begins: at its key, or in a list at the value itself."""
    key_end: int | None = None
    in_brackets: bool = False
    value: str = ""
    entries: dict[str, "Node"] = field(default_factory=dict)
    items: list["Node"] = field(default_factory=list)
    frame: "Node | None" = None
    """The outermost `{…}` or `[…]` that holds it, or that it is itself."""

    def children(self) -> Iterator["Node"]:
        """Yield what a mapping or list holds."""
        yield from self.entries.values()
        yield from self.items


def tree(text: str) -> Node:
    """Return the tree of a text that the reader accepts and whose top level is a mapping."""
    open_nodes: list[Node] = []
    key: Part | None = None
    root: Node | None = None
    for part in parts(text):
        if part.kind is Kind.END:
            node, key = open_nodes.pop(), None
            _close(node, part)
            continue
        if open_nodes and open_nodes[-1].kind is Kind.MAPPING and key is None:
            key = part
            continue
        node = _node(text, part, key)
        if open_nodes:
            parent = open_nodes[-1]
            node.frame = parent.frame or (node if part.in_brackets else None)
            if key is None:
                parent.items.append(node)
            else:
                parent.entries[key.value] = node
        else:
            root = node
            node.frame = node if part.in_brackets else None
        if part.kind is not Kind.SCALAR:
            open_nodes.append(node)
        key = None
    if root is None:
        raise ValueError("a text that was read has a top level")
    return root


def _node(text: str, part: Part, key: Part | None) -> Node:
    end = part.start + len(text[part.start : part.end].rstrip())
    at, key_end = (key.start, key.end) if key else (part.start, None)
    return Node(part.kind, part.start, end, at, key_end, part.in_brackets, part.value)


def _close(node: Node, end: Part) -> None:
    """Let a mapping or list end: with its bracket, or else with the last thing in it."""
    if node.in_brackets:
        node.end = end.end
    else:
        node.end = max((child.end for child in node.children()), default=node.end)
