"""The cells of an evaluated quota table: of its rows, and of the rows that docgen makes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from docgen.diagnostics import Address, Mistake, Sources, Words
from docgen.model.agencies import Roster
from docgen.model.cells import EvaluatedCell, added, cell_text, fit, hidden, is_numeric
from docgen.model.columns import BLANKS, ColumnValues, Failed
from docgen.model.expressions import Leaf, parse_expression
from docgen.model.mistakes import nearest
from docgen.model.row import Row
from docgen.model.row_names import Place, PlaceNames
from docgen.model.scope import HIDDEN, UNAVAILABLE
from docgen.model.summaries import ComputedCell, ComputedRow
from docgen.model.table import MADE, Column
from docgen.model.values import Text, Value

if TYPE_CHECKING:
    from docgen.model.tables import EvaluatedTable


def data_cell(table: "EvaluatedTable", row: int, column: Column) -> EvaluatedCell:
    """Return a cell of a row of data.

    Raises UNAVAILABLE where it has a mistake, which is reported.
    """
    if column.type == "serial":
        return EvaluatedCell(None, str(table.serials[row]), table.row_address(row))
    if column.type == "group":
        label = table.group_label(table.group_of(row))
        return EvaluatedCell(Text(label) if label else None, label, table.row_address(row))
    if table.misnames(row, column):
        raise UNAVAILABLE
    if column.type == "name" and not str(table.raw(row, column) or "").strip():
        return _name(table, row)
    values = table.column(column)
    cell = _valued(table, row, column, values)
    typed = values.typed.get(row)
    private = (typed is not None and typed.private) or (table.rows[row].private and column.type == "name")
    return hidden(cell, HIDDEN) if table.evaluation.public and private else cell


def data_texts(table: "EvaluatedTable", column: Column) -> Callable[[int], str]:
    """Return what tells the text of a cell, by row, without making the cell; of a mistaken one, nothing."""

    def made(row: int) -> str:
        return table.cell_or_empty(Place(row=row), column).text

    if column.type == "serial":
        return lambda row: str(table.serials[row])
    if column.type in MADE or table.evaluation.public:
        return made
    try:
        values = table.column(column)
    except Mistake:
        return made  # all of it is mistaken
    blank, prints = column.blank or "" if column.formula else "", table.printers[column.id]
    named = column.type == "name"

    def text(row: int) -> str:
        value = values.values[row]
        if row in values.typed or isinstance(value, Failed):
            return made(row)
        if value is None or (named and not value.printed().strip()):
            return made(row) if named else blank
        try:
            return prints(value)
        except Mistake:
            return ""

    return text


def _valued(table: "EvaluatedTable", row: int, column: Column, values: ColumnValues) -> EvaluatedCell:
    value, at, typed = values.value(row), table.address(row, column), values.typed.get(row)
    text = column.blank or "" if value is None and column.formula else table.printers[column.id](value)
    if typed is None:
        return EvaluatedCell(value, text, at, *_way(table, row, column))
    expression, sources = ("", ()) if typed.overrides else _way(table, row, column)
    return EvaluatedCell(
        value,
        text if typed.shown is None else typed.shown,
        at._replace(path=at.path + typed.inner),
        expression,
        sources,
        computed=values.computed.get(row),
        shown=typed.shown,
        reason=typed.reason,
    )


def _way(table: "EvaluatedTable", row: int, column: Column) -> tuple[str, Sources]:
    """Return a cell's formula and what tells what it read."""
    if not column.formula:
        return "", ()
    formula = parse_expression(column.formula)
    return column.formula, lambda: formula.reads(table.scope(row))


def _name(table: "EvaluatedTable", row: int) -> EvaluatedCell:
    here, roster, at = table.rows[row], table.roster, table.row_address(row)
    found = table.entries.get(here.id)
    if found is None or roster is None:
        if roster or not table.spec.roster:
            table.report(_no_name(here, roster), at)
        raise UNAVAILABLE
    index, entry = found
    place = Address(table.evaluation.office.roster_files[roster.id], ("entries", index, "name"))
    private = (entry.private or here.private) and table.evaluation.public
    return EvaluatedCell(Text(entry.name), HIDDEN if private else entry.name, at, sources=(place,))


# -- rows that docgen makes ---------------------------------------------------------------------------------


def made_address(table: "EvaluatedTable", place: Place, column: Column) -> Address:
    """Return where a cell of a total, a subtotal or a computed row comes from."""
    if place.computed is not None:
        inner = ("cells", column.id) if column.id in _computed_row(table, place).cells else ("label",)
        return table.at("computed_rows", place.computed, *inner)
    if column.total == "formula":
        return table.formula_address(column)
    return table.at("subtotal" if place.group else "total")


