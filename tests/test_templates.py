"""Texts with holes: what is printed as typed, the expressions in between, every mistake with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.templates import read_template


def _shown(text: str) -> list[list[str]]:
    """Return the paragraphs of a template, expressions as their sources in angle brackets."""
    return [
        [f"<{piece.expression.source}>" if piece.expression else piece.text for piece in paragraph]
        for paragraph in read_template(text).paragraphs
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("参保率{{ targets.coverage }}及以上", [["参保率", "<targets.coverage>", "及以上"]]),
        ("{{year}}{{ title }}", [["<year>", "<title>"]]),
        ("一句。\n  二句。", [["一句。", "二句。"]]),
        ("甲\n\n乙", [["甲"], ["乙"]]),
        ("{{ a }}\nWord", [["<a>", "Word"]]),
        ("Word\n{{ a }}", [["Word", "<a>"]]),
        ("Open\nXML", [["Open ", "XML"]]),
        ("甲{{ a\n\n }}乙", [["甲", "<a>", "乙"]]),
        ("{{ '}}' }} {{ \"{{\" }}", [["<'}}'>", " ", '<"{{">']]),
        ("{ {单} } ｛单｝", [["{ {单} } ｛单｝"]]),
        ("<b>&amp;", [["<b>&amp;"]]),
        ("", []),
    ],
)
def test_takes_texts_apart(text: str, pieces: list[list[str]]) -> None:
    assert _shown(text) == pieces
    assert not read_template(text).mistakes


def test_knows_where_everything_was_typed() -> None:
    text = "第一行{{ a }}\n  第二行 {{  b.c}}。"
    pieces = [piece for paragraph in read_template(text).paragraphs for piece in paragraph]
    assert [
        (piece.offset, piece.text or (piece.expression and piece.expression.source)) for piece in pieces
    ] == [
        (0, "第一行"),
        (6, "a"),
        (13, "第二行 "),
        (21, "b.c"),
        (26, "。"),
    ]
    assert all(text.startswith(piece.text, piece.offset) for piece in pieces)


@pytest.mark.parametrize(
    ("text", "id", "offset", "hint"),
    [
        ("甲{% if x %}", "template-tag", 1, "when:"),
        ("甲{# 注 #}", "template-tag", 1, "#"),
        ("甲{{ year", "unclosed-braces", 1, "}}"),
        ("甲{{ 'year }", "unclosed-braces", 1, "}}"),
        ("年 }}", "stray-braces", 2, "{{"),
        ("甲｛｛ year ｝｝", "full-width-braces", 1, "{{ year }}"),
        ("甲｛｛year}}", "full-width-braces", 1, "{{ year }}"),
        ("甲｛｛", "full-width-braces", 1, "{{"),
        ("甲｝｝", "full-width-braces", 1, "}}"),
        ("甲{{ year + }}", "expression-syntax", 10, "补上"),
        ("甲{{}}", "expression-syntax", 3, "year"),
        ("甲{{ 1e3 }}", "expression-syntax", 4, "1234.5"),
        ("甲{{- year -}}", "expression-syntax", 11, "补上"),
    ],
)
def test_says_where_and_what_to_type(text: str, id: str, offset: int, hint: str) -> None:
    (mistake,) = read_template(text).mistakes
    assert (mistake.id, mistake.offset) == (id, offset)
    assert mistake.hint is not None
    assert hint in mistake.hint.zh


def test_reports_every_mistake_of_a_text() -> None:
    mistakes = read_template("{{ a b }} ｛｛c｝｝ {% d %} {{ e {{ f").mistakes
    assert [mistake.id for mistake in mistakes] == [
        "expression-syntax",
        "full-width-braces",
        "template-tag",
        "unclosed-braces",
        "unclosed-braces",
    ]


def test_keeps_a_mistaken_expression_as_typed() -> None:
    assert _shown("甲{{ a b }}乙") == [["甲", "{{ a b }}", "乙"]]


@given(st.text(alphabet="甲a1{}%#'\" \n｛｝", max_size=40))
def test_reads_any_text(text: str) -> None:
    template = read_template(text)
    for paragraph in template.paragraphs:
        for piece in paragraph:
            assert piece.expression or text.startswith(piece.text.rstrip(" "), piece.offset)
    assert all(0 <= mistake.offset <= len(text) for mistake in template.mistakes)


@given(
    st.text(alphabet="甲乙，。<>&{}｛｝%#", max_size=40).filter(lambda text: not read_template(text).mistakes)
)
def test_loses_no_character_of_plain_text(text: str) -> None:
    assert "".join(piece.text for paragraph in read_template(text).paragraphs for piece in paragraph) == text


@pytest.mark.parametrize(
    "text", ["{{" * 20000, "}}" * 20000, "{{ '" * 20000, "｛｛" * 20000, "{{a}}\n\n" * 5000]
)
def test_reads_hostile_texts_without_delay(text: str) -> None:
    assert read_template(text)
