"""Effective formatting: defaults, styles, numbering and the paragraph itself, in Word's order."""

from fractions import Fraction

import pytest

from docgen.inspector.content import Content, Line
from docgen.inspector.package import open_package
from docgen.inspector.reading import read
from tests.docx_faults.parts import PAGE, level, numbering, styles, word_file
from tests.docx_faults.pieces import line, page_number, run, text_box

STYLES = styles(
    '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="底"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:spacing w:line="560" w:lineRule="exact" w:before="100"/><w:ind w:firstLineChars="200"'
    ' w:firstLine="640"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="over"><w:name w:val="面"/><w:basedOn w:val="base"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="red"><w:name w:val="红"/><w:rPr><w:color w:val="FF0000"/>'
    '<w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="listed"><w:name w:val="列"/><w:pPr>'
    '<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:firstLine="480"/></w:pPr></w:style>'
)


def content(body: str, **parts: str) -> Content:
    changed = {"word/styles.xml": STYLES} | {f"word/{name}.xml": text for name, text in parts.items()}
    return read(open_package(word_file(body, changed=changed)))


def only(body: str, **parts: str) -> Line:
    return next(each for each in content(body, **parts).lines if each.words)


def styled(id: str, direct: str = "", text: str = "正文", look: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{id}"/>{direct}</w:pPr>'
    return f"<w:p>{properties}<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def numbered(place: int, text: str = "甲", number: int = 1) -> str:
    list_ = f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
    return line(run(text), layout=list_)


def test_a_style_adds_to_the_one_it_builds_on() -> None:
    found = only(styled("over"))
    assert (found.face.font, found.layout.align) == ("黑体", "center")
    assert (found.face.size, found.layout.line) == (Fraction(22), Fraction(28))


def test_what_stands_beside_the_paragraph_beats_its_style() -> None:
    direct = '<w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="right"/>'
    found = only(styled("over", direct, look='<w:rFonts w:eastAsia="仿宋"/>'))
    assert (found.face.font, found.layout.align) == ("仿宋", "right")
    assert (found.layout.line, found.layout.before) == (Fraction(20), Fraction(5))


def test_a_character_style_beats_the_paragraphs() -> None:
    found = only(styled("base", look='<w:rStyle w:val="red"/>'))
    assert (found.face.font, found.face.colour) == ("楷体", "FF0000")
    assert found.face.size == 16


@pytest.mark.parametrize(
    ("look", "font"),
    [
        ("", "宋体"),
        ('<w:rFonts w:eastAsiaTheme="majorEastAsia"/>', "黑体"),
        ('<w:rFonts w:eastAsiaTheme="majorEastAsia" w:eastAsia="仿宋"/>', "黑体"),
        ('<w:rFonts w:eastAsia="仿宋"/>', "仿宋"),
    ],
)
def test_the_theme_gives_fonts_their_names(look: str, font: str) -> None:
    assert only(styled("a", look=look)).face.font == font


@pytest.mark.parametrize(
    ("indent", "points"),
    [
        ('w:firstLine="600"', 32),
        ('w:firstLineChars="0" w:firstLine="600"', 30),
        ('w:firstLineChars="100"', 16),
        ('w:hanging="320" w:hangingChars="0" w:firstLineChars="0"', -16),
    ],
)
def test_an_indent_in_characters_beats_one_in_length(indent: str, points: int) -> None:
    assert only(styled("base", f"<w:ind {indent}/>")).layout.first == points


def test_numbering_indents_a_paragraph_more_than_its_style_does() -> None:
    levels = numbering(level(0, "decimal", "%1."))
    list_ = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    assert only(styled("a", list_), numbering=levels).layout.first == 32
    assert only(styled("a", f'{list_}<w:ind w:firstLine="0"/>'), numbering=levels).layout.first == 0
    assert only(styled("listed"), numbering=levels).layout.first == 24


@pytest.mark.parametrize(
    ("spacing", "points"),
    [
        ('w:line="560" w:lineRule="exact"', Fraction(28)),
        ('w:line="360" w:lineRule="auto"', Fraction(16) * Fraction(13, 10) * Fraction(3, 2)),
        ('w:line="400" w:lineRule="atLeast"', Fraction(16) * Fraction(13, 10)),
    ],
)
def test_the_pitch_follows_the_rule_of_the_line(spacing: str, points: Fraction) -> None:
    found = content(line(run("正文"), layout=f"<w:spacing {spacing}/>"))
    assert found.lines[0].pitch(found.sections[0]) == points


def test_single_lines_keep_to_the_grid_of_the_page() -> None:
    page = f'{PAGE}<w:docGrid w:type="lines" w:linePitch="579"/>'
    found = read(open_package(word_file(line(run("正文"), layout=""), page=page)))
    assert found.lines[0].pitch(found.sections[0]) == Fraction(579, 20)


def test_automatic_numbers_are_printed_and_counted() -> None:
    lines = content(numbered(0) + numbered(1) + numbered(1) + numbered(0) + numbered(1)).lines
    assert [each.label for each in lines] == ["一、", "（一）", "（二）", "二、", "（一）"]
    assert lines[0].words == "一、甲"


def test_a_list_may_begin_again_under_another_number() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    levels = numbering(level(0, "decimal", "%1."), again)
    lines = content(
        numbered(0) + numbered(0) + numbered(0, number=2) + numbered(0, number=2), numbering=levels
    )
    assert [each.label for each in lines.lines] == ["1.", "2.", "1.", "2."]


@pytest.mark.parametrize(
    ("format", "text", "label"),
    [
        ("japaneseCounting", "（%1）", "（二）"),
        ("decimalFullWidth", "%1．", "２．"),
        ("decimalEnclosedCircleChinese", "%1", "②"),
        ("ideographTraditional", "%1、", "乙、"),
        ("upperLetter", "%1)", "B)"),
        ("bullet", "·", "·"),
        ("none", "", ""),
    ],
)
def test_numbers_are_written_as_the_list_says(format: str, text: str, label: str) -> None:
    lines = content(numbered(0) * 2, numbering=numbering(level(0, format, text))).lines
    assert lines[1].label == label


def test_hidden_deleted_and_instructing_text_is_not_printed() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>留</w:t></w:r></w:ins>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>今天</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert only(body).text == "留今天"


@pytest.mark.parametrize(
    "number",
    [page_number(), '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'],
)
def test_a_page_number_reads_as_1_whatever_page_it_was_saved_on(number: str) -> None:
    found = only(line(run("— "), number, run(" —")))
    assert found.counts_pages
    assert found.words == "— 1 —"


def test_text_boxes_stand_beside_the_text() -> None:
    found = content(line(run("正文"), text_box(line(run("示例镇文件")), "right")))
    assert [each.words for each in found.lines] == ["正文"]
    assert [(each.words, each.floating, each.number) for each in found.floating] == [
        ("示例镇文件", "right", 1)
    ]


@pytest.mark.parametrize(
    "break_",
    [
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        line(run("上文"), '<w:r><w:br w:type="page"/></w:r>'),
        line(run("上文"), layout=f"<w:sectPr>{PAGE}</w:sectPr>"),
    ],
)
def test_a_line_below_a_break_starts_a_page(break_: str) -> None:
    found = content(break_ + line(run("下文"))).lines[-1]
    assert found.words == "下文"
    assert found.new_page


def test_a_continuous_section_starts_no_page() -> None:
    body = line(run("上文"), layout=f"<w:sectPr>{PAGE}</w:sectPr>") + line(run("下文"))
    page = f'<w:type w:val="continuous"/>{PAGE}'
    assert not read(open_package(word_file(body, page=page))).lines[-1].new_page


def test_sections_without_a_footer_have_that_of_the_one_before() -> None:
    first = f'<w:sectPr><w:footerReference w:type="default" r:id="rId8"/>{PAGE}</w:sectPr>'
    body = line(run("上文"), layout=first) + line(run("中文"), layout=f"<w:sectPr>{PAGE}</w:sectPr>")
    file = word_file(body + line(run("下文")), footers=(line(page_number()), "<w:p/>"))
    sections = read(open_package(file)).sections
    assert len(sections) == 3
    assert sections[1].footers == sections[0].footers
