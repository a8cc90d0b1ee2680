"""What each paragraph is: by its style's name, or in a stranger's file by its place and its words."""

import re

import pytest

from docgen.document import Role
from docgen.inspector.elements import Anatomy, Flow
from docgen.inspector.package import open_package
from docgen.inspector.reading import read
from docgen.inspector.recognition import recognise
from docgen.renderers.ooxml import read_parts, write_parts
from tests.docx_faults.faults import GOOD
from tests.docx_faults.parts import word_file
from tests.docx_faults.pieces import FIXED, PAGE_BREAK, TITLE, grid, line, run, text_box
from tests.docx_faults.typed import LONG


def anatomy(data: bytes) -> Anatomy:
    return recognise(read(open_package(data)))


def roles(*body: str) -> dict[str, Role | None]:
    """Return the role of each line by its words."""
    return {part.line.words: part.role for part in anatomy(word_file("".join(body))).parts}


def left(words: str) -> str:
    return line(run(words), layout=FIXED, align="left")


def title(words: str) -> str:
    return line(run(words, "方正小标宋简体", 44), layout=TITLE, align="center")


def without_names(data: bytes) -> bytes:
    """Return a file of ours in which no style has a name that says anything."""
    parts = read_parts(data)
    names = {role.value for role in Role}
    text = re.sub(
        '<w:name w:val="([^"]+)"/>',
        lambda found: f'<w:name w:val="样式{len(found[1])}"/>' if found[1] in names else found[0],
        parts["word/styles.xml"].decode(),
    )
    return write_parts(parts | {"word/styles.xml": text.encode()})


def test_position_and_words_tell_what_styles_tell() -> None:
    named = anatomy(GOOD["styled"]())
    bare = anatomy(without_names(GOOD["styled"]()))
    assert [(part.role, part.flow) for part in bare.parts] == [(part.role, part.flow) for part in named.parts]


def test_a_style_beats_position_and_words() -> None:
    parts = read_parts(GOOD["styled"]())
    text = parts["word/document.xml"].decode().replace("一、总体要求", "附件：总体要求")
    changed = anatomy(write_parts(parts | {"word/document.xml": text.encode()}))
    assert next(part.role for part in changed.parts if "总体要求" in part.line.words) is Role.HEADING_1


def test_knows_every_element_of_a_typed_notice() -> None:
    found = {part.role for part in anatomy(GOOD["word"]()).parts}
    assert found >= {
        *(Role.MARK, Role.NUMBER, Role.TITLE, Role.ADDRESSEES, Role.BODY, Role.HEADING_1, Role.HEADING_2),
        *(Role.ANNEX_NOTE, Role.ANNEX_NOTE_NEXT, Role.ISSUER, Role.DATE, Role.ANNEX_MARK, Role.ANNEX_TITLE),
        *(Role.COPY_TO, Role.PRINTED_BY),
    }


def test_tells_issued_texts_from_annexes() -> None:
    parts = anatomy(GOOD["wps"]()).parts
    flows = {part.line.words: part.flow for part in parts if part.role in (Role.TEXT_TITLE, Role.ANNEX_MARK)}
    assert flows == {"示例镇防汛工作方案": Flow.TEXT, "附件": Flow.ANNEX}


def test_the_words_above_the_mark_are_no_mark() -> None:
    found = roles(
        *map(
            left,
            ("000001", "机密★1年", "特急", "示例县人民政府文件", "示政发〔2025〕8号", "关于开展检查的通知"),
        )
    )
    assert found["000001"] is Role.COPY_NUMBER
    assert found["机密★1年"] is Role.SECRECY
    assert found["特急"] is Role.URGENCY
    assert found["示例县人民政府文件"] is Role.MARK


def test_the_mark_may_stand_in_a_text_box() -> None:
    box = text_box(line(run("示例县人民政府文件", size=84)), "center")
    found = anatomy(word_file(line(box) + left("示政发〔2025〕8号") + title("关于开展检查的通知")))
    assert [part.line.words for part in found.of(Role.MARK)] == ["示例县人民政府文件"]


