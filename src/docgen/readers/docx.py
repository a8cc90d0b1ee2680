"""A .docx read back into a Document, by the names of its styles; and the template tags left in it."""

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
from docgen.patterns import regex
from docgen.readers.assembly import HEAD, IMPRINT, Piece, assemble
from docgen.renderers.ooxml import open_parts
from docgen.renderers.word.figures import FIGURE_NAME
from docgen.renderers.word.pictures import EMU_PER_MM
from docgen.renderers.word.stylesheet import Stylesheet, W, stylesheet
from docgen.renderers.word.wordml import RELATIONSHIPS

_TEXT_PARTS: Final = regex(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAGS: Final = regex(r"\{[{%#]|[}%#]\}|｛[｛%％#＃]|[｝%％#＃]｝")
_BRACES: Final = (b"{", b"}", "｛".encode(), "｝".encode(), b"&#")
"""What a part holds wherever a tag may be, split over runs or not; most parts have none of it."""
_TRANSPARENT: Final = frozenset(
    f"{W}{name}" for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "fldSimple", "customXml")
)
"""Elements that wrap runs or paragraphs without being any."""
_LAID_OUT: Final = HEAD | IMPRINT
"""Roles of paragraphs that stand in a table for the sake of its rules or its columns only."""
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/"
_PLACED: Final = f"{_DRAWING}wordprocessingDrawing}}"
_CHARACTERS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}

_PARAGRAPH_STYLE: Final = (f"{W}pPr", f"{W}pStyle")
_RUN_STYLE: Final = (f"{W}rPr", f"{W}rStyle")
_PARAGRAPH, _RUN, _TABLE, _ROW, _CELL = (f"{W}{name}" for name in ("p", "r", "tbl", "tr", "tc"))
_CELL_PROPERTIES, _SPAN, _MERGE = (f"{W}{name}" for name in ("tcPr", "gridSpan", "vMerge"))
_VALUE, _BREAK = f"{W}val", f"{W}pageBreakBefore"
_TEXT, _TYPE = f"{W}t", f"{W}type"
_INLINE, _ANCHOR = f"{_PLACED}inline", f"{_PLACED}anchor"

Element = ElementTree.Element


def read(data: bytes) -> Document:
    """Return the notice that a .docx holds; raise `Mistake` for a paragraph whose style has no role."""
    return read_document(open_parts(data))


def read_document(parts: Mapping[str, bytes]) -> Document:
    """Return the notice that the parts of a .docx hold, as `read` does."""
    reader = _Reader(stylesheet(parts["word/styles.xml"]), _Media(parts))
    body = _parse(parts["word/document.xml"]).find(f"{W}body")
    return assemble([] if body is None else list(reader.pieces(body)))


def texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the words of every paragraph of a .docx, those of headers, footers and notes included."""
    for name in sorted(filter(_TEXT_PARTS.fullmatch, parts)):
        for paragraph in _parse(parts[name]).iter(_PARAGRAPH):
            yield "".join(_run_text(run) for run in paragraph.iter(_RUN))


def leftover_tags(parts: Mapping[str, bytes], document: Document) -> list[str]:
    """Return the paragraphs that still hold template tags; braces in the document's own words are none."""
    names = filter(_TEXT_PARTS.fullmatch, parts)
    suspect = {name: parts[name] for name in names if any(brace in parts[name] for brace in _BRACES)}
    if not suspect:
        return []
    own = {paragraph.text for paragraph in paragraphs(document.flow())}
    literal = sorted((text for text in own if _TAGS.search(text)), key=len, reverse=True)
    return [text for text in texts(suspect) if _TAGS.search(_without(text, literal))]


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
            elif child.tag == _TABLE:
                yield from self._table_pieces(child)
            elif child.tag == _PARAGRAPH:
                yield from self._paragraph_pieces(child)

    def _paragraph_pieces(self, element: Element) -> Iterator[Piece]:
        if figures := tuple(self._media.figures(element)):
            yield from (Piece(figure, _breaks(element)) for figure in figures)
        elif paragraph := self._paragraph(element):
            yield from _single(Piece(paragraph, _breaks(element), tuple(self._media.pictures(element))))

    def _table_pieces(self, element: Element) -> Iterator[Piece]:
        table = self._table(element)
        lines = list(paragraphs(iter([table])))
        if lines and all(line.role in _LAID_OUT for line in lines):
            yield from map(Piece, lines)
        else:
            first = element.find(f".//{W}p")
            yield Piece(table, first is not None and _breaks(first))

    def _paragraph(self, element: Element) -> Paragraph | None:
        id = _style(element, _PARAGRAPH_STYLE)
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
            elif child.tag == _RUN:
                id = _style(child, _RUN_STYLE)
                yield Run(_run_text(child), self._sheet.run_role(id) if id else None)

    def _table(self, element: Element) -> Table:
        width = len(element.findall(f"{W}tblGrid/{W}gridCol"))
        rows: list[Row] = []
        starts: dict[int, int] = {}
        for line in element.iter(_ROW):
            cells: list[Cell | None] = [None] * width
            place = 0
            for each in line.findall(_CELL):
                cell, merge = self._cell(each)
                if merge == "continue" and place in starts:
                    _reach_down(rows, starts[place], place)
                else:
                    # A file may have more cells than its grid has columns.
                    cells.extend([None] * (place + 1 - len(cells)))
                    cells[place] = cell
                    starts[place] = len(rows)
                place += cell.columns
            header = line.find(f"{W}trPr/{W}tblHeader") is not None
            rows.append(Row(tuple(cells), RowKind.HEADER if header else RowKind.DATA))
        return Table("", ("",) * width, tuple(rows))

    def _cell(self, element: Element) -> tuple[Cell, str]:
        properties = element.find(_CELL_PROPERTIES)
        span = None if properties is None else properties.find(_SPAN)
        merge = None if properties is None else properties.find(_MERGE)
        lines = tuple(_in_cell(piece.block) for piece in self.pieces(element))
        columns = 1 if span is None else int(span.get(_VALUE, 1))
        return Cell(lines, columns=columns), "" if merge is None else merge.get(_VALUE, "continue")


class _Media:
    """The pictures of one file."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        # Most notices draw nothing, and then no paragraph need be searched.
        self._draws = b"/wordprocessingDrawing" in parts["word/document.xml"]

    def pictures(self, paragraph: Element) -> Iterator[Picture]:
        """Yield the pictures that float around a paragraph."""
        for anchor in paragraph.iter(_ANCHOR) if self._draws else ():
            if picture := self._picture(anchor):
                yield picture

    def figures(self, paragraph: Element) -> Iterator[Figure]:
        """Yield the figures that stand in a paragraph; other pictures there are the template's."""
        for inline in paragraph.iter(_INLINE) if self._draws else ():
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
    if len(run) == 1 and run[0].tag == _TEXT:
        return run[0].text or ""
    return "".join(map(_characters, run))


def _characters(child: Element) -> str:
    if child.tag == _TEXT:
        return child.text or ""
    if child.get(_TYPE) in ("page", "column"):
        return ""
    return _CHARACTERS.get(child.tag, "")


def _style(element: Element, path: tuple[str, str]) -> str | None:
    """Return the id of the style of a paragraph or a run; its properties come first."""
    properties, name = path
    if len(element) and element[0].tag == properties:
        for each in element[0]:
            if each.tag == name:
                return each.get(_VALUE)
    return None


def _breaks(paragraph: Element) -> bool:
    properties = paragraph[0] if len(paragraph) else None
    if properties is None or properties.tag != _PARAGRAPH_STYLE[0]:
        return False
    found = properties.find(_BREAK)
    return found is not None and found.get(_VALUE, "1") not in ("0", "false", "off")


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
