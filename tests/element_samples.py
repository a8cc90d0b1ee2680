"""Notices with the elements that not every notice has, one or two each."""

import struct
import zlib
from dataclasses import replace
from fractions import Fraction

from docgen.document import Document, Head, Imprint, Paragraph, Picture, Role, Run, RunRole, Signature, Table
from tests.word_samples import annex, notice, paragraph, table

ORGANS = ("示例县民政局", "示例县财政局", "示例县人力资源和社会保障局")


def png(across: int = 4, down: int = 4, colour: int = 6) -> bytes:
    """Return a PNG of one red, half transparent colour; `colour` is the type its header names."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", across, down, 8, colour, 0, 0, 0)
    rows = (b"\0" + b"\xd6\x14\x14\x80" * across) * down
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def picture(width: int = 42, height: int = 42) -> Picture:
    """Return a picture of that many millimetres."""
    return Picture(png(), Fraction(width), Fraction(height))


def wide() -> Table:
    """Return a table that an upright page cannot hold."""
    return table(*[tuple(f"指标{place}的名称" for place in range(14))] * 3)


def joint_head(*organs: str) -> Head:
    """Return the head of several organs, the host first."""
    marks = tuple(paragraph(Role.JOINT_MARK, organ) for organ in organs)
    number, end = paragraph(Role.NUMBER, "示民发〔2025〕9号"), paragraph(Role.JOINT_MARK_END, "文件")
    return Head(marks[0], number, marks[1:], end)


def labels(head: Head) -> Head:
    """Return a head with 份号, 密级 and 紧急程度."""
    return replace(
        head,
        copy_number=paragraph(Role.COPY_NUMBER, "000001"),
        secrecy=paragraph(Role.SECRECY, "秘密★10年"),
        urgency=paragraph(Role.URGENCY, "特急"),
    )


def signed_number(*signers: str) -> Paragraph:
    """Return the number with one to three signers, as the composer lays them out."""
    names = [Run(signer, RunRole.SIGNER) for signer in signers]
    if len(signers) == 3:
        above = ("\t\t签发人：", names[0], "\t", names[1], "\n")
        return paragraph(Role.SIGNED_NUMBER, *above, "\t示政发〔2025〕9号\t\t", names[2])
    more = ("\t", names[1]) if len(signers) == 2 else ()
    return paragraph(Role.SIGNED_NUMBER, "\t示政发〔2025〕9号\t签发人：", names[0], *more)


def sealed(*organs: str, pictures: bool = False) -> Signature:
    """Return a signature to be sealed, with the seals or without."""
    issuers = tuple(paragraph(Role.SEALED_ISSUER, organ) for organ in organs)
    date = paragraph(Role.SEALED_DATE, "2025年3月2日")
    return Signature(issuers, date, tuple(picture() for _ in organs) if pictures else ())


def stamped(*pictures: Picture) -> Signature:
    """Return a signature with a 签名章."""
    return Signature(
        (paragraph(Role.STAMP_TITLE, "县长"),), paragraph(Role.STAMP_DATE, "2025年3月2日"), pictures
    )


def letter(head: Head | None = None) -> Document:
    """Return a letter with a copy to another office."""
    mark, number = (
        paragraph(Role.LETTER_MARK, "示例县人民政府"),
        paragraph(Role.LETTER_NUMBER, "示政函〔2025〕9号"),
    )
    copy_to = Imprint(paragraph(Role.COPY_TO, "抄送：市统计局。"), None)
    return replace(
        notice(), head=head or Head(mark, number), draft_note=None, attachments=(), imprint=copy_to
    )


def labelled_letter() -> Document:
    """Return a letter with all labels."""
    plain = letter()
    assert plain.head
    return letter(labels(plain.head))


def minutes(number: str | None = "〔2025〕3号") -> Document:
    """Return minutes with who was there."""
    mark = paragraph(Role.MARK, "示例县人民政府常务会议纪要")
    head = Head(mark, paragraph(Role.NUMBER, number) if number else None)
    present = paragraph(Role.ATTENDANCE, Run("出席：", RunRole.LABEL), "张明、李文华、\n王海")
    absent = paragraph(Role.ATTENDANCE, Run("请假：", RunRole.LABEL), "赵立新")
    body = (paragraph(Role.BODY, "会议议定以下事项。"), present, absent)
    return replace(notice(), head=head, addressees=None, body=body, signature=None, note=None, attachments=())


def plain_head() -> Head:
    """Return the head that most notices have."""
    return Head(paragraph(Role.MARK, "示例县人民政府文件"), paragraph(Role.NUMBER, "示政发〔2025〕9号"))


def moved() -> Document:
    """Return a notice whose addressees stand in the imprint."""
    whole = notice()
    assert whole.imprint
    imprint = replace(whole.imprint, main_to=paragraph(Role.MAIN_TO, "主送：各乡（镇）人民政府。"))
    return replace(whole, addressees=None, imprint=imprint)


def unbound() -> Document:
    """Return a notice with a bound annex, and two that are not: one of them turned."""
    loose = replace(annex(paragraph(Role.BODY, "共12张。")), bound=False)
    turned = replace(annex(wide()), bound=False)
    return replace(notice(), attachments=(annex(paragraph(Role.BODY, "说明")), loose, turned))


SAMPLES: dict[str, Document] = {
    "labels": replace(notice(), head=labels(plain_head())),
    "joint": replace(notice(), head=joint_head(*ORGANS), signature=sealed(*ORGANS, pictures=True)),
    "joint with labels": replace(notice(), head=labels(joint_head(*ORGANS[:2]))),
    "one signer": replace(notice(), head=replace(plain_head(), number=signed_number("张明"))),
    "two signers": replace(notice(), head=replace(plain_head(), number=signed_number("张明", "李文华"))),
    "three signers": replace(
        notice(), head=replace(plain_head(), number=signed_number("张明", "李文华", "欧阳志远"))
    ),
    "sealed": replace(notice(), signature=sealed("示例县人民政府", pictures=True)),
    "sealed by hand": replace(notice(), signature=sealed("示例县人民政府")),
    "joint sealed by hand": replace(notice(), signature=sealed(*ORGANS)),
    "stamped": replace(notice(), signature=stamped(picture(38, 16))),
    "stamped by hand": replace(notice(), signature=stamped()),
    "letter": letter(),
    "labelled letter": labelled_letter(),
    "minutes": minutes(),
    "minutes without a number": minutes(None),
    "addressees in the imprint": moved(),
    "unbound annexes": unbound(),
}
