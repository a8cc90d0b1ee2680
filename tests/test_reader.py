import re
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import DataPath, Diagnostic, Severity, Span
from docgen.reader import MAX_BYTES, Source, read, read_text

PROGRAM = """\
# yaml-language-server: $schema=../../schema/program.json
id: ankang-care
year: 2024
"quoted key": x
empty:
targets:
  - {id: coverage, label: 参保覆盖率, value: 85%}
  - id: renewal
    note: '它''s'
notice:
  issuer: XX镇人民政府
  title: "关于\\u5370发\\n通知"
  text: |

    以党的二十大……
      更深一层
    第三行
  folded: >-
    一二
    三四

    五六
  long: 起
    承 转

    合
"""


def source_of(text: str | bytes) -> Source:
    source, diagnostics = read_text(text, "a.yaml")
    assert source is not None, diagnostics
    return source


def errors_of(text: str | bytes) -> tuple[Diagnostic, ...]:
    source, diagnostics = read_text(text, "a.yaml")
    assert source is None
    assert all(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    assert all(diagnostic.message.zh and diagnostic.message.en for diagnostic in diagnostics)
    assert all(diagnostic.hint and diagnostic.hint.zh and diagnostic.hint.en for diagnostic in diagnostics)
    return diagnostics


def character_at(source: Source, span: Span) -> str:
    return source.text.split("\n")[span.line - 1][span.column - 1]


def value_at(source: Source, path: DataPath) -> str:
    value: object = source.data
    for step in path:
        value = value[step]  # type: ignore[index]
    assert isinstance(value, str)
    return value


def test_keeps_every_scalar_as_typed() -> None:
    text = "a: 0123\nb: 1.10\nc: no\nd: 12:30\ne: 85%\nf: 2024-02-01\ng: 1e3\nh: +5\ni: 0x1F\nj: NULL\n"
    assert list(source_of(text).data.values()) == [
        "0123", "1.10", "no", "12:30", "85%", "2024-02-01", "1e3", "+5", "0x1F", "NULL",
    ]  # fmt: skip


def test_reads_only_an_empty_plain_value_a_tilde_and_null_as_nothing() -> None:
    source = source_of("a:\nb: ~\nc: null\nd: ''\ne: '~'\nf: \"null\"\ng: [~, null, 'null']\n")
    assert source.data == {
        "a": None, "b": None, "c": None, "d": "", "e": "~", "f": "null", "g": [None, None, "null"],
    }  # fmt: skip


def test_keeps_keys_as_text() -> None:
    assert list(source_of("2024: a\nno: b\nnull: c\n~: d\n").data) == ["2024", "no", "null", "~"]


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 2, 1),
        (("id",), 2, 5),
        (("targets",), 7, 3),
        (("targets", 0), 7, 5),
        (("targets", 0, "value"), 7, 41),
        (("targets", 1), 8, 5),
        (("targets", 1, "id"), 8, 9),
        (("notice",), 11, 3),
    ],
)
def test_knows_where_each_value_was_typed(path: DataPath, line: int, column: int) -> None:
    assert source_of(PROGRAM).span(path) == Span("a.yaml", line, column)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [(("id",), 2, 1), (("quoted key",), 4, 2), (("targets", 0, "label"), 7, 20), (("targets", 1), 8, 5)],
)
def test_knows_where_each_key_was_typed(path: DataPath, line: int, column: int) -> None:
    assert source_of(PROGRAM).span(path, key=True) == Span("a.yaml", line, column)


def test_counts_the_offset_in_a_key_too() -> None:
    assert source_of(PROGRAM).span(("quoted key",), offset=7, key=True) == Span("a.yaml", 4, 9)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("notice", "number"), 10, 1),
        (("notice", "title", "deeper", "still"), 12, 3),
        (("targets", 9), 6, 1),
        (("targets", 1, "label"), 8, 5),
        (("absent",), 2, 1),
        (("empty", "x"), 5, 1),
    ],
)
def test_points_at_the_parent_of_what_is_missing(path: DataPath, line: int, column: int) -> None:
    assert source_of(PROGRAM).span(path) == Span("a.yaml", line, column)


