"""The notice as a typed tree, between the program and every output; each printed run remembers its data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from operator import is_
from typing import NamedTuple

from docgen.chart import Chart
from docgen.diagnostics import Address, Sources, Span, listed
from docgen.records import record


class Role(StrEnum):
    """What a paragraph is. The value names its Word style: an office finds it in the list of styles."""

    COPY_NUMBER = "份号"
    SECRECY = "密级和保密期限"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    JOINT_MARK = "联合发文机关标志"
    JOINT_MARK_END = "联合发文机关标志后的文件二字"
    LETTER_MARK = "信函发文机关标志"
    NUMBER = "发文字号"
    SIGNED_NUMBER = "发文字号和签发人"
    LETTER_NUMBER = "信函发文字号"
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
    ATTENDANCE = "出席人员"
    ISSUER = "发文机关署名"
    DATE = "成文日期"
    SEALED_ISSUER = "发文机关署名（盖章）"
    SEALED_DATE = "成文日期（盖章）"
    STAMP_TITLE = "签发人职务"
    STAMP_DATE = "成文日期（签名章）"
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
    MAIN_TO = "版记主送机关"
    COPY_TO = "抄送机关"
    PRINTED_BY = "印发机关"


class RunRole(StrEnum):
    """What a run is inside its paragraph. The value names its Word character style."""

    LEAD_1 = "一级标题字"
    LEAD_2 = "二级标题字"
    SIGNER = "签发人姓名"
    LABEL = "出席标签"


class RowKind(StrEnum):
    """What a table row is."""

    HEADER = "header"
    DATA = "data"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    COMPUTED = "computed"

    @property
    def sums_up(self) -> bool:
        """Whether it says something of other rows."""
        return self not in (RowKind.HEADER, RowKind.DATA)


@record
class Origin:
    """Where a printed run comes from: the text that holds it and the data it read."""

    at: Address
    expression: str = ""
    """The expression between {{ and }}; empty for literal text."""
    sources: Sources = ()
    """`reads`, or what finds them."""

    @property
    def reads(self) -> tuple[Address, ...]:
        """The data that was read."""
        return listed(self.sources)


class Provenance(NamedTuple):
    """A value of a content file as people name it: the way to it by ids, and where it was typed."""

    path: str
    span: Span


@record
class Run:
    r"""Text printed in one go. `\n` is a line break, `\t` a tab; no other control character occurs."""

    text: str
    role: RunRole | None = None
    origin: Origin | None = field(default=None, compare=False)


@record
class Paragraph:
    """A paragraph with the role that decides its look."""

    role: Role
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words of all runs."""
        return self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)


@record
class CellRef:
    """A cell of the same table: `row` indexes `Table.rows`, `column` indexes `Table.columns`, from 0."""

    row: int
    column: int


@record
class CellRange:
    """A rectangle of cells of the same table, both corners included."""

    first: CellRef
    last: CellRef


Formula = tuple[str | CellRef | CellRange, ...]
"""An Excel formula without its `=`, in pieces: `("ROUND(", CellRef(2, 1), "*85/100,0)")`."""


@record
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
    note: str = field(default="", compare=False)
    """What a workbook says of the cell in a note of its own; paper does not print it."""

    @property
    def text(self) -> str:
        """The printed words, a line for each paragraph."""
        lines = self.paragraphs
        return lines[0].text if len(lines) == 1 else "\n".join(line.text for line in lines)


@record
class Row:
    """One row, as wide as the table; None where a cell above or to the left covers the place."""

    cells: Sequence[Cell | None]
    kind: RowKind = RowKind.DATA
    id: str = field(default="", compare=False)
    """The id of a computed row."""


@record
class Table:
    """A table as printed: header rows first, then data with totals in their place."""

    id: str = field(compare=False)
    columns: tuple[str, ...] = field(compare=False)
    """Ids of the columns, left to right."""
    rows: tuple[Row, ...]
    protect: bool = field(default=False, compare=False)
    """Whether its sheet in a workbook is protected, without a password."""
    chart: Chart | None = field(default=None, compare=False)
    """What its workbook draws of it; paper shows figures of their own."""
    template: str = field(default="", compare=False)
    """The office's own workbook that it fills, a file in `templates/`; else docgen draws one."""
    year: int | None = field(default=None, compare=False)
    """The year of its data."""


@record
class Picture:
    """A picture in its printed size, in millimetres: a PNG with an alpha channel, or an EMF."""

    data: bytes = field(repr=False)
    width: Fraction
    height: Fraction


@record
class Figure:
    """A picture in the flow of the text, in the middle of its line."""

    picture: Picture
    text: str
    """What it shows, for readers who cannot see it."""


Block = Paragraph | Table | Figure


