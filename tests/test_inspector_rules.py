"""What the rules say of single elements, beyond the planted faults."""

from collections.abc import Iterable

import pytest

from docgen.diagnostics import Diagnostic
from docgen.inspector import inspect
from docgen.profiles import load
from docgen.renderers.ooxml import read_parts, write_parts
from tests.docx_faults.faults import GOOD
from tests.docx_faults.parts import PAGE, word_file
from tests.docx_faults.pieces import FIXED, INDENT, TITLE, line, page_number, run

PROFILE = load()


def told(data: bytes) -> list[Diagnostic]:
    return list(inspect(data, "通知.docx", PROFILE))


def ids(found: Iterable[Diagnostic]) -> set[str]:
    return {diagnostic.id for diagnostic in found}


def changed(base: str, *changes: tuple[str, str], part: str = "word/document.xml") -> set[str]:
    """Return the rules that a good file breaks after some words of one part have been changed."""
    parts = read_parts(GOOD[base]())
    text = parts[part].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return ids(told(write_parts(parts | {part: text.encode()})))


def footer(content: str) -> set[str]:
    """Return the rules that a page number breaks, the same on odd and even pages but for its side."""
    return {
        id
        for id in changed("word", part="word/footer1.xml") | _with_footer(content)
        if id.startswith("page-")
    }


def _with_footer(content: str) -> set[str]:
    parts = read_parts(GOOD["word"]())
    text = parts["word/footer1.xml"].decode()
    start, end = text.index("<w:sdt>"), text.index("</w:ftr>")
    return ids(
        told(write_parts(parts | {"word/footer1.xml": (text[:start] + content + text[end:]).encode()}))
    )


def numbered(*marks: str) -> set[str]:
    """Return the outline's rules that paragraphs with these marks break."""
    head = line(run("工作方案", "方正小标宋简体", 44), layout=TITLE, align="center")
    body = "".join(line(run(f"{mark}加强领导。各单位要认真落实。")) for mark in marks)
    return {id for id in ids(told(word_file(head + body))) if id.startswith("headings")}


@pytest.mark.parametrize(
    "marks",
    [
        ("一、", "二、", "三、"),
        ("一、", "（一）", "（二）", "二、", "（一）"),
        ("（一）", "1.", "（1）", "（2）", "2.", "（二）"),
        ("1.", "2.", "1.", "2."),
        ("1．", "2．"),
        ("1.2023年", "2.2024年"),
    ],
)
def test_an_outline_in_order_is_right(marks: tuple[str, ...]) -> None:
    assert numbered(*marks) == set()


@pytest.mark.parametrize(
    ("marks", "rule"),
    [
        (("一、", "三、"), "headings.sequence"),
        (("一、", "一、", "二、"), "headings.sequence"),
        (("二、", "三、"), "headings.sequence"),
        (("一、", "（一）", "二、", "（二）"), "headings.sequence"),
        (("一、", "1."), "headings.order"),
        (("一、", "（一）", "（1）"), "headings.order"),
        (("(一)", "(二)"), "headings.form"),
        (("一.", "二."), "headings.form"),
        (("（一）、", "（二）、"), "headings.form"),
        (("1、", "2、"), "headings.form"),
    ],
)
def test_an_outline_out_of_order_is_told(marks: tuple[str, ...], rule: str) -> None:
    assert numbered(*marks) == {rule}


@pytest.mark.parametrize("number", ["示民发〔2025〕  号", "示民发〔2025〕×号", "示民发〔2025〕108号"])
def test_a_number_may_be_open_or_long(number: str) -> None:
    assert changed("word", ("示民发〔2025〕8号", number)) == set()


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("示民发（2025）8号", "number.brackets"),
        ("示民发〔25〕8号", "number.year"),
        ("示民发〔二〇二五〕8号", "number.year"),
        ("示民发〔2025〕8", "number.serial"),
        ("示民发〔2025〕八号", "number.serial"),
    ],
)
def test_each_part_of_the_number_has_its_rule(number: str, rule: str) -> None:
    assert changed("word", ("示民发〔2025〕8号", number)) == {rule}