@pytest.mark.parametrize(
    ("path", "text", "line", "column"),
    [
        (("notice", "issuer"), "人", 11, 14),
        (("targets", 1, "note"), "s", 9, 15),
        (("notice", "title"), "印", 12, 13),
        (("notice", "title"), "发", 12, 19),
        (("notice", "title"), "\n", 12, 20),
        (("notice", "title"), "通", 12, 22),
        (("notice", "text"), "以", 15, 5),
        (("notice", "text"), "更", 16, 7),
        (("notice", "text"), "三", 17, 6),
        (("notice", "folded"), "四", 20, 6),
        (("notice", "folded"), "六", 22, 6),
        (("notice", "long"), "转", 24, 7),
        (("notice", "long"), "合", 26, 5),
    ],
)
def test_finds_a_character_inside_every_kind_of_scalar(
    path: DataPath, text: str, line: int, column: int
) -> None:
    source = source_of(PROGRAM)
    offset = value_at(source, path).index(text)
    assert source.span(path, offset) == Span("a.yaml", line, column)


def test_counts_lines_and_columns_in_a_file_with_windows_line_breaks() -> None:
    source = source_of(PROGRAM.replace("\n", "\r\n"))
    assert source.data == source_of(PROGRAM).data
    assert source.span(("notice", "text"), value_at(source, ("notice", "text")).index("三")) == Span(
        "a.yaml", 17, 6
    )
    assert source.span(("notice", "long"), value_at(source, ("notice", "long")).index("合")) == Span(
        "a.yaml", 26, 5
    )
    assert source.span(("targets", 1, "id")) == Span("a.yaml", 8, 9)


def test_counts_characters_beyond_the_basic_plane_as_one() -> None:
    assert source_of("a: {𠮷😀: 1, b: 𠮷x}\n").span(("a", "b"), 1) == Span("a.yaml", 1, 16)


def test_finds_the_first_word_behind_an_indentation_indicator() -> None:
    assert source_of("a:\n  b: |2-\n\n      x\n    y\n").span(("a", "b"), 3) == Span("a.yaml", 4, 7)


def test_drops_a_byte_order_mark_silently() -> None:
    source = source_of(b"\xef\xbb\xbfa: 1\n")
    assert source.data == {"a": "1"}
    assert source.span(("a",)) == Span("a.yaml", 1, 4)
    assert source_of("\ufeffa: 1\n").data == {"a": "1"}


printable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    max_size=30,
)
escapes = {"\t": "\\t", "\n": "\\n", "\\": "\\\\", '"': '\\"'}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n"), st.booleans())
    )
)
def test_round_trips_any_text_through_double_quotes_with_exact_places(typed: list[tuple[str, bool]]) -> None:
    typed = [(char, escape) for char, escape in typed if char not in "\u2028\u2029\ufeff\ufffe\uffff"]
    pieces = [escapes.get(char, f"\\U{ord(char):08x}" if escape else char) for char, escape in typed]
    source = source_of('k:\n  - "' + "".join(pieces) + '"\n')
    assert source.data == {"k": ["".join(char for char, _ in typed)]}
    for offset in range(len(typed)):
        assert source.span(("k", 0), offset) == Span("a.yaml", 2, 6 + len("".join(pieces[:offset])))


@settings(max_examples=60, deadline=None)
@given(printable)
def test_round_trips_any_text_through_single_quotes_with_exact_places(text: str) -> None:
    source = source_of("k: {a: '" + text.replace("'", "''") + "'}\n")
    assert source.data == {"k": {"a": text}}
    for offset in range(len(text)):
        assert source.span(("k", "a"), offset).column == 9 + offset + text[:offset].count("'")


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from("|>"),
    st.sampled_from(["", "-", "+"]),
    st.lists(st.text("甲乙 x#:'\"\n", max_size=8), max_size=6),
)
def test_finds_every_word_of_a_block_scalar(style: str, chomping: str, lines: list[str]) -> None:
    body = "".join(f"    {line}\n" for line in "\n".join(lines).split("\n"))
    source = source_of(f"k:\n  a: {style}2{chomping}\n" + body + "  b: 1\n")
    value = value_at(source, ("k", "a"))
    for offset, char in enumerate(value):
        if char not in " \n":
            assert character_at(source, source.span(("k", "a"), offset)) == char


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["", "'", '"']),
    st.lists(st.sampled_from(["甲", "乙丙", "x", "", "丁 戊"]), min_size=1, max_size=6),
)
def test_finds_every_word_of_a_scalar_of_several_lines(quote: str, lines: list[str]) -> None:
    source = source_of(
        f"k: {quote}始\n" + "".join(f"  {line}  \n" for line in lines) + f"  终{quote}\nb: 1\n"
    )
    value = value_at(source, ("k",))
    for offset, char in enumerate(value):
        if char not in " \n":
            assert character_at(source, source.span(("k",), offset)) == char


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(PROGRAM)),
    st.text("\n\t -:{}[],'\"|>&*!%@#?：　\\\x00a甲\r", max_size=6),
    st.integers(0, 9),
)
def test_finds_a_place_for_whatever_is_wrong(at: int, typed: str, lost: int) -> None:
    text = PROGRAM[:at] + typed + PROGRAM[at + lost :]
    source, diagnostics = read_text(text, "a.yaml")
    assert (source is None) == bool(diagnostics)
    lines = re.split("\r\n|\r|\n", text)
    for diagnostic in diagnostics:
        assert diagnostic.span.column <= len(lines[diagnostic.span.line - 1]) + 1


