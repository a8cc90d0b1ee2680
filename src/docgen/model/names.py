"""What expressions of a program can name: facts, targets, deadlines, schemes, tables, texts, annexes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from docgen.diagnostics import Address
from docgen.model.expressions import Leaf, Namespace
from docgen.model.facts import Member, fact_names
from docgen.model.given import Given
from docgen.model.last_year import last_year
from docgen.model.notice import Notice
from docgen.model.program import Benefit, Deadline, Scheme, Target
from docgen.model.row_names import row_of
from docgen.model.scope import Names
from docgen.model.text import Annex, Body
from docgen.model.values import Date, DateRange, Kind, Quantity, Text
from docgen.records import record

if TYPE_CHECKING:
    from docgen.model.evaluation import Evaluation


@record
class PartedLeaf(Leaf):
    """A value that also has named parts: a deadline prints as a range and has `first` and `last`."""

    parts: Mapping[str, Member] = field(default_factory=dict)

    def member(self, name: str) -> Leaf | Namespace:
        """Return the part `name`; KeyError when there is none."""
        return self.parts[name]()

    def names(self) -> tuple[str, ...]:
        """Return the names of its parts."""
        return tuple(self.parts)


def program_names(evaluation: "Evaluation") -> Namespace:
    """Return the program's names for expressions."""
    program = evaluation.program
    facts = fact_names(evaluation, program.facts, evaluation.at("facts"))
    members: dict[str, Member] = {
        "year": lambda: _year(program.year, evaluation.at("year")),
        "last_year": lambda: last_year(evaluation),
        "label": lambda: evaluation.text_leaf(program.label, evaluation.at("label"), "label"),
        "facts": lambda: facts,
        "targets": lambda: _by_id(program.targets, partial(_target, evaluation)),
        "deadlines": lambda: _by_id(program.deadlines, partial(_deadline, evaluation)),
        "schemes": lambda: _by_id(program.schemes, partial(_scheme, evaluation)),
        "tables": lambda: Names({table.spec.id: table.names for table in evaluation.tables}),
        "annexes": lambda: annex_names(evaluation, annex_bodies(evaluation)),
    }
    if program.guiding_principles:
        words = program.guiding_principles
        members["guiding_principles"] = lambda: evaluation.text_leaf(
            words, evaluation.at("guiding_principles"), "guiding_principles"
        )
    for name, body in (("notice", program.notice), ("plan", program.plan)):
        if body:
            members[name] = partial(_body, evaluation, name, body)
    return Names(members)


def unit_names(evaluation: "Evaluation", unit: str) -> Namespace:
    """Return the names that the paper of one unit sees: the program's, and `unit` with the unit's figures."""
    members: dict[str, Member] = {
        name: partial(evaluation.names.member, name) for name in evaluation.names.names()
    }
    packs, assignment = evaluation.program.packs, evaluation.program.assignment
    table = evaluation.tables.get(packs.table) if packs else None
    if table is not None:
        members["unit"] = lambda: row_of(table, unit)
        members["tables"] = lambda: Names(
            {each.spec.id: partial(each.names, unit) for each in evaluation.tables}
        )
    if assignment:
        members["annexes"] = lambda: annex_names(evaluation, [("assignment", assignment)])
    return Names(members)


def annex_bodies(evaluation: "Evaluation") -> list[tuple[str, Body]]:
    """Return the texts that may list annexes, with their keys, in printed order."""
    program = evaluation.program
    return [(key, body) for key, body in (("notice", program.notice), ("plan", program.plan)) if body]


def annex_marks(annexes: tuple[Annex, ...]) -> tuple[str, ...]:
    """Return what the annexes of one text are called: 附件, or 附件1, 附件2 where there are several."""
    if len(annexes) == 1:
        return ("附件",)
    return tuple(f"附件{number}" for number in range(1, len(annexes) + 1))


def annex_names(evaluation: "Evaluation", bodies: list[tuple[str, Body]]) -> Namespace:
    """Return the annexes that the texts list, by id, each printed as its mark."""
    members: dict[str, Member] = {}
    for key, body in bodies:
        for index, (annex, mark) in enumerate(zip(body.annexes, annex_marks(body.annexes), strict=True)):
            members[annex.id] = partial(_annex, evaluation, annex, mark, evaluation.at(key, "annexes", index))
    return Names(members)