def test_a_letter_has_its_number_at_the_right() -> None:
    parts = read_parts(GOOD["word"]())
    text = parts["word/document.xml"].decode().replace("示例县民政局文件", "示例县民政局")
    place = text.index("</w:pPr>", text.index("<w:pBdr>"))
    text = text[: place - len('center"/>')] + 'right"/>' + text[place:]
    found = ids(told(write_parts(parts | {"word/document.xml": text.encode()})))
    assert "number.align" not in found


@pytest.mark.parametrize(
    ("date", "rules"),
    [
        ("2025年12月31日", set()),
        ("2025年  月  日", set()),
        ("25年3月2日", {"date.form"}),
        ("2025.3.2", {"date.form"}),
        ("二O二五年三月二日", {"date.digits"}),
        ("2025年3月02日", {"date.zeros"}),
    ],
)
def test_a_date_is_written_in_one_way(date: str, rules: set[str]) -> None:
    assert changed("styled", (">2025年3月2日<", f">{date}<")) - {"date.shift"} == rules


@pytest.mark.parametrize(
    ("issuer", "date", "rules"),
    [
        # No seal: the issuer two characters in, the date starting two right of it.
        (("right", 640), ("right", 1104), set()),
        (("right", 640), ("right", 300), {"date.shift"}),
        (("right", 0), ("right", 464), {"issuer.right"}),
        # With a seal: the date four characters in, the issuer over its middle.
        (("right", 688), ("right", 1280), set()),
        (("right", 1328), ("right", 1920), {"sealed-date.right"}),
        (("left", 0), ("right", 1104), {"issuer.align"}),
        (("right", 640), ("left", 0), {"date.align"}),
    ],
)
def test_issuer_and_date_stand_to_each_other(
    issuer: tuple[str, int], date: tuple[str, int], rules: set[str]
) -> None:
    places = [f'{FIXED}<w:ind w:{side}="{twips}"/>' for side, twips in (issuer, date)]
    lines = (
        line(run("关于检查的通知", "方正小标宋简体", 44), layout=TITLE, align="center"),
        line(run("各单位要认真组织实施，确保按时完成任务。")),
        line(run("示例县人民政府办公室"), layout=places[0], align=issuer[0]),
        line(run("2025年3月2日"), layout=places[1], align=date[0]),
    )
    found = ids(told(word_file("".join(lines))))
    assert {id for id in found if id.startswith(("issuer", "date", "sealed"))} == rules


def test_a_date_longer_than_its_issuer_keeps_the_inset() -> None:
    assert changed("styled", ("示例县人民政府安全生产委员会", "县安委会")) == {"date.right"}


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (line(page_number(), layout="", align="right"), {"page-number.format", "page-number.inset"}),
        (
            line(run("第", "宋体", 28), page_number(), run("页", "宋体", 28), layout="", align="center"),
            {"page-number.format", "page-number.side"},
        ),
        (
            line(
                run("—", "宋体", 28),
                page_number(),
                run("—\u3000", "宋体", 28),
                layout='<w:spacing w:line="280" w:lineRule="exact"/>',
                align="right",
            ),
            set(),
        ),
        ("<w:p/>", {"page-number.side"}),
    ],
)
def test_a_page_number_has_form_side_and_inset(content: str, rules: set[str]) -> None:
    assert footer(content) - {"page-number.distance"} == rules


def test_a_page_number_may_stand_in_a_frame_at_the_outer_edge() -> None:
    frame = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="outside" w:y="1"/>'
    number = line(
        run("— ", "宋体", 28), page_number(), run(" —\u3000", "宋体", 28), layout=frame, align="left"
    )
    assert footer(number) == set()


