"""Expressions have Jinja's syntax: what docgen accepts, Jinja takes for the same tree."""

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError, nodes

from docgen.diagnostics import Mistake
from docgen.model.grammar import read_expression
from docgen.model.quantities import Text
from docgen.model.syntax import (
    Apply,
    Binary,
    Choice,
    Comparison,
    Constant,
    Logic,
    Negation,
    Node,
    Not,
    Path,
    Round,
)

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_COMPARED = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}


def _tree(node: Node) -> str:  # noqa: PLR0911 - one for each kind
    """Return the tree in words, every part in brackets."""
    match node:
        case Constant(Text(text)):
            return repr(text)
        case Constant(bool() as value):
            return str(value)
        case Constant():
            return "number"
        case Path(parts):
            of_column = parts[0].endswith("()")
            return f"{parts[0][:-2]}({'.'.join(parts[1:])})" if of_column else ".".join(parts)
        case Negation(operand):
            return f"(-{_tree(operand)})"
        case Binary(operator, left, right) | Logic(operator, left, right):
            return f"({_tree(left)}{operator}{_tree(right)})"
        case Comparison(operands, operators):
            rest = zip(operators, operands[1:], strict=True)
            return f"({_tree(operands[0])}{''.join(sign + _tree(each) for sign, each in rest)})"
        case Not(operand):
            return f"(not {_tree(operand)})"
        case Choice(condition, then, otherwise):
            return f"({_tree(then)} if {_tree(condition)} else {_tree(otherwise)})"
        case Round(operand):
            return f"round({_tree(operand)})"
        case Apply(name, arguments):
            return f"{name}({','.join(map(_tree, arguments))})"


def _jinja(node: nodes.Node) -> str:  # noqa: PLR0911, PLR0912 - one for each kind
    match node:
        case nodes.Const(value=str() as text):
            return repr(text)
        case nodes.Const(value=bool() as value):
            return str(value)
        case nodes.Const():
            return "number"
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=inner, attr=name):
            return f"{_jinja(inner)}.{name}"
        case nodes.Getitem(node=inner, arg=nodes.Const(value=name)):
            return f"{_jinja(inner)}.{name}"
        case nodes.Neg(node=inner):
            return f"(-{_jinja(inner)})"
        case nodes.Pos(node=inner):
            return _jinja(inner)
        case nodes.BinExpr(left=left, right=right):
            sign = _SIGNS.get(type(node).__name__.lower(), type(node).__name__.lower())
            return f"({_jinja(left)}{sign}{_jinja(right)})"
        case nodes.Compare(expr=first, ops=rest):
            return f"({_jinja(first)}{''.join(_COMPARED[each.op] + _jinja(each.expr) for each in rest)})"
        case nodes.Not(node=inner):
            return f"(not {_jinja(inner)})"
        case nodes.CondExpr(test=test, expr1=then, expr2=otherwise):
            assert otherwise is not None
            return f"({_jinja(then)} if {_jinja(test)} else {_jinja(otherwise)})"
        case nodes.Filter(node=inner, name=name, args=args) if inner is not None:
            return _applied(name, [inner, *args])
        case nodes.Call(node=nodes.Name(name=name), args=args):
            return _applied(name, args)
    raise AssertionError(node)


def _applied(name: str, arguments: list[nodes.Expr]) -> str:
    arguments = arguments[:1] if name == "round" else arguments
    return f"{name}({','.join(map(_jinja, arguments))})"


_OPERATORS = ["+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "and", "or"]
_LEAVES = st.sampled_from(
    [
        "a",
        "targets.coverage",
        "1",
        "2.50",
        "'乙'",
        "true",
        "False",
        "a['x-y'].b",
        "甲",
        "(a).b",
        "last_year.x",
    ]
)
_EXPRESSIONS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds("{} {} {}".format, inner, st.sampled_from(_OPERATORS), inner),
        st.builds("({})".format, inner),
        st.builds("{}{}".format, st.sampled_from(["-", "+", "not "]), inner),
        st.builds("{} if {} else {}".format, inner, inner, inner),
        st.builds("{}({}, {},)".format, st.sampled_from(["sum", "max", "min"]), inner, inner),
        st.builds("{}|{}".format, inner, st.sampled_from(["wan", "round(2)", "daxie|round"])),
        st.just("rank(quota) * 2"),
    ),
    max_leaves=8,
)
_WORDS = "a sum rank wan if else and or not in is none true 1 2.5 'x' + - * / ( ) [ ] . , | == < 甲 ²"
_TOKENS = st.lists(st.sampled_from(_WORDS.split()), max_size=8).map(" ".join)


def _accepted(source: str) -> Node | None:
    try:
        return read_expression(source)
    except Mistake:
        return None


@given(_EXPRESSIONS | _TOKENS)
def test_whatever_is_accepted_is_the_same_to_jinja(source: str) -> None:
    node = _accepted(source)
    if node is not None:
        output = Environment().parse("{{ " + source + " }}").body[0]
        assert isinstance(output, nodes.Output)
        assert _tree(node) == _jinja(output.nodes[0])


@given(_EXPRESSIONS)
def test_an_expression_in_brackets_is_accepted_as_in_jinja(source: str) -> None:
    try:
        Environment().parse("{{ " + source + " }}")
    except TemplateSyntaxError:
        assert _accepted(source) is None
    else:
        # Only a filter behind an operation needs brackets to say what it applies to.
        assert _accepted(source) is not None or "|" in source