def made_cell(table: "EvaluatedTable", place: Place, column: Column) -> EvaluatedCell:
    """Return a cell of a total, a subtotal or a computed row.

    Raises Mistake where its formula has one.
    """
    at = made_address(table, place, column)
    if place.computed is not None:
        return _computed(table, place, column, at)
    if column is label_column(table):
        label = _total_label(table, place)
        return EvaluatedCell(Text(label), label, at)
    if not table.sums(column):
        return EvaluatedCell(None, "", at)
    if column.total == "formula":
        return _in_form(table, place, column, (column.formula or "", column.blank))
    rows = table.rows_of(place.group)
    given = table.column(column).given(rows)
    if column.input and not given:
        return EvaluatedCell(None, "", at)  # nothing has come back yet
    total = added(given, column)
    read = lambda: tuple(table.address(row, column) for row in rows)  # noqa: E731
    return EvaluatedCell(total, cell_text(total, column), at, sources=read)


def label_column(table: "EvaluatedTable") -> Column:
    """Return the column in which a row that docgen makes says what it is."""
    return next((c for c in table.spec.columns if c.type == "name"), table.spec.columns[0])


def in_form(column: Column, given: ComputedCell) -> Column:
    """Return the column as a computed row prints it: in the form that its cell asks for."""
    changed: dict[str, object] = {"unit": None, "decimals": None} if given.type else {}
    asked = {key: getattr(given, key) for key in ("type", "unit", "decimals")}
    changed |= {key: value for key, value in asked.items() if value is not None}
    return column.model_copy(update=changed)


def leaf_of(cell: EvaluatedCell, column: Column) -> Leaf:
    """Return a cell as a value for expressions.

    Raises Mistake for an empty cell of a numeric column.
    """
    if cell.value is None and is_numeric(column):
        raise no_number(column)
    return Leaf(cell.value or Text(cell.text), cell.at, cell.shown)


def no_number(column: Column) -> Mistake:
    """Return the mistake of a formula that reads an empty cell."""
    words = Words(f"“{column.label}”这一格没有数字", f"the cell of `{column.id}` is empty")
    return Mistake("missing-cell", words, Words(f"在这一行写上 {column.id}", f"write `{column.id}`"))


def _computed_row(table: "EvaluatedTable", place: Place) -> ComputedRow:
    return table.spec.computed_rows[place.computed or 0]


def _total_label(table: "EvaluatedTable", place: Place) -> str:
    spec = table.spec.subtotal if place.group else table.spec.total
    at = table.at("subtotal" if place.group else "total", "label")
    return table.evaluation.words(spec.label, at, PlaceNames(table, place)) if spec else ""


def _computed(table: "EvaluatedTable", place: Place, column: Column, at: Address) -> EvaluatedCell:
    spec = _computed_row(table, place)
    given = spec.cells.get(column.id)
    if given is not None:
        return _in_form(table, place, in_form(column, given), (given.formula, spec.blank))
    if column is label_column(table):
        label = table.words(spec.label, at)
        return EvaluatedCell(Text(label), label, at)
    return EvaluatedCell(None, "", at)


def _in_form(
    table: "EvaluatedTable", place: Place, column: Column, given: tuple[str, str | None]
) -> EvaluatedCell:
    """Return a made cell computed by its formula; `given` is that and what is printed where it cannot be."""
    source, blank = given
    at = made_address(table, place, column)
    try:
        evaluated = parse_expression(source).evaluate(PlaceNames(table, place))
        value: Value = fit(evaluated.value, column)
    except Mistake as mistake:
        if blank is None or mistake.id not in BLANKS:
            raise
        return EvaluatedCell(None, blank, at, source)
    return EvaluatedCell(value, cell_text(value, column), at, source, evaluated.reads)


def _no_name(row: Row, roster: Roster | None) -> Mistake:
    if roster is None:
        words = Words(f"这一行（{row.id}）没有名称", f"the row `{row.id}` has no name")
        return Mistake(
            "missing-name",
            words,
            Words("写上名称，或给表格指定名册（roster）", "write it, or give the table a `roster`"),
        )
    near = nearest(row.id, {entry.id: entry.name for entry in roster.entries})
    words = Words(f"名册“{roster.label}”里没有“{row.id}”", f"the roster `{roster.id}` has no `{row.id}`")
    hint = (
        Words(f"改为“{near}”", f"write `{near}`")
        if near
        else Words("先把它加进名册", "add it to the roster first")
    )
    return Mistake("unknown-entry", words, hint)
