"""Rows of a sheet as XML, one at a time: numbers, dates, texts and formulas with their results."""

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex
from docgen.renderers.excel.addresses import column_letter
from docgen.renderers.excel.cell_formats import CellFormats
from docgen.renderers.excel.values import date_text, escaped, needs_quote_prefix, number_text
from docgen.renderers.xml_text import escape

_LONGEST_TEXT: Final = 32767
_SURELY_SHORT: Final = _LONGEST_TEXT // 2
_SMALL: Final = 10**15
"""Excel keeps all digits of whole numbers nearer to 0."""
_ENTITIES: Final = {"\r": "&#13;"}
# What XML cannot say, what it says otherwise, what Excel would read as something else, blanks at an end.
_SPECIAL: Final = regex(r"[&<>_\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|\A[\s\d=+\-@'.,:：/%年月日]|\s\Z")
_MARKUP: Final = regex("[&<>]")
_FORBIDDEN: Final = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Exact(NamedTuple):
    """A number as the file writes it."""

    text: str


class Computed(NamedTuple):
    """A formula without its `=`, and its result."""

    formula: str
    result: "str | Number"


Number = Exact | int | float | Fraction | date
Value = str | Number | Computed | None
"""What a cell holds; None where it is blank."""


class Note(NamedTuple):
    """What a workbook says of a cell in a note of its own."""

    row: int
    column: int
    text: str


class SheetRow(NamedTuple):
    """One row: the number of the format of each cell, and what the cell holds."""

    formats: Sequence[int]
    values: Sequence[Value]
    height: float | None = None
    """In points; None leaves it to the program that opens the file."""
    merges: Sequence[str] = ()
    """The areas of merged cells that begin in it, such as `A4:B4`."""
    notes: Sequence[Note] = ()


class RowWriter:
    """Writes the rows of one sheet."""

    def __init__(self, formats: CellFormats, sheet: str) -> None:
        self._formats = formats
        self._sheet = sheet
        self._openings: dict[float | None, str] = {}
        self._last_formats: Sequence[int] = ()
        self._last_places: list[tuple[str, str, int]] = []

    def xml(self, number: int, row: SheetRow) -> str:
        """Return row `number` of the sheet."""
        formats, values, height, _, _ = row
        row_number = str(number)
        written = [f'<row r="{row_number}{self._opening(height)}']
        add = written.append
        for (letters, style, format), value in zip(self._places(formats), values, strict=True):
            kind = type(value)
            if kind is int and -_SMALL < value < _SMALL:  # type: ignore[operator]
                add(f"{letters}{row_number}{style}><v>{value}</v></c>")
            elif kind is Exact:
                add(f"{letters}{row_number}{style}><v>{value.text}</v></c>")  # type: ignore[union-attr]
            elif kind is Computed:
                formula, result = value  # type: ignore[misc, str-unpack]
                if type(result) is int and -_SMALL < result < _SMALL and not _MARKUP.search(formula):
                    add(f"{letters}{row_number}{style}><f>{formula}</f><v>{result}</v></c>")
                else:
                    computed = self._computed(value, f"{letters}{row_number}")  # type: ignore[arg-type]
                    add(f"{letters}{row_number}{style}{computed}</c>")
            elif value is None or value == "":
                add(f"{letters}{row_number}{style}/>")
            elif kind is not str:
                add(self._number(f"{letters}{row_number}", format, value))  # type: ignore[arg-type]
            elif len(value) > _SURELY_SHORT or _SPECIAL.search(value):  # type: ignore[arg-type]
                add(self._text(f"{letters}{row_number}", format, value))  # type: ignore[arg-type]
            else:
                add(f'{letters}{row_number}{style} t="inlineStr"><is><t>{value}</t></is></c>')
        add("</row>")
        return "".join(written)

    def _opening(self, height: float | None) -> str:
        if height not in self._openings:
            said = "" if height is None else f' ht="{height:g}" customHeight="1"'
            self._openings[height] = f'"{said}>'
        return self._openings[height]

    def _places(self, formats: Sequence[int]) -> Sequence[tuple[str, str, int]]:
        """Return what stands around the number of the row in each cell, and the number of its format."""
        if formats is not self._last_formats and formats != self._last_formats:
            self._last_formats = formats
            self._last_places = [
                (f'<c r="{column_letter(column)}', f'" s="{format}"', format)
                for column, format in enumerate(formats, 1)
            ]
        return self._last_places

    def _text(self, start: str, format: int, text: str) -> str:
        if needs_quote_prefix(text):
            format = self._formats.quoted(format)
        words = escaped(text)
        kept = ' xml:space="preserve"' if words != words.strip() or "\n" in words else ""
        xml = escape(self._checked(words, text, start), _ENTITIES)
        return f'{start}" s="{format}" t="inlineStr"><is><t{kept}>{xml}</t></is></c>'

    def _number(self, start: str, format: int, value: Number) -> str:
        """Return the cell of a number; one with more digits than Excel keeps is text."""
        text = _number_text(value)
        if text is None:
            return self._text(start, format, str(value))
        return f'{start}" s="{format}"><v>{text}</v></c>'

    def _computed(self, value: Computed, start: str) -> str:
        formula, result = escape(value.formula), value.result
        text = None if isinstance(result, str) else _number_text(result, computed=True)
        if text is not None:
            return f"><f>{formula}</f><v>{text}</v>"
        words = str(result)
        xml = escape(self._checked(escaped(words), words, start), _ENTITIES)
        return f' t="str"><f>{formula}</f><v>{xml}</v>'

    def _checked(self, words: str, text: str, start: str) -> str:
        place = self._sheet + "!" + start.rpartition('"')[2]
        if len(words) > _SURELY_SHORT and len(words.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST_TEXT:
            raise _too_long(text, place)
        if found := _FORBIDDEN.search(words):
            raise _forbidden(found[0], place)
        return words


def _number_text(value: Number, *, computed: bool = False) -> str | None:
    if isinstance(value, Exact):
        return value.text
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else None
    return date_text(value) if isinstance(value, date) else number_text(Fraction(value), computed=computed)


def _too_long(text: str, place: str) -> DocgenError:
    opening = text[:12]
    return DocgenError(
        Words(
            f"“{opening}……”有{len(text)}个字，Excel 的一个单元格最多放{_LONGEST_TEXT}个（{place}）。",
            f"“{opening}…” has {len(text)} characters; an Excel cell holds {_LONGEST_TEXT} ({place}).",
        ),
        Words("把这段文字分成几行，或放到正文里。", "Split it over several rows, or put it into the notice."),
    )


def _forbidden(character: str, place: str) -> DocgenError:
    code = f"U+{ord(character):04X}"
    return DocgenError(
        Words(
            f"{place} 的文字里有控制字符 {code}，Excel 文件放不下。",
            f"The text in {place} has the control character {code}, which no Excel file can hold.",
        ),
        Words("删掉这个字符再生成。", "Delete that character."),
    )
