"""The cells of one sheet out of its XML, in one pass and without a tree: sheets may be long."""

from collections.abc import Callable
from typing import Final, Generic, NamedTuple, TypeVar
from xml.parsers import expat

from docgen.renderers.excel.addresses import Area, column_number, place_of

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL, _VALUE, _FORMULA, _TEXT, _PHONETIC, _ROW, _MERGE, _PROTECTION = (
    f"{_MAIN} {name}" for name in ("c", "v", "f", "t", "rPh", "row", "mergeCell", "sheetProtection")
)

T = TypeVar("T")


class RawCell(NamedTuple):
    """A cell as the file has it: its row, the kind of its value, that value, its formula, its format."""

    row: int
    kind: str
    text: str
    formula: str
    format: int


class Grid(Generic[T]):
    """The cells of a sheet by row and column, each as `made` makes it, and its merges."""

    def __init__(self, part: bytes, made: Callable[[RawCell], T]) -> None:
        self.protected = False
        self.rows: dict[int, dict[int, T]] = {}
        self.merges: list[Area] = []
        _Parser(self, made).parse(part)
        self.spans = {(merge.row, merge.column): merge for merge in self.merges}
        self.covered = {place for merge in self.merges for place in merge.places()} - self.spans.keys()
        self.merged_rows = {row for row, _ in self.covered} | {merge.row for merge in self.merges}


def area_of(reference: str) -> Area:
    """Return the area of an address such as `A4:E26` or `$B$2`."""
    first, _, last = reference.replace("$", "").partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    return Area(top, left, bottom - top + 1, right - left + 1)


class _Parser(Generic[T]):
    """Takes the events of expat; cells and rows without an address follow the one before."""

    def __init__(self, grid: Grid[T], made: Callable[[RawCell], T]) -> None:
        self._grid = grid
        self._made = made
        self._row = self._column = 0
        self._cells: dict[int, T] = {}
        self._attributes: dict[str, str] = {}
        self._text = self._formula = ""
        self._held: list[str] | None = None
        self._in_phonetic = False

    def parse(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _CELL:
            self._attributes = attributes
            self._text = self._formula = ""
        elif name in (_VALUE, _FORMULA, _TEXT):
            self._held = []
        elif name == _ROW:
            self._row = int(attributes.get("r", self._row + 1))
            self._cells = self._grid.rows[self._row] = {}
            self._column = 0
        elif name == _PHONETIC:
            self._in_phonetic = True
        elif name == _MERGE:
            self._grid.merges.append(area_of(attributes.get("ref", "")))
        elif name == _PROTECTION:
            self._grid.protected = attributes.get("sheet") in ("1", "true")

    def _characters(self, text: str) -> None:
        if self._held is not None:
            self._held.append(text)

    def _end(self, name: str) -> None:
        if name == _CELL:
            self._add()
        elif name == _VALUE:
            self._text = self._taken()
        elif name == _FORMULA:
            self._formula = self._taken()
        elif name == _TEXT:
            words = self._taken()
            if not self._in_phonetic:
                self._text += words
        elif name == _PHONETIC:
            self._in_phonetic = False

    def _taken(self) -> str:
        held, self._held = self._held or (), None
        return held[0] if len(held) == 1 else "".join(held)

    def _add(self) -> None:
        attributes = self._attributes
        address = attributes.get("r")
        column = column_number(address.rstrip("0123456789")) if address else self._column + 1
        self._column = column
        kind, format = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self._cells[column] = self._made(RawCell(self._row, kind, self._text, self._formula, format))
