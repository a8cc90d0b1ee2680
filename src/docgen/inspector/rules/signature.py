"""署名 and 成文日期: digits, insets and how the two stand to each other (7.3.5)."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Line
from docgen.inspector.elements import DATES, ISSUERS, Part
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject, extent
from docgen.inspector.terms import both, characters, in_characters, name

_RIGHT_HALF: Final = Fraction(3, 10)
"""The part of the line that stays free to the left of what stands at the right."""


class _Place(NamedTuple):
    """Where a line of the signature stands, in characters."""

    start: Fraction
    end: Fraction
    """From the right margin."""
    width: Fraction

    @property
    def middle(self) -> Fraction:
        """Its middle, from the left margin."""
        return self.start + self.width / 2


class _Pair(NamedTuple):
    """Issuer and date with their places."""

    issuer: Line
    date: Line
    above: _Place
    below: _Place


def find(subject: Subject) -> Iterator[Remark]:
    """Yield what is wrong with issuer and date."""
    dates, issuers = subject.anatomy.of(*DATES), subject.anatomy.of(*ISSUERS)
    for part in dates:
        yield from _digits(part)
    joint = _is_joint(issuers)
    for part in dates[:1]:
        aligned = [*_aligned([] if joint else issuers, subject), *_aligned([part], subject)]
        yield from aligned
        told = aligned or joint or part.role is Role.STAMP_DATE
        if not told and _is_filled(part.line) and subject.has_its_width(part.line):
            yield from _insets(issuers[0].line, part.line, subject)


def _digits(part: Part) -> Iterator[Remark]:
    words = part.line.words
    found = wording.whole(wording.DATE, words)
    what = Words("成文日期", "the date")
    if other := wording.whole(wording.OTHER_DATE, words):
        year, month, day = (int(each) for each in other.groups())
        wanted = f"{year}年{month}月{day}日"
        compared = Compared(both(wanted), both(words))
        yield Remark("date.form", part.line, what, compared, Words(f"改为“{wanted}”", f"write {wanted}"))
    elif found and not all(each.isdecimal() or not each for each in found.groups()):
        compared = Compared(Words("阿拉伯数字", "Arabic digits"), both(words))
        fix = Words("改为阿拉伯数字，如 2025年2月10日", "write it as 2025年2月10日")
        yield Remark("date.digits", part.line, what, compared, fix)
    elif found and len(found["year"]) != 4:
        compared = Compared(Words("年份写全", "the full year"), both(words))
        yield Remark("date.form", part.line, what, compared, Words("写四位年份", "write four digits"))
    elif found and any(re.match("0", found[each]) for each in ("month", "day")):
        wanted = f"{found['year']}年{int(found['month'] or 0)}月{int(found['day'] or 0)}日"
        compared = Compared(Words(f"月、日不编虚位“{wanted}”", f"no leading zeros, {wanted}"), both(words))
        yield Remark("date.zeros", part.line, what, compared, Words(f"改为“{wanted}”", f"write {wanted}"))


def _aligned(parts: list[Part], subject: Subject) -> Iterator[Remark]:
    for part in parts:
        role, line = part.role or Role.DATE, part.line
        if line.layout.align != "right" and subject.start(line) < subject.width(line) * _RIGHT_HALF:
            what = Words(f"{name(role).zh}的位置", f"the place of {name(role).en}")
            compared = Compared(Words("右侧", "at the right"), Words("左侧", "at the left"))
            fix = Words(
                "段落 → 对齐方式“右对齐”，缩进右侧 2 字符",
                "Paragraph: right-aligned, right indent 2 characters",
            )
            yield Remark("issuer.align" if role in ISSUERS else "date.align", line, what, compared, fix)


def _is_joint(issuers: list[Part]) -> bool:
    """Return whether several offices sign, or none; where several stand depends on their seals."""
    return len(issuers) != 1 or bool(re.search(r"\t|\s{2,}", issuers[0].line.words))


def _is_filled(line: Line) -> bool:
    """Return whether the date is known and in digits; before signing blanks keep its place."""
    found = wording.whole(wording.DATE, line.words)
    return found is not None and all(each.isdecimal() for each in found.groups())


def _insets(issuer: Line, date: Line, subject: Subject) -> Iterator[Remark]:
    """Yield what is wrong with the places of both, by the form that they come nearest to."""
    pair = _Pair(issuer, date, _place(issuer, subject), _place(date, subject))
    unsealed, sealed = list(_unsealed(pair, subject)), list(_sealed(pair, subject))
    centred = abs(pair.above.middle - pair.below.middle) <= subject.number("measure.width")
    if not unsealed or (centred and not sealed) or _is_stamped(pair, subject):
        return
    kept = all(remark.rule == "date.shift" for remark in unsealed)
    far_in = pair.below.end > subject.number("sealed-date.right") / 2
    yield from sealed if centred and far_in and not kept else unsealed


def _sealed(pair: _Pair, subject: Subject) -> Iterator[Remark]:
    """7.3.5.1: the seal covers both, the issuer stands over the middle of the date."""
    wanted, seen = subject.number("sealed-date.right"), pair.below.end
    tolerance = _tolerance(pair.date, subject)
    if abs(seen - wanted) > tolerance:
        what = Words("成文日期右侧的距离（加盖印章）", "the right inset of the date, with a seal")
        compared = in_characters(wanted, seen, tolerance)
        yield Remark("sealed-date.right", pair.date, what, compared, _right_fix(wanted))


def _unsealed(pair: _Pair, subject: Subject) -> Iterator[Remark]:
    """7.3.5.2: the longer of the two keeps the inset, the date starts two characters right of the issuer."""
    longer = Role.DATE if pair.below.width > pair.above.width else Role.ISSUER
    line, place, rule = {
        Role.DATE: (pair.date, pair.below, "date.right"),
        Role.ISSUER: (pair.issuer, pair.above, "issuer.right"),
    }[longer]
    wanted, shift = subject.number(rule), subject.number("date.shift")
    seen = pair.below.start - pair.above.start
    tolerance, width = _tolerance(line, subject), subject.number("measure.width")
    if abs(place.end - wanted) > tolerance:
        what = Words(f"{name(longer).zh}右侧的距离", f"the right inset of {name(longer).en}")
        compared = in_characters(wanted, place.end, tolerance)
        yield Remark(rule, line, what, compared, _right_fix(wanted))
    elif abs(seen - shift) > width:
        what = Words("成文日期首字比署名首字右移", "how far right of the issuer the date starts")
        compared = in_characters(shift, seen, width)
        yield Remark("date.shift", pair.date, what, compared, _shift_fix(pair, longer, shift))


def _is_stamped(pair: _Pair, subject: Subject) -> bool:
    """Return whether a 签名章 has room between office and date: 7.3.5.3, the office stands left of it."""
    inset = abs(pair.below.end - subject.number("stamp-date.right")) <= _tolerance(pair.date, subject)
    return inset and pair.above.end > pair.below.end + pair.below.width / 2


def _tolerance(line: Line, subject: Subject) -> Fraction:
    # Where blanks or a left indent bring a line to its place, the width of its characters is reckoned.
    return subject.number("measure.inset" if line.layout.align == "right" else "measure.width")


def _shift_fix(pair: _Pair, longer: Role, shift: Fraction) -> Words:
    """Return how to move the shorter of the two."""
    above, below = pair.above, pair.below
    if longer is Role.DATE:
        moved, inset = Role.ISSUER, below.end + below.width + shift - above.width
    else:
        moved, inset = Role.DATE, above.end + above.width - shift - below.width
    count = characters(max(inset, Fraction(0)))
    return Words(
        f"{name(moved).zh}一段：段落 → 右对齐，缩进右侧约 {count.zh}符",
        f"{name(moved).en}: right-aligned, right indent about {count.en}",
    )


def _place(line: Line, subject: Subject) -> _Place:
    size = line.face.size
    return _Place(subject.start(line) / size, subject.end(line) / size, extent(line) / size)


def _right_fix(wanted: Fraction) -> Words:
    count = characters(wanted)
    return Words(
        f"段落 → 右对齐，缩进右侧 {count.zh}符", f"Paragraph: right-aligned, right indent {count.en}"
    )
