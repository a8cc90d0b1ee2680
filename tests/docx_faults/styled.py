"""A notice that docgen itself has made: every look comes from a named style."""

from docgen.document import (
    Attachment,
    Document,
    Head,
    Imprint,
    Role,
    Run,
    RunRole,
    Signature,
)
from docgen.renderers.word import render
from tests.word_samples import TEMPLATE, paragraph, table

LONG = "各单位要高度重视这项工作，明确分管领导和具体责任人，细化措施，倒排时间，确保各项任务按时保质完成。"


def styled_notice() -> bytes:
    """Return a whole notice: outline, list of annexes, signature, two annexes, imprint."""
    document = Document(
        name="通知",
        head=Head(paragraph(Role.MARK, "示例县人民政府文件"), paragraph(Role.NUMBER, "示政发〔2025〕8号")),
        title=paragraph(Role.TITLE, "示例县人民政府关于开展\n安全生产检查的通知"),
        addressees=paragraph(Role.ADDRESSEES, "各乡（镇）人民政府，县直各单位："),
        body=(
            paragraph(Role.BODY, f"为加强安全生产工作，现就有关事项通知如下。{LONG}"),
            paragraph(Role.HEADING_1, "一、总体要求"),
            paragraph(Role.BODY, LONG),
            paragraph(Role.HEADING_1, "二、工作任务"),
            paragraph(Role.HEADING_2, "（一）全面排查隐患"),
            paragraph(Role.BODY, LONG),
            paragraph(Role.BODY, Run("（二）落实整改责任。", RunRole.LEAD_2), LONG),
            paragraph(Role.HEADING_3, "1.建立台账"),
            paragraph(Role.BODY, LONG),
            paragraph(Role.HEADING_3, "2.逐项销号"),
            paragraph(Role.BODY, LONG),
            paragraph(Role.HEADING_1, "三、工作要求"),
            paragraph(Role.BODY, LONG),
            paragraph(Role.ANNEX_NOTE, "附件：1.安全生产检查任务表"),
            paragraph(Role.ANNEX_NOTE_NEXT, "2.安全生产检查联系人名单"),
        ),
        signature=Signature(
            (paragraph(Role.ISSUER, "示例县人民政府安全生产委员会"),), paragraph(Role.DATE, "2025年3月2日")
        ),
        attachments=(_annex("1", "安全生产检查任务表"), _annex("2", "安全生产检查联系人名单")),
        imprint=Imprint(
            paragraph(Role.COPY_TO, "抄送：市人民政府办公室，县委办公室。"),
            paragraph(Role.PRINTED_BY, "示例县人民政府办公室\t2025年3月2日印发"),
        ),
    )
    return render(document, TEMPLATE)


def _annex(number: str, title: str) -> Attachment:
    rows = table(("单位", "目标"), ("城关", "371"))
    return Attachment(
        paragraph(Role.ANNEX_MARK, f"附件{number}"), paragraph(Role.ANNEX_TITLE, title), (rows,)
    )
