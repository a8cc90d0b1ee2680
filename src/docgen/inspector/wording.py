"""The words by which a notice's elements are known, and how their numbers and dates are read."""

import re
from typing import Final, NamedTuple

from docgen import chinese
from docgen.patterns import regex

_DIGIT: Final = "〇零○ＯOo0一二三四五六七八九"
_CHINESE: Final = "一二三四五六七八九十百"
_OPEN, _CLOSE = "〔〖\\[［【（(﹝〈<＜", "〕〗\\]］】）)﹞〉>＞"

NUMBER: Final = regex(
    rf"(?P<code>[^\s\d{_OPEN}{_CLOSE}：:，。]{{1,24}})\s*"
    rf"(?P<open>[{_OPEN}])\s*(?P<year>\d{{1,4}}|[{_DIGIT}十]{{2,4}})\s*(?P<close>[{_CLOSE}])\s*"
    rf"(?P<before>第?)\s*(?P<serial>[\d×xX*]*|[{_CHINESE}零〇]+)\s*(?P<after>号?)"
)
"""发文字号, also a faulty one."""
SIGNER: Final = regex(r"签\s*发\s*人\s*[：:]")
COPY_NUMBER: Final = regex(r"\d{2,8}", re.ASCII)
SECRECY: Final = regex(r"(?:绝密|机密|秘密)\S{0,12}")
URGENCY: Final = regex("特急|加急|特提|平急|平件|急件")
DRAFT_NOTE: Final = regex(r"[（(〔\[].{0,20}(?:稿|讨论|意见|草案)[）)〕\]]")
DATE: Final = regex(
    rf"(?P<year>\d{{2,4}}|[{_DIGIT}]{{2,4}})\s*年\s*(?P<month>\d{{0,2}}|[{_CHINESE}]{{1,3}})\s*月\s*"
    rf"(?P<day>\d{{0,2}}|[{_CHINESE}]{{1,3}})\s*日"
)
OTHER_DATE: Final = regex(r"(\d{4})\s*[.．\-/－]\s*(\d{1,2})\s*[.．\-/－]\s*(\d{1,2})")
"""A date as no notice writes it."""
NOTE: Final = regex(r"[（(].{2,60}[）)]")
ANNEX_MARK: Final = regex(
    rf"(?:[^。，；]{{2,30}}号\s*)?附\s*件\s*(?P<number>\d{{0,2}}|[{_CHINESE}]{{1,3}})\s*[：:]?"
)
ANNEX_NOTE: Final = regex(r"附\s*件\s*(?P<number>\d{0,2})\s*(?P<colon>[：:])\s*(?P<rest>.*)", re.DOTALL)
ANNEX_ITEM: Final = regex(
    rf"(?P<number>\d{{1,2}}(?=[.．、])(?!\.\d(?!\d{{3}}年))|[{_CHINESE}]{{1,3}}(?=[、.．])|[（(]\d{{1,2}}[）)])"
    r"[.．、]?\s*(?P<name>.+)",
    re.DOTALL,
)
MAIN_TO: Final = regex(r"主\s*送\s*[：:].+", re.DOTALL)
COPY_TO: Final = regex(r"抄\s*送\s*[：:]?\s*\S.*|抄\s*送\s*[：:]", re.DOTALL)
_OFFICE: Final = r"(?P<office>[^，。；：《》]{0,40}?)"
PRINTED_BY: Final = regex(
    rf"{_OFFICE}\s*(?P<date>\d{{4}}\D[^，。]*|[{_DIGIT}]{{2,4}}年[^，。]*)\s*印\s*发\s*。?", re.DOTALL
)
PRINTED_UNENDED: Final = regex(rf"{_OFFICE}\s+(?P<date>\d{{2,4}}\s*年[^，。]{{1,8}}日)", re.DOTALL)
"""A printing line that lacks its 印发."""

