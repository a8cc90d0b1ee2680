"""The notice as a typed tree, between the program and every output; each printed run remembers its data."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from docgen.diagnostics import Address


class Role(StrEnum):
    """What a paragraph is. The value names its Word style: an office finds it in the list of styles."""

    MARK = "发文机关标志"
    NUMBER = "发文字号"
    TITLE = "公文标题"
    DRAFT_NOTE = "稿件标注"
    ADDRESSEES = "主送机关"
    BODY = "公文正文"
    HEADING_1 = "一级标题"
    HEADING_2 = "二级标题"
    HEADING_3 = "三级标题"
    HEADING_4 = "四级标题"
    ANNEX_NOTE = "附件说明"
    ANNEX_NOTE_NEXT = "附件说明续项"
    ISSUER = "发文机关署名"
    DATE = "成文日期"
    NOTE = "附注"
    TEXT_TITLE = "附文标题"
    ANNEX_MARK = "附件序号"
    ANNEX_TITLE = "附件标题"
    CAPTION = "表题"
    UNIT_LINE = "表单位"
    CELL_HEAD = "表头"
    CELL_TEXT = "表内文字"
    CELL_CENTER = "表内居中"
    CELL_NUMBER = "表内数字"
    COPY_TO = "抄送机关"
    PRINTED_BY = "印发机关"


class RunRole(StrEnum):
    """What a run is inside its paragraph: a run-in heading. The value names its Word character style."""

    LEAD_1 = "一级标题字"
    LEAD_2 = "二级标题字"


class RowKind(StrEnum):
    """What a table row is."""

    HEADER = "header"
    DATA = "data"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a printed run comes from: the text that holds it and the data it read."""

    at: Address
    expression: str = ""
    """The expression between {{ and }}; empty for literal text."""
    reads: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    r"""Text printed in one go. `\n` is a line break, `\t` a tab; no other control character occurs."""

    text: str
    role: RunRole | None = None
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the role that decides its look."""

    role: Role
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of the same table: `row` indexes `Table.rows`, `column` indexes `Table.columns`, from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells of the same table, both corners included."""

    first: CellRef
    last: CellRef


Formula = tuple[str | CellRef | CellRange, ...]
"""An Excel formula without its `=`, in pieces: `("ROUND(", CellRef(2, 1), "*85/100,0)")`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `value` and `formula` are for Excel, the paragraphs are what is printed."""

    paragraphs: tuple[Paragraph, ...]
    value: Fraction | date | None = field(default=None, compare=False)
    """The exact value in the unit of the column's heading; None for text."""
    number_format: str = field(default="General", compare=False)
    """The Excel format code of `value`."""
    formula: Formula | None = field(default=None, compare=False)
    rows: int = 1
    """How many rows it covers; the cells below it are None."""
    columns: int = 1

    @property
    def text(self) -> str:
        """The printed words, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as wide as the table; None where a cell above or to the left covers the place."""

    cells: tuple[Cell | None, ...]
    kind: RowKind = RowKind.DATA


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: header rows first, then data with totals in their place."""

    id: str = field(compare=False)
    columns: tuple[str, ...] = field(compare=False)
    """Ids of the columns, left to right."""
    rows: tuple[Row, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Head:
    """版头: all that stands above the red rule."""

    mark: Paragraph
    number: Paragraph


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期."""

    issuers: tuple[Paragraph, ...]
    date: Paragraph


@dataclass(frozen=True, slots=True)
class Attachment:
    """What follows the main text on a new page: an issued text (no mark) or an annex (with its 附件 mark)."""

    mark: Paragraph | None
    title: Paragraph | None
    blocks: tuple[Block, ...]
    id: str = field(default="", compare=False)

    def flow(self) -> Iterator[Block]:
        """Yield its blocks in printed order."""
        yield from (block for block in (self.mark, self.title) if block)
        yield from self.blocks


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记. `printed_by` is the office, a tab, the date and 印发."""

    copy_to: Paragraph | None
    printed_by: Paragraph


@dataclass(frozen=True, slots=True)
class Document:
    """One notice, whole."""

    name: str = field(compare=False)
    """The stem of its file name, before characters that Windows forbids are replaced."""
    title: Paragraph
    body: tuple[Block, ...]
    head: Head | None = None
    draft_note: Paragraph | None = None
    addressees: Paragraph | None = None
    signature: Signature | None = None
    note: Paragraph | None = None
    attachments: tuple[Attachment, ...] = ()
    imprint: Imprint | None = None

    def flow(self) -> Iterator[Block]:
        """Yield every block in printed order, from the mark to the imprint."""
        if self.head:
            yield from (self.head.mark, self.head.number)
        yield self.title
        yield from (block for block in (self.draft_note, self.addressees) if block)
        yield from self.body
        if self.signature:
            yield from (*self.signature.issuers, self.signature.date)
        if self.note:
            yield self.note
        for attachment in self.attachments:
            yield from attachment.flow()
        if self.imprint:
            yield from (block for block in (self.imprint.copy_to, self.imprint.printed_by) if block)


def paragraphs(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    """Yield every paragraph of `blocks` in printed order, those inside table cells included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    if cell:
                        yield from cell.paragraphs


def printed(block: Block) -> Block:
    """Return `block` as paper shows it: neighbouring runs of one look joined, a total row like any other.

    Two blocks print alike exactly when this makes them equal.
    """
    if isinstance(block, Paragraph):
        return replace(block, runs=_joined(block.runs))
    return replace(block, rows=tuple(_printed_row(row) for row in block.rows))


def _printed_row(row: Row) -> Row:
    kind = RowKind.HEADER if row.kind is RowKind.HEADER else RowKind.DATA
    return Row(tuple(cell and _printed_cell(cell) for cell in row.cells), kind)


def _printed_cell(cell: Cell) -> Cell:
    lines = tuple(replace(line, runs=_joined(line.runs)) for line in cell.paragraphs)
    return replace(cell, paragraphs=lines)


def _joined(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].role is run.role:
            joined[-1] = Run(joined[-1].text + run.text, run.role)
        elif run.text:
            joined.append(Run(run.text, run.role))
    return tuple(joined)
