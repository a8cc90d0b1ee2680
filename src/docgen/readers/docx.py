"""A .docx read back into a Document, by the names of its styles; and the template tags left in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final
from xml.etree import ElementTree

from docgen.diagnostics import Mistake, Words
from docgen.document import (
    Block,
    Cell,
    Document,
    Figure,
    Paragraph,
    Picture,
    Role,
    Row,
    RowKind,
    Run,
    Table,
    joined,
    paragraphs,
)
from docgen.readers.assembly import HEAD, IMPRINT, Piece, assemble
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word.figures import FIGURE_NAME
from docgen.renderers.word.pictures import EMU_PER_MM
from docgen.renderers.word.stylesheet import Stylesheet, W
from docgen.renderers.word.wordml import RELATIONSHIPS

_TEXT_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAGS: Final = re.compile(r"\{[{%#]|[}%#]\}|｛[｛%％#＃]|[｝%％#＃]｝")
_TRANSPARENT: Final = frozenset(
    f"{W}{name}" for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "fldSimple", "customXml")
)
"""Elements that wrap runs or paragraphs without being any."""
_LAID_OUT: Final = HEAD | IMPRINT
"""Roles of paragraphs that stand in a table for the sake of its rules or its columns only."""
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/"
_PLACED: Final = f"{_DRAWING}wordprocessingDrawing}}"
_CHARACTERS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}

Element = ElementTree.Element


def read(data: bytes) -> Document:
    """Return the notice that a .docx holds; raise `Mistake` for a paragraph whose style has no role."""
    parts = read_parts(data)
    reader = _Reader(Stylesheet(parts["word/styles.xml"]), _Media(parts))
    body = _parse(parts["word/document.xml"]).find(f"{W}body")
    return assemble([] if body is None else list(reader.pieces(body)))


def texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the words of every paragraph of a .docx, those of headers, footers and notes included."""
    for name in sorted(filter(_TEXT_PARTS.fullmatch, parts)):
        for paragraph in _parse(parts[name]).iter(f"{W}p"):
            yield "".join(_run_text(run) for run in paragraph.iter(f"{W}r"))


def leftover_tags(data: bytes, document: Document) -> list[str]:
    """Return the paragraphs that still hold template tags; braces in the document's own words are none."""
    own = {paragraph.text for paragraph in paragraphs(document.flow())}
    literal = sorted((text for text in own if _TAGS.search(text)), key=len, reverse=True)
    return [text for text in texts(read_parts(data)) if _TAGS.search(_without(text, literal))]


def _without(text: str, literal: list[str]) -> str:
    for words in literal:
        text = text.replace(words, "")
    return text


def _parse(part: bytes) -> Element:
    return ElementTree.fromstring(part)  # noqa: S314 - expat refuses entity bombs


class _Reader:
    """Reads blocks with the styles of one file."""

    def __init__(self, sheet: Stylesheet, media: "_Media") -> None:
        self._sheet = sheet
        self._media = media

    def pieces(self, parent: Element) -> Iterator[Piece]:
        """Yield the blocks of a body or a cell; empty paragraphs without a role only keep distance."""
        for child in parent:
            if child.tag in _TRANSPARENT:
                yield from self.pieces(child)
            elif child.tag == f"{W}tbl":
                yield from self._table_pieces(child)
            elif child.tag == f"{W}p" and (figures := tuple(self._media.figures(child))):
                yield from (Piece(figure, _breaks(child)) for figure in figures)
            elif child.tag == f"{W}p" and (paragraph := self._paragraph(child)):
                yield from _single(Piece(paragraph, _breaks(child), tuple(self._media.pictures(child))))

    def _table_pieces(self, element: Element) -> Iterator[Piece]:
        table = self._table(element)
        lines = list(paragraphs(iter([table])))
        if lines and all(line.role in _LAID_OUT for line in lines):
            yield from map(Piece, lines)
        else:
            first = element.find(f".//{W}p")
            yield Piece(table, first is not None and _breaks(first))

    def _paragraph(self, element: Element) -> Paragraph | None:
        style = element.find(f"{W}pPr/{W}pStyle")
        id = None if style is None else style.get(f"{W}val")
        runs = tuple(self._runs(element))
        if role := self._sheet.role(id):
            return joined(Paragraph(role, runs))
        if words := "".join(run.text for run in runs).strip():
            raise _without_role(words, self._sheet.name(id))
        return None

    def _runs(self, parent: Element) -> Iterator[Run]:
        for child in parent:
            if child.tag in _TRANSPARENT:
                yield from self._runs(child)
            elif child.tag == f"{W}r":
                style = child.find(f"{W}rPr/{W}rStyle")
                role = None if style is None else self._sheet.run_role(style.get(f"{W}val"))
                yield Run(_run_text(child), role)

    def _table(self, element: Element) -> Table:
        width = len(element.findall(f"{W}tblGrid/{W}gridCol"))
        rows: list[Row] = []
        starts: dict[int, int] = {}
        for line in element.iter(f"{W}tr"):
            cells: list[Cell | None] = [None] * width
            place = 0
            for each in line.findall(f"{W}tc"):
                cell, merge = self._cell(each)
                if merge == "continue" and place in starts:
                    _reach_down(rows, starts[place], place)
                else:
                    cells[place] = cell
                    starts[place] = len(rows)
                place += cell.columns
            header = line.find(f"{W}trPr/{W}tblHeader") is not None
            rows.append(Row(tuple(cells), RowKind.HEADER if header else RowKind.DATA))
        return Table("", ("",) * width, tuple(rows))

    def _cell(self, element: Element) -> tuple[Cell, str]:
        span, merge = element.find(f"{W}tcPr/{W}gridSpan"), element.find(f"{W}tcPr/{W}vMerge")
        lines = tuple(_in_cell(piece.block) for piece in self.pieces(element))
        columns = 1 if span is None else int(span.get(f"{W}val", 1))
        return Cell(lines, columns=columns), "" if merge is None else merge.get(f"{W}val", "continue")


