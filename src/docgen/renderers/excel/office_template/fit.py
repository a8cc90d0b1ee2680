"""What of a table has no place in a template whose tags are sound: rows, and formulas over its groups."""

from collections.abc import Iterator
from typing import Final

from docgen.diagnostics import Mistake, Words
from docgen.document import RowKind, Table
from docgen.renderers.excel.office_template.body import Body
from docgen.renderers.excel.office_template.faults import Fault
from docgen.renderers.excel.office_template.followers import Followers
from docgen.renderers.excel.office_template.growth import Copy
from docgen.renderers.excel.office_template.package import Package, SheetPart, cells_of, place_of
from docgen.renderers.excel.office_template.references import Moves
from docgen.renderers.excel.office_template.survey import Layout, Survey
from docgen.renderers.excel.office_template.xml import MAIN

LAST_ROW: Final = 1048576
"""Excel's last row."""


def misfits(survey: Survey, body: Body) -> Iterator[Fault]:
    """Yield what has no place in a template without faults; only formulas of the template are looked at."""
    yield from row_misfits(body.layout, body.table)
    for sheet in survey.package.sheets:
        yield from _of_formulas(sheet, body)
    yield from _of_followers(survey, body)


def row_misfits(layout: Layout, table: Table) -> Iterator[Fault]:
    """Yield what is wrong with the number and the kinds of the rows."""
    place = (layout.sheet.name, f"A{layout.sample}")
    if layout.subtotal is None and any(row.kind is RowKind.SUBTOTAL for row in table.rows):
        yield Fault("no-subtotal-row", *_NO_SUBTOTAL, *place)
    if layout.top + len(table.rows) > LAST_ROW:
        yield Fault("too-many-rows", *_too_many(len(table.rows)), *place)


def _of_formulas(sheet: SheetPart, body: Body) -> Iterator[Fault]:
    """Yield each formula that cannot leave subtotals out, as its last copy or where it stands."""
    own, growth = body.layout.sheet, body.growth
    outside = Moves(own.name, sheet.name, growth, spreads=True)
    last: dict[int, Copy] = {copy.source: copy for _, copy in body.copies}
    for cell in cells_of(sheet.root):
        text = cell.findtext(f"{MAIN}f")
        copy = last.get(place_of(cell)[0]) if sheet is own else None
        try:
            (Moves(own.name, own.name, copy, copy.adds_up) if copy else outside).formula(text or "0")
        except Mistake as mistake:
            yield _fault(mistake, sheet.name, cell.get("r", ""))


def _of_followers(survey: Survey, body: Body) -> Iterator[Fault]:
    """Yield what cannot follow of conditions, names and charts, tried on a copy of the template."""
    trial = Package(survey.package.parts)
    sheet = next(each for each in trial.sheets if each.name == body.layout.sheet.name)
    try:
        Followers(trial, sheet, body.growth).follow()
    except Mistake as mistake:
        yield _fault(mistake, sheet.name, f"A{body.layout.sample}")


def _fault(mistake: Mistake, sheet: str, address: str) -> Fault:
    return Fault(mistake.id, mistake.message, mistake.hint or mistake.message, sheet, address)


_NO_SUBTOTAL: Final = (
    Words("表格有小计行，模板里没有", "the table has subtotals, and the template has no row for them"),
    Words(
        "紧接示例行加一行，写 {{ subtotal.栏编号 }}",
        "add a row next to the sample row with {{ subtotal.COLUMN }}",
    ),
)


def _too_many(rows: int) -> tuple[Words, Words]:
    return (
        Words(
            f"表格有 {rows} 行，一张工作表放不下（最多 {LAST_ROW} 行）",
            f"{rows} rows do not fit on a sheet of {LAST_ROW}",
        ),
        Words("把表格分成几张", "split the table"),
    )
