"""保险责任表: what a scheme pays, a line for each age group."""

from collections.abc import Iterator

from docgen.composer.inline import runs
from docgen.composer.tables import lines_cell
from docgen.diagnostics import Address, Mistake, Words
from docgen.document import Block, Cell, Origin, Role, Row, RowKind, Run, Table
from docgen.model.evaluation import Evaluation
from docgen.model.expressions import Leaf
from docgen.model.given import Given
from docgen.model.mistakes import right_one
from docgen.model.program import Benefit, Term

_HEADER = ("保险责任", "理赔标准")
_NO_SCHEMES = Words("还没有投保方案，先写在 schemes 下", "there are no schemes yet: write one in schemes")


def benefits_table(evaluation: Evaluation, id: str, at: Address) -> Iterator[Block]:
    """Yield the table of the scheme `id`; an unknown scheme is reported at `at`."""
    schemes = {scheme.id: scheme.label for scheme in evaluation.program.schemes}
    if id not in schemes:
        words = Words(f"没有投保方案“{id}”", f"there is no scheme `{id}`")
        evaluation.report(Mistake("unknown-scheme", words, right_one(id, schemes, _NO_SCHEMES)), at)
        return
    index = list(schemes).index(id)
    base = evaluation.at("schemes", index)
    header = Row(
        tuple(lines_cell([(Run(text, None, Origin(base)),)], Role.CELL_HEAD) for text in _HEADER),
        RowKind.HEADER,
    )
    benefits = enumerate(evaluation.program.schemes[index].benefits)
    rows = tuple(
        _row(evaluation, benefit, evaluation.at("schemes", index, "benefits", i)) for i, benefit in benefits
    )
    yield Table(f"{id}_benefits", ("benefit", "terms"), (header, *rows))


def term_text(evaluation: Evaluation, term: Term) -> str:
    """Return the normal form of a term: 70周岁以下：0.3万元，免赔额200元."""
    pieces = (_piece(evaluation, given) for given in (term.age, term.amount, term.limit, term.deductible))
    age, amount, limit, deductible = pieces
    paid = f"以{limit}为限" if limit else amount
    return (f"{age}：" if age else "") + paid + (f"，免赔额{deductible}" if deductible else "")


def _piece(evaluation: Evaluation, given: Given | None) -> str:
    if given is None:
        return ""
    leaf: Leaf = evaluation.leaf(given, evaluation.at())
    return leaf.value.printed() if leaf.shown is None else leaf.shown


def _row(evaluation: Evaluation, benefit: Benefit, at: Address) -> Row:
    label = runs(evaluation.line(benefit.label, at._replace(path=(*at.path, "label"))))
    return Row((lines_cell([label], Role.CELL_CENTER), _terms(evaluation, benefit, at)))


def _terms(evaluation: Evaluation, benefit: Benefit, at: Address) -> Cell:
    lines: list[tuple[Run, ...]] = []
    if benefit.amount:
        place = at._replace(path=(*at.path, "amount"))
        lines.append((Run(_piece(evaluation, benefit.amount), None, Origin(place)),))
    for index, term in enumerate(benefit.terms):
        place = at._replace(path=(*at.path, "terms", index))
        text = term_text(evaluation, term) if term.shown is None else term.shown
        lines.append((Run(text, None, Origin(place)),))
    return lines_cell(lines or [()], Role.CELL_TEXT)