BAD = [
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "前一次在第 1 行"),
    ("x: {a: 1, a: 2}\n", "duplicate-key", 1, 11, "「a」"),
    ("a: &x 1\n", "alias", 1, 4, "&x"),
    ("a: [1, *x]\n", "alias", 1, 8, "*x"),
    ("a: *注\n", "alias", 1, 4, "*注"),
    ("a: !x y\n", "tag", 1, 4, "!x"),
    ("a: !!str 1\n", "tag", 1, 4, "!!str"),
    ("a: !注意 y\n", "tag", 1, 4, "!注"),
    ("a: 1\n<<: {b: 2}\n", "merge-key", 2, 1, "<<"),
    ("text: {{ x }}\n", "unquoted-braces", 1, 7, 'text: "{{ x }}"'),
    ("text: {{ x }}及以上 # 注\n", "unquoted-braces", 1, 7, 'text: "{{ x }}及以上" # 注'),
    ("- {{ x | y('a') }}\n", "unquoted-braces", 1, 3, "- \"{{ x | y('a') }}\""),
    ("a: {t: 率{{ x }}, b: 1}\n", "unquoted-braces", 1, 9, 'a: {t: "率{{ x }}", b: 1}'),
    ('a: {{ x["b"] }}\n', "unquoted-braces", 1, 4, "a: '{{ x[\"b\"] }}'"),
    ("a: {% if x %}是{% endif %}\n", "unquoted-braces", 1, 4, 'a: "{% if x %}是{% endif %}"'),
    ("? [a]\n: b\n", "key-not-text", 1, 3, "括号"),
    (": b\n", "key-not-text", 1, 1, "冒号前面没有名称"),
    ('title: "安康" 行动\n', "quote-ends-early", 1, 8, "title: '\"安康\" 行动'"),
    ('title: "安康" 行动\n', "quote-ends-early", 1, 8, "title: “安康” 行动"),
    ('a: {t: "甲" 乙, b: 1}\n', "quote-ends-early", 1, 8, "{t: '\"甲\" 乙', b: 1}"),
    ("a: 'it's'\n", "quote-ends-early", 1, 4, 'a: "it\'s"'),
    ('a: "甲\nb: 1\n', "unclosed-quote", 1, 4, '末尾加上 "'),
    ('a: "甲\nb: "乙"\n', "unclosed-quote", 1, 4, '「a: "甲」'),
    ("a: 1\ntitle:安康\nb: 2\n", "missing-blank", 2, 6, "title: 安康"),
    ("notice:\n  title:安康\n", "missing-blank", 2, 8, "title: 安康"),
    ("a: {id:x, b: 1}\n", "missing-blank", 1, 7, "id: x"),
    ("a:\n  -甲\nb: 1\n", "missing-blank", 2, 3, "- 甲"),
    ("a: 1\n标题：安康\nb: 2\n", "full-width-colon", 2, 3, "标题: 安康"),
    ("notice：\n  title: 安康\n", "full-width-colon", 1, 7, "notice:"),
    ("- title：安康\n", "full-width-colon", 1, 8, "title: 安康"),
    ("标题：安康\n", "full-width-colon", 1, 3, "标题: 安康"),
    ("a: {id: x，label: y}\n", "full-width-comma", 1, 10, "全角逗号"),
    ("a: 1\n　b: 2\n", "wide-blank", 2, 1, "全角空格"),
    ("a:\n\tb: 1\n", "tab-indent", 2, 1, "Tab"),
    ("a: |\n\tx\n", "tab-indent", 2, 1, "Tab"),
    ("a: 1\n---\nb: 2\n", "several-documents", 2, 1, "---"),
    ("a: x: y\n", "colon-in-value", 1, 5, 'a: "x: y"'),
    ("a: 1\n b: 2\n", "indentation", 2, 3, "b: 2"),
    ("a:\n    b: 1\n  c: 2\n", "indentation", 3, 3, "c: 2"),
    ("a:\n  - b\n  c: 1\n", "indentation", 3, 3, "减号"),
    ("a: - b\n", "indentation", 1, 4, "减号"),
    ("a: 1\n- b\n", "indentation", 2, 1, "减号"),
    ("安康\nb: 1\n", "missing-colon", 1, 1, "安康"),
    ("a: 1\n安康\nb: 1\n", "missing-colon", 2, 1, "安康"),
    ('a: "C:\\docs"\n', "unknown-escape", 1, 7, "\\d"),
    ("a: @甲\n", "reserved-character", 1, 4, "@"),
    ("a: >50人\n", "reserved-character", 1, 4, ">"),
    ("a: [1, 2\nb: 1\n", "unclosed-bracket", 1, 4, "]"),
    ("a: 1]\nb: ]\n", "extra-bracket", 2, 4, "]"),
    ("a: [征求意见稿]安康\n", "text-after-bracket", 1, 11, "加引号"),
    ("a: [1 {b: 2}]\n", "yaml-syntax", 1, 7, "半角逗号"),
    ("%YAML 1.1\n---\na: 1\n", "directive", 1, 1, "%"),
    ("a: x\x0by\n", "unprintable-character", 1, 5, "U+000B"),
    ("a: x\u2028y\n", "unprintable-character", 1, 5, "U+2028"),
    ("a: 1\nb: x\ud800y\n", "unprintable-character", 2, 5, "U+D800"),
    ('a: "甲\\t\\x00"\n', "unprintable-character", 1, 8, "U+0000"),
    ('a: ["\\uFFFF"]\n', "unprintable-character", 1, 6, "U+FFFF"),
    ('a: "\\uD800"\n', "unprintable-character", 1, 5, "印不出来"),
    ("", "empty-file", 1, 1, "没有内容"),
    ("# 只有注释\n", "empty-file", 1, 1, "没有内容"),
    ("# 注\n- a\n", "not-a-mapping", 2, 1, "「- a」"),
    ("安康关爱行动\n", "not-a-mapping", 1, 1, "安康关爱行动"),
    ("[" * 200_000, "nesting", 1, 65, "64"),
    ("a: " + "[" * 100 + "]" * 100, "nesting", 1, 67, "64"),
]


