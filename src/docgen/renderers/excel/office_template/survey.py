"""An office's workbook as its tags see it: where the sample row is, and every fault of the tags."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import chain

from lxml import etree

from docgen.diagnostics import Severity, Words
from docgen.document import RowKind, Table
from docgen.records import record
from docgen.renderers.excel.office_template.faults import Fault
from docgen.renderers.excel.office_template.package import (
    Package,
    SheetPart,
    cells_of,
    merged_areas,
    place_of,
)
from docgen.renderers.excel.office_template.surroundings import faults_around
from docgen.renderers.excel.office_template.tags import LINES, Piece, Slip, Tag, holds_tag, pieces


@record(eq=False)
class TagCell:
    """A cell whose text holds tags."""

    sheet: SheetPart
    cell: etree._Element
    row: int
    column: int
    pieces: tuple[Piece, ...]

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Its tags."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Tag))

    def fault(self, id: str, what: Words, repair: Words) -> Fault:
        """Return a fault at this cell."""
        return Fault(id, what, repair, self.sheet.name, self.cell.get("r", ""))


@record
class Layout:
    """The growing rows: the sample row, and next to it that of subtotals where there is one."""

    sheet: SheetPart
    sample: int
    subtotal: int | None
    columns: dict[str, int]
    """The column that prints each id."""

    @property
    def top(self) -> int:
        """The first of the growing rows."""
        return min(self.sample, self.subtotal or self.sample)

    @property
    def bottom(self) -> int:
        """The last of the growing rows."""
        return max(self.sample, self.subtotal or self.sample)


@dataclass(frozen=True)
class Survey:
    """A workbook read once, as a template for `table` where that is known."""

    package: Package
    table: Table | None = None
    cells: tuple[TagCell, ...] = field(init=False)
    layout: Layout | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", tuple(_tag_cells(self.package)))
        object.__setattr__(self, "layout", self._layout())

    @property
    def columns(self) -> Collection[str] | None:
        """The ids of the table's columns; None where it is not known."""
        return self.table.columns if self.table else None

    def faults(self) -> tuple[Fault, ...]:
        """Return every fault, sheet by sheet and row by row."""
        order = {sheet.name: index for index, sheet in enumerate(self.package.sheets)}
        found = chain(self._of_cells(), self._of_layout(), faults_around(self.package, self.layout))
        places = {cell.cell.get("r"): (cell.row, cell.column) for cell in self.cells}
        return tuple(
            sorted(
                dict.fromkeys(found),
                key=lambda each: (order.get(each.sheet, -1), places.get(each.address, (0, 0))),
            )
        )

    def is_column(self, name: str) -> bool:
        """Return whether a tag of the sample row may be that column."""
        return name in self.columns if self.columns is not None else name not in LINES

    def _layout(self) -> Layout | None:
        rows: dict[tuple[str, int], dict[str, int]] = {}
        for cell in self.cells:
            for tag in cell.tags:
                if not tag.kind and self.is_column(tag.name):
                    rows.setdefault((cell.sheet.name, cell.row), {}).setdefault(tag.name, cell.column)
        if not rows:
            return None
        name, sample = max(rows, key=lambda row: len(rows[row]))
        sheet = next(sheet for sheet in self.package.sheets if sheet.name == name)
        own = [cell for cell in self.cells if cell.sheet is sheet]
        columns = {
            tag.name: cell.column
            for cell in reversed(own)
            for tag in cell.tags
            if cell.row == sample and not tag.kind
        }
        subtotals = (cell.row for cell in own if any(tag.kind == "subtotal" for tag in cell.tags))
        subtotal = next((row for row in subtotals if abs(row - sample) == 1), None)
        return Layout(sheet, sample, subtotal, columns)

    def _of_cells(self) -> Iterator[Fault]:
        for sheet in self.package.sheets:
            covered = _covered(sheet)
            for cell in self.cells:
                if cell.sheet is sheet and (cell.row, cell.column) in covered:
                    yield cell.fault("covered-tag", *_COVERED)
        for cell in self.cells:
            for piece in cell.pieces:
                if isinstance(piece, Slip):
                    yield cell.fault(piece.id, piece.what, piece.repair)
                elif isinstance(piece, Tag):
                    yield from self._of_tag(cell, piece)

    def _of_tag(self, cell: TagCell, tag: Tag) -> Iterator[Fault]:
        layout = self.layout
        here = layout is not None and cell.sheet is layout.sheet
        if layout and here and cell.row == layout.sample:
            if tag.kind in ("total", "subtotal", "computed"):
                yield cell.fault("misplaced-tag", *_misplaced(tag))
            elif not self.is_column(tag.name) and (tag.kind or tag.name not in LINES):
                yield self._unknown(cell, tag, ())
        elif tag.kind == "subtotal" and not (layout and here and cell.row == layout.subtotal):
            yield cell.fault("misplaced-subtotal", *_SUBTOTAL)
        elif tag.kind:
            if self.columns is not None and tag.name not in self.columns:
                yield self._unknown(cell, tag, ())
            elif tag.kind == "computed" and self.table and tag.row not in self._computed:
                fault = cell.fault("unknown-tag", *_unknown_row(tag, self._computed))
                # A pack prints one row of the table and none of those computed from all.
                yield fault if self._computed else replace(fault, severity=Severity.WARNING)
        elif tag.name not in LINES:
            known = layout.columns if layout else {}
            if tag.name in known or (self.columns is not None and tag.name in self.columns):
                yield cell.fault("second-sample-row", *_second(tag, layout))
            else:
                yield self._unknown(cell, tag, tuple(LINES))

    @property
    def _computed(self) -> tuple[str, ...]:
        rows = self.table.rows if self.table else ()
        return tuple(row.id for row in rows if row.kind is RowKind.COMPUTED)

    def _unknown(self, cell: TagCell, tag: Tag, names: Sequence[str]) -> Fault:
        known = names or tuple(self.columns or ())
        near = get_close_matches(tag.name, known, n=1)
        if near:
            repair = Words(f"改为 {tag.spelled(near[0])}", f"type {tag.spelled(near[0])}")
        else:
            repair = Words(f"这里可用的有：{'、'.join(known)}", f"known here: {', '.join(known)}")
        what = Words(f"不认识标签“{tag.typed}”", f"unknown tag {tag.typed}")
        return cell.fault("unknown-tag", what, repair)

    def _of_layout(self) -> Iterator[Fault]:
        if self.layout is None:
            yield Fault("no-sample-row", *_NO_SAMPLE)
            return
        for name in self.columns or ():
            if name not in self.layout.columns:
                what = Words(f"没有标签印“{name}”这一栏", f"no tag prints the column {name}")
                yield Fault(
                    "column-left-out",
                    what,
                    Words(
                        f"要印，就在示例行里写 {{{{ {name} }}}}",
                        f"to print it, type {{{{ {name} }}}} in the sample row",
                    ),
                    self.layout.sheet.name,
                    f"A{self.layout.sample}",
                    Severity.HINT,
                )


