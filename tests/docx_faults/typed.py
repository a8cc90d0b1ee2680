"""Notices that a stranger has typed, with direct formatting alone: one as in Word, one as in WPS."""

from tests.docx_faults.parts import PAGE, word_file
from tests.docx_faults.pieces import (
    FIXED,
    IMPRINT_LINE,
    IMPRINT_TABS,
    MARK,
    NUMBER_LINE,
    PAGE_BREAK,
    RED_BORDER,
    TITLE,
    anchored,
    blank,
    grid,
    imprint_table,
    line,
    page_number,
    ruled,
    run,
    text_box,
)

LONG = "各单位要高度重视这项工作，明确分管领导和具体责任人，细化措施，倒排时间，确保各项任务按时保质完成。"
_WIDE = "\u3000"
_RED = '<w:color w:val="FF0000"/>'
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
_NO_GRID = '<w:docGrid w:linePitch="312"/>'


def word_notice() -> bytes:
    """Return a notice as typed in Word: theme fonts, automatic numbers, an imprint in a table."""
    body = (*_word_head(), *_word_body(), *_word_signature(), *_word_annexes())
    dashes = [run(dash, "宋体", 28) for dash in ("— ", " —")]
    footers = tuple(
        _gallery(line(dashes[0] + page_number() + dashes[1], layout=NUMBER_LINE[side], align=side))
        for side in ("right", "left")
    )
    return word_file("".join(body), (footers[0], footers[1]), PAGE + _NO_GRID)


def wps_notice() -> bytes:
    """Return a notice as typed in WPS: a drawn rule, typed blanks, page numbers in text boxes, one annex."""
    body = (*_wps_head(), *_wps_text(), *_wps_annex())
    footers = [_boxed_number(side) for side in ("right", "left")]
    return word_file("".join(body), (footers[0], footers[1]), PAGE + _GRID)


def _word_head() -> tuple[str, ...]:
    return (
        line(run("示例县民政局文件", "方正小标宋简体", 84, _RED), layout=MARK, align="center"),
        line(run("示民发〔2025〕8号"), layout=RED_BORDER + FIXED, align="center"),
        blank(),
        blank(),
        line(run("示例县民政局关于开展", "方正小标宋简体", 44), layout=TITLE, align="center"),
        line(run("养老服务检查的通知", "方正小标宋简体", 44), layout=TITLE, align="center"),
        blank(),
        line(run("各乡（镇）民政办，各养老机构："), layout=FIXED),
    )


def _word_body() -> tuple[str, ...]:
    heading = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>' + FIXED
    return (
        line(
            run("为提升养老服务质量，现将有关事项通知如下。"),
            run("2025", "Times New Roman"),
            run(f"年，{LONG}"),
        ),
        line(run("总体要求", "黑体"), layout=heading.format(0)),
        line(run(LONG)),
        line(run("工作任务", "黑体"), layout=heading.format(0)),
        line(run("全面开展自查", "楷体_GB2312"), layout=heading.format(1)),
        line(run(LONG)),
        line(run("集中组织抽查", "楷体_GB2312"), layout=heading.format(1)),
        line(run("1.抽查范围。" + LONG)),
        line(run("2.抽查方式。" + LONG)),
        line(run("工作要求", "黑体"), layout=heading.format(0)),
        line(run(LONG)),
    )


def _word_signature() -> tuple[str, ...]:
    further = FIXED + '<w:ind w:firstLineChars="500" w:firstLine="1600"/>'
    issuer = FIXED + '<w:ind w:rightChars="200" w:right="640"/>'
    date = FIXED + '<w:ind w:rightChars="350" w:right="1120"/>'
    return (
        blank(),
        line(run("附件：1.养老服务检查任务表")),
        line(run("2.养老服务检查联系人名单"), layout=further),
        blank(),
        line(run("示例县民政局养老服务科"), layout=issuer, align="right"),
        line(run("2025年3月2日"), layout=date, align="right"),
    )


def _word_annexes() -> tuple[str, ...]:
    return (
        PAGE_BREAK,
        *_word_annex("附件1", "养老服务检查任务表"),
        PAGE_BREAK,
        *_word_annex("附件2", "养老服务检查联系人名单"),
        blank(),
        imprint_table("抄送：市民政局，县政府办公室。", "示例县民政局办公室\t2025年3月2日印发"),
        '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>',
    )


