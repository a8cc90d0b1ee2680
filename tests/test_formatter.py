import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError
from docgen.formatter import format_text
from docgen.reader import read_text


def data_of(text: str) -> object:
    source, diagnostics = read_text(text, "a.yaml")
    assert source is not None, diagnostics
    return source.data


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a:\n      b: 1\n", "a:\n  b: 1\n"),
        ("a:\n- 1\n-   2\n", "a:\n  - 1\n  - 2\n"),
        ("a:\n  -   b: 1\n      c: 2\n", "a:\n  - b: 1\n    c: 2\n"),
        ("a:\n  -\n    b: 1\n", "a:\n  - b: 1\n"),
        ("a:\n  - - 1\n    -   - 2\n", "a:\n  - - 1\n    - - 2\n"),
        ("a :   1\n", "a: 1\n"),
        ("? a\n: 1\n", "a: 1\n"),
        ("a: {b:  1 ,c: [ 2,3 ] , d: }\n", "a: {b: 1, c: [2, 3], d: }\n"),
        ("a: [b: 1, {c, d}]\n", "a: [b: 1, {c, d}]\n"),
        ("a: {b: 1,\n    c: 2}\n", "a: {b: 1, c: 2}\n"),
        ("a: 1   \nb: 2\t\n", "a: 1\nb: 2\n"),
        ("\n\na: 1\n\n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n"),
        ("a: 1", "a: 1\n"),
        ("\ufeffa: 1\r\nb: |\r\n  x\r\n", "a: 1\nb: |\n  x\n"),
        ("---\na: 1\n...\n", "a: 1\n"),
        ("a: 1 # x \nb: 2     # y\n", "a: 1  # x\nb: 2  # y\n"),
        ("a:   # x\n    b: 1\n", "a:  # x\n  b: 1\n"),
        ("a: |  # x\n      b\n        c\n", "a: |  # x\n  b\n    c\n"),
        ("a: |4-\n      b\n    c\n", "a: |2-\n    b\n  c\n"),
        ("a: |+\n    b\n\n\nc: 1\n", "a: |+\n  b\n\n\nc: 1\n"),
        ("a: |\n    b\n\n\nc: 1\n", "a: |\n  b\n\nc: 1\n"),
        ("a: >-\n    b\n    c\n\n    d\n", "a: >-\n  b\n  c\n\n  d\n"),
        ("a: x\n     y\n\n     z\n", "a: x\n  y\n\n  z\n"),
        ("a: 'x  \n    y'\n", "a: 'x\n  y'\n"),
    ],
)
def test_gives_one_normal_form(typed: str, expected: str) -> None:
    assert format_text(typed) == expected


@pytest.mark.parametrize(
    "value",
    [
        "0123", "1.10", "no", "12:30", "85%", "2024-02-01", "2024-02-01 12:30:00", "1e3", "~", "null", "+5",
        "0x1F", "1_000", "''", '"x"', "'x'", '"\\u4e2d\\t"', "“安康”", "a#b", "http://x", "{}", "[]",
    ],
)  # fmt: skip
def test_keeps_a_value_exactly_as_typed(value: str) -> None:
    text = f"a: {value}\nb:\n  - {value}\nc: {{d: {value}}}\n"
    assert format_text(text) == text


def test_keeps_a_flow_mapping_on_one_line_however_long() -> None:
    text = "rows:\n  - {" + ", ".join(f"k{n}: {'长' * 20}" for n in range(100)) + "}\n"
    assert format_text(text) == text


def test_keeps_empty_values() -> None:
    text = "a:\nb:\n  -\n  - c:\n    d:\n"
    assert format_text(text) == text


def test_puts_the_schema_comment_first() -> None:
    assert format_text("# 说明\n# yaml-language-server: $schema=x.json\n\na: 1\n") == (
        "# yaml-language-server: $schema=x.json\n# 说明\n\na: 1\n"
    )