class _Media:
    """The pictures of one file."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts

    def pictures(self, paragraph: Element) -> Iterator[Picture]:
        """Yield the pictures that float around a paragraph."""
        for anchor in paragraph.iter(f"{_PLACED}anchor"):
            if picture := self._picture(anchor):
                yield picture

    def figures(self, paragraph: Element) -> Iterator[Figure]:
        """Yield the figures that stand in a paragraph; other pictures there are the template's."""
        for inline in paragraph.iter(f"{_PLACED}inline"):
            properties, picture = inline.find(f"{_PLACED}docPr"), self._picture(inline)
            if picture and properties is not None and properties.get("name", "").startswith(FIGURE_NAME):
                yield Figure(picture, properties.get("descr", ""))

    def _picture(self, holder: Element) -> Picture | None:
        size, blip = holder.find(f"{_PLACED}extent"), next(holder.iter(f"{_DRAWING}main}}blip"), None)
        if size is None or blip is None:
            return None
        data = self._parts.get(f"word/{self._target(blip.get(f'{{{RELATIONSHIPS}}}embed'))}", b"")
        width, height = (Fraction(int(size.get(side, 0)), EMU_PER_MM) for side in ("cx", "cy"))
        return Picture(data, width, height)

    def _target(self, id: str | None) -> str:
        relations = _parse(self._parts["word/_rels/document.xml.rels"])
        return next((each.get("Target", "") for each in relations if each.get("Id") == id), "")


def _single(piece: Piece) -> Iterator[Piece]:
    """Yield the organs of a joint signature, which stand side by side at tabs, each by itself."""
    block = piece.block
    if not isinstance(block, Paragraph) or block.role is not Role.SEALED_ISSUER or "\t" not in block.text:
        yield piece
        return
    runs: list[list[Run]] = [[]]
    for run in block.runs:
        first, *others = run.text.split("\t")
        runs[-1].append(replace(run, text=first))
        runs.extend([replace(run, text=text)] for text in others)
    for organ in runs:
        if any(run.text for run in organ):
            yield piece._replace(block=replace(block, runs=tuple(organ)))


def _reach_down(rows: list[Row], start: int, place: int) -> None:
    cells = list(rows[start].cells)
    cell = cells[place]
    assert cell is not None  # noqa: S101 - `start` is the row that holds it
    cells[place] = replace(cell, rows=cell.rows + 1)
    rows[start] = replace(rows[start], cells=tuple(cells))


def _run_text(run: Element) -> str:
    return "".join(_characters(child) for child in run)


def _characters(child: Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.get(f"{W}type") in ("page", "column"):
        return ""
    return _CHARACTERS.get(child.tag, "")


def _breaks(paragraph: Element) -> bool:
    found = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _in_cell(block: Block) -> Paragraph:
    if isinstance(block, Paragraph):
        return block
    raise Mistake(
        "table-in-table",
        Words("Word 文件的单元格里又套着一张表格，docgen 不认得", "a table stands inside a table cell"),
    )


def _without_role(words: str, style: str) -> Mistake:
    shown = words if len(words) <= 30 else words[:30] + "…"
    return Mistake(
        "style-without-role",
        Words(
            f"“{shown}”一段用的样式是“{style}”，docgen 不知道它是公文的哪一部分",
            f"the paragraph {shown!r} has the style {style}, which is no part of a notice",
        ),
        Words(
            "请在 Word 里给这一段换上公文样式，例如“公文正文”",
            "give the paragraph a style of the notice, such as 公文正文",
        ),
    )