def _word_annex(mark: str, title: str) -> tuple[str, ...]:
    return (
        line(run(mark, "黑体"), layout=FIXED),
        blank(),
        line(run(title, "方正小标宋简体", 44), layout=TITLE, align="center"),
        grid("机构", "任务"),
    )


def _wps_head() -> tuple[str, ...]:
    title = "示例镇人民政府关于印发防汛工作方案的通知"
    return (
        line(run("示例镇人民政府文件", "方正小标宋_GBK", 84, _RED), layout=MARK, align="center"),
        line(run("示镇政〔2025〕12号"), layout=FIXED, align="center"),
        line(_drawn_rule(), layout=FIXED, align="center"),
        blank(),
        line(run(title, "方正小标宋_GBK", 44), layout=TITLE, align="center"),
        blank(),
        _plain("各村民委员会，镇直各单位："),
        _plain(f"{_WIDE * 2}现将《示例镇防汛工作方案》印发给你们，请认真组织实施。"),
        blank(),
        _plain(f"{_WIDE * 2}附件：示例镇防汛物资清单"),
        blank(),
        _plain(f"{_WIDE * 16}示例镇人民政府"),
        _plain(f"{_WIDE * 18}2025年6月12日"),
    )


def _wps_text() -> tuple[str, ...]:
    breaking = f"<w:pageBreakBefore/>{TITLE}"
    return (
        line(run("示例镇防汛工作方案", "方正小标宋_GBK", 44), layout=breaking, align="center"),
        blank(),
        _plain(f"{_WIDE * 2}{LONG}"),
        _plain(f"{_WIDE * 2}一、组织领导", "黑体"),
        line(run(f"{_WIDE * 2}（一）成立指挥部。", "楷体"), run(LONG), layout=FIXED, align="left"),
        line(run(f"{_WIDE * 2}（二）明确责任。", "楷体"), run(LONG), layout=FIXED, align="left"),
        _plain(f"{_WIDE * 2}二、应急响应", "黑体"),
        _plain(f"{_WIDE * 2}{LONG}"),
        _plain(f"{_WIDE * 2}三、工作纪律", "黑体"),
        _plain(f"{_WIDE * 2}{LONG}"),
    )


def _wps_annex() -> tuple[str, ...]:
    copy_to = run(f"{_WIDE}抄送：县防汛抗旱指挥部，县水利局。", size=28)
    printed_by = run(f"{_WIDE}示例镇党政综合办公室\t2025年6月12日印发", size=28)
    last = ruled(("top", 6), ("bottom", 8)) + IMPRINT_TABS + IMPRINT_LINE
    return (
        line(run("附件", "黑体"), layout=f"<w:pageBreakBefore/>{FIXED}", align="left"),
        blank(),
        line(run("示例镇防汛物资清单", "方正小标宋_GBK", 44), layout=TITLE, align="center"),
        grid("物资", "数量"),
        blank(),
        line(copy_to, layout=ruled(("top", 8)) + IMPRINT_LINE, align="left"),
        line(printed_by, layout=last, align="left"),
    )


def _plain(text: str, font: str = "仿宋_GB2312") -> str:
    """Return a line flush left: whatever it is indented by is typed."""
    return line(run(text, font), layout=FIXED, align="left")


def _gallery(content: str) -> str:
    gallery = '<w:docPartGallery w:val="Page Numbers (Bottom of Page)"/><w:docPartUnique/>'
    properties = f"<w:sdtPr><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr>"
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _drawn_rule() -> str:
    shape = (
        '<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5616000" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="19050"><a:solidFill>'
        '<a:srgbClr val="FF0000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    )
    return anchored(shape, '<wp:extent cx="5616000" cy="0"/>', "<wp:posOffset>0</wp:posOffset>")


def _boxed_number(side: str) -> str:
    before, after = ("", _WIDE) if side == "right" else (_WIDE, "")
    words = run(f"{before}— ", "宋体", 28) + page_number() + run(f" —{after}", "宋体", 28)
    return line(text_box(line(words, layout="", align="left"), side), layout="", align="left")
