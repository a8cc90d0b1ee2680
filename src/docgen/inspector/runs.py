"""The characters of one paragraph with their looks, and what else its runs hold."""

from collections.abc import Iterator
from dataclasses import field
from typing import Final

from docgen.inspector.blocks import chosen
from docgen.inspector.content import Piece
from docgen.inspector.drawings import Drawing, read_drawing
from docgen.inspector.formatting import Face, Formatting
from docgen.inspector.package import Element, W
from docgen.inspector.properties import local
from docgen.records import record

PAGE: Final = "1"
"""What stands for the number of the page."""
_CONTAINERS: Final = frozenset(
    {"hyperlink", "smartTag", "sdt", "sdtContent", "ins", "moveTo", "customXml", "dir", "bdo"}
)
"""Elements that wrap runs without being any; what was deleted is not among them."""
_DRAWINGS: Final = frozenset({"drawing", "pict", "object"})
_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


@record(frozen=False)
class Fields:
    """The fields that stand open: they may begin in one paragraph and end in another."""

    instructions: list[str] = field(default_factory=list)
    """What each open field says so far, the innermost last."""
    shown: list[bool] = field(default_factory=list)
    """Whether the result of each has begun."""

    @property
    def hide(self) -> bool:
        """Whether text at this place is no printed text: an instruction, or the page it once was."""
        return not all(self.shown) or any(map(_is_page, self.instructions))


@record(frozen=False)
class Runs:
    """What the runs of one paragraph hold."""

    pieces: tuple[Piece, ...] = ()
    drawings: list[Drawing] = field(default_factory=list)
    breaks_before: bool = False
    """A page break stands before the first word."""
    breaks_after: bool = False
    """A page break stands after the last word."""
    rendered_first: bool = False
    counts_pages: bool = False


def read_runs(paragraph: Element, formatting: Formatting, fields: Fields, *, boxed: bool = False) -> Runs:
    """Return what the runs of a paragraph hold; `fields` goes on from paragraph to paragraph.

    In a text box (`boxed`) drawings are passed over: what they hold belongs to the outermost box already.
    """
    reader = _Reader(paragraph, formatting, fields, boxed=boxed)
    for run in _runs(paragraph):
        if run.tag == f"{W}fldSimple":
            reader.simple_field(run)
        else:
            reader.run(run)
    reader.found.pieces = tuple(reader.pieces)
    return reader.found


class _Reader:
    def __init__(self, paragraph: Element, formatting: Formatting, fields: Fields, *, boxed: bool) -> None:
        self._boxed = boxed
        self._paragraph = paragraph
        self._formatting = formatting
        self._fields = fields
        self.found = Runs()
        self.pieces: list[Piece] = []

    def simple_field(self, element: Element) -> None:
        """Read a `w:fldSimple`."""
        runs = list(element.iter(f"{W}r"))
        if not _is_page(element.get(f"{W}instr", "")):
            for run in runs:
                self.run(run)
            return
        face = self._formatting.face(self._paragraph, runs[0] if runs else None)
        self._page_number(face)

    def run(self, run: Element) -> None:
        """Read a run."""
        face = self._formatting.face(self._paragraph, run)
        for child in _contents(run):
            name = local(child.tag)
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""), face)
            elif name == "instrText" and self._fields.instructions:
                self._fields.instructions[-1] += child.text or ""
            elif name in _DRAWINGS:
                if not self._boxed:
                    self.found.drawings.append(read_drawing(child))
            elif name == "lastRenderedPageBreak":
                self.found.rendered_first = self.found.rendered_first or not self._has_words()
            elif name == "br" and child.get(f"{W}type") in ("page", "column"):
                self._page_break()
            else:
                self._text(child.text or "" if name == "t" else _CHARACTERS.get(name, ""), face)

    def _field(self, kind: str, face: Face) -> None:
        fields = self._fields
        if kind == "begin":
            fields.instructions.append("")
            fields.shown.append(False)
        elif fields.instructions and kind == "separate":
            fields.shown[-1] = True
        elif fields.instructions and kind == "end":
            if _is_page(fields.instructions.pop()):
                self._page_number(face)
            fields.shown.pop()

    def _page_number(self, face: Face) -> None:
        self.found.counts_pages = True
        self.pieces.append(Piece(PAGE, face))

    def _page_break(self) -> None:
        if self._has_words():
            self.found.breaks_after = True
        else:
            self.found.breaks_before = True

    def _text(self, text: str, face: Face) -> None:
        if not text or face.hidden or self._fields.hide:
            return
        if text.strip():
            # The words after a break belong to the next page, those before it do not.
            self.found.breaks_after = False
        self.pieces.append(Piece(text, face))

    def _has_words(self) -> bool:
        return any(piece.text.strip() for piece in self.pieces)


def _runs(paragraph: Element) -> Iterator[Element]:
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in (f"{W}r", f"{W}fldSimple"):
            yield element
        elif local(element.tag) in _CONTAINERS or local(element.tag) == "AlternateContent":
            stack.extend(reversed(chosen(element)))


def _contents(run: Element) -> Iterator[Element]:
    for child in run:
        if local(child.tag) == "AlternateContent":
            yield from chosen(child)
        else:
            yield child


def _is_page(instruction: str) -> bool:
    return instruction.split()[:1] == ["PAGE"]
