"""The tags of an office's template: every slip in them is found before anything is filled."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from docgen.diagnostics import Mistake, Words
from docgen.readers.docx import texts

HOLES: Final = ("mark", "title", "body", "signature", "attachments")
"""Names that bring paragraphs of their own: `{{p body }}`."""
LINES: Final = ("number", "draft_note", "addressees", "note", "copy_to", "printed_by")
"""Names that bring words into a paragraph of the template: `{{ number }}`."""

_FULL_WIDTH: Final = re.compile(r"[｛{][｛％＃]|｛[{%#]|[｝％＃][｝}]|[}%#]｝")
_TAG: Final = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_STRUCTURAL: Final = re.compile(r"\{[{%#](p|tr)\s")
_NAME: Final = re.compile(r"\{\{-?\s*(p\s+)?(\w+)")


def refuse_faults(parts: Mapping[str, bytes]) -> None:
    """Raise `Mistake` for the first tag that is full-width, of the wrong kind, or not alone where it must."""
    for words in texts(parts):
        if _FULL_WIDTH.search(words):
            raise _full_width(words)
        for paragraph, name in _NAME.findall(words):
            if name in (LINES if paragraph else HOLES):
                raise _wrong_kind(words, name)
        if _STRUCTURAL.search(words) and _TAG.findall(words) != [words.strip()]:
            raise _not_alone(words)


def refuse_unknown(names: Collection[str], parts: Mapping[str, bytes]) -> None:
    """Raise `Mistake` for those of `names` that mean nothing, each with the paragraph it stands in."""
    unknown = sorted(set(names) - {*HOLES, *LINES})
    if unknown:
        places = "；".join(f"{name}（在“{_place(name, parts)}”一段）" for name in unknown)
        known = [*(f"{{{{p {name} }}}}" for name in HOLES), *(f"{{{{ {name} }}}}" for name in LINES)]
        raise Mistake(
            "unknown-tag",
            Words(f"模板里有 docgen 不认得的标签：{places}", f"unknown names in the template: {places}"),
            Words(f"可以用的标签：{'、'.join(known)}", f"there are: {', '.join(known)}"),
        )


def faulty(reason: str, near: str = "") -> Mistake:
    """Return the mistake of a tag that Jinja refuses, with the paragraph it stands in where that is known."""
    zh = f"模板里“{near}”一段的标签写错了：{reason}" if near else f"模板里有标签写错了：{reason}"
    return Mistake(
        "faulty-tag",
        Words(zh, f"faulty tag in the template: {near!r}: {reason}"),
        Words("请对照 docgen 自带的模板改正", "compare with the template that comes with docgen"),
    )


def _place(name: str, parts: Mapping[str, bytes]) -> str:
    use = re.compile(rf"\b{re.escape(name)}\b")
    return next((words for words in texts(parts) if any(map(use.search, _TAG.findall(words)))), "")


def _full_width(words: str) -> Mistake:
    return Mistake(
        "full-width-tag",
        Words(f"模板里“{words}”一段的标签用了全角括号", f"full-width braces in the template: {words!r}"),
        Words("请改成半角的 {{ }} 或 {% %}", "type half-width {{ }} or {% %}"),
    )


def _wrong_kind(words: str, name: str) -> Mistake:
    right = f"{{{{p {name} }}}}" if name in HOLES else f"{{{{ {name} }}}}"
    return Mistake(
        "wrong-kind-of-tag",
        Words(f"模板里“{words}”一段的标签 {name} 写法不对", f"{name} is written wrong in {words!r}"),
        Words(f"请写成 {right}", f"type {right}"),
    )


def _not_alone(words: str) -> Mistake:
    return Mistake(
        "tag-not-alone",
        Words(
            f"模板里“{words}”一段：带 p 或 tr 的标签要单独占一段，否则同段的其他内容会丢失",
            f"a tag of a paragraph or row must stand alone, the rest would be lost: {words!r}",
        ),
        Words("请把标签放到单独的一段", "give the tag a paragraph of its own"),
    )
