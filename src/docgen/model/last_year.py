"""`last_year`: the year before as a number, and the data of the program's file of that year."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Mistake, Words
from docgen.model.expressions import Leaf, Namespace
from docgen.model.row_names import no_such_row
from docgen.model.values import Kind, Quantity
from docgen.records import record

if TYPE_CHECKING:
    from docgen.model.evaluation import Evaluation

_MEMBERS: Final = ("label", "facts", "targets", "deadlines", "schemes", "tables")


@record
class LastYear(Leaf):
    """The year before; its members are the data of the program of that year."""

    evaluation: "Evaluation | None" = None
    row: tuple[str, str] | None = None
    """The table and the row id that `last_year.row` means."""

    def member(self, name: str) -> Leaf | Namespace:
        """Return what `name` stands for in the program of the year before; KeyError when there is none.

        Raises Mistake when there is no such program.
        """
        if name not in self.names() or self.evaluation is None:
            raise KeyError(name)
        earlier = self.evaluation.earlier()
        if earlier is None:
            raise _no_program(self.evaluation)
        if name != "row" or self.row is None:
            return earlier.names.member(name)
        table, row = self.row
        found = earlier.tables.get(table)
        if found is None:
            raise _no_table(table)
        counted = found.spec.data_year
        if counted not in (None, earlier.program.year):
            raise _of_another_year(table, (earlier.program.year, counted or 0))
        if row not in found.row_numbers:
            raise no_such_row(row, f"{self.evaluation.program.year - 1} {table}")
        return found.names(row).member("row")

    def names(self) -> Sequence[str]:
        """Return the names of its members."""
        return (*_MEMBERS, "row") if self.row else _MEMBERS


def last_year(evaluation: "Evaluation", row: tuple[str, str] | None = None) -> LastYear:
    """Return the year before the program's."""
    year = Quantity(Kind.NUMBER, Fraction(evaluation.program.year - 1))
    return LastYear(year, evaluation.at("year"), None, evaluation, row)


def _no_program(evaluation: "Evaluation") -> Mistake:
    program = evaluation.program
    file = f"content/{program.year - 1}/{program.id}.yaml"
    words = Words(
        f"没有上一年的方案 {file}，或它有错误", f"there is no sound program of the year before, {file}"
    )
    hint = Words(
        f"建立 {file}，写上当年的表格（quota_tables）",
        f"make {file} with that year's quota_tables",
    )
    return Mistake("no-last-year", words, hint)


def _no_table(table: str) -> Mistake:
    words = Words(
        f"上一年的方案里没有表格“{table}”", f"the program of the year before has no table `{table}`"
    )
    hint = Words("用 last_year.tables.表格.row.栏 指明哪张表", "say which: last_year.tables.TABLE.row.COLUMN")
    return Mistake("unknown-name", words, hint)


def _of_another_year(table: str, years: tuple[int, int]) -> Mistake:
    year, counted = years
    words = Words(
        f"{year} 年方案的表格“{table}”印的是 {counted} 年的数，不是 {year} 年的",
        f"the table `{table}` of {year} holds the figures of {counted}, not those of {year}",
    )
    hint = Words(
        f"在 {year} 年的方案里另建一张填报表，用 last_year.tables.编号.row.栏 引用",
        f"file the figures of {year} in a table of their own: last_year.tables.TABLE.row.COLUMN",
    )
    return Mistake("stale-last-year", words, hint)
