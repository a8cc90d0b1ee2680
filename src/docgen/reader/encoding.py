"""Bytes of a file → its text, or what kind of file it is instead."""

import codecs

from docgen.diagnostics import Diagnostic, Severity, Span, Words

_TO_UTF8 = Words(
    "请把文件另存为 UTF-8：记事本点“文件→另存为”，下方“编码”选 UTF-8；"
    "VS Code 点右下角的编码名称，先选“通过编码重新打开”（{open}），再选“通过编码保存”，选 UTF-8",
    "save it as UTF-8. Notepad: Save As, Encoding: UTF-8. VS Code: click the encoding at the bottom right, "
    "Reopen with Encoding ({open}), then Save with Encoding, UTF-8",
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "UTF-16 BE"),
)
_OTHER_FILES = (
    (b"PK\x03\x04", Words("新版 Word、Excel 文件或压缩包", "a Word or Excel file or a zip archive")),
    (b"\xd0\xcf\x11\xe0", Words("老版 Word 或 Excel 文件", "an old Word or Excel file")),
    (b"%PDF", Words("PDF 文件", "a PDF file")),
)


def decode(data: bytes, file: str) -> str | Diagnostic:
    """Return the text of `data` without a byte order mark, or why it is no UTF-8 text."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _foreign(data, file, error.start)
    return _wide(data, file) or text


def _foreign(data: bytes, file: str, bad: int) -> Diagnostic:
    for magic, kind in _OTHER_FILES:
        if data.startswith(magic):
            return _not_text(file, kind)
    wide = _wide(data, file)
    if wide:
        return wide
    if _looks_gbk(data):
        return _named("GBK", _span(data, file, bad, "gb18030"))
    span = _span(data, file, bad, "utf-8")
    message = Words(
        f"这里的字读不出来（字节 0x{data[bad]:02X} 不合 UTF-8 编码），文件可能已损坏",
        f"byte 0x{data[bad]:02X} is not UTF-8 text; the file may be damaged",
    )
    hint = Words(
        "删去这个字重新输入，并把文件保存为 UTF-8 编码",
        "delete that character, type it again, and save the file as UTF-8",
    )
    return Diagnostic("file-encoding", Severity.ERROR, span, message, hint)


def _wide(data: bytes, file: str) -> Diagnostic | None:
    """Recognise UTF-16 and UTF-32 by their mark, or by ASCII characters padded with zero bytes."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _named(name, Span(file, 1, 1))
    if b":\0" in data and data[1::2].count(0) > data[::2].count(0):
        return _named("UTF-16 LE", Span(file, 1, 1))
    if b"\0:" in data and data[::2].count(0) > data[1::2].count(0):
        return _named("UTF-16 BE", Span(file, 1, 1))
    return None


def _looks_gbk(data: bytes) -> bool:
    """Tell GBK from UTF-8 with a few bad bytes: read as UTF-8, hardly any character of a GBK file holds."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    as_utf8 = data.decode("utf-8", "replace")
    lost = as_utf8.count("\ufffd")
    return lost > sum(char > "\x7f" for char in as_utf8) - lost


def _named(encoding: str, span: Span) -> Diagnostic:
    message = Words(
        f"这个文件的编码是 {encoding}，要用 UTF-8",
        f"the file is encoded as {encoding}; UTF-8 is needed",
    )
    hint = Words(*(text.format(open=encoding) for text in _TO_UTF8))
    return Diagnostic("file-encoding", Severity.ERROR, span, message, hint)


def _not_text(file: str, kind: Words) -> Diagnostic:
    message = Words(f"这是{kind.zh}，不是 YAML 文本", f"this is {kind.en}, not YAML text")
    hint = Words(
        "只把扩展名改成 .yaml 不行，请用记事本或 VS Code 新建文本文件",
        "renaming it to .yaml does not convert it; make a text file with an editor",
    )
    return Diagnostic("file-encoding", Severity.ERROR, Span(file, 1, 1), message, hint)


def _span(data: bytes, file: str, bad: int, encoding: str) -> Span:
    line_start = data.rfind(b"\n", 0, bad) + 1
    before = data[line_start:bad].decode(encoding, "replace")
    return Span(file, data.count(b"\n", 0, bad) + 1, len(before) + 1)
