"""A program's values, each computed once and on demand: names for expressions, printed text, tables."""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import replace
from itertools import accumulate, chain
from typing import TypeVar

from docgen.diagnostics import Address, Finding, Mistake, Severity, Words
from docgen.model.expressions import Evaluated, Leaf, Namespace, parse_expression
from docgen.model.given import Given
from docgen.model.last_year import LastYear, last_year
from docgen.model.mistakes import right_one
from docgen.model.names import program_names, unit_names
from docgen.model.program import Program
from docgen.model.program_tables import Tables, complete
from docgen.model.scope import HIDDEN, UNAVAILABLE, Elsewhere, Office, Printed
from docgen.model.tables import EvaluatedTable
from docgen.model.templates import Piece, read_template
from docgen.model.values import Text

T = TypeVar("T")
_DEEPEST = 50


class Evaluation:
    """The evaluated program: every mistake met on the way is kept in `findings`."""

    def __init__(
        self,
        program: Program,
        file: str,
        office: Office,
        *,
        public: bool = False,
        earlier: "Callable[[], Evaluation | None]" = lambda: None,
    ) -> None:
        self.program = program
        self.earlier = earlier
        """Returns the program of the year before, evaluated; None where there is none."""
        self.file = file
        self.office = office
        self.public = public
        self.findings: list[Finding] = []
        self._reported: set[Finding] = set()
        self.unit: str | None = None
        """The row id of the unit whose pack is printed; None for the paper that goes to all."""
        self._known: MutableMapping[object, object] = {}
        self._pending: dict[object, str] = {}
        self._complete = False
        self.tables = Tables(self)
        self.names: Namespace = program_names(self)

    # -- values ---------------------------------------------------------------------------------------------

    def at(self, *path: str | int, offset: int = 0) -> Address:
        """Return the address of a value of the program's file."""
        return Address(self.file, path, offset)

    def once(self, key: object, label: str, at: Address, compute: Callable[[], T]) -> T:
        """Return `compute()`, done once for `key`; a cycle through `label` is a mistake at `at`.

        Raises UNAVAILABLE when the value has a mistake; the mistake itself is in `findings` then.
        """
        if key in self._known:
            known = self._known[key]
            if known is UNAVAILABLE:
                raise UNAVAILABLE
            return known  # type: ignore[return-value]
        with self._entered(key, label, at):
            value = compute()
            self._known[key] = value
            return value

    @contextmanager
    def _entered(self, key: object, label: str, at: Address) -> Iterator[None]:
        try:
            if key in self._pending or len(self._pending) >= _DEEPEST:
                raise self._cycle(key, label)
            self._pending[key] = label
            try:
                yield
            finally:
                del self._pending[key]
        except Mistake as mistake:
            self._known[key] = UNAVAILABLE
            self.report(mistake, at)
            raise UNAVAILABLE from None

    def _cycle(self, key: object, label: str) -> Mistake:
        chain = list(self._pending.values())
        if key not in self._pending:
            words = Words(
                f"算式层层引用超过 {_DEEPEST} 层", f"formulas refer to each other more than {_DEEPEST} deep"
            )
            return Mistake(
                "too-deep", words, Words("把中间结果写成数据", "write an intermediate value as data")
            )
        chain = [*chain[list(self._pending).index(key) :], label]
        way = " → ".join(chain)
        words = Words(f"互相引用，形成循环：{way}", f"these refer to each other in a cycle: {way}")
        return Mistake("cycle", words, Words("去掉其中一处引用", "remove one of the references"))

    def report(self, mistake: Mistake, at: Address) -> None:
        """Keep `mistake` as an error at `at`, unless it follows from one that is kept."""
        if mistake.id == UNAVAILABLE.id:
            return
        place = at._replace(offset=at.offset + mistake.offset)
        finding = Finding(mistake.id, Severity.ERROR, place, mistake.message, mistake.hint)
        if finding not in self._reported:
            self._reported.add(finding)
            self.findings.append(finding)

    def complete(self) -> None:
        """Evaluate what no printed text asks for, too, so that one run finds every mistake."""
        if self._complete:
            return
        self._complete = True
        packs = self.program.packs
        if packs and self.tables.get(packs.table) is None:
            known = {table.spec.id: table.spec.title for table in self.tables}
            words = Words(f"没有表格“{packs.table}”", f"there is no table `{packs.table}`")
            none = Words("先把表格写在 quota_tables 下", "write the table in quota_tables first")
            mistake = Mistake("unknown-table", words, right_one(packs.table, known, none))
            self.report(mistake, self.at("packs", "table"))
        if (
            packs
            and packs.form
            and not any(each.input for table in self.tables for each in table.spec.columns)
        ):
            self.report(_NO_FORM, self.at("packs", "form"))
        for table in self.tables:
            complete(table)
        _visit(self.names)

    def for_unit(self, unit: str) -> "Evaluation":
        """Return what the pack of one unit is printed from: `unit` is its row of the packs' table.

        Values that are known stay known; mistakes met on the way are those of the pack.
        """
        own = copy(self)
        own.unit, own.findings, own._reported, own._pending = unit, [], set(), {}
        own._known = ChainMap({}, self._known)
        own.names = unit_names(self, unit)
        return own

    def unit_row(self, table: EvaluatedTable) -> int | None:
        """Return the one row of a table that is printed for a unit; None for a whole table."""
        packs = self.program.packs
        main = self.tables.get(packs.table) if packs and self.unit else None
        if main is None or self.unit is None or table.spec.roster != main.spec.roster:
            return None
        return table.row_numbers.get(self.unit)

    def last_year(self, table: str, row: str) -> Namespace:
        """Return the year before as the row of a table sees it."""
        return last_year(self, (table, row))

    def leaf(self, given: Given, at: Address, label: str = "") -> Leaf:
        """Return a given value as a leaf for expressions: what it is, and what it prints as."""
        shown = HIDDEN if given.private and self.public else given.shown
        place = at._replace(path=at.path + given.inner)
        if isinstance(given.value, Text):
            return replace(self.text_leaf(given.value.text, place, label), shown=shown)
        return Leaf(given.value, place, shown)

    def evaluate(self, source: str, names: Namespace | None = None) -> Evaluated:
        """Return the value of the expression `source`.

        Raises Mistake.
        """
        return parse_expression(source).evaluate(names or self.names)

    def holds(self, condition: str | None, at: Address) -> bool:
        """Return whether `condition` is true, or absent; a wrong one is reported and counts as true."""
        if condition is None:
            return True
        try:
            value = self.evaluate(condition).value
            if not isinstance(value, bool):
                raise _NO_CONDITION
        except Mistake as mistake:
            self.report(mistake, at)
            return True
        return value

    # -- text -----------------------------------------------------------------------------------------------

    def paragraphs(
        self, raw: str, at: Address, names: Namespace | None = None
    ) -> tuple[tuple[Printed, ...], ...]:
        """Return the printed paragraphs of the text `raw`, every expression evaluated on its own."""
        template = read_template(raw)
        for mistake in template.mistakes:
            self.report(mistake, at)
        names = names or self.names
        found: list[tuple[Printed, ...]] = []
        for pieces in template.paragraphs:
            printed = tuple([self._printed(piece, at, names) for piece in pieces])
            if any("\n" in piece.text for piece in printed):
                found.extend(_split(printed))
            else:
                found.append(printed)
        return tuple(found)

    def line(self, raw: str, at: Address, names: Namespace | None = None) -> tuple[Printed, ...]:
        """Return the text `raw` as one paragraph."""
        paragraphs = self.paragraphs(raw, at, names)
        return paragraphs[0] if len(paragraphs) == 1 else tuple(chain.from_iterable(paragraphs))

    def words(self, raw: str, at: Address, names: Namespace | None = None) -> str:
        """Return the text `raw` as one string, each of its lines as a line."""
        lines = raw.rstrip("\n").split("\n")
        starts = accumulate((len(line) + 1 for line in lines), initial=0)
        places = (at._replace(offset=at.offset + start) for start in starts)
        found = (self._text(line, place, names) for line, place in zip(lines, places, strict=False))
        return "\n".join(found)

    def text_leaf(self, raw: str, at: Address, label: str) -> Leaf:
        """Return the text `raw` as a value that other texts may print, its paragraphs parted by line ends."""

        return Leaf(self.once(("text", at.path), label, at, lambda: Text(self._text(raw, at))), at)

    def _text(self, raw: str, at: Address, names: Namespace | None = None) -> str:
        paragraphs = self.paragraphs(raw, at, names)
        return "\n".join("".join(piece.text for piece in pieces) for pieces in paragraphs)

    def _printed(self, piece: Piece, at: Address, names: Namespace) -> Printed:
        place = Address(at.file, at.path, at.offset + piece.offset)
        expression = piece.expression
        if expression is None:
            return Printed(piece.text, place)
        try:
            evaluated = expression.evaluate(names)
            return Printed(evaluated.text, place, expression.source, evaluated.reads)
        except Mistake as mistake:
            self.report(mistake, place)
            return Printed("", place, expression.source)


def _split(pieces: Iterable[Printed]) -> Iterator[tuple[Printed, ...]]:
    """Yield the paragraphs of one typed paragraph: a text printed inside it may bring some of its own."""
    here: list[Printed] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        here.append(piece._replace(text=first))
        for text in others:
            yield tuple(here)
            here = [piece._replace(text=text)]
    yield tuple(here)


def _visit(group: Namespace) -> None:
    """Ask for every value below `group`; what is wrong with one is reported where it is computed."""
    for name in () if isinstance(group, Elsewhere | LastYear) else group.names():
        with suppress(Mistake):
            _visit(group.member(name))


_NO_CONDITION = Mistake(
    "not-a-condition",
    Words("“条件”（when）要写成比较", "`when` must be a comparison"),
    Words("例如 when: targets.coverage >= 0.8", "for example when: targets.coverage >= 0.8"),
)
_NO_FORM = Mistake(
    "no-form",
    Words("没有要填报的栏，附不了填报表", "no column is filled in by units: there is no form to add"),
    Words(
        "给要填报的栏写 input: true，或删去 form", "write `input: true` for such columns, or remove `form`"
    ),
)
