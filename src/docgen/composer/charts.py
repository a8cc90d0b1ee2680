"""Charts of tables: which cells become bars, in which order, and the line of the target."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from docgen.chart import Bar, Chart, Place
from docgen.diagnostics import Mistake, Words
from docgen.document import Block, Cell, RowKind, Table
from docgen.drawing.picture import figures
from docgen.model.cells import cell_text, fit, in_column_unit, is_numeric
from docgen.model.chart import MOST_BARS
from docgen.model.chart import Chart as ChartSpec
from docgen.model.evaluation import Evaluation
from docgen.model.mistakes import right_one
from docgen.model.table import Column
from docgen.model.tables import EvaluatedTable
from docgen.profiles import load


def charted(evaluation: Evaluation, table: EvaluatedTable, printed: Table) -> Iterator[Block]:
    """Yield the printed table with its chart, and the chart's pictures where paper is to show them."""
    spec = table.spec.chart
    chart = _Chart(evaluation, table, spec).chart(printed) if spec else None
    yield replace(printed, chart=chart)
    if spec and chart and spec.word:
        profile = load()
        yield from figures(chart, (profile.font("黑体"), profile.font("宋体")))


class _Chart:
    """The chart of one table; what is wrong with it is reported."""

    def __init__(self, evaluation: Evaluation, table: EvaluatedTable, spec: ChartSpec) -> None:
        self._evaluation = evaluation
        self._table = table
        self._spec = spec
        self._columns = table.spec.columns

    def chart(self, printed: Table) -> Chart | None:
        value = self._column("value", self._spec.value)
        names = (column.id for column in self._columns if column.type == "name")
        label = self._column("label", self._spec.label or next(names, self._columns[0].id))
        if value is None or label is None:
            return None
        if not is_numeric(value):
            self._report(_no_number(value), "value")
            return None
        bars = self._ordered(_bars(printed, self._columns.index(label), self._columns.index(value)))
        if len(bars) > MOST_BARS:
            self._report(_too_many(len(bars)), "value")
            return None
        if not bars:
            return None
        headings = (self._table.heading(label), self._table.heading(value))
        target, text = self._target(value)
        return Chart(self._title(headings[1]), bars, headings, _number_format(printed, bars), target, text)

    def _column(self, key: str, id: str) -> Column | None:
        known = {column.id: column.label for column in self._columns}
        if id not in known:
            words = Words(f"这张表没有“{id}”这一栏", f"the table has no column `{id}`")
            self._report(Mistake("unknown-column", words, right_one(id, known, words)), key)
        return next((column for column in self._columns if column.id == id), None)

    def _ordered(self, bars: list[Bar]) -> tuple[Bar, ...]:
        if self._spec.sort:
            sign = -1 if self._spec.sort == "descending" else 1
            # Those without a number come last, equal ones in the order of the table.
            bars = sorted(bars, key=lambda bar: (bar.value is None, sign * (bar.value or 0)))
        return tuple(bars[: self._spec.first])

    def _title(self, heading: str) -> str:
        at = self._table.at("chart", "title")
        if self._spec.title:
            return self._evaluation.words(self._spec.title, at).replace("\n", "")
        title = self._evaluation.words(self._table.spec.title, self._table.at("title"))
        return f"{title}：{heading}".replace("\n", "")

    def _target(self, column: Column) -> tuple[Fraction | None, str]:
        if not self._spec.target:
            return None, ""
        try:
            value = fit(self._evaluation.evaluate(self._spec.target).value, column)
        except Mistake as mistake:
            self._report(mistake, "target")
            return None, ""
        return in_column_unit(value, column), f"目标{cell_text(value, column)}"

    def _report(self, mistake: Mistake, key: str) -> None:
        self._evaluation.report(mistake, self._table.at("chart", key))


def _bars(printed: Table, label: int, value: int) -> list[Bar]:
    """Return a bar for each data row; a label that covers several rows is that of each."""
    bars: list[Bar] = []
    name, name_at = Cell(()), Place(0, label)
    for index, row in enumerate(printed.rows):
        if row.kind is not RowKind.DATA:
            continue
        if cell := row.cells[label]:
            name, name_at = cell, Place(index, label)
        drawn = row.cells[value] or Cell(())
        number = drawn.value if isinstance(drawn.value, Fraction) else None
        words = name.text.replace("\n", "")
        bars.append(Bar(words, number, drawn.text, name_at, Place(index, value)))
    return bars


def _number_format(printed: Table, bars: tuple[Bar, ...]) -> str:
    """Return the format that the most exact of the bars' cells has."""
    cells = (printed.rows[bar.value_at.row].cells[bar.value_at.column] for bar in bars)
    return max(
        (cell.number_format for cell in cells if cell and cell.value is not None), key=len, default="0"
    )


def _no_number(column: Column) -> Mistake:
    words = Words(
        f"“{column.label}”这一栏不是数字，画不成图", f"the column `{column.id}` holds no numbers to draw"
    )
    return Mistake("column-type", words, Words("换一个数字栏", "choose a column of numbers"))


def _too_many(count: int) -> Mistake:
    words = Words(
        f"这张表有 {count} 行，一张图最多画 {MOST_BARS} 个",
        f"the table has {count} rows; a chart shows {MOST_BARS} at most",
    )
    hint = Words(
        "例如写 sort: descending 和 first: 20，只画最大的 20 个",
        "for example `sort: descending` and `first: 20` for the 20 largest",
    )
    return Mistake("too-many-bars", words, hint)