def test_keeps_comments_with_what_they_are_aligned_with() -> None:
    typed = (
        "# 头\n\na:\n    # 一\n    - x   # 二\n    # 三\n    -   # 四\n        b: 1\n        # 五\n    # 六\n"
        "# 七\nc:\n        # 八\n        d: 1\n# 九\n"
    )
    assert format_text(typed) == (
        "# 头\n\na:\n  # 一\n  - x  # 二\n  # 三\n  -  # 四\n    b: 1\n    # 五\n  # 六\n"
        "# 七\nc:\n  # 八\n  d: 1\n# 九\n"
    )


def test_keeps_comments_inside_brackets() -> None:
    assert format_text("a: [x,  # 一\n      # 二\n      y]   # 三\n") == "a: [x,  # 一\n  # 二\n  y]  # 三\n"


def test_takes_no_content_for_a_comment() -> None:
    text = "a: |\n  # 内容\n  b # 内容\nc: '# 内容'\nd: x#y\n"
    assert format_text(text) == text


def test_refuses_a_text_that_cannot_be_read() -> None:
    with pytest.raises(DocgenError, match=r"1:4: content with \{\{ must be quoted"):
        format_text("a: {{ x }}\n")


SCALARS = [
    "0123",
    "1.10",
    "no",
    "~",
    "",
    "85%",
    "a:b",
    "安康 行动",
    "'it''s # x'",
    '"a\\tb # c"',
    '"{{ x }}"',
    "{a: 1,b:  2}",
    "[x ,y]",
    "[]",
    "{ }",
    "[a: 1, {b}]",
    '"折\n{0}  行 \\\n{0}  续"',
    "平\n{0}  文\n\n{0}  字",
    "{{x: 1, # 注\n{0}  y: 2}}",
    "|\n{0}  一\n{0}    二 \n\n{0}  # 三",
    "|2-\n{0}    一\n{0}  二",
    "|+\n{0}  一\n\n",
    ">\n{0}  一\n{0}  二\n\n{0}    三",
    ">+\n\n{0}  一\n\n",
    "|\n",
    ">-  # 注\n{0}  一",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A random tree, typed with random indentation, comments and blank lines."""
    lines: list[str] = []

    def trivia(column: int) -> None:
        for kind in draw(st.lists(st.sampled_from(["", " ", "#", "deep", "flat"]), max_size=2)):
            if kind in ("", " "):
                lines.append(kind)
            else:
                indent = {"#": column, "deep": column + 3, "flat": 0}[kind]
                lines.append(" " * indent + f"# 注{len(lines)}")

    def value(head: str, column: int, depth: int) -> None:
        kind = draw(st.sampled_from(["scalar", "scalar", "mapping", "list"])) if depth < 3 else "scalar"
        after = draw(st.sampled_from(["", "  ", " # 尾"]))
        if kind == "scalar":
            typed = draw(st.sampled_from(SCALARS))
            typed = typed.format(" " * column) if "{0}" in typed else typed
            block = typed[:1] in ("|", ">")
            lines.append(f"{head} {typed}" + ("" if block else after))
        else:
            lines.append(head + after)
            inner = column + draw(st.integers(1, 4))
            (mapping if kind == "mapping" else items)(inner, depth + 1)

    def mapping(column: int, depth: int) -> None:
        for number in range(draw(st.integers(1, 3))):
            trivia(column)
            value(" " * column + f"k{number}" + draw(st.sampled_from([":", " :"])), column, depth)

    def items(column: int, depth: int) -> None:
        for _ in range(draw(st.integers(1, 3))):
            trivia(column)
            value(" " * column + "-", column, depth)

    mapping(0, 0)
    trivia(0)
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n\n"]))


@settings(max_examples=300, deadline=None)
@given(texts())
def test_changes_nothing_but_the_look_of_any_text(text: str) -> None:
    assume(read_text(text, "a.yaml")[0])
    done = format_text(text)
    assert data_of(done) == data_of(text)
    assert format_text(done) == done
    assert sorted(re.findall("# [注尾].*", done)) == sorted(re.findall("# [注尾].*", text))
    assert done.endswith("\n")
    if "|" not in text and ">" not in text:
        assert "\n\n\n" not in done
        assert " \n" not in done
