"""Expressions: evaluated exactly over named data, everything else refused with its place."""

import re
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Address, Mistake
from docgen.model.expressions import Evaluated, Leaf, Namespace, parse_expression
from docgen.model.values import Kind, Quantity, Text, Value, read_value


class _Group:
    def __init__(self, **members: Namespace) -> None:
        self._members = members

    def member(self, name: str) -> Namespace:
        return self._members[name]

    def names(self) -> Sequence[str]:
        return tuple(self._members)


def _leaf(typed: str, kind: Kind | None = None, shown: str | None = None) -> Leaf:
    return Leaf(read_value(typed, kind), Address("program.yaml", (typed,)), shown)


_DATA = _Group(
    year=_leaf("2024"),
    title=_leaf("方案", Kind.TEXT),
    population=_leaf("525", Kind.COUNT),
    premium=_leaf("100元", shown="一百元"),
    cover=_leaf("21.2万元"),
    zero=_leaf("0"),
    signed=_leaf("2018-03-02"),
    eligible=_leaf("70周岁以下"),
    targets=_Group(coverage=_leaf("85%"), funded=_leaf("100%")),
    schemes=_Group(**{"ankang-care": _Group(premium=_leaf("50元/份")), "basic": _Group()}),
    counts=_Group(a=_leaf("3", Kind.COUNT), b=_leaf("5", Kind.COUNT), c=_leaf("4", Kind.COUNT)),
)


def _evaluate(source: str) -> Evaluated:
    return parse_expression(source).evaluate(_DATA)


def _mistake(source: str) -> Mistake:
    with pytest.raises(Mistake) as caught:
        _evaluate(source)
    return caught.value


# -- what they come to --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("year", "2024"),
        ("year - 1", "2023"),
        ("targets.coverage", "85%"),
        ("targets['coverage']", "85%"),
        ("1 - targets.coverage", "15%"),
        ("population * targets.coverage", "446.25"),
        ("population * '85%'", "446.25"),
        ("-population + 600", "75"),
        ("+population", "525"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 - 2 - 3", "5"),
        ("0.1 + 0.2", "0.3"),
        ("population / 8", "65.625"),
        ("premium * population", "52500元"),
        ("schemes['ankang-care'].premium * population", "26250元"),
        ('schemes["ankang-care"].premium', "50元/份"),
        ("sum(counts)", "12"),
        ("sum(counts.a, counts.b, 1)", "9"),
        ("max(counts)", "5"),
        ("min(premium, '80元')", "80元"),
        ("max(premium - '200元', 0)", "0元"),
        ("round(population * targets.coverage)", "446"),
        ("round(2.345, 2)", "2.35"),
        ("signed - '2018-02-01'", "29天"),
        ("'有' if population > 500 else '无'", "有"),
        ("1 if premium == '100元' else 2", "1"),
    ],
)
def test_computes(source: str, text: str) -> None:
    assert _evaluate(source).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("cover|wan", "21.2万元"),
        ("(premium * population)|wan", "5.25万元"),
        ("'300000000元'|yi", "3亿元"),
        ("(counts.a / counts.b)|percent", "60%"),
        ("(counts.a / 7)|percent|round(1)", "42.9%"),
        ("(cover / 3)|round(2)", "7.07万元"),
        ("signed|chinese_date", "二〇一八年三月二日"),
        ("signed|month_day", "3月2日"),
        ("signed|year", "2018"),
        ("premium|daxie", "壹佰元整"),
        ("'15人'|chinese_number", "十五人"),
    ],
)
def test_prints_by_filter(source: str, text: str) -> None:
    assert _evaluate(source).text == text


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("population > 500", True),
        ("500 < population <= 525", True),
        ("500 < population < 525", False),
        ("population != 525", False),
        ("targets.coverage >= 0.85", True),
        ("premium < '1万元'", True),
        ("signed < '2018-03-03'", True),
        ("eligible == '70周岁以下'", True),
        ("title == '方案'", True),
        ("title != '方案'", False),
        ("not population > 500", False),
        ("population > 600 or year == 2024", True),
        ("true and false", False),
        ("zero != 0 and population / zero > 1", False),
    ],
)
def test_decides_conditions(source: str, holds: bool) -> None:
    assert _evaluate(source).value is holds


