"""Facts: named values, given or computed from others."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.expressions import Leaf, Namespace
from docgen.model.scope import Names
from docgen.model.table import Fact
from docgen.model.values import Quantity, Value, in_unit

if TYPE_CHECKING:
    from docgen.model.evaluation import Evaluation

Member = Callable[[], Leaf | Namespace]


def fact_names(evaluation: "Evaluation", facts: Iterable[Fact], at: Address) -> Namespace:
    """Return facts by id; one with a formula is computed when it is asked for."""
    return Names(
        {
            fact.id: partial(_fact, evaluation, fact, at._replace(path=(*at.path, i)))
            for i, fact in enumerate(facts)
        }
    )


def _fact(evaluation: "Evaluation", fact: Fact, at: Address) -> Leaf:
    if fact.value is not None:
        return evaluation.leaf(fact.value, at._replace(path=(*at.path, "value")), f"facts.{fact.id}")
    place = at._replace(path=(*at.path, "formula"))
    formula = fact.formula or ""
    value = evaluation.once(
        ("fact", at.path), f"facts.{fact.id}", place, lambda: _computed(evaluation, fact, formula)
    )
    return Leaf(value, place)


def _computed(evaluation: "Evaluation", fact: Fact, formula: str) -> Value:
    value = evaluation.evaluate(formula).value
    if isinstance(value, bool):
        words = Words("算式得到的不是数字", "the formula does not give a number")
        raise Mistake("wrong-result", words, Words("用 + - * / 计算", "compute with + - * /"))
    return in_unit(value, fact.unit) if fact.unit and isinstance(value, Quantity) else value
