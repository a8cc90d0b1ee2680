"""Input that is better generated than stored: huge, deep, cut off, in other encodings, at random."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Severity
from docgen.pipeline import Outcome
from tests.outputs import sheet_texts, word_lines, word_text
from tests.small_office import CASES, built

_HEAD = "id: case\nlabel: 安康\nyear: 2025\n"
_GOOD = f"{_HEAD}plan:\n  title: 工作方案\n  text: 制订如下方案。\n"


def _built(text: str | bytes) -> tuple[Outcome, str]:
    """Return the outcome and the words of the Word file."""
    with TemporaryDirectory() as folder:
        outcome, out = built(text if isinstance(text, bytes) else text.encode(), Path(folder))
        notices = list(out.rglob("*.docx"))
        return outcome, word_text(notices[0]) if notices else ""


def _ids(text: str | bytes) -> list[tuple[int, str]]:
    return [(found.span.line, found.id) for found in _built(text)[0].diagnostics]


def _in_text(expression: str) -> str:
    return f'{_HEAD}plan:\n  title: 工作方案\n  text: "{{{{ {expression} }}}}"\n'


# -- large and deep -----------------------------------------------------------------------------------------


def test_a_paragraph_of_a_megabyte_is_printed_whole() -> None:
    words = "各村（居）要高度重视" * 35_000
    outcome, printed = _built(_GOOD.replace("制订如下方案", words))
    assert not outcome.diagnostics
    assert f"{words}。" in printed


def test_a_table_of_thousands_of_rows_adds_up_in_word() -> None:
    rows = "".join(f"      - {{id: v{n}, village: 第{n}村, people: {n}}}\n" for n in range(2_000))
    table = (
        "quota_tables:\n  - id: t\n    title: 分配表\n    columns:\n"
        "      - {id: village, label: 村, type: name}\n      - {id: people, label: 人数, type: count}\n"
        f"    rows:\n{rows}    total: {{label: 合计}}\n"
    )
    annex = "  annexes: [{id: t, parts: [{table: t}]}]\n"
    outcome, printed = _built(_GOOD.replace("plan:", f"{table}plan:") + annex)
    assert not outcome.diagnostics
    assert f"\n{sum(range(2_000))}\n" in printed


def test_a_cell_that_excel_cannot_hold_is_reported_at_its_place() -> None:
    table = (
        "quota_tables:\n  - id: t\n    title: 分配表\n    columns: [{id: village, label: 村, type: name}]\n"
        f"    rows:\n      - {{id: v1, village: {'长' * 40_000}}}\n"
    )
    annex = "  annexes: [{id: t, parts: [{table: t}]}]\n"
    assert _ids(_GOOD.replace("plan:", f"{table}plan:") + annex) == [(9, "long-cell")]


@pytest.mark.parametrize("bracket", ["[", "{a: ", "[{a: "])
def test_brackets_two_hundred_thousand_deep_are_refused(bracket: str) -> None:
    assert _ids(f"{_HEAD}plan: {bracket * 200_000}") == [(4, "nesting")]


def test_an_alias_bomb_is_refused_before_it_is_unfolded() -> None:
    lines = ["a0: &a0 [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    found = _ids("\n".join(lines))
    assert {id for _, id in found} == {"alias", "too-many-errors"}
    assert {line for line, _ in found} == set(range(1, 11))


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5_000 + "1" + ")" * 5_000,
        "-" * 5_000 + "1",
        "not " * 5_000 + "true",
        " + ".join(["year"] * 5_000),
        "year" + "|round" * 5_000,
        "year" + ".year" * 5_000,
        "1 if true else " * 2_000 + "1",
        "x" * 1_000_000,
    ],
    ids=lambda expression: expression[:10],
)
def test_expressions_without_end_are_refused(expression: str) -> None:
    assert _ids(_in_text(expression)) == [(6, "expression-too-long")]


def test_formulas_that_refer_to_each_other_hundreds_deep_are_refused() -> None:
    facts = "".join(f"  - {{id: f{n}, label: 数, formula: facts.f{n + 1} + 1}}\n" for n in range(500))
    last = "  - {id: f500, label: 数, value: 1}\n"
    outcome, _ = _built(_GOOD.replace("plan:", f"facts:\n{facts}{last}plan:"))
    assert {found.id for found in outcome.diagnostics} == {"too-deep"}


def test_ten_thousand_mistakes_are_reported_in_time() -> None:
    keys = "".join(f"  - {{id: f{n}, lable: 数, value: 1}}\n" for n in range(10_000))
    outcome, _ = _built(_GOOD.replace("plan:", f"facts:\n{keys}plan:"))
    assert {found.id for found in outcome.diagnostics} == {"unknown-key", "too-many-errors"}
    assert "还有 9900 处" in outcome.diagnostics[-1].message.zh


# -- other bytes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + _GOOD.encode(),
        _GOOD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + _GOOD.replace("\n", "\r\n").encode(),
        _GOOD.rstrip().encode(),
        f"---\n{_GOOD}...\n".encode(),
    ],
    ids=["byte order mark", "CRLF", "both", "no line end", "document marks"],
)
def test_what_editors_add_changes_nothing(data: bytes) -> None:
    outcome, printed = _built(data)
    assert not outcome.diagnostics
    assert printed == "工作方案\n制订如下方案。"


def test_line_ends_of_windows_are_not_printed() -> None:
    title = "  title: |\n    工作\n    方案\n"
    text = f"{_HEAD}plan:\n{title}  text: |\n    第一句，\n    第二句。\n\n    第二段。\n"
    outcome, printed = _built(text.replace("\n", "\r\n"))
    assert not outcome.diagnostics
    assert printed == "工作\n方案\n第一句，第二句。\n第二段。"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("utf-32", "UTF-32"),
    ],
)
def test_names_the_encoding_of_a_file_that_is_not_utf8(encoding: str, said: str) -> None:
    (found,) = _built(_GOOD.encode(encoding))[0].diagnostics
    assert found.id == "file-encoding"
    assert said in found.message.zh
    assert found.hint
    assert "UTF-8" in found.hint.zh


def test_points_at_the_one_character_that_is_damaged() -> None:
    damaged = _GOOD.encode().replace("如".encode(), b"\xe5\xa6")
    (found,) = _built(damaged)[0].diagnostics
    assert (found.id, found.span.line, found.span.column) == ("file-encoding", 6, 11)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7\n%"])
def test_an_office_file_renamed_to_yaml_is_recognised(start: bytes) -> None:
    assert _ids(start + bytes(range(256))) == [(1, "file-encoding")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"   ", b"---\n", b"# only\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_reported(data: bytes) -> None:
    assert _ids(data) == [(1, "empty-file")]


@pytest.mark.parametrize(
    "character", [chr(code) for code in (0, 1, 7, 8, 11, 12, 14, 27, 31, 127, 128, 0x9F, 0xFFFF)]
)
def test_a_control_character_is_reported_where_it_was_pasted(character: str) -> None:
    (found,) = _built(_GOOD.replace("如下", f"如{character}下"))[0].diagnostics
    assert (found.id, found.span.line, found.span.column) == ("unprintable-character", 6, 12)


# -- at random ----------------------------------------------------------------------------------------------

_LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Zl", "Zp", "Co"], exclude_characters="{}｛｝\ufeff\ufffe\uffff"
)
_WORDS = st.text(_LETTERS, min_size=1, max_size=30).filter(lambda text: text == text.strip())


@settings(max_examples=25, deadline=None)
@given(title=_WORDS, body=_WORDS, heading=_WORDS, cell=_WORDS, label=_WORDS)
def test_every_text_is_printed_as_typed(title: str, body: str, heading: str, cell: str, label: str) -> None:
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in locals().items()}
    text = (
        f"{_HEAD}quota_tables:\n  - id: t\n    title: 分配表\n    columns:\n"
        f"      - {{id: name, label: {quoted['label']}, type: name}}\n"
        f"    rows: [{{id: v1, name: {quoted['cell']}}}]\n"
        f"plan:\n  title: {quoted['title']}\n  text: {quoted['body']}\n"
        f"  outline: [{{heading: {quoted['heading']}}}]\n  annexes: [{{id: t, parts: [{{table: t}}]}}]\n"
    )
    with TemporaryDirectory() as folder:
        outcome, out = built(text.encode(), Path(folder))
        assert not [found for found in outcome.diagnostics if found.severity is Severity.ERROR]
        lines = word_lines(next(out.rglob("*.docx")))
        assert {body, f"一、{heading}", cell, label} <= set(lines)
        assert "".join(lines).startswith(title)  # a long title is printed on several lines
        assert {cell, label} <= set(sheet_texts(next(out.rglob("*.xlsx"))))


_FILES = [file.read_text() for file in sorted(CASES.glob("*/*.yaml")) if file.parent.name != "office"]
_MARKS = "{{ |}}| |\n|  |- |: |：|'|\"|{|}|[|]|#|&|*|!|=|\t|~|%|\0|𠮷"
_WORDS_OF_FILES = "year|facts|id: |as: |value: |when: |1/0|0|2025-02-30|99999999999999999999"
_PIECES = st.sampled_from(["|", *_MARKS.split("|"), *_WORDS_OF_FILES.split("|")])
_CUTS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 12), _PIECES), min_size=1, max_size=4
)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(_FILES), _CUTS)
def test_a_file_with_random_slips_is_built_or_its_mistakes_are_explained(
    text: str, cuts: list[tuple[float, int, str]]
) -> None:
    for place, length, piece in cuts:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    outcome, printed = _built(text)
    assert bool(printed) != any(found.severity is Severity.ERROR for found in outcome.diagnostics)
    assert all(found.hint and found.id != "wrong-value" for found in outcome.diagnostics)


_KEYS = st.sampled_from(
    [
        "id",
        "label",
        "year",
        "facts",
        "plan",
        "notice",
        "title",
        "text",
        "outline",
        "items",
        "annexes",
        "parts",
        "table",
        "rows",
        "columns",
    ]
)
_VALUES = st.recursive(
    st.sampled_from(["", "安康", "2025", "{{ year }}", "true"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_a_file_of_any_shape_is_built_or_its_mistakes_are_explained(data: dict[str, object]) -> None:
    outcome, printed = _built(json.dumps(data, ensure_ascii=False))
    assert bool(printed) != any(found.severity is Severity.ERROR for found in outcome.diagnostics)
    assert all(found.hint and found.id != "wrong-value" for found in outcome.diagnostics)