@given(st.decimals(0, 10**8, places=6), st.decimals(0, 10**8, places=6))
def test_takes_decimals_exactly_as_typed(a: object, b: object) -> None:
    value = _evaluate(f"{a} + {b}").value
    assert isinstance(value, Quantity)
    assert value.amount == Fraction(str(a)) + Fraction(str(b))


_SUMS = st.recursive(
    st.sampled_from(["year", "population", "zero", "2", "3", "0.5"]),
    lambda inner: st.one_of(
        st.builds("{} {} {}".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("({})".format, inner),
        st.builds("-{}".format, inner),
    ),
    max_leaves=12,
)


@given(_SUMS)
def test_computes_as_python_computes_with_fractions(source: str) -> None:
    exact = re.sub(r"[\d.]+", lambda number: f"Fraction('{number[0]}')", source)
    names = {"Fraction": Fraction, "year": Fraction(2024), "population": Fraction(525), "zero": Fraction(0)}
    try:
        expected = eval(exact, names)
    except ZeroDivisionError:
        assert _mistake(source).id == "division-by-zero"
    else:
        value = _evaluate(source).value
        assert isinstance(value, Quantity)
        assert value.amount == expected


def test_says_what_it_read() -> None:
    evaluated = _evaluate("population * targets.coverage + population")
    assert evaluated.reads == (Address("program.yaml", ("525",)), Address("program.yaml", ("85%",)))


def test_reads_every_value_of_a_group() -> None:
    assert [at.path for at in _evaluate("sum(counts)").reads] == [("3",), ("5",), ("4",)]


def test_prints_as_issued_where_the_bare_name_is_asked_for() -> None:
    assert _evaluate("premium").text == "一百元"
    assert _evaluate("premium if year == 2024 else cover").text == "一百元"
    assert _evaluate("premium + '1元'").text == "101元"


def test_lists_the_names_it_reads() -> None:
    expression = parse_expression("sum(counts) if year > targets.coverage else year|round(1)")
    assert expression.names() == (("counts",), ("year",), ("targets", "coverage"))


def test_takes_the_value_although_it_does_not_print_evenly() -> None:
    evaluated = _evaluate("population / 9")
    assert isinstance(evaluated.value, Quantity)
    assert evaluated.value.amount == Fraction(525, 9)
    with pytest.raises(Mistake) as caught:
        _ = evaluated.text
    assert caught.value.id == "needs-rounding"


def test_a_leaf_may_have_members_of_its_own() -> None:
    class Parted(Leaf):
        def member(self, name: str) -> Namespace:
            return {"first": _leaf("2024-02-01")}[name]

        def names(self) -> Sequence[str]:
            return ("first",)

    data = _Group(drive=Parted(Text("二月"), Address("program.yaml")))
    assert parse_expression("drive").evaluate(data).text == "二月"
    assert parse_expression("drive.first").evaluate(data).text == "2024年2月1日"


# -- what is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "id", "offset", "hint"),
    [
        ("targets.covrage", "unknown-name", 8, "targets.coverage"),
        ("1 + populaton * 2", "unknown-name", 4, "population"),
        ("schemes.ankang-care.premium", "unknown-name", 8, "schemes['ankang-care']"),
        ("1 if population > 3 else unknown.name", "unknown-name", 25, "population"),
        ("population.real", "unknown-name", 11, "去掉"),
        ("targets", "not-a-value", 0, "targets.coverage"),
        ("sum(schemes)", "not-a-value", 4, "schemes.basic"),
        ("premium|wn", "unknown-filter", 8, "wan"),
        ("premium|sum", "unknown-filter", 8, "sum(……)"),
        ("su(counts)", "unknown-function", 0, "sum"),
        ("wan(premium)", "unknown-function", 0, "|wan"),
        ("premium * population|wan", "ambiguous-filter", 21, "(整个算式)|wan"),
        ("population * 85%", "expression-syntax", 15, "'85%'"),
        ("year = 2024", "expression-syntax", 5, "=="),
        ("round（year）", "expression-syntax", 5, "("),
        ("{{ year }}", "expression-syntax", 0, "不写 {{"),
        ("year × 2", "expression-syntax", 5, "*"),
        ("title == “方案”", "expression-syntax", 9, "'"),
        ("title == '方案", "expression-syntax", 9, "成对"),
        ("premium > 50元", "expression-syntax", 10, "'50元'"),
        ("year +", "expression-syntax", 6, "补上"),
        ("(year", "expression-syntax", 5, "括号"),
        ("year)", "expression-syntax", 4, "名称"),
        ("year title", "expression-syntax", 5, "名称"),
        ("'a' 'b'", "expression-syntax", 4, "名称"),
        ("title in title", "expression-syntax", 6, "名称"),
        ("year if population > 3", "expression-syntax", 0, "else"),
        ("counts[0]", "expression-syntax", 7, "['ankang-care']"),
        ("round(year, 99)", "expression-syntax", 0, "round(x, 2)"),
        ("round(year, population)", "expression-syntax", 0, "round(x, 2)"),
        ("premium|wan(2)", "expression-syntax", 8, "x|wan"),
        ("", "expression-syntax", 0, "year"),
        ("1 + premium", "unfit-values", 0, "'1元'"),
        ("2 * (title + 1)", "unfit-values", 5, "单位"),
        ("year|daxie", "unfit-values", 5, "daxie"),
        ("(1 > 2) + 3", "unfit-values", 1, "if"),
        ("title < title", "unfit-values", 0, "=="),
        ("population / zero", "division-by-zero", 0, "除数"),
        ("population and true", "not-a-condition", 0, ">="),
        ("signed > '2018-02-30'", "impossible-date", 9, "2018-02-28"),
        ("1234567890123456 + 1", "too-many-digits", 0, "万元"),
    ],
)
def test_says_where_and_what_to_type(source: str, id: str, offset: int, hint: str) -> None:
    mistake = _mistake(source)
    assert (mistake.id, mistake.offset) == (id, offset)
    assert mistake.hint is not None
    assert hint in mistake.hint.zh


