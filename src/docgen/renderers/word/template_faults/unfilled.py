"""Tags where nothing fills them: file properties, endnotes, charts, alternative texts, field codes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docgen.diagnostics import Severity, Words
from docgen.patterns import regex
from docgen.renderers.word.template_faults.fault import Fault, Spot, fault_at
from docgen.renderers.word.template_faults.lines import DOCUMENT, FILLED, Line, W, parse

_TAG: Final = regex(r"\{[{%].*?[}%]\}|｛[｛%％].*?[｝%％][｝}]", re.DOTALL)
_PROPERTIES: Final = regex(r"docProps/\w+\.xml")
_SILENT: Final = regex(r"word/(comments\w*|settings|styles|fontTable|webSettings|people)\.xml")
"""Parts that print nothing; comments may well speak of tags."""
_WHERE: Final = {
    "word/endnotes.xml": Words("尾注", "an endnote"),
    "word/charts/": Words("图表", "a chart"),
    "word/diagrams/": Words("SmartArt 图形", "a diagram"),
    "docProps/": Words("文件属性", "the file's properties"),
}
_REPAIR: Final = Words(
    "请删去它，需要的话写到正文、页眉、页脚或脚注的文字里",
    "delete it, or move it to words of the text, a header or a footer",
)


def unfilled(parts: Mapping[str, bytes], lines: Sequence[Line]) -> Iterator[Fault]:
    """Yield a fault for each tag that would stay as it is."""
    for part in sorted(parts):
        if part.endswith(".xml") and part != "[Content_Types].xml" and not _read(part):
            for words in parse(parts[part], part).itertext():
                yield from (_in_part(part, found[0]) for found in _TAG.finditer(words))
    for line in lines:
        for words in _hidden(line):
            yield from (_in_line(line, found[0]) for found in _TAG.finditer(words))


def commented(lines: Sequence[Line]) -> Iterator[Fault]:
    """Yield a warning at the first comment, because every notice would carry the comments."""
    marks = [(line, sum(1 for _ in line.element.iter(f"{W}commentReference"))) for line in lines]
    count = sum(number for _, number in marks)
    first = next((line for line, number in marks if number), None)
    if first is not None and first.part == DOCUMENT:
        what = Words(
            f"模板里有 {count} 条批注，会带进每一份通知",
            f"the comments in the template ({count}) would go into every notice",
        )
        repair = Words(
            "改好以后，请在 Word 的“审阅”里删除全部批注", "delete all comments in Word when they are done"
        )
        yield fault_at(Spot(first, 0, len(first.text)), "comment-in-template", what, repair, Severity.WARNING)


def _read(part: str) -> bool:
    return bool(FILLED.fullmatch(part) or _SILENT.fullmatch(part))


def _hidden(line: Line) -> Iterator[str]:
    """Yield the texts of a paragraph that are not its words: attributes, field codes."""
    for element in line.element.iter():
        own = next(element.iterancestors(f"{W}p"), line.element) is line.element
        if own and isinstance(element.tag, str):
            yield from element.values()
            if element.tag not in (f"{W}t", f"{W}delText"):
                yield element.text or ""


def _in_part(part: str, tag: str) -> Fault:
    where = next((words for start, words in _WHERE.items() if part.startswith(start)), Words(part, part))
    message = Words(f"{where.zh}里的标签“{tag}”不会填写", f"the tag {tag} in {where.en} is not filled")
    return Fault("tag-not-filled-here", Severity.ERROR, message, _REPAIR)


def _in_line(line: Line, tag: str) -> Fault:
    what = Words(
        f"图形的替代文字或域代码里有标签“{tag}”，那里不填写",
        f"the tag {tag} stands in an alternative text or a field code, where nothing is filled",
    )
    return fault_at(Spot(line, 0, len(line.text)), "tag-not-filled-here", what, _REPAIR)
