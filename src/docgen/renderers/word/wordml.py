"""WordprocessingML in small pieces: elements, text, and the names every part shares."""

import re
from fractions import Fraction
from typing import Final

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# XML 1.0, production 2; \n and \t never reach a text node, they become elements.
_FORBIDDEN: Final = regex("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PLAIN: Final = regex('[^&<>"\n\r\t]*')
"""Tells a value of an attribute that stands for itself."""
_ATTRIBUTE_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
# Braces go as references, so that no template engine ever sees one that is content.
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"})


# What does not stand for itself in the text of a run: the above, breaks and tabs.
_ESCAPED: Final = regex("[\0-\x1f&<>{}\ud800-\udfff\ufffe\uffff]")


def is_plain(text: str) -> bool:
    """Return whether a run of `text` holds it just as it is."""
    return not _ESCAPED.search(text)


def twips(points: Fraction) -> int:
    """Return a length in twentieths of a point, Word's unit."""
    return round(points * 20)


def eighths(points: Fraction) -> int:
    """Return the thickness of a rule in eighths of a point, Word's unit for borders."""
    return round(points * 8)


def element(name: str, /, *children: str, **attributes: object) -> str:
    """Return one element of the `w` namespace; attributes are of that namespace too."""
    start = name
    for key, value in attributes.items():
        text = str(value)
        start += f' w:{key}="{text}"' if _PLAIN.fullmatch(text) else f" w:{key}={quoted(text)}"
    content = "".join(children)
    return f"<w:{start}>{content}</w:{name}>" if content else f"<w:{start}/>"


def quoted(text: str) -> str:
    """Return `text` as the value of an attribute, in its quotes."""
    return f'"{text.translate(_ATTRIBUTE_ESCAPES)}"'


def escaped(text: str) -> str:
    """Return `text` as XML character data in which no brace stands; raise when XML cannot hold it."""
    if is_plain(text):
        return text
    if found := _FORBIDDEN.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise DocgenError(
            Words(
                f"文字里有 Word 文件不能保存的控制字符 {code}", f"text holds {code}, which Word files cannot"
            )
        )
    return text.translate(_ESCAPES)


def pieces(text: str) -> str:
    """Return the content of a run: its text, with a line break for each newline and a tab for each tab."""
    if "\n" not in text and "\t" not in text:
        return _piece(text) if text else ""
    parts = re.split("([\n\t])", text)
    return "".join(_piece(part) for part in parts if part)


def inline(text: str) -> str:
    """Return `text` for a place inside a `w:t`, with the same breaks and tabs."""
    start = '<w:t xml:space="preserve">'
    return escaped(text).replace("\n", f"</w:t><w:br/>{start}").replace("\t", f"</w:t><w:tab/>{start}")


def _piece(part: str) -> str:
    if part in "\n\t":
        return "<w:br/>" if part == "\n" else "<w:tab/>"
    return f'<w:t xml:space="preserve">{escaped(part)}</w:t>'