@record
class Head:
    """版头: all that stands above the red rule, or, in a letter, above the title.

    `number` holds the signers, too, behind a tab, where its role is `SIGNED_NUMBER`.
    """

    mark: Paragraph
    """The mark of the issuing organ, of the host where several issue together."""
    number: Paragraph | None = None
    joint: tuple[Paragraph, ...] = ()
    """The marks of the other organs, in order."""
    mark_end: Paragraph | None = None
    """文件, to the right of the marks of several organs."""
    copy_number: Paragraph | None = None
    secrecy: Paragraph | None = None
    urgency: Paragraph | None = None

    @property
    def labels(self) -> tuple[Paragraph, ...]:
        """份号, 密级和保密期限 and 紧急程度, as far as there are any, from top to bottom."""
        return tuple(label for label in (self.copy_number, self.secrecy, self.urgency) if label)

    @property
    def marks(self) -> tuple[Paragraph, ...]:
        """The marks of all organs, the host's first."""
        return (self.mark, *self.joint)

    def flow(self) -> Iterator[Paragraph]:
        """Yield its paragraphs in the order of the tree; a letter prints its labels below the mark."""
        yield from (*self.labels, *self.marks)
        yield from (line for line in (self.mark_end, self.number) if line)


@record
class Signature:
    """署名 and 成文日期; the roles say whether a seal, a stamp or neither goes with them."""

    issuers: tuple[Paragraph, ...]
    """The organs, the host first; with a 签名章, the office of who signs."""
    date: Paragraph
    pictures: tuple[Picture, ...] = ()
    """The seal of each issuer, or the stamp; none where the paper is sealed by hand."""


@record
class Attachment:
    """What follows the main text on a new page: an issued text (no mark) or an annex (with its 附件 mark)."""

    mark: Paragraph | None
    title: Paragraph | None
    blocks: tuple[Block, ...]
    id: str = field(default="", compare=False)
    name: str = field(default="", compare=False)
    """What the list of annexes calls it, printed on its page or not."""
    bound: bool = True
    """False for an annex that cannot be bound in: it follows the imprint, and counts its own pages."""

    def flow(self) -> Iterator[Block]:
        """Yield its blocks in printed order."""
        yield from (block for block in (self.mark, self.title) if block)
        yield from self.blocks


@record
class Imprint:
    """版记. `printed_by` is the office, a tab, the date and 印发; a letter has none."""

    copy_to: Paragraph | None
    printed_by: Paragraph | None
    main_to: Paragraph | None = None
    """主送机关 that would have left no room for the text on page 1."""
    even_page: bool = field(default=False, compare=False)
    """Whether it must stand on an even page, the back of the last sheet."""

    def flow(self) -> Iterator[Paragraph]:
        """Yield its paragraphs in printed order."""
        yield from (line for line in (self.main_to, self.copy_to, self.printed_by) if line)


@record
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
    one_workbook: bool = field(default=False, compare=False)
    """Whether all annex tables go into one workbook, a sheet each; else every annex has its own."""
    places: Mapping[Address, Provenance] = field(default_factory=dict, compare=False, repr=False)
    """Where what its origins name was typed, for formats that show it; empty for all others."""

    def flow(self) -> Iterator[Block]:
        """Yield every block in printed order, from the mark to the imprint and what is not bound with it."""
        if self.head:
            yield from self.head.flow()
        yield self.title
        yield from (block for block in (self.draft_note, self.addressees) if block)
        yield from self.body
        if self.signature:
            yield from (*self.signature.issuers, self.signature.date)
        if self.note:
            yield self.note
        for attachment in self.attachments:
            if attachment.bound:
                yield from attachment.flow()
        if self.imprint:
            yield from self.imprint.flow()
        for attachment in self.attachments:
            if not attachment.bound:
                yield from attachment.flow()


def paragraphs(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    """Yield every paragraph of `blocks` in printed order, those inside table cells included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if cell:
                        yield from cell.paragraphs


def printed(block: Block) -> Block:
    """Return `block` as paper shows it: neighbouring runs of one look joined, a total row like any other.

    Two blocks print alike exactly when this makes them equal.
    """
    if isinstance(block, Paragraph):
        return joined(block)
    if isinstance(block, Figure):
        return block
    return Table(block.id, block.columns, tuple(map(_printed_row, block.rows)))


def joined(paragraph: Paragraph) -> Paragraph:
    """Return `paragraph` with neighbouring runs of one role made one; origins are not kept."""
    runs = paragraph.runs
    if len(runs) == 1 and runs[0].text:
        return paragraph
    return Paragraph(paragraph.role, _joined(runs))


def _printed_row(row: Row) -> Row:
    kind = RowKind.HEADER if row.kind is RowKind.HEADER else RowKind.DATA
    return Row(tuple(cell and _printed_cell(cell) for cell in row.cells), kind)


def _printed_cell(cell: Cell) -> Cell:
    lines = tuple(map(joined, cell.paragraphs))
    if all(map(is_, lines, cell.paragraphs)):
        return cell
    return replace(cell, paragraphs=lines)


def _joined(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].role is run.role:
            joined[-1] = Run(joined[-1].text + run.text, run.role)
        elif run.text:
            joined.append(Run(run.text, run.role))
    return tuple(joined)
