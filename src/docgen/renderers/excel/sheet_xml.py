"""A sheet as XML: what comes before its rows, the rows from an iterator, what comes after them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from docgen.diagnostics import DocgenError, Words
from docgen.records import record
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.cell_formats import CellFormats
from docgen.renderers.excel.package_parts import DECLARATION, MAIN, RELATIONSHIPS
from docgen.renderers.excel.sheet_rows import Note, RowWriter, SheetRow
from docgen.renderers.excel.template import Paper

BOXES: Final = "notes"
DRAWING: Final = "drawing"
"""The ids of the relations to the boxes of notes and to the drawing with charts."""
_MOST_ROWS: Final = 1_048_576
_A4: Final = 9
# Against slips, not people: no password, and columns and rows may be resized.
_PROTECTION: Final = '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
# Numbered rows and totals would be marked with green corners.
_WARNINGS: Final = 'numberStoredAsText="1" formula="1" formulaRange="1"'


@record
class Layout:
    """How a sheet is set up: everything but its rows."""

    name: str
    columns: int
    widths: Mapping[int, float]
    """The widths of columns in column units."""
    landscape: bool = False
    frozen_rows: int = 0
    """How many rows at the top stay in sight."""
    one_page_wide: bool = True
    breaks: Sequence[int] = ()
    """The rows after which a page ends."""
    protected: bool = False
    drawn: bool = False
    """Whether it has charts."""
    noted: bool = False
    """Whether its rows may have notes."""
    rows: int | None = None
    """How many it has, where that is known before they are written."""


@record(frozen=False)
class SheetText:
    """The XML of one sheet; `last_row` and `notes` are known when all of it was taken."""

    layout: Layout
    paper: Paper
    formats: CellFormats
    first: bool
    """Whether it is the first of its workbook."""
    last_row: int = 0
    notes: list[Note] = field(default_factory=list)
    _merges: list[str] = field(default_factory=list)

    def pieces(self, rows: Iterable[SheetRow]) -> Iterator[str]:
        """Yield the sheet, a row at a time."""
        writer = RowWriter(self.formats, self.layout.name)
        yield self._opening()
        for number, row in enumerate(rows, 1):
            if number > _MOST_ROWS:
                raise _too_many_rows(self.layout.name)
            yield writer.xml(number, row)
            if row.merges:
                self._merges.extend(row.merges)
            if row.notes:
                self.notes.extend(row.notes)
            self.last_row = number
        yield self._closing()

    def _opening(self) -> str:
        layout = self.layout
        dimension = f'<dimension ref="{self._area(layout.rows)}"/>' if layout.rows else ""
        widths = "".join(
            f'<col width="{width:.12g}" customWidth="1" min="{column}" max="{column}"/>'
            for column, width in sorted(layout.widths.items())
        )
        return (
            f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr>'
            f'<pageSetUpPr fitToPage="{layout.one_page_wide:d}"/></sheetPr>{dimension}{self._view()}'
            f'<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
        )

    def _view(self) -> str:
        frozen = self.layout.frozen_rows
        pane = (
            f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>'
            '<selection pane="bottomLeft" activeCell="A1" sqref="A1"/>'
            if frozen
            else '<selection activeCell="A1" sqref="A1"/>'
        )
        return (
            f'<sheetViews><sheetView showGridLines="{self.paper.show_grid:d}" tabSelected="{self.first:d}"'
            f' workbookViewId="0">{pane}</sheetView></sheetViews>'
        )

    def _closing(self) -> str:
        layout = self.layout
        merges = "".join(f'<mergeCell ref="{area}"/>' for area in self._merges)
        return "".join(
            (
                "</sheetData>",
                _PROTECTION * layout.protected,
                f'<mergeCells count="{len(self._merges)}">{merges}</mergeCells>' if merges else "",
                self._paper(),
                _breaks(layout.breaks),
                f'<ignoredErrors><ignoredError sqref="{self._area(self.last_row)}" {_WARNINGS}/>'
                "</ignoredErrors>",
                _reference("drawing", DRAWING) * layout.drawn,
                _reference("legacyDrawing", BOXES) * layout.noted,
                "</worksheet>",
            )
        )

    def _paper(self) -> str:
        """Return what makes it print on A4, one page wide."""
        paper, landscape = self.paper, self.layout.landscape
        margins = paper.margins.turned if landscape else paper.margins
        sides = " ".join(f'{side}="{inches!r}"' for side, inches in margins._asdict().items())
        return (
            f'{paper.print_options}<pageMargins {sides}/><pageSetup paperSize="{_A4}" fitToWidth="1"'
            f' fitToHeight="0" orientation="{"landscape" if landscape else "portrait"}"/>{paper.footer}'
        )

    def _area(self, rows: int | None) -> str:
        return Area(1, 1, rows or 1, self.layout.columns).address


def _breaks(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    listed = "".join(f'<brk id="{row}" min="0" max="16383" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{listed}</rowBreaks>'


def _reference(tag: str, id: str) -> str:
    return f'<{tag} xmlns:r="{RELATIONSHIPS}" r:id="{id}"/>'


def _too_many_rows(sheet: str) -> DocgenError:
    return DocgenError(
        Words(
            f"工作表“{sheet}”超过{_MOST_ROWS:,}行，Excel 的一张工作表放不下。",
            f"Sheet “{sheet}” has over {_MOST_ROWS:,} rows, more than a sheet of Excel holds.",
        ),
        Words("把表分成几张。", "Split the table."),
    )
