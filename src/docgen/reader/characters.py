"""Characters that neither Word's XML nor paper can carry, typed or written by escape."""

from itertools import chain, islice

from docgen.diagnostics import Diagnostic, Words
from docgen.patterns import regex
from docgen.reader.page import Page
from docgen.reader.scalar import place_in_scalar

MAX_REPORTED = 20
# XML 1.0, 2.2 Char, without what is not seen on paper; U+2028 and U+2029 are also line breaks to YAML alone.
_UNPRINTABLE = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_TYPED = regex(f"[{_UNPRINTABLE}]")
_LONE_RETURN = regex("\r(?!\n)")
_IN_VALUE = regex(f"[{_UNPRINTABLE}\r]")
_NAMES = {
    "\0": Words("空字符", "null character"),
    "\x0b": Words("Word 的手动换行符", "line break of Word"),
    "\x0c": Words("分页符", "page break"),
    "\r": Words("单独的回车符", "carriage return on its own"),
    "\x85": Words("特殊换行符", "next line"),
    "\u2028": Words("特殊换行符", "line separator"),
    "\u2029": Words("特殊换行符", "paragraph separator"),
    "\ufeff": Words("零宽空格", "zero-width space"),
}
_OTHER = Words("看不见的控制字符", "control character")
_DELETE = Words(
    "删去这个字符：它看不见，光标移到这一列按一次 Delete 键；要换行就按回车键另起一行",
    "delete it: it is invisible, so go to this column and press Delete once; press Enter for a line break",
)
_UNESCAPE = Words("从引号里删去这个转义写法", "remove the escape from the quoted text")


def unprintable_in_page(page: Page) -> list[Diagnostic]:
    """Return an error for each unprintable character as typed, up to a limit."""
    found = list(islice(chain(_TYPED.finditer(page.text), _LONE_RETURN.finditer(page.text)), MAX_REPORTED))
    lines = without_unprintable(page) if found else page
    return [_report(lines, match.start(), match[0], _DELETE) for match in found]


def without_unprintable(page: Page) -> Page:
    """Return `page` with a stand-in for each unprintable character, so that the rest can be read in place."""
    return page._replace(text=_LONE_RETURN.sub("\n", _TYPED.sub("\ufffd", page.text)))


def unprintable_in_value(page: Page, start: int, value: str) -> list[Diagnostic]:
    """Return an error for each unprintable character that the scalar at `start` writes by escape."""
    return [
        _report(page, place_in_scalar(page.text, start, value, match.start()), match[0], _UNESCAPE)
        for match in _IN_VALUE.finditer(value)
    ]


def unprintable_name(text: str) -> Words | None:
    """Return what the first unprintable character of `text` is called; None where it has none."""
    found = _IN_VALUE.search(text)
    return _NAMES.get(found[0], _OTHER) if found else None


def _report(page: Page, index: int, character: str, hint: Words) -> Diagnostic:
    name = _NAMES.get(character, _OTHER)
    code = f"U+{ord(character):04X}"
    message = Words(
        f"这里有一个{name.zh}（{code}），公文里印不出来",
        f"there is a {name.en} ({code}) here, which no notice can print",
    )
    return page.error("unprintable-character", index, message, hint)