def annex_title(evaluation: "Evaluation", annex: Annex, at: Address) -> tuple[str, Address]:
    """Return an annex's title as written, or that of its first table, with its place."""
    if annex.title:
        return annex.title, _below(at, "title")
    table = next((evaluation.tables.get(part.table) for part in annex.parts if part.table), None)
    return (table.spec.title, table.at("title")) if table else ("", at)


def _annex(evaluation: "Evaluation", annex: Annex, mark: str, at: Address) -> PartedLeaf:
    title, title_at = annex_title(evaluation, annex, at)
    parts: dict[str, Member] = {
        "title": lambda: evaluation.text_leaf(title, title_at, f"annexes.{annex.id}.title")
    }
    return PartedLeaf(Text(mark), at, None, parts)


def _by_id(entries: Iterable[object], member: Callable[..., Leaf | Namespace]) -> Namespace:
    return Names(
        {getattr(entry, "id", ""): partial(member, entry, index) for index, entry in enumerate(entries)}
    )


def _below(at: Address, *steps: str | int) -> Address:
    return at._replace(path=at.path + steps)


def _year(year: int, at: Address) -> Leaf:
    return Leaf(Quantity(Kind.NUMBER, Fraction(year)), at)


def _target(evaluation: "Evaluation", target: Target, index: int) -> PartedLeaf:
    at = evaluation.at("targets", index)
    leaf = evaluation.leaf(target.value, _below(at, "value"), f"targets.{target.id}")
    label = partial(evaluation.text_leaf, target.label, _below(at, "label"), f"targets.{target.id}.label")
    return PartedLeaf(leaf.value, leaf.at, leaf.shown, {"label": label, "value": lambda: leaf})


def _deadline(evaluation: "Evaluation", deadline: Deadline, index: int) -> PartedLeaf:
    at = evaluation.at("deadlines", index)
    parts: dict[str, Member] = {
        key: partial(evaluation.leaf, given, _below(at, key))
        for key, given in (("date", deadline.date), ("from", deadline.first), ("to", deadline.last))
        if given
    }
    return PartedLeaf(deadline_value(deadline), at, deadline.shown or _shown(deadline.date), parts)


def deadline_value(deadline: Deadline) -> Date | DateRange:
    """Return the date or the range that a deadline names."""
    first, last = deadline.first_day, deadline.last_day
    return Date(first) if deadline.date else DateRange(first, last)


def _shown(given: Given | None) -> str | None:
    return given.shown if given else None


def _scheme(evaluation: "Evaluation", scheme: Scheme, index: int) -> Namespace:
    at = evaluation.at("schemes", index)
    benefits = Names(
        {
            benefit.id: partial(_benefit, evaluation, benefit, _below(at, "benefits", i))
            for i, benefit in enumerate(scheme.benefits)
        }
    )
    return Names(
        {
            "label": lambda: evaluation.text_leaf(
                scheme.label, _below(at, "label"), f"schemes.{scheme.id}.label"
            ),
            "premium": lambda: evaluation.leaf(scheme.premium, _below(at, "premium")),
            "unit": lambda: Leaf(Text(scheme.unit), _below(at, "unit")),
            "benefits": lambda: benefits,
        }
    )


def _benefit(evaluation: "Evaluation", benefit: Benefit, at: Address) -> Namespace:
    label = partial(evaluation.text_leaf, benefit.label, _below(at, "label"), f"benefits.{benefit.id}.label")
    members: dict[str, Member] = {"label": label}
    if benefit.amount:
        members["amount"] = partial(evaluation.leaf, benefit.amount, _below(at, "amount"))
    return Names(members)


def _body(evaluation: "Evaluation", key: str, body: Body) -> Namespace:
    at = evaluation.at(key, "title")
    members: dict[str, Member] = {"title": lambda: evaluation.text_leaf(body.title, at, f"{key}.title")}
    if isinstance(body, Notice):
        agency = evaluation.office.agencies.get(body.issuer)
        if agency:
            position = list(evaluation.office.agencies).index(body.issuer)
            place = Address(evaluation.office.agencies_file, ("agencies", position, "name"))
            members["issuer"] = lambda: Leaf(Text(agency.name), place)
        if body.date:
            members["date"] = partial(evaluation.leaf, body.date, evaluation.at(key, "date"))
    return Names(members)
