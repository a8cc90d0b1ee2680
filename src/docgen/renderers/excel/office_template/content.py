"""What a cell with tags holds once it is filled: a number, a date, a live formula, or text as it looked."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Final

from lxml import etree

from docgen.diagnostics import Mistake, Words
from docgen.document import Cell
from docgen.records import record
from docgen.renderers.excel.office_template.formats import Formats
from docgen.renderers.excel.office_template.package import decoded, texts_in
from docgen.renderers.excel.office_template.tags import Piece, Tag
from docgen.renderers.excel.office_template.xml import MAIN, XML_SPACE, local_name
from docgen.renderers.excel.values import escaped, needs_quote_prefix, stored

_LONGEST_TEXT: Final = 32767

Printed = str | int | Cell | None
"""What a tag prints: words, a year, a cell of the table, or nothing in a cell that is covered."""


@record
class Recipe:
    """A cell with tags: its text in pieces, and the item that holds its looks."""

    pieces: tuple[Piece, ...]
    item: etree._Element | None

    @property
    def only(self) -> Tag | None:
        """The tag that is alone in the cell."""
        filled = [piece for piece in self.pieces if not (isinstance(piece, str) and not piece.strip())]
        return filled[0] if len(filled) == 1 and isinstance(filled[0], Tag) else None


@record
class Filling:
    """How cells of one row are filled."""

    formats: Formats
    printed: Callable[[Tag], Printed]
    formula: Callable[[Cell], str | None]
    locks: bool = False
    """Whether a filled cell is locked, whatever the template says."""

    def fill(self, cell: etree._Element, recipe: Recipe) -> None:
        """Fill `cell`, which has an address and a format."""
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")
        only = recipe.only
        if only is None:
            self._text(cell, recipe, [self._words(piece) for piece in recipe.pieces])
            return
        value = self.printed(only)
        if isinstance(value, int):
            self._dress(cell, "General", False)
            _value(cell, str(value))
        elif isinstance(value, Cell):
            self._cell(cell, recipe, value)
        elif value:
            self._text(cell, recipe, [value])

    def _cell(self, cell: etree._Element, recipe: Recipe, value: Cell) -> None:
        content, formula = stored(value), self.formula(value)
        if formula:
            etree.SubElement(cell, f"{MAIN}f").text = formula
        elif content.is_text:
            if content.text:
                self._text(cell, recipe, [content.text])
            return
        self._dress(cell, value.number_format, False)
        _value(cell, escaped(content.text) if content.is_text else content.text)
        if content.is_text:
            cell.set("t", "str")

    def _text(self, cell: etree._Element, recipe: Recipe, texts: Sequence[str]) -> None:
        text = "".join(texts)
        if len(text.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
            raise Mistake("text-too-long", *_too_long(text, cell.get("r", "")))
        if recipe.only or recipe.item is None:
            parts = _with_first_look(recipe.item, text)
        else:
            parts = _with_looks(recipe, texts)
        if text:
            self._dress(cell, "General", needs_quote_prefix(text))
            cell.set("t", "inlineStr")
            cell.append(parts)

    def _dress(self, cell: etree._Element, code: str, quoted: bool) -> None:
        style = self.formats.near(cell.get("s", "0"), code, quoted, self.locks)
        if style != "0" or "s" in cell.attrib:
            cell.set("s", style)

    def _words(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return piece
        value = self.printed(piece) if isinstance(piece, Tag) else None
        return value.text if isinstance(value, Cell) else "" if value is None else str(value)


def _value(cell: etree._Element, text: str) -> None:
    etree.SubElement(cell, f"{MAIN}v").text = text


def _with_first_look(item: etree._Element | None, text: str) -> etree._Element:
    holder = etree.Element(f"{MAIN}is")
    look = item.find(f"{MAIN}r/{MAIN}rPr") if item is not None else None
    inner = holder if look is None else etree.SubElement(holder, f"{MAIN}r")
    if look is not None:
        inner.append(deepcopy(look))
    _write(etree.SubElement(inner, f"{MAIN}t"), text)
    return holder


def _with_looks(recipe: Recipe, texts: Sequence[str]) -> etree._Element:
    """Return the words in the looks of the template: those of a tag look like its first brace."""
    assert recipe.item is not None  # noqa: S101 - the caller has looked
    holder = etree.Element(f"{MAIN}is")
    holder.extend(deepcopy(each) for each in recipe.item if local_name(each) in ("t", "r"))
    runs = texts_in(holder)
    owner = [run for run in runs for _ in decoded(run.text or "")]
    words: dict[etree._Element, str] = dict.fromkeys(runs, "")
    at = 0
    for piece, text in zip(recipe.pieces, texts, strict=True):
        if isinstance(piece, Tag):
            words[owner[at]] += text
            at += len(piece.typed)
        else:
            for character in text:
                words[owner[at]] += character
                at += 1
    for run in runs:
        parent = run.getparent()
        if words[run] or len(runs) == 1:
            _write(run, words[run])
        elif parent is not None and local_name(parent) == "r":
            holder.remove(parent)
    return holder


def _write(holder: etree._Element, text: str) -> None:
    holder.text = escaped(text)
    holder.set(XML_SPACE, "preserve")


def _too_long(text: str, place: str) -> tuple[Words, Words]:
    return (
        Words(
            f"“{text[:12]}……”有{len(text)}个字，Excel 的一个单元格最多放{_LONGEST_TEXT}个（{place}）",
            f"“{text[:12]}…” has {len(text)} characters; an Excel cell holds {_LONGEST_TEXT} ({place})",
        ),
        Words("把这段文字分成几行，或放到正文里", "split it over several rows, or put it into the notice"),
    )