def _tag_cells(package: Package) -> Iterator[TagCell]:
    for sheet in package.sheets:
        for cell in cells_of(sheet.root):
            text = package.text_of(cell)
            if text and holds_tag(text):
                yield TagCell(sheet, cell, *place_of(cell), tuple(pieces(text)))


def _covered(sheet: SheetPart) -> frozenset[tuple[int, int]]:
    return frozenset(
        place
        for area in merged_areas(sheet.root)
        for place in area.places()
        if place != (area.row, area.column)
    )


def _misplaced(tag: Tag) -> tuple[Words, Words]:
    return (
        Words(f"标签“{tag.typed}”写在了示例行里", f"the tag {tag.typed} stands in the sample row"),
        Words(
            f"示例行里写 {{{{ {tag.name} }}}}，合计和小计另占一行",
            f"type {{{{ {tag.name} }}}} here; totals and subtotals have rows of their own",
        ),
    )


def _unknown_row(tag: Tag, rows: Sequence[str]) -> tuple[Words, Words]:
    near = get_close_matches(tag.row, rows, n=1)
    typed = tag._replace(row=near[0]).spelled() if near else ""
    repair = Words(f"改为 {typed}", f"type {typed}")
    if not near:
        repair = Words(
            f"算出的行有：{'、'.join(rows) or '没有'}", f"computed rows: {', '.join(rows) or 'none'}"
        )
    return Words(
        f"标签“{tag.typed}”里没有算出的行“{tag.row}”", f"{tag.typed}: no computed row {tag.row}"
    ), repair


def _second(tag: Tag, layout: Layout | None) -> tuple[Words, Words]:
    sample = f"{layout.sheet.name}!{layout.sample}" if layout else ""
    return (
        Words(
            f"标签“{tag.typed}”是表格的一栏，示例行却在“{sample}”：只能有一个示例行",
            f"{tag.typed} is a column, and the sample row is {sample}: there is one sample row only",
        ),
        Words(
            f"删去它；合计写 {{{{ total.{tag.name} }}}}，栏名写 {{{{ label.{tag.name} }}}}",
            f"delete it, or type {{{{ total.{tag.name} }}}} or {{{{ label.{tag.name} }}}}",
        ),
    )


_COVERED = (
    Words("标签在合并单元格里看不见的一格", "the tag is in a cell that a merge hides"),
    Words("取消合并看看，把标签移到左上角的一格", "unmerge the cells and move the tag to the first of them"),
)
_SUBTOTAL = (
    Words(
        "小计标签不在紧接示例行的一行里",
        "a tag of a subtotal stands in a row that is not next to the sample row",
    ),
    Words(
        "把小计行移到示例行的上一行或下一行", "put the row of subtotals right above or below the sample row"
    ),
)
_NO_SAMPLE = (
    Words("没有示例行：没有一行写着各栏的标签", "there is no sample row: no row has the tags of columns"),
    Words(
        "在表头下面的一行里写各栏的标签，例如 {{ village }}、{{ population }}",
        "type the columns' tags into the row below the heading, such as {{ village }} and {{ population }}",
    ),
)
