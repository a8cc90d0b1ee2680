"""The tags of an office's workbook: how they are typed, and the names they may print."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.patterns import regex

LINES: Final = MappingProxyType(
    {
        "mark": Words("附件序号", "the annex's mark"),
        "title": Words("附件标题", "the annex's title"),
        "caption": Words("表题", "the table's caption"),
        "unit_line": Words("表单位", "the line of units"),
        "notes": Words("表注", "the notes below the table"),
        "year": Words("年度", "the year"),
        "document_title": Words("公文标题", "the notice's title"),
        "number": Words("发文字号", "the notice's number"),
        "issuer": Words("发文机关署名", "the issuers"),
        "date": Words("成文日期", "the date of the notice"),
    }
)
"""The names of lines outside the table."""

_WIDE: Final = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "})
_BEGIN: Final = regex(r"[{｛]\s?[{｛%％#＃]")
_END: Final = regex(r"[}｝%％#＃]\s?[}｝]")
_NAME: Final = regex(
    r"\s*(?:(?:(?P<kind>total|subtotal|label)|computed\s*\.\s*(?P<row>\w+))\s*\.\s*)?(?P<name>\w+)\s*"
)


class Tag(NamedTuple):
    """A tag: the `kind` of what it prints, the name, and the text as typed."""

    kind: str
    """`total`, `subtotal`, `computed` or `label` of the column `name`; empty for a line or a row's column."""
    name: str
    typed: str
    row: str = ""
    """The id of the computed row."""

    def spelled(self, name: str | None = None) -> str:
        """Return the tag as it should be typed, with another name where one is given."""
        return f"{{{{ {'.'.join(filter(None, (self.kind, self.row, name or self.name)))} }}}}"


class Slip(NamedTuple):
    """What is wrong with a tag's typing: an id, what is said of it, and what to type."""

    id: str
    what: Words
    repair: Words


Piece = str | Tag | Slip


def pieces(text: str) -> Iterator[Piece]:
    """Yield the words of a cell, its tags, and in the place of a tag that cannot be read what is wrong."""
    at = 0
    while begin := _BEGIN.search(text, at):
        if begin.start() > at:
            yield text[at : begin.start()]
        end = _END.search(text, begin.end())
        if not end:
            yield _slip(text[begin.start() :], "unclosed-tag", _UNCLOSED)
            return
        yield _read(text[begin.start() : end.end()], text[begin.end() : end.start()])
        at = end.end()
    if stray := _END.search(text, at) if "}}" in text[at:] else None:
        yield _slip(text[: stray.end()], "unclosed-tag", _UNCLOSED)
    elif at < len(text):
        yield text[at:]


def holds_tag(text: str) -> bool:
    """Return whether something in `text` looks like a tag."""
    return "}}" in text or any(not isinstance(piece, str) for piece in pieces(text))


def _read(typed: str, inner: str) -> Piece:
    match = _NAME.fullmatch(inner.translate(_WIDE))
    if not match or typed.translate(_WIDE).replace(" ", "")[:2] != "{{":
        return _slip(typed, "not-a-name", _NOT_A_NAME)
    kind = match["kind"] or ("computed" if match["row"] else "")
    tag = Tag(kind, match["name"], typed, match["row"] or "")
    if not (typed.startswith("{{") and typed.endswith("}}")) or inner != inner.translate(_WIDE):
        what = Words(
            f"标签“{typed}”用了全角字符，或者括号之间有空格",
            f"the tag {typed} has full-width characters, or a blank between its braces",
        )
        return Slip("full-width-tag", what, Words(f"重新打成 {tag.spelled()}", f"type {tag.spelled()}"))
    return tag


def _slip(typed: str, id: str, words: tuple[Words, Words]) -> Slip:
    what, repair = words
    shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
    return Slip(id, Words(what.zh.format(shown), what.en.format(shown)), repair)


_UNCLOSED: Final = (
    Words("“{}”里的标签不完整", "the tag in {} is not whole"),
    Words(
        "把整个标签写在一个单元格里，前后各两个半角花括号",
        "type the whole tag in one cell, between two braces on either side",
    ),
)
_NOT_A_NAME: Final = (
    Words("“{}”不是名称", "{} holds no name"),
    Words(
        "标签里只写名称，例如 {{ title }}；要计算，写成 Excel 算式或表格的 formula",
        "a tag holds a name only, such as {{ title }}; compute in a formula of Excel's or of the table",
    ),
)
