"""Compiled templates: the same documents as docxtpl makes, for every tag that docxtpl has, or a way back."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from docgen.diagnostics import DocgenError
from docgen.renderers.ooxml import Package, read_parts
from docgen.renderers.word.compiled.proof import is_sound
from docgen.renderers.word.compiled.recipe import Recipe
from docgen.renderers.word.compiled.template import CompiledTemplate
from tests.element_samples import png

SEAL = png()


@dataclass(frozen=True)
class Case:
    """A template as python-docx builds it, values for it, and whether it takes docxtpl to fill it."""

    build: Callable[[Document], object]
    values: Callable[[Any], Mapping[str, object]]
    direct: bool = True


def made(build: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines(*texts: str) -> Callable[[Document], object]:
    return lambda document: [document.add_paragraph(text) for text in texts]


def cells(*rows: tuple[str, ...]) -> Callable[[Document], object]:
    def build(document: Document) -> None:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for place, text in zip(table.add_row().cells, row, strict=True):
                place.text = text

    return build


def split(*runs: str) -> Callable[[Document], object]:
    """A paragraph of several runs, as Word leaves one behind that was edited."""

    def build(document: Document) -> None:
        paragraph = document.add_paragraph()
        for number, run in enumerate(runs):
            paragraph.add_run(run).bold = bool(number % 2)

    return build


def beside(document: Document) -> None:
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    for place in (section.header, section.footer, section.even_page_footer):
        place.paragraphs[0].text = "第 {{ a }} 号"
    section.even_page_header.paragraphs[0].text = "没有\t标签"
    document.add_paragraph("{{ a }}")


def properties(document: Document) -> None:
    document.core_properties.title = "标题 {{ a }}"
    document.core_properties.comments = "没有标签"
    document.add_paragraph("{{ a }}")


def drawings(document: Document) -> None:
    document.add_paragraph("{%p for each in rows %}")
    document.add_picture(io.BytesIO(SEAL), width=Mm(10))
    document.add_paragraph("{%p endfor %}")
    document.add_picture(io.BytesIO(SEAL), width=Mm(20))


ROWS = [{"no": 1, "item": "甲&乙"}, {"no": 2, "item": "<丙>"}, {"no": 3, "item": "“丁”"}]
LOOP = (("{%tr for r in rows %}", ""), ("{{ r.no }}", "{{ r.item }}"), ("{%tr endfor %}", ""))


def plainly(_: Any) -> Mapping[str, object]:
    return {"a": "甲&乙 <丙> '丁' \"戊\"", "b": 3, "rows": ROWS, "flag": True, "n": 2, "colour": "FF0000"}


def with_values(**values: object) -> Callable[[Any], Mapping[str, object]]:
    return lambda word: {**plainly(word), **values}


CASES = {
    "no tags": Case(lines("文字", "又一段"), plainly),
    "text": Case(lines("{{ a }} 与 {{ b }}", "{{ a|upper }}"), plainly),
    "tag over runs": Case(split("前{", "{ a", " }", "}后"), plainly),
    "curly quotes": Case(lines("{{ rows[0][“item”] }}", "{% if b > 2 %}多{% endif %}"), plainly),
    "{%p": Case(lines("{%p if flag %}", "有", "{%p else %}", "无", "{%p endif %}"), plainly),
    "{{p": Case(lines("{{p a }}", "后"), with_values(a=RichTextParagraph("段落", parastyle="Heading1"))),
    "{#p": Case(lines("{#p 注释 #}", "文{# 注 #}字 {{ a }}"), plainly),
    "{{r": Case(lines("前{{r a }}后"), with_values(a=RichText("红&字\n换\t行", color="FF0000", bold=True))),
    "{%r": Case(split("前", "{%r if flag %}", "中", "{%r endif %}", "后 {{ a }}"), plainly),
    "{%- -%}": Case(lines("甲{{ a }}", "{%- if flag -%}", "乙", "{%- endif -%}", "丙"), plainly),
    "{%tr": Case(cells(("序号", "名称"), *LOOP, ("合计", "{{ b }}")), plainly),
    "{%tr with rows alone": Case(cells(*LOOP), plainly),
    "{%tr without any row": Case(cells(*LOOP), with_values(rows=[]), direct=False),
    "{%tc": Case(cells(("{%tc for r in rows %}", "{{ r.no }}", "{%tc endfor %}")), plainly, direct=False),
    "colspan": Case(cells(("{% colspan n %}{{ a }}", "x")), plainly, direct=False),
    "cellbg": Case(cells(("{% cellbg colour %}{{ a }}", "x")), plainly),
    "vm": Case(cells(("表头", "x"), LOOP[0], ("{% vm %}{{ r.no }}", "{{ r.item }}"), LOOP[2]), plainly),
    "hm": Case(cells(("{%tc for r in rows %}", "{% hm %}{{ a }}", "{%tc endfor %}")), plainly, direct=False),
    "listing": Case(lines("{{ a }}"), with_values(a=Listing("一\n二\t三\a四\f五 & <六>"))),
    "breaks in text": Case(lines("{{ a }}"), with_values(a="一\n二\t三\n\n四")),
    "braces": Case(lines("{_{ a }_} {_% b %_} {{ a }}", "{{ '{_{' }}"), plainly),
    "set and macro": Case(
        lines("{% set x = b + 1 %}{{ x }}", "{% macro m(y) %}<{{ y }}>{% endmacro %}{{ m(a) }}"), plainly
    ),
    "headers and footers": Case(beside, plainly),
    "properties": Case(properties, plainly),
    "drawings": Case(drawings, plainly),
    "raw cells": Case(
        lines("{{p a|safe }}"),
        with_values(
            a="<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid><w:tr><w:tc><w:p/></w:tc>"
            "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
        ),
        direct=False,
    ),
    "picture": Case(
        lines("章：{{ a }}"),
        lambda word: {"a": InlineImage(word, io.BytesIO(SEAL), width=Mm(20))},
        direct=False,
    ),
    "sub-document": Case(lines("{{p a }}"), lambda word: {"a": sub_document(word)}, direct=False),
    "link": Case(
        lines("{{r a }}"),
        lambda word: {"a": RichText("链接", url_id=word.build_url_id("http://example.com/"))},
        direct=False,
    ),
}
NEEDS_TEMPLATE = {"picture", "sub-document", "link"}


def sub_document(word: Any) -> object:
    found = word.new_subdoc()
    found.add_paragraph("子文档")
    return found


def canonical(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name: etree.tostring(etree.fromstring(data), method="c14n2")
        if name.endswith((".xml", ".rels"))
        else data
        for name, data in parts.items()
    }


def by_docxtpl(template: bytes, values: Callable[[Any], Mapping[str, object]]) -> Mapping[str, bytes]:
    word = DocxTemplate(io.BytesIO(template))
    word.init_docx()
    word.render(values(word), Environment(autoescape=True), autoescape=True)
    buffer = io.BytesIO()
    word.save(buffer)
    return canonical(read_parts(buffer.getvalue()))


@pytest.mark.parametrize("name", CASES)
def test_the_document_is_the_one_that_docxtpl_makes(name: str) -> None:
    case = CASES[name]
    template = made(case.build)
    compiled = CompiledTemplate(template)
    wanted = by_docxtpl(template, case.values)
    context = case.values if name in NEEDS_TEMPLATE else case.values(None)
    for _ in range(2):
        assert canonical(read_parts(compiled.render(context))) == wanted


@pytest.mark.parametrize("name", sorted(set(CASES) - NEEDS_TEMPLATE))
def test_docxtpl_is_asked_only_where_it_is_needed(name: str) -> None:
    case = CASES[name]
    found = CompiledTemplate(made(case.build)).directly(case.values(None))
    assert isinstance(found, Package) is case.direct


@pytest.mark.parametrize("name", CASES)
def test_a_recipe_is_the_same_after_a_file(name: str) -> None:
    case = CASES[name]
    template = made(case.build)
    compiled = CompiledTemplate(template)
    again = CompiledTemplate(template, Recipe.from_bytes(compiled.recipe.to_bytes()))
    context = case.values if name in NEEDS_TEMPLATE else case.values(None)
    assert again.render(context) == compiled.render(context)


@pytest.mark.parametrize("wrong", ["\x00", "\x0b", "\x1b", "\ufffe"])
def test_a_character_that_xml_forbids_is_refused(wrong: str) -> None:
    with pytest.raises(DocgenError, match="no sound Word file"):
        CompiledTemplate(made(lines("前{{ a }}后"))).render({"a": f"甲{wrong}乙"})


def test_a_misspelt_name_is_refused() -> None:
    with pytest.raises(UndefinedError, match="numbr"):
        CompiledTemplate(made(lines("编号 {{ numbr }}"))).render({"number": 1})


def test_a_tag_written_wrong_is_refused_with_its_paragraph() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        CompiledTemplate(made(lines("一", "编号 {{ number + }}"))).render({"number": 1})
    assert "编号 {{ number + }}" in " ".join(caught.value.docx_context)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "attack", ["a.__class__.__mro__", "''.__class__", "a.render.__globals__", "cycler.__init__"]
)
def test_nothing_is_run(attack: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        CompiledTemplate(made(lines(f"{{{{ {attack} }}}}"))).render({"a": "甲"})


@pytest.mark.parametrize("data", ["{{ 7*7 }}", "{% if %}", "{#", "{{"])
def test_tags_in_values_stay_words(data: str) -> None:
    package = CompiledTemplate(made(lines("{{ a }}"))).fill({"a": data})
    assert data in package["word/document.xml"].decode()


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")))
def test_text_arrives_whole(text: str) -> None:
    package = COMPILED.fill({"a": text})
    root = etree.fromstring(package["word/document.xml"])
    wanted = text
    for typed, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        wanted = wanted.replace(typed, meant)
    assert "".join(map(str, root.itertext())) == f"前{wanted}后"


COMPILED = CompiledTemplate(made(lines("前{{ a }}后")))


@pytest.mark.parametrize(
    ("source", "sound"),
    [
        ("<a>{{ x }}</a>", True),
        ('<a b="{{ x }}"/>', True),
        ("<a>{% for x in y %}<b>{{ x }}</b>{% else %}<c/>{% endfor %}{# note #}</a>", True),
        ("<a>{% if x %}<b>{% set z = 1 %}{{ z }}</b>{% elif y %}{{ y }}{% endif %}</a>", True),
        ("<a>{% if x %}<b>{% endif %}</b></a>", False),
        ("<a>{% for x in y %}<b>{% endfor %}{% for x in y %}</b>{% endfor %}</a>", False),
        ("<{{ x }}/>", False),
        ("<a {{ x }}/>", False),
        ('<a {{ x }}="1"/>', False),
        ("<a><!-- {{ x }} --></a>", False),
        ("<a>{% if x %}</a>", False),
        ("<a>{% endif %}</a>", False),
        ("<a>{% raw %}<b>{% endraw %}</a>", False),
        ("<a>{% macro m() %}<b/>{% endmacro %}</a>", False),
        ("<a>{% set x %}<b>{% endset %}</a>", False),
        ("<a>", False),
        ("<a>{{ '<b>'|safe }}</a>", False),
    ],
)
def test_a_story_is_proven_sound_or_not(source: str, sound: bool) -> None:
    assert is_sound(source) is sound