def test_one_footer_for_all_pages_puts_every_number_on_one_side() -> None:
    parts = read_parts(GOOD["word"]())
    settings = parts["word/settings.xml"].replace(b"<w:evenAndOddHeaders/>", b"")
    assert ids(told(write_parts(parts | {"word/settings.xml": settings}))) == {"page-number.side"}


def test_a_page_number_too_far_from_the_text_is_told() -> None:
    assert changed("word", ('w:footer="1447"', 'w:footer="851"')) == {"page-number.distance"}


def test_margins_measured_to_the_characters_are_right_as_well() -> None:
    assert changed("word", ('w:top="2098"', 'w:top="1960"'), ('w:bottom="1984"', 'w:bottom="1847"')) == set()


def test_a_page_on_its_side_is_measured_by_its_paper_alone() -> None:
    turned = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1587" w:right="2098" w:bottom="1474" w:left="1984"/>'
    )
    body = line(run("各单位要认真组织实施。")) + line(run("甲"), layout=f"<w:sectPr>{PAGE}</w:sectPr>")
    found = ids(told(word_file(body, footers=(line(page_number()), line(page_number())), page=turned)))
    assert not {id for id in found if id.startswith(("margin", "area", "paper"))}


@pytest.mark.parametrize("twips", [560, 576, 580])
def test_22_lines_to_a_page_are_no_error(twips: int) -> None:
    found = told(
        word_file(
            line(
                run("各单位要认真组织实施。"),
                layout=f'<w:spacing w:line="{twips}" w:lineRule="exact"/>{INDENT}',
            )
        )
    )
    assert "grid.lines" not in ids(found)


def test_rare_characters_may_have_another_font() -> None:
    rare = run("镕") + run("䶮", "宋体") + run("各单位要认真组织实施。")
    assert "text.font" not in ids(told(word_file(line(rare))))


@pytest.mark.parametrize("font", ["FangSong", "华文仿宋", "方正仿宋_GBK", "仿宋"])
def test_every_font_of_the_family_will_do(font: str) -> None:
    assert "text.font" not in ids(told(word_file(line(run("各单位要认真组织实施。", font)))))


def test_a_like_fault_of_many_paragraphs_is_told_once() -> None:
    found = [
        each
        for each in told(word_file(line(run("各单位要认真组织实施。", "宋体")) * 30))
        if each.id == "text.font"
    ]
    assert len(found) == 1
    assert "等 30 段" in found[0].message.zh
    assert found[0].span.line == 1


def test_a_finding_names_the_paragraph_by_number_and_first_words() -> None:
    body = line(run("甲乙丙丁戊己庚辛壬癸子丑寅卯。")) * 3 + line(
        run("各单位要认真组织实施，确保完成任务。", "宋体")
    )
    found = next(each for each in told(word_file(body)) if each.id == "text.font")
    assert found.span.line == 4
    assert "第 4 段“各单位要认真组织实施，确…”" in found.message.zh
    assert "paragraph 4 “各单位要认真组织实施，确…”" in found.message.en


def test_annexes_in_files_of_their_own_are_a_hint() -> None:
    body = line(run("关于检查的通知", "方正小标宋简体", 44), layout=TITLE, align="center")
    body += line(run("各单位要认真组织实施。")) + line(run("附件：1.任务表")) + line(run("2.名单"))
    found = [each for each in told(word_file(body)) if each.id.startswith("annex-mark")]
    assert [(each.id, each.severity.value) for each in found] == [("annex-mark.separate", "hint")]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("附件：1.养老服务检查任务表", "附件：一、养老服务检查任务表", "annex-note.numbers"),
        ("附件：1.养老服务检查任务表", "附件：养老服务检查任务表", "annex-note.numbers"),
        (">附件2<", ">附件3<", "annex-mark.order"),
        ("县政府办公室。", "县政府办公室；", "copy-to.stop"),
        ("3月2日印发", "3月2日", "printed-by.date"),
    ],
)
def test_lists_and_imprint_keep_their_form(old: str, new: str, rule: str) -> None:
    assert changed("word", (old, new)) == {rule}
