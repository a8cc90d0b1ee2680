"""What a tag stands in: whole, and alone where it takes the place of a paragraph, a row or a cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docgen.diagnostics import Words
from docgen.renderers.word.template_faults.fault import Fault, Spot, fault_at
from docgen.renderers.word.template_faults.lines import Element, Line, W
from docgen.renderers.word.template_faults.tag import Tag

_REVISIONS: Final = frozenset(f"{W}{name}" for name in ("ins", "moveTo"))
_NO_TEXT: Final = [
    f"{W}{name}" for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "sectPr")
]
"""What a paragraph can hold besides words."""
_PLACES: Final = {"p": Words("段", "paragraph"), "tr": Words("行", "row"), "tc": Words("格", "cell")}


def faults_around(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Yield the faults of the places in which the tags of one story stand."""
    counts = Counter(tag.at.line for tag in tags if tag.level == "p")
    firsts: dict[Line, Tag] = {}
    for tag in tags:
        if tag.whole:
            yield from _split(tag)
        if tag.level == "p" and counts[tag.at.line] > 1:
            first = firsts.setdefault(tag.at.line, tag)
            if first is not tag:
                yield _second(tag, first)
        elif tag.level in _PLACES and tag.whole:
            yield from _not_alone(tag)


def deleted_tags(lines: Iterable[Line]) -> Iterator[Fault]:
    """Yield a fault for each paragraph with a tag that a tracked change deletes: docxtpl still fills it."""
    for line in lines:
        deleted = "".join(line.element.itertext(f"{W}delText"))
        if "{{" in deleted or "{%" in deleted:
            yield _tracked(Spot(line, 0, len(line.text)), deleted)


def _split(tag: Tag) -> Iterator[Fault]:
    line, start, end = tag.at
    first, last = line.runs[start], line.runs[end - 1]
    if any(element.tag in _REVISIONS for run in (first, last) for element in run.iterancestors()):
        yield _tracked(tag.at, tag.at.text)
    elif first.getparent() is not last.getparent():
        what = Words(
            f"标签“{tag.at.text}”有一部分在超链接或内容控件里",
            f"a part of the tag {tag.at.text} lies in a link or a content control",
        )
        right = tag.spelled()
        repair = Words(
            f"请删去整个标签，重新打一遍：{right}", f"delete the whole tag and type it again: {right}"
        )
        yield fault_at(tag.at, "tag-across-link", what, repair)


def _tracked(at: Spot, words: str) -> Fault:
    what = Words(f"标签“{words}”在还没有接受的修订里", f"the tag {words} is part of a tracked change")
    repair = Words(
        "请在 Word 的“审阅”里接受或拒绝全部修订，再保存", "accept or reject all changes in Word, then save"
    )
    return fault_at(at, "tag-in-tracked-change", what, repair)


def _second(tag: Tag, first: Tag) -> Fault:
    what = Words(
        f"一段里写了两个占整段的标签“{first.at.text}”和“{tag.at.text}”，只有一个会起作用",
        f"{first.at.text} and {tag.at.text} each take the place of the whole paragraph: one would be lost",
    )
    repair = Words("请分成两段，一段只写一个", "give each a paragraph of its own")
    return fault_at(tag.at, "two-tags-in-paragraph", what, repair)


def _not_alone(tag: Tag) -> Iterator[Fault]:
    line, place = tag.at.line, _PLACES[tag.level]
    element = line.element if tag.level == "p" else line.container(tag.level)
    if element is None:
        yield _outside_table(tag)
    elif lost := _lost(element, tag):
        what = Words(
            f"标签“{tag.at.text}”会换掉整{place.zh}，同一{place.zh}里的{lost.zh}会丢失",
            f"the tag {tag.at.text} takes the place of its {place.en}: {lost.en} would be lost",
        )
        repair = Words(f"请让它单独占一{place.zh}", f"give it a {place.en} of its own")
        yield fault_at(tag.at, "tag-not-alone", what, repair)


def _lost(element: Element, tag: Tag) -> Words | None:
    """Return what would be lost with the element that the tag takes the place of."""
    words = "".join(element.itertext(f"{W}t")) if tag.level != "p" else tag.at.line.text
    if _bare(words) != _bare(tag.at.text):
        return Words("其他文字", "other words")
    breaks = any(each.get(f"{W}type") == "page" for each in element.iter(f"{W}br"))
    if breaks or next(element.iter(*_NO_TEXT), None) is not None:
        return Words("图形、脚注、分页或分节", "a picture, a footnote or a break")
    return None


def _bare(words: str) -> str:
    return "".join(words.split())


def _outside_table(tag: Tag) -> Fault:
    right = tag.spelled(level="p")
    what = Words(f"标签“{tag.at.text}”只能写在表格里", f"the tag {tag.at.text} works in a table only")
    repair = Words(
        f"在正文里请写成 {right}，单独占一段", f"outside of tables type {right}, in a paragraph of its own"
    )
    return fault_at(tag.at, "tag-outside-table", what, repair)
