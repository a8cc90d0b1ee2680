"""Evaluated tables → fill-in forms: for each unit its rows of the tables that have columns to fill in."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from docgen.composer.form_columns import form_columns
from docgen.composer.form_rules import is_required, rule_of
from docgen.composer.table_formulas import Formulas
from docgen.composer.table_heads import header_rows
from docgen.composer.table_layout import Layout
from docgen.composer.tables import cell_role, printed_cell
from docgen.document import Cell, CellRef, Formula, Paragraph, Role, Row, Run
from docgen.form import Form, FormCell, FormColumn, FormSheet, Use
from docgen.model.cells import decimals_of, is_numeric, printed_format
from docgen.model.evaluation import Evaluation
from docgen.model.row_names import Place
from docgen.model.table import Column
from docgen.model.tables import EvaluatedTable

_DATE_FORMAT = "yyyy-m-d"
_REQUIRED = "*"
_ROOM = {"text": "　" * 10}
"""What columns are wide enough for, filled in or not."""


def form_tables(evaluation: Evaluation) -> tuple[EvaluatedTable, ...]:
    """Return the tables of a program that units fill in."""
    return tuple(table for table in evaluation.tables if table.spec.is_form)


def form_title(table: EvaluatedTable) -> str:
    """Return what a form's sheet and the workbook of its progress are called."""
    return table.words(table.spec.title, table.at("title")).replace("\n", "")


class Forms:
    """The forms of one program."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self.label = evaluation.program.label
        self._tables = [_FormTable(evaluation, table) for table in form_tables(evaluation)]

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The names of all units by row id, in the order of the tables."""
        named: dict[str, str] = {}
        for table in self._tables:
            for id, name in table.units():
                named.setdefault(id, name)
        return named

    def form(self, unit: str) -> Form:
        """Return the form of one unit: a sheet for each table that has its row."""
        program = self._evaluation.program
        rows = ((table, table.table.row_numbers.get(unit)) for table in self._tables)
        sheets = tuple((table.sheet, table.cells(row)) for table, row in rows if row is not None)
        return Form(program.id, program.label, program.year, unit, self.units[unit], sheets)


class _FormTable:
    """One table as a form."""

    def __init__(self, evaluation: Evaluation, table: EvaluatedTable) -> None:
        self.table = table
        self._evaluation = evaluation
        self._columns = form_columns(evaluation, table)
        self._header = header_rows(table, self._columns)
        places = {table.position(column): place for place, column in enumerate(self._columns)}
        self._places: Mapping[int, int] = places

    def units(self) -> Iterator[tuple[str, str]]:
        """Yield id and name of each row."""
        name = next((column for column in self.table.spec.columns if column.type == "name"), None)
        for row, each in enumerate(self.table.rows):
            shown = self.table.cell_or_empty(Place(row=row), name).text if name else ""
            yield each.id, shown or each.id

    @cached_property
    def sheet(self) -> FormSheet:
        """What all units see."""
        table = self.table
        return FormSheet(
            table.spec.id,
            _version(table),
            form_title(table),
            tuple(self._lines()),
            tuple(self._starred()),
            tuple(self._column(place, column) for place, column in enumerate(self._columns)),
        )

    def cells(self, row: int) -> tuple[FormCell, ...]:
        """Return the unit's row."""
        layout = Layout(self.table, len(self._header), row)
        formulas = Formulas(self._evaluation, layout, frozenset())
        return tuple(self._cell(formulas, row, column) for column in self._columns)

    def _cell(self, formulas: Formulas, row: int, column: Column) -> FormCell:
        place = Place(row=row)
        evaluated = self.table.cell_or_empty(place, column)
        if column.input:
            return FormCell(printed_cell(column, evaluated, None), rule_of(self.table, row, column))
        formula = None
        if column.formula and is_numeric(column):
            # What the unit has yet to fill in leaves the cell empty rather than at #DIV/0!.
            guarded = column if column.blank is not None else column.model_copy(update={"blank": ""})
            asked = replace(evaluated, expression=column.formula)
            formula = self._placed(formulas.of(place, guarded, asked))
        return FormCell(printed_cell(column, evaluated, formula))

    def _placed(self, formula: Formula | None) -> Formula | None:
        """Return a formula over the columns that the form has."""
        pieces: list[str | CellRef] = []
        for piece in formula or ():
            if isinstance(piece, str):
                pieces.append(piece)
            elif isinstance(piece, CellRef) and piece.column in self._places:
                pieces.append(CellRef(piece.row, self._places[piece.column]))
            else:
                return None
        return tuple(pieces) if pieces else None

    def _lines(self) -> Iterator[Paragraph]:
        required = any(is_required(column) for column in self._columns if column.input)
        words = "请只填黄色的格，其余的已经填好或自动算出。"
        words += f"栏名前有{_REQUIRED}的必填。" if required else ""
        yield Paragraph(Role.BODY, (Run(f"{words}填好后保存，原样发回，不要改动表格。"),))
        if self.table.spec.unit_line:
            line = self._evaluation.line(self.table.spec.unit_line, self.table.at("unit_line"))
            yield Paragraph(Role.UNIT_LINE, (Run("".join(piece.text for piece in line)),))

    def _starred(self) -> Iterator[Row]:
        """Yield the header with a star before what must be filled in."""
        stars = {
            (len(self.table.groups(column)), place)
            for place, column in enumerate(self._columns)
            if column.input and is_required(column)
        }
        for level, row in enumerate(self._header):
            cells = (
                cell and _headed(cell, starred=(level, place) in stars)
                for place, cell in enumerate(row.cells)
            )
            yield Row(tuple(cells), row.kind)

    def _column(self, place: int, column: Column) -> FormColumn:
        header = self._header[len(self.table.groups(column))].cells[place]
        star = _REQUIRED if column.input and is_required(column) else ""
        cells = (self.table.cell_or_empty(Place(row=row), column) for row in range(len(self.table.rows)))
        texts = [cell.text for cell in cells]
        use: Use = "input" if column.input else "formula" if column.formula else "locked"
        return FormColumn(
            column.id,
            star + (header.text if header else ""),
            use,
            cell_role(column),
            _number_format(column, texts),
            max((_ROOM.get(column.type, ""), *texts), key=lambda text: len(text.encode("gb18030"))),
        )


def _headed(cell: Cell, *, starred: bool) -> Cell:
    first, *others = cell.paragraphs
    runs = (Run(_REQUIRED), *first.runs) if starred else first.runs
    return replace(cell, paragraphs=(replace(first, runs=runs), *others), note="")


def _number_format(column: Column, texts: Sequence[str]) -> str:
    """Return the one format of a column's cells: with as many decimals as any of them prints."""
    if column.type == "date":
        return _DATE_FORMAT
    if not is_numeric(column):
        return "@" if column.input else "General"
    if column.type == "number" and column.decimals is None and column.input:
        return "General"
    printed = max((len(text.rstrip("%").partition(".")[2]) for text in texts), default=0)
    asked = 2 if column.type == "percent" and column.decimals is None and column.input else 0
    return printed_format(max(decimals_of(column), printed, asked), column)


def _version(table: EvaluatedTable) -> str:
    """Return the hash of what a form looks like and lets in, whatever the figures are."""
    fields = ("id", "label", "group", "type", "unit", "decimals", "choices", "formula", "round", "input")
    parts = [
        [str(getattr(column, key)) for key in (*fields, "min", "max", "blank")]
        for column in table.spec.columns
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
