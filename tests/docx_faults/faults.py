"""One planted fault at a time: which file, what is changed in which part, and the rule that must tell it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from docgen.renderers.ooxml import read_parts, write_parts
from tests.docx_faults.styled import styled_notice
from tests.docx_faults.typed import word_notice, wps_notice

GOOD: dict[str, Callable[[], bytes]] = {
    "styled": cache(styled_notice),
    "word": cache(word_notice),
    "wps": cache(wps_notice),
}
"""The notices without a fault: one of ours, two of strangers."""
_TEXT = "word/document.xml"
_STYLES = "word/styles.xml"


@dataclass(frozen=True, slots=True)
class Fault:
    """One change to a good file."""

    name: str
    base: str
    rule: str
    """The rule that finds it."""
    old: str
    """A pattern for what is replaced, the first time it occurs or wherever `everywhere` says."""
    new: str
    part: str = _TEXT
    everywhere: bool = False

    def file(self) -> bytes:
        """Return the good file with this one fault."""
        parts = read_parts(GOOD[self.base]())
        text = parts[self.part].decode()
        changed, count = re.subn(self.old, self.new, text, count=0 if self.everywhere else 1, flags=re.DOTALL)
        assert count, self.name
        assert changed != text, self.name
        return write_parts(parts | {self.part: changed.encode()})


def _style(name: str) -> str:
    """Return a pattern for a style up to the place where its next property is looked for."""
    return rf'(<w:name w:val="{name}"/>(?:(?!</w:style>).)*?)'


def _line(words: str) -> str:
    """Return a pattern for the beginning of the paragraph that holds `words`, properties open."""
    return rf"(<w:p>(?:<w:pPr>)?)(?=(?:(?!</w:p>).)*{words})"


_STYLED = (
    Fault("left margin 30 mm", "styled", "margin.left", r'(<w:pgMar[^>]*w:left=")\d+', r"\g<1>1701"),
    Fault("Letter paper", "styled", "paper.width", r"<w:pgSz[^>]*/>", '<w:pgSz w:w="12240" w:h="15840"/>'),
    Fault(
        "body in 宋体",
        "styled",
        "text.font",
        _style("公文正文") + r'w:eastAsia="仿宋_GB2312"',
        r'\1w:eastAsia="宋体"',
        part=_STYLES,
    ),
    Fault(
        "title in 小三",
        "styled",
        "title.size",
        _style("公文标题") + r'<w:sz w:val="44"/>',
        r'\1<w:sz w:val="30"/>',
        part=_STYLES,
    ),
    Fault(
        "body in 小四",
        "styled",
        "text.size",
        _style("公文正文") + r'<w:sz w:val="32"/>',
        r'\1<w:sz w:val="24"/>',
        part=_STYLES,
    ),
    Fault("square brackets", "styled", "number.brackets", "〔2025〕", "[2025]"),
    Fault("第8号", "styled", "number.serial", "〕8号", "〕第8号"),
    Fault(
        "no first-line indent",
        "styled",
        "body.first-line",
        _style("公文正文") + r"<w:ind [^>]*/>",
        r"\1",
        part=_STYLES,
    ),
    Fault("gap in the outline", "styled", "headings.sequence", "三、工作要求", "四、工作要求"),
    Fault(
        "annex under another name",
        "styled",
        "annex-title.same",
        r"(附件1<.*?)安全生产检查任务表",
        r"\1安全生产检查任务分解表",
    ),
    Fault("date in Chinese numerals", "styled", "date.digits", ">2025年3月2日<", ">二〇二五年三月二日<"),
    Fault(
        "signature flush left",
        "styled",
        "issuer.align",
        _style("发文机关署名") + r'<w:jc w:val="right"/>',
        r'\1<w:jc w:val="left"/>',
        part=_STYLES,
    ),
    Fault("half-width colon", "styled", "addressees.colon", "县直各单位：", "县直各单位:"),
    Fault(
        "page number - 1 -", "styled", "page-number.format", "— (.*?) —", r"- \1 -", part="word/footer1.xml"
    ),
    Fault(
        "black rule",
        "styled",
        "head-rule.colour",
        _style("发文字号") + 'w:color="FF0000"',
        r'\1w:color="000000"',
        part=_STYLES,
    ),
    Fault("抄送 without 。", "styled", "copy-to.stop", "县委办公室。", "县委办公室"),
    Fault(
        "annex list with a stop",
        "styled",
        "annex-note.stop",
        "1.安全生产检查任务表<",
        "1.安全生产检查任务表；<",
    ),
    Fault(
        "imprint in 三号",
        "styled",
        "copy-to.size",
        _style("抄送机关") + r'<w:sz w:val="28"/>',
        r'\1<w:sz w:val="32"/>',
        part=_STYLES,
    ),
    Fault("right margin 20 mm", "styled", "area.width", r'(<w:pgMar[^>]*w:right=")\d+', r"\g<1>1134"),
    Fault(
        "blue body",
        "styled",
        "text.colour",
        _style("公文正文") + "<w:spacing w:val=",
        r'\1<w:color w:val="0070C0"/><w:spacing w:val=',
        part=_STYLES,
    ),
    Fault(
        "second level in 宋体",
        "styled",
        "heading-2.font",
        _style("二级标题") + r'w:eastAsia="楷体_GB2312"',
        r'\1w:eastAsia="宋体"',
        part=_STYLES,
    ),
    Fault("half-width colon behind 附件", "styled", "annex-note.colon", "附件：1", "附件:1"),
    Fault("half-width colon behind 抄送", "styled", "copy-to.colon", "抄送：", "抄送:"),
    Fault(
        "no blank line below the title",
        "styled",
        "title.after",
        _style("公文标题") + r'w:after="\d+"',
        r'\1w:after="0"',
        part=_STYLES,
    ),
)
_TYPED = (
    Fault("A5 paper", "word", "paper.width", r"<w:pgSz[^>]*/>", '<w:pgSz w:w="8391" w:h="11906"/>'),
    Fault("top margin 25 mm", "wps", "margin.top", r'w:top="2098"', 'w:top="1417"'),
    Fault(
        "one paragraph in 宋体",
        "word",
        "text.font",
        r'w:eastAsia="仿宋_GB2312"(?=(?:(?!</w:r>).)*为提升)',
        'w:eastAsia="宋体"',
    ),
    Fault(
        "theme font in the body",
        "wps",
        "text.font",
        r"<w:rFonts [^>]*/>(?=(?:(?!</w:r>).)*现将《示例镇)",
        '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>',
    ),
    Fault(
        "one and a half lines",
        "word",
        "grid.lines",
        _line("为提升") + r"<w:spacing [^>]*/>",
        r'\1<w:spacing w:line="360" w:lineRule="auto"/>',
    ),
    Fault("08号", "word", "number.serial", "〕8号", "〕08号"),
    Fault(
        "title flush left",
        "wps",
        "title.align",
        _line("关于印发防汛") + r'(.*?)<w:jc w:val="center"/>',
        r'\1\2<w:jc w:val="left"/>',
    ),
    Fault(
        "title in 黑体",
        "wps",
        "title.font",
        r'w:eastAsia="方正小标宋_GBK"(?=(?:(?!</w:r>).)*关于印发)',
        'w:eastAsia="黑体"',
    ),
    Fault("number twice", "wps", "headings.sequence", "二、应急响应", "一、应急响应"),
    Fault(
        "heading in 仿宋",
        "wps",
        "heading-1.font",
        r'w:eastAsia="黑体"(?=(?:(?!</w:r>).)*应急响应)',
        'w:eastAsia="仿宋_GB2312"',
    ),
    Fault("level left out", "wps", "headings.order", "（二）明确责任。", "（1）明确责任。"),
    Fault(
        "annex missing",
        "word",
        "annex-mark.listed",
        r'<w:p><w:r><w:br w:type="page"/></w:r></w:p>(?=<w:p>(?:(?!</w:p>).)*附件2).*?</w:tbl>',
        "",
    ),
    Fault("number of a single annex", "wps", "annex-note.single", "附件：示例镇", "附件：1.示例镇"),
    Fault("date with zeros", "word", "date.zeros", ">2025年3月2日<", ">2025年03月02日<"),
    Fault("date at the margin", "word", "date.shift", 'w:rightChars="350" w:right="1120"', 'w:right="0"'),
    Fault("issuer at the margin", "word", "issuer.right", 'w:rightChars="200" w:right="640"', 'w:right="0"'),
    Fault(
        "page number in the middle",
        "word",
        "page-number.side",
        '<w:jc w:val="right"/>',
        '<w:jc w:val="center"/>',
        part="word/footer1.xml",
    ),
    Fault(
        "page number in 五号",
        "wps",
        "page-number.size",
        '<w:sz w:val="28"/>',
        '<w:sz w:val="21"/>',
        part="word/footer1.xml",
        everywhere=True,
    ),
    Fault("no red rule", "word", "head-rule.place", r"<w:pBdr>.*?</w:pBdr>", ""),
    Fault("rule too short", "wps", "head-rule.width", 'cx="5616000"', 'cx="3600000"', everywhere=True),
    Fault("printing date with a zero", "word", "printed-by.date", "3月2日印发", "03月2日印发"),
    Fault(
        "no upper rule of the imprint",
        "wps",
        "imprint-rule.place",
        '<w:pBdr><w:top w:val="single" w:sz="8"[^>]*/></w:pBdr>',
        "",
    ),
    Fault(
        "addressees indented",
        "word",
        "addressees.flush",
        _line("养老机构：") + r"(<w:spacing [^>]*/>)",
        r'\1\2<w:ind w:firstLine="640"/>',
    ),
    Fault(
        "annex on the same page",
        "wps",
        "annex-mark.page-break",
        r"<w:pageBreakBefore/>(?=(?:(?!</w:p>).)*>附件<)",
        "",
    ),
)
FAULTS = (*_STYLED, *_TYPED)
