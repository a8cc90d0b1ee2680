"""Edits of a YAML text in place: entries taken out, words replaced, marks set; all else stays as typed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docgen.formatter.parts import Comment, Kind, comments
from docgen.review_marks import review_mark
from docgen.roller.tree import Node


class _Edit(NamedTuple):
    start: int
    end: int
    new: str


class Edits:
    """The edits of one text, made all at once by `apply`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._comments = list(comments(text))
        self._edits: list[_Edit] = []
        self._marks: dict[_Edit, list[str]] = {}

    @property
    def comments(self) -> Sequence[Comment]:
        """The comments of the text."""
        return self._comments

    def apply(self) -> str:
        """Return the text with all edits made."""
        marks: dict[_Edit, list[str]] = {}
        for edit, words in self._marks.items():
            marks.setdefault(self._outside_of_cuts(edit), []).extend(words)
        marked = (
            edit._replace(new=edit.new.format(review_mark("；".join(dict.fromkeys(words)))))
            for edit, words in marks.items()
        )
        made, at = [], 0
        for edit in sorted({*self._edits, *marked}):
            made += [self._text[at : edit.start], edit.new]
            at = edit.end
        return "".join(made) + self._text[at:]

    def _outside_of_cuts(self, mark: _Edit) -> _Edit:
        """Return `mark`, moved above the line where a cut begins that takes its own place away."""
        for cut in self._edits:
            if cut.start < mark.start < cut.end:
                return self._above(cut.start)
        return mark

    def replace(self, start: int, old: str, new: str) -> bool:
        """Replace `old` at `start`; return False where something else stands there."""
        if not self._text.startswith(old, start):
            return False
        self._edits.append(_Edit(start, start + len(old), new))
        return True

    def mark(self, node: Node, words: Iterable[str]) -> None:
        """Ask a person to look at `node`: at the end of its line, or in a line above it."""
        node = node.frame or node
        line_end = self._line_end(node.end)
        in_one_line = "\n" not in self._text[node.at : node.end] and not self._is_block(node)
        if in_one_line and not self._text[node.end : line_end].strip():
            edit = _Edit(node.end, line_end, "  {}")
            self._marks.setdefault(edit, []).extend(words)
        else:
            self.mark_above(node.at, words)

    def mark_above(self, index: int, words: Iterable[str]) -> None:
        """Ask a person to look at what stands in the line of `index`, in a line above it."""
        self._marks.setdefault(self._above(index), []).extend(words)

    def _above(self, index: int) -> _Edit:
        start = self._line_start(index)
        line = self._text[start : self._line_end(start)]
        return _Edit(start, start, f"{line[: len(line) - len(line.lstrip(' '))]}{{}}\n")

    def unwrap(self, node: Node, value: Node) -> bool:
        """Leave of a mapping its `value` alone; return False where that takes more than cutting."""
        start, lead = self._inside(node)
        if value.kind is not Kind.SCALAR or self._comments_in(start, node.end):
            return False
        self._edits.append(_Edit(start, value.start, lead))
        self._edits.append(_Edit(value.end, node.end, ""))
        return True

    def remove(self, parent: Node, keys: Iterable[str]) -> None:
        """Take entries out of a mapping; comments beside them stay, an emptied mapping becomes `{}`."""
        nodes = list(parent.entries.values())
        gone = [parent.entries[key] for key in keys if key in parent.entries]
        kept = [node for node in nodes if node not in gone]
        if gone and not kept:
            start, lead = self._inside(parent)
            self._edits.append(
                _Edit(start, parent.end, f"{lead}{{}}{self._kept_comments(start, parent.end)}")
            )
            return
        leads = bool(gone) and gone[0] is nodes[0]
        if leads and (parent.in_brackets or not self._begins_line(nodes[0].at)):
            self._cut(nodes[0].at, kept[0].at)
            gone = [node for node in gone if node.at > kept[0].at]
        for node in gone:
            if parent.in_brackets:
                self._cut(nodes[nodes.index(node) - 1].end, node.end)
            else:
                self._cut_lines(node)

    def _inside(self, node: Node) -> tuple[int, str]:
        """Return where the writing of a mapping begins, and what stands between that and the word before."""
        if node.in_brackets or node.key_end is None:
            return node.start, ""
        return self._text.index(":", node.key_end) + 1, " "

    def _cut(self, start: int, end: int) -> None:
        self._edits.append(_Edit(start, end, self._kept_comments(start, end)))

    def _cut_lines(self, node: Node) -> None:
        start, end = self._line_start(node.at), min(self._line_end(node.end) + 1, len(self._text))
        indent = " " * (node.at - start)
        kept = "".join(f"{indent}{comment.text}\n" for comment in self._comments_in(start, end))
        self._edits.append(_Edit(start, end, kept))

    def _kept_comments(self, start: int, end: int) -> str:
        indent = " " * (start - self._line_start(start))
        return "".join(f"  {comment.text}\n{indent}" for comment in self._comments_in(start, end))

    def _comments_in(self, start: int, end: int) -> list[Comment]:
        return [comment for comment in self._comments if start <= comment.start < end]

    def _begins_line(self, index: int) -> bool:
        return not self._text[self._line_start(index) : index].strip()

    def _is_block(self, node: Node) -> bool:
        return node.kind is Kind.SCALAR and self._text[node.start : node.start + 1] in ("|", ">")

    def _line_start(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end
