"""发文字号: brackets, year, serial number and place (7.2.5)."""

import re
from collections.abc import Iterator

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.elements import NUMBERS, Part
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.rules.title import centred
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both


def find(subject: Subject) -> Iterator[Remark]:
    """Yield what is wrong with the document number."""
    for part in subject.anatomy.of(*NUMBERS)[:1]:
        words = wording.SIGNER.split(part.line.words)[0].strip()
        found = wording.whole(wording.NUMBER, words)
        if found:
            yield from _form(part, found)
        # Upward notices have it at the left (7.2.5), letters at the right (10.1).
        if part.role is Role.NUMBER:
            yield from centred(part, "number.align", subject)


def _form(part: Part, found: re.Match[str]) -> Iterator[Remark]:
    brackets = found["open"] + found["close"]
    if brackets != "〔〕":
        fix = Words(
            "插入 → 符号，改为六角括号〔〕，或从这里复制：〔〕",
            "Insert → Symbol, or copy the brackets from here: 〔〕",
        )
        what = Words("发文字号的年份括号", "the brackets of the year")
        yield Remark("number.brackets", part.line, what, Compared(both("〔〕"), both(brackets)), fix)
    if not re.fullmatch(r"\d{4}", found["year"], re.ASCII):
        what = Words("发文字号的年份", "the year of the document number")
        compared = Compared(Words("四位阿拉伯数字", "four Arabic digits"), both(found["year"]))
        yield Remark(
            "number.year",
            part.line,
            what,
            compared,
            Words("年份写全，例如 2025", "write it in full, as 2025"),
        )
    yield from _serial(part, found)


def _serial(part: Part, found: re.Match[str]) -> Iterator[Remark]:
    serial = found["serial"]
    right = found["after"] == "号" and not found["before"] and not serial.startswith("0")
    # Before signing the number is open, and blanks or ×× stand for it.
    if right and (not serial or re.fullmatch(r"\d+|[×xX*]+", serial, re.ASCII)):
        return
    digits = serial.lstrip("0") or "1"
    shown = f"{digits}号" if digits.isdecimal() else "8号"
    compared = Compared(
        Words(f"不加“第”、不编虚位、加“号”，如 {shown}", f"no 第, no leading zero, 号 behind: {shown}"),
        both(f"{found['before']}{serial}{found['after']}"),
    )
    what = Words("发文字号的顺序号", "the serial number")
    yield Remark("number.serial", part.line, what, compared, Words(f"改为“{shown}”", f"write {shown}"))