_KINDS: Final = (
    "通知|通报|通告|公告|公报|决定|决议|意见|命令|令|报告|请示|批复|议案|函|纪要|方案|办法|细则|规定|规则|"
    "制度|计划|规划|总结|要点|预案|清单|名单|讲话|章程|准则|条例|安排|指南|标准|措施|目录|表|实施方案"
)
TITLE_END: Final = regex(rf".*(?:{_KINDS})(?:[（(].{{1,20}}[）)])?[。．.，,；;：:！!、]?", re.DOTALL)
"""How a title ends, also one with a mark behind it."""
_OFFICES: Final = regex(
    r".*(?:政府|单位|部门|委员会|办公室|局|厅|院|校|公司|镇|乡|街道|委|组|会|中心|队|所|站|处|科|室|企业)"
)
_OPENING: Final = regex("为|根据|按照|依据|现将|现就|经|近|按|本|我")
SENTENCE: Final = regex(r"[^。！？!?：:]*[。！？!?：:]")
"""The first sentence of a paragraph, or what stands before its first colon."""
_LONGEST_HEADING: Final = 40
_LONGEST_LEAD: Final = 50


class Mark(NamedTuple):
    """The number that opens a paragraph of the outline."""

    level: int
    """1 to 4, as 7.3.3 counts them."""
    number: int
    typed: str
    right: str
    """As 7.3.3 writes it."""


_LONGEST: Final = {COPY_TO: 1000, MAIN_TO: 1000, ANNEX_NOTE: 1000, ANNEX_ITEM: 1000, NUMBER: 60}
"""Characters that a line may have to be read by a pattern."""
_NUMERALS: Final = {chinese.numeral(number): number for number in range(1, 200)}
_MARKS: Final = (
    (1, regex(rf"([{_CHINESE}]{{1,5}})\s*[、．.，,]")),
    (2, regex(rf"[（(]\s*([{_CHINESE}]{{1,5}})\s*[）)][、．.，,]?")),
    # A digit after the point makes it a decimal, unless a year begins there.
    (3, regex(r"(\d{1,3})(?:[．、]|\.(?!\d)|\.(?=(?:19|20)\d\d年))", re.ASCII)),
    (4, regex(r"[（(]\s*(\d{1,3})\s*[）)][、．.，,]?", re.ASCII)),
)


def whole(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    """Return how a pattern reads all of `words`, or None; no element of a notice is long without end.

    The bound keeps a hostile line of blanks from being read again and again.
    """
    return pattern.fullmatch(words) if len(words) <= _LONGEST.get(pattern, 100) else None


def mark(words: str) -> Mark | None:
    """Return the outline number that opens `words`, or None."""
    for level, pattern in _MARKS:
        found = pattern.match(words)
        if not found:
            continue
        number = int(found[1]) if level > 2 else _NUMERALS.get(found[1], 0)
        if number:
            return Mark(level, number, found[0].strip(), chinese.list_mark(level, number))
    return None


def is_heading(words: str) -> bool:
    """Return whether numbered `words` are a heading alone, not a sentence that a number opens."""
    return len(words) <= _LONGEST_HEADING and not re.search(r"[。；;：:]|[，,]$", words)


def lead(words: str) -> int:
    """Return how many characters of `words` may be a run-in heading: the first sentence.

    One that is all there is counts only behind a number.
    """
    found = SENTENCE.match(words)
    end = found.end() if found else 0
    return end if end <= _LONGEST_LEAD and (end < len(words) or mark(words)) else 0


def names_offices(words: str) -> bool:
    """Return whether the line after a title names those it is sent to."""
    if re.search(r"[。；]|如下", words) or _OPENING.match(words) or mark(words):
        return False
    return words.endswith(("：", ":")) or (len(words) <= 80 and _OFFICES.fullmatch(words) is not None)


def names_issuer(words: str) -> bool:
    """Return whether the line above a date can be the name of an office."""
    sentence = re.search(r"[。；：:，,！？]", words) or mark(words)
    return not sentence and len(words) <= 30 and not words.startswith("附件")


def joined(text: str) -> str:
    """Return `text` without its blanks and line breaks, to be compared."""
    return re.sub(r"\s", "", text)