@pytest.mark.parametrize(
    "number", ["示政发[2025]8号", "示政发（2025）第08号", "示政发〔25〕8", "示政发〔2025〕  号"]
)
def test_a_number_with_a_fault_is_still_the_number(number: str) -> None:
    assert roles(left("示例县人民政府文件"), left(number), title("关于开展检查的通知"))[number] is Role.NUMBER


def test_a_plan_without_a_head_begins_with_its_title() -> None:
    found = roles(title("示例镇2025年度"), title("防汛工作方案"), left(f"为做好防汛工作，制定本方案。{LONG}"))
    assert list(found.values()) == [Role.TITLE, Role.TITLE, Role.BODY]


def test_a_text_that_begins_with_a_sentence_has_no_title() -> None:
    assert list(roles(left(LONG), left(LONG + LONG)).values()) == [Role.BODY, Role.BODY]


def test_the_sentence_below_a_title_is_no_addressee() -> None:
    found = roles(title("关于开展检查的通知"), left("根据上级要求，现将有关事项通知如下："))
    assert Role.ADDRESSEES not in found.values()


@pytest.mark.parametrize(
    "words", ["各乡（镇）人民政府，县直各单位：", "各乡（镇）人民政府，县直各单位:", "各县直单位"]
)
def test_addressees_are_known_with_any_colon_or_none(words: str) -> None:
    assert roles(title("关于开展检查的通知"), left(words), left(LONG))[words] is Role.ADDRESSEES


def test_numbered_sentences_are_text_and_numbered_lines_are_headings() -> None:
    found = roles(
        title("工作方案"),
        *map(left, ("一、总体要求", f"（一）明确责任。{LONG}", "1.建立台账", "2.5万元以上的，从其规定。")),
    )
    assert list(found.values())[1:] == [Role.HEADING_1, Role.BODY, Role.HEADING_3, Role.BODY]


def test_what_stands_in_the_middle_of_the_text_is_nothing_known() -> None:
    assert (
        roles(title("工作办法"), left(LONG), line(run("第一章 总则"), align="center"))["第一章 总则"] is None
    )


@pytest.mark.parametrize("date", ["2025年3月2日", "二〇二五年三月二日", "2025年  月  日", "2025.3.2"])
def test_the_line_above_a_date_signs(date: str) -> None:
    found = roles(title("通知"), left("各单位："), left(LONG), left("示例县民政局"), left(date))
    assert (found["示例县民政局"], found[date]) == (Role.ISSUER, Role.DATE)


def test_a_sentence_above_a_date_does_not_sign() -> None:
    assert (
        Role.ISSUER not in roles(title("通知"), left("各单位："), left(LONG), left("2025年3月2日")).values()
    )


def test_lines_of_tables_are_not_looked_at() -> None:
    found = roles(title("通知"), left(LONG), grid("一、甲", "2025年3月2日"))
    assert len(found) == 2


def test_mark_and_title_of_an_annex_may_share_a_line() -> None:
    body = (title("通知"), left(LONG), left("附件：任务表"), left("示例局"), left("2025年3月2日"))
    found = anatomy(word_file("".join(body) + PAGE_BREAK + left("附件：任务表") + grid("甲", "乙")))
    assert [part.line.number for part in found.of(Role.ANNEX_MARK)] == [7]


def test_an_annex_whose_table_comes_first_has_no_title() -> None:
    annex = left("附件") + grid("甲", "乙") + title("备注")
    found = anatomy(word_file(title("通知") + left(LONG) + left("附件：任务表") + PAGE_BREAK + annex))
    assert found.of(Role.ANNEX_TITLE) == []


def test_a_list_of_annexes_may_follow_its_own_heading() -> None:
    found = roles(
        title("通知"), left(LONG), *map(left, ("附件：", "1.任务表", "2.名单", "示例局", "2025年3月2日"))
    )
    assert (found["附件："], found["1.任务表"], found["2.名单"]) == (
        Role.ANNEX_NOTE,
        Role.ANNEX_NOTE_NEXT,
        Role.ANNEX_NOTE_NEXT,
    )