@pytest.mark.parametrize(("text", "id", "line", "column", "words"), BAD, ids=lambda value: str(value)[:30])
def test_reports_bad_input(text: str, id: str, line: int, column: int, words: str) -> None:
    errors = errors_of(text)
    assert [(error.id, error.span) for error in errors] == [(id, Span("a.yaml", line, column))]
    assert errors[0].hint
    assert words in errors[0].message.zh + errors[0].hint.zh


@pytest.mark.parametrize("text", [case[0] for case in BAD], ids=lambda value: str(value)[:30])
def test_refuses_the_same_without_the_c_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert errors_of(text)


def test_reads_the_same_without_the_c_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    source = source_of(PROGRAM)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert source_of(PROGRAM) == source
    assert source_of(PROGRAM).span(("notice", "folded"), 4) == source.span(("notice", "folded"), 4)


def test_reports_every_mistake_in_one_run() -> None:
    text = (
        'id: a\nid: b\ntitle: "安康" 行动\nnotice：\n  text: 率{{ a }}: 好\n  number：1\n'
        'a: *注\nb: {{ x }}\nc: &y 1\ne: "\\d"\nf: \'abc\ng: 1\n'
    )
    assert [(error.span.line, error.id) for error in errors_of(text)] == [
        (2, "duplicate-key"),
        (3, "quote-ends-early"),
        (4, "full-width-colon"),
        (5, "unquoted-braces"),
        (6, "full-width-colon"),
        (7, "alias"),
        (8, "unquoted-braces"),
        (9, "alias"),
        (10, "unknown-escape"),
        (11, "unclosed-quote"),
    ]


