"""The figures of a pack as its paper prints them, and the proof that all packs add back to the table."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from docgen.diagnostics import DocgenError, Words
from docgen.document import Document, Paragraph, Table
from docgen.model.cells import in_column_unit, is_numeric, printed_unit
from docgen.model.row_names import Place
from docgen.model.tables import EvaluatedTable
from docgen.printed_rows import PlainCells

Figures = Mapping[str, Fraction]
"""The numbers of one unit by column, in the columns' units."""


def figures(document: Document, table: EvaluatedTable, unit: str) -> Figures:
    """Return the unit's numbers in the columns that are added up.

    Raises DocgenError where the paper prints another number than the table has.
    """
    row = table.row_numbers[unit]
    found: dict[str, Fraction] = {}
    printed = _printed(document, table)
    for column in table.spec.columns:
        cell = table.cell_or_empty(Place(row=row), column)
        for text in printed.get(column.id, ()):
            if text not in (cell.text, cell.text + printed_unit(column)) and cell.shown is None:
                raise _differs(unit, column.label, text, cell.text)
        number = in_column_unit(cell.value, column)
        if is_numeric(column) and table.sums(column) and column.total != "formula" and number is not None:
            found[column.id] = number
    return found


def require_whole(table: EvaluatedTable, packs: Iterable[Figures]) -> dict[str, Fraction]:
    """Return what the packs' figures add up to.

    Raises DocgenError where that is not what the master table adds up to.
    """
    sums: dict[str, Fraction] = {}
    for each in packs:
        for id, number in each.items():
            sums[id] = sums.get(id, Fraction(0)) + number
    for id, got in sums.items():
        column = table.columns[id]
        total = in_column_unit(table.total_leaf(None, column).value, column)
        if total != got:
            raise DocgenError(
                Words(
                    f"各单位的“{column.label}”相加是 {float(got):g}，总表是 {float(total or 0):g}",
                    f"the units' `{id}` add up to {float(got):g}, the table to {float(total or 0):g}",
                ),
                Words("删去 packs 文件夹后重新生成", "delete the packs folder and run again"),
            )
    return sums


def _printed(document: Document, table: EvaluatedTable) -> dict[str, list[str]]:
    """Return what the paper prints of each column: in its table, and as `unit.column` in the text."""
    found: dict[str, list[str]] = {}
    for id, text in (*_in_table(document, table.spec.id), *_in_text(document)):
        found.setdefault(id, []).append(text)
    return found


def _in_table(document: Document, id: str) -> Iterator[tuple[str, str]]:
    for block in document.flow():
        if isinstance(block, Table) and block.id == id:
            cells = block.rows[-1].cells
            texts = (
                cells.texts if type(cells) is PlainCells else [cell.text if cell else None for cell in cells]
            )
            for column, text in zip(block.columns, texts, strict=True):
                if text is not None:
                    yield column, text


def _in_text(document: Document) -> Iterator[tuple[str, str]]:
    # What a cell prints of `unit` is its own text.
    for paragraph in (block for block in document.flow() if isinstance(block, Paragraph)):
        for run in paragraph.runs:
            head, _, column = (run.origin.expression if run.origin else "").strip().partition(".")
            if head == "unit" and column.isidentifier():
                yield column, run.text


def _differs(unit: str, label: str, seen: str, due: str) -> DocgenError:
    return DocgenError(
        Words(
            f"{unit} 的“{label}”印成了“{seen}”，总表是“{due}”",
            f"`{label}` of {unit} is printed as {seen}, the table has {due}",
        )
    )
