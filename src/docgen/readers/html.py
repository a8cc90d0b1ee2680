"""A page of docgen's own read back into blocks and pictures, to prove what was written."""

from base64 import b64decode
from fractions import Fraction
from html.parser import HTMLParser
from typing import Final, NamedTuple

from docgen.document import Block, Cell, Figure, Paragraph, Picture, Role, Row, RowKind, Run, RunRole, Table
from docgen.renderers.html.look import css_class

_ROLES: Final = {css_class(role): role for role in Role}
_RUN_ROLES: Final = {css_class(role): role for role in RunRole}
_EMBEDDED: Final = "data:image/png;base64,"


class PageContent(NamedTuple):
    """What a page shows."""

    blocks: tuple[Block, ...]
    pictures: tuple[bytes, ...]


def read(data: bytes) -> PageContent:
    """Return the blocks of a page in printed order, figures by their words alone, and its seals."""
    reader = _Reader()
    reader.feed(data.decode())
    reader.close()
    return PageContent(tuple(reader.blocks), tuple(reader.pictures))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.pictures: list[bytes] = []
        self._paragraph: Role | None = None
        self._runs: list[Run] = []
        self._spans: list[RunRole | None] = []
        self._grid: _Grid | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = given.get("class", "").split()
        match tag:
            case "p":
                self._paragraph = next((_ROLES[name] for name in classes if name in _ROLES), None)
                self._runs = []
            case "span":
                self._spans.append(next((_RUN_ROLES[name] for name in classes if name in _RUN_ROLES), None))
            case "br":
                self.handle_data("\n")
            case "figure":
                self.blocks.append(
                    Figure(Picture(b"", Fraction(0), Fraction(0)), given.get("aria-label", ""))
                )
            case "img" if "seal" in classes:
                self.pictures.append(b64decode(given.get("src", "").removeprefix(_EMBEDDED)))
            case "table":
                self._grid = _Grid(int(given.get("data-columns", "0")))
            case "tr" if self._grid:
                self._grid.begin_row()
            case "td" | "th" if self._grid:
                rows, columns = (int(given.get(name, "1")) for name in ("rowspan", "colspan"))
                self._grid.add(Cell((), rows=rows, columns=columns), header=tag == "th")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._spans.pop()
        elif tag == "p" and self._paragraph:
            paragraph = Paragraph(self._paragraph, tuple(self._runs))
            self._paragraph = None
            if self._grid:
                self._grid.add_line(paragraph)
            else:
                self.blocks.append(paragraph)
        elif tag == "table" and self._grid:
            self.blocks.append(self._grid.table())
            self._grid = None

    def handle_data(self, data: str) -> None:
        if self._paragraph:
            role = next((role for role in reversed(self._spans) if role), None)
            self._runs.append(Run(data, role))


class _Grid:
    """A table as its cells arrive."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._rows: list[dict[int, Cell]] = []
        self._headers: list[bool] = []
        self._covered: set[tuple[int, int]] = set()
        self._last = 0

    def begin_row(self) -> None:
        self._rows.append({})
        self._headers.append(False)

    def add(self, cell: Cell, *, header: bool) -> None:
        row = len(self._rows) - 1
        place = next(place for place in range(self._columns + 1) if (row, place) not in self._covered)
        self._covered |= {
            (row + below, place + right) for below in range(cell.rows) for right in range(cell.columns)
        }
        self._rows[-1][place] = cell
        self._headers[-1] = header
        self._last = place

    def add_line(self, line: Paragraph) -> None:
        cell = self._rows[-1][self._last]
        self._rows[-1][self._last] = Cell((*cell.paragraphs, line), rows=cell.rows, columns=cell.columns)

    def table(self) -> Table:
        kinds = (RowKind.HEADER if header else RowKind.DATA for header in self._headers)
        rows = (
            Row(tuple(map(row.get, range(self._columns))), kind)
            for row, kind in zip(self._rows, kinds, strict=True)
        )
        return Table("", ("",) * self._columns, tuple(rows))