def test_reads_on_behind_slips_of_one_line() -> None:
    text = (
        "plan：   # 注\n  title:安康   # 注\n  outline:\n    -heading: 甲\n    - heading:乙\n"
        "    - {id: a}}\n    - {id: b，x: 1}\n    - [甲]乙\n"
    )
    assert [(error.span.line, error.id) for error in errors_of(text)] == [
        (1, "full-width-colon"),
        (2, "missing-blank"),
        (4, "missing-blank"),
        (5, "missing-blank"),
        (6, "extra-bracket"),
        (7, "full-width-comma"),
        (8, "text-after-bracket"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "note: 一是：甲；二是：乙\n",
        "items:\n  - 一是：甲\n  - VIP：乙\n",
        "url: http://example.com\n",
        "time: 12:30\n",
        "text: 参保率{{ x }}以上\n",
        "text: |\n  title:安康\n  标题：安康\n  　　缩进\n  {{ x }}: y\n",
        'text: "title:安康：{{ x }} # 不是注释"\n',
        "text: “安康”行动\n",
        "a: 1\n...\n",
        "---\na: 1\n",
    ],
)
def test_accepts_what_only_looks_like_a_slip(text: str) -> None:
    assert source_of(text).data


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        ("id: a\n标题: 安康\n".encode("gbk"), 2, 1, "GBK"),
        ("标题: 㐀安康\n".encode("gb18030"), 1, 1, "GBK"),
        ("a: 安康\n".encode("utf-16"), 1, 1, "UTF-16"),
        ("a: 安康\n".encode("utf-16-le"), 1, 1, "UTF-16"),
        ("a: 安康\n".encode("utf-16-be"), 1, 1, "UTF-16"),
        ("a: x\n".encode("utf-32"), 1, 1, "UTF-32"),
        ("id: a\n标题: 安康".encode() + b"\xff\n", 2, 7, "0xFF"),
        (b"\xef\xbb\xbf" + "id: 安康".encode()[:-1], 1, 6, "0xE5"),
        (b"PK\x03\x04\xff\x00", 1, 1, "Word"),
    ],
)
def test_names_a_foreign_encoding(data: bytes, line: int, column: int, words: str) -> None:
    (error,) = errors_of(data)
    assert (error.id, error.span) == ("file-encoding", Span("a.yaml", line, column))
    assert words in error.message.zh


def test_says_how_to_convert_an_encoding() -> None:
    (error,) = errors_of("标题: 安康\n".encode("gbk"))
    assert error.hint
    assert "另存为" in error.hint.zh
    assert "VS Code" in error.hint.zh


def test_reads_a_file_under_its_shown_name(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("a: 安康\r\n".encode())
    source, diagnostics = read(path, "content/2024/a.yaml")
    assert source
    assert source.data == {"a": "安康"}
    assert source.span(("a",)) == Span("content/2024/a.yaml", 1, 4)
    assert diagnostics == ()


@pytest.mark.parametrize(("name", "words"), [("absent.yaml", "没有这个文件"), (".", "文件夹")])
def test_reports_a_file_that_cannot_be_opened(tmp_path: Path, name: str, words: str) -> None:
    source, (error,) = read(tmp_path / name, "a.yaml")
    assert source is None
    assert error.id == "file-unreadable"
    assert words in error.message.zh


def test_refuses_a_file_beyond_eight_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    source, (error,) = read(path, "a.yaml")
    assert source is None
    assert error.id == "file-size"


BOMB = "a: &a [x]\n" + "".join(
    f"{new}: &{new} [" + f"*{old}, " * 9 + "]\n" for old, new in pairwise("abcdefghi")
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{" * 200_000,
        "- " * 200_000,
        "? " * 200_000,
        "a: " * 100_000,
        "a: {{ " * 40_000,
        "a: [" + "*a, " * 500_000 + "]",
        "a:\n" * 200_000,
        '"' * 100_000,
        'x: "' + "\\d" * 100_000 + '"',
        "a: [" + "b:c, " * 100_000 + "]",
        "{" + ", ".join(f"k{i}:c" for i in range(50_000)) + "}",
        "：\n" * 50_000,
        "\x01" * 500_000,
        BOMB,
    ],
    ids=lambda text: text[:12],
)
def test_survives_a_hostile_file(text: str) -> None:
    source, mistakes = read_text(text, "a.yaml")
    assert (source is None) == bool(mistakes)


@pytest.mark.parametrize("text", ["[" * 200_000, "{" * 200_000, BOMB], ids=lambda text: text[:12])
def test_needs_little_memory_for_a_hostile_file(text: str) -> None:
    tracemalloc.start()
    try:
        read_text(text, "a.yaml")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_stops_at_a_hundred_errors() -> None:
    errors = errors_of("a:\n" * 1000)
    assert len(errors) == 101
    assert errors[-1].id == "too-many-errors"