@pytest.mark.parametrize(
    "source",
    [
        "''.__class__",
        "''['__class__']",
        "title.__class__.__mro__",
        "title.__init__.__globals__",
        "range(10**9)",
        "'x' * 1000000000",
        "'x' * 10**9",
        "10**10**10",
        "[1] * 1000000000",
        "(1, 2)",
        "{'a': 1}",
        "lipsum()",
        "cycler",
        "self",
        "loop.index",
        "dict(a=1)",
        "title|attr('x')",
        "title|format(1)",
        "'{}'.format(1)",
        "'%s' % 1",
        "title ~ title",
        "year is defined",
        "title.upper()",
        "sum(counts).a",
        "round(*counts)",
        "sum(counts, start=1)",
        "counts[1:2]",
        "counts[a]",
        "counts['a' 'b']",
        "counts['a'|round]",
        "counts['a'.a]",
        "counts.0",
        "year|round.real",
        "year|round(1)(2)",
        "zero()",
        "None",
        "1e3",
        "0x10",
        "1_000",
        "nan",
        "{{ year }}",
        "year }}{% for x in y %}",
        "year\x00",
        "'a\\n'",
        "(" * 5000 + "1" + ")" * 5000,
        "(" * 200 + "1" + ")" * 200,
        "[" * 100,
        "-" * 400 + "1",
        "1+" * 249 + "1",
        "a." * 249 + "a",
        "9" * 500,
        "1 if " * 90 + "1",
        "x" * 501,
    ],
)
def test_refuses_what_is_no_plain_computation(source: str) -> None:
    assert _mistake(source).message.zh


@pytest.mark.parametrize(
    "source", ["-" * 190 + "1", "not " * 110 + "true", "1+" * 99 + "1", "(" * 20 + "1" + ")" * 20]
)
def test_takes_deep_expressions_within_its_bounds(source: str) -> None:
    assert _evaluate(source).text


def test_refuses_text_without_end() -> None:
    data = _Group(long=Leaf(Text("长" * 10_001), Address("program.yaml")))
    with pytest.raises(Mistake) as caught:
        _ = parse_expression("long").evaluate(data).text
    assert caught.value.id == "result-too-long"


@given(st.text(alphabet="yearcounts.()[]|,'\"+-*/<>=! 0159%{}_ifels#\\年（", max_size=40))
def test_evaluates_any_source_or_says_what_is_wrong(source: str) -> None:
    try:
        assert isinstance(_evaluate(source).value, Value | bool)
    except Mistake as mistake:
        assert 0 <= mistake.offset <= len(source)
        assert mistake.hint
