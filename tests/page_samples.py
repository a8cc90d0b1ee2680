"""The notices that are measured: every part of the page, and one page full of full-width characters."""

import re
from itertools import count, cycle, islice
from typing import Final

from docgen.document import Attachment, Document, Head, Imprint, Role, Run, RunRole, Signature
from docgen.profiles import Profile
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import render
from docgen.renderers.word.template import build_notice_template
from tests.word_samples import paragraph, table

_WORDS: Final = "国家机关公文版心天头订口每面二十二行每行二十八字应当撑满标题意见章程"
"""Characters without punctuation, some of them as tall and as deep as characters are."""
_LONG_NAME: Final = "示例县人民政府关于进一步加强农村集体资金资产资源管理工作的实施办法任务分工表"
_STYLE: Final = re.compile(r'<w:style w:type="paragraph" w:customStyle="1".*?</w:style>', re.DOTALL)
_NAME: Final = re.compile(r'<w:name w:val="([^"]*)"')


def hanzi(number: int) -> str:
    """Return so many Chinese characters."""
    return "".join(islice(cycle(_WORDS), number))


def measured_notice() -> Document:
    """Return a notice of four pages: the second one full, the last one an annex with the imprint."""
    return Document(
        name="measured",
        head=Head(paragraph(Role.MARK, "示例县人民政府文件"), paragraph(Role.NUMBER, "示政发〔2025〕8号")),
        title=paragraph(Role.TITLE, "示例县人民政府关于印发\n国家公文格式测量方案的通知"),
        addressees=paragraph(Role.ADDRESSEES, "各乡镇人民政府，县直各单位："),
        body=(
            paragraph(Role.BODY, hanzi(28 * 36)),
            paragraph(Role.HEADING_1, "一、总体要求"),
            paragraph(Role.HEADING_2, "（一）目标任务"),
            paragraph(Role.HEADING_3, "1.范围"),
            paragraph(Role.HEADING_4, "（1）对象"),
            paragraph(Role.BODY, Run("（二）明确职责。", RunRole.LEAD_2), hanzi(30)),
            paragraph(Role.ANNEX_NOTE, "附件：1.任务表"),
            paragraph(Role.ANNEX_NOTE_NEXT, f"2.{_LONG_NAME}"),
        ),
        signature=Signature(
            (paragraph(Role.ISSUER, "示例县人民政府办公室公文科"),), paragraph(Role.DATE, "2025年3月2日")
        ),
        note=paragraph(Role.NOTE, "（此件公开发布）"),
        attachments=(
            Attachment(
                paragraph(Role.ANNEX_MARK, "附件1"),
                paragraph(Role.ANNEX_TITLE, "任务表"),
                (table(("单位", "目标"), ("城关镇", "371")),),
            ),
        ),
        imprint=Imprint(
            paragraph(Role.COPY_TO, "抄送：" + "市人民政府办公室，县委办公室，" * 3 + "县人武部。"),
            paragraph(Role.PRINTED_BY, "示例县人民政府办公室\t2025年3月2日印发"),
        ),
    )


def short_signature() -> Document:
    """Return a plan whose issuer is shorter than its date."""
    signature = Signature((paragraph(Role.ISSUER, "县水利局"),), paragraph(Role.DATE, "2025年12月31日"))
    return Document(
        "short", paragraph(Role.TITLE, "方案"), (paragraph(Role.BODY, hanzi(9)),), signature=signature
    )


def upward() -> Document:
    """Return a sealed notice with every label and three signers; its annex needs a turned page."""
    first = (Run("\t"), Run("\t签发人："), _signer("王小二"), Run("\t"), _signer("李三"))
    second = (Run("\n"), Run("\t"), Run("示政发〔2025〕9号"), Run("\t\t"), _signer("赵四"))
    wide = table(*(tuple(f"{hanzi(6)}{place}" for place in range(12)) for _ in range(3)))
    return Document(
        name="upward",
        head=Head(
            paragraph(Role.MARK, "示例县人民政府文件"),
            paragraph(Role.SIGNED_NUMBER, *first, *second),
            copy_number=paragraph(Role.COPY_NUMBER, "000001"),
            secrecy=paragraph(Role.SECRECY, "机密★1年"),
            urgency=paragraph(Role.URGENCY, "特急"),
        ),
        title=paragraph(Role.TITLE, "示例县人民政府关于测量的请示"),
        addressees=paragraph(Role.ADDRESSEES, "市人民政府："),
        body=(paragraph(Role.BODY, hanzi(30)),),
        signature=Signature(
            (paragraph(Role.SEALED_ISSUER, "示例县财政局"),), paragraph(Role.SEALED_DATE, "2025年3月2日")
        ),
        attachments=(Attachment(paragraph(Role.ANNEX_MARK, "附件"), None, (wide,)),),
    )


def letter() -> Document:
    """Return a letter of one page."""
    return Document(
        name="letter",
        head=Head(
            paragraph(Role.LETTER_MARK, "示例县人民政府"), paragraph(Role.LETTER_NUMBER, "示政函〔2025〕8号")
        ),
        title=paragraph(Role.TITLE, "示例县人民政府关于测量的函"),
        addressees=paragraph(Role.ADDRESSEES, "市水利局："),
        body=(paragraph(Role.BODY, hanzi(30)),),
    )


def _signer(name: str) -> Run:
    return Run(name, RunRole.SIGNER)


def tinted(template: bytes) -> bytes:
    """Return a template whose paragraph styles tint their lines, each its own way, to show the line boxes."""
    parts = read_parts(template)
    shades = (f"{shade:06X}" for shade in count(0x808080))
    styles = _STYLE.sub(lambda style: _with_tint(style[0], next(shades)), parts["word/styles.xml"].decode())
    return write_parts(parts | {"word/styles.xml": styles.encode()})


def shades(template: bytes) -> dict[str, str]:
    """Return the tint that `tinted` gives to each style, by the style's name."""
    styles = _STYLE.findall(read_parts(template)["word/styles.xml"].decode())
    names = (found[1] for style in styles if (found := _NAME.search(style)))
    return {name: f"{0x808080 + place:06X}" for place, name in enumerate(names)}


def measured_files(profile: Profile) -> list[bytes]:
    """Return every notice above as .docx, on a tinted template of the profile."""
    template = tinted(build_notice_template(profile))
    notices = (measured_notice(), short_signature(), upward(), letter())
    return [render(notice, template) for notice in notices]


def _with_tint(style: str, shade: str) -> str:
    tint = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
    if "</w:pPr>" in style:
        return style.replace("</w:pPr>", f"{tint}</w:pPr>")
    before = "<w:rPr>" if "<w:rPr>" in style else "</w:style>"
    return style.replace(before, f"<w:pPr>{tint}</w:pPr>{before}")
