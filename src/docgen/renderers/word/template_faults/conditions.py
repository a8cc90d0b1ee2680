"""Every `if` with its `endif`, both around whole words, paragraphs, rows or cells."""

from collections.abc import Iterable
from typing import Final

from docgen.diagnostics import Words
from docgen.renderers.word.template_faults.fault import Fault, fault_at
from docgen.renderers.word.template_faults.lines import Element
from docgen.renderers.word.template_faults.tag import KEYWORDS, Tag

_AROUND: Final = {"tr": "tbl", "tc": "tr"}
"""What holds the elements that a level takes the place of."""


def unpaired(tags: Iterable[Tag]) -> list[Fault]:
    """Return a fault for each `if`, `elif`, `else` and `endif` of a story that does not fit the others."""
    pairs = _Pairs()
    for tag in tags:
        if tag.keyword in KEYWORDS:
            pairs.add(tag)
    pairs.close(0)
    return pairs.faults


class _Pairs:
    """The conditions that are open at some point of a story."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._open: list[Tag] = []
        self._with_else: set[Tag] = set()

    def add(self, tag: Tag) -> None:
        """Take the next tag."""
        if tag.keyword == "if":
            self._open.append(tag)
        elif not self._open:
            self.faults.append(_without_if(tag))
        else:
            self._continue(self._partner(tag), tag)

    def close(self, depth: int) -> None:
        """Report the conditions opened beyond `depth`: nothing ends them."""
        self.faults.extend(map(_without_endif, self._open[depth:]))
        del self._open[depth:]

    def _partner(self, tag: Tag) -> Tag:
        fitting = [place for place, begun in enumerate(self._open) if _fit(begun, tag)]
        if fitting:
            self.close(fitting[-1] + 1)
        else:
            self.faults.append(_unlike(self._open[-1], tag))
        return self._open[-1]

    def _continue(self, begun: Tag, tag: Tag) -> None:
        if tag.keyword == "endif":
            self._open.pop()
        elif begun in self._with_else:
            self.faults.append(_after_else(tag))
        elif tag.keyword == "else":
            self._with_else.add(begun)


def _fit(begun: Tag, tag: Tag) -> bool:
    if begun.level != tag.level:
        return False
    return not (begun.whole and tag.whole) or _container(begun) is _container(tag)


def _container(tag: Tag) -> Element:
    """Return the element whose children the tag decides over."""
    line = tag.at.line
    if tag.level in _AROUND:
        return line.container(_AROUND[tag.level])
    return line.element.getparent() if tag.level == "p" else line.runs[tag.at.start].getparent()


def _without_if(tag: Tag) -> Fault:
    right = tag.spelled("if 名称")
    what = Words(f"标签“{tag.at.text}”前面没有与它成对的 if", f"no `if` stands before the tag {tag.at.text}")
    repair = Words(
        f"请删去它，或者在它管的内容前面补上 {right}",
        f"delete it, or type {tag.spelled('if NAME')} before what it ends",
    )
    return fault_at(tag.at, "tag-without-if", what, repair)


def _without_endif(tag: Tag) -> Fault:
    right = tag.spelled("endif")
    what = Words(
        f"标签“{tag.at.text}”没有与它成对的 endif，后面的内容都会算在条件里",
        f"no `endif` ends {tag.at.text}, so that all that follows depends on it",
    )
    own = {"p": "另起一段", "tr": "另加一行", "tc": "另加一格"}.get(tag.level, "")
    repair = Words(f"请在它管的内容后面{own}补上 {right}", f"type {right} after what depends on it")
    return fault_at(tag.at, "if-without-endif", what, repair)


def _after_else(tag: Tag) -> Fault:
    what = Words(f"标签“{tag.at.text}”写在 else 后面", f"the tag {tag.at.text} comes after the `else`")
    repair = Words(
        "一个 if 只能有一个 else，放在 endif 前面", "an `if` has one `else`, the last before its `endif`"
    )
    return fault_at(tag.at, "tag-after-else", what, repair)


def _unlike(begun: Tag, tag: Tag) -> Fault:
    first, second = begun.at, tag.at
    if begun.level != tag.level:
        right = tag.spelled(level=begun.level)
        what = Words(
            f"标签“{second.text}”与前面的“{first.text}”种类不同",
            f"the tag {second.text} is of another kind than {first.text}, which it belongs to",
        )
        return fault_at(second, "unlike-if-tags", what, Words(f"请写成 {right}", f"type {right}"))
    if begun.level == "" and first.line is not second.line:
        return _across_paragraphs(begun, tag)
    what = Words(
        f"标签“{second.text}”与前面的“{first.text}”不在同一个单元格（表格、超链接）里",
        f"the tag {second.text} stands in another cell, table or link than {first.text}",
    )
    repair = Words(
        "请把 if 和 endif 放在同一个单元格里；要管整行，就写 {%tr if … %} 和 {%tr endif %}，各占一行",
        "put both into the same one; for whole rows type {%tr if … %} and {%tr endif %} in rows of their own",
    )
    return fault_at(second, "if-across-cells", what, repair)


def _across_paragraphs(begun: Tag, tag: Tag) -> Fault:
    what = Words(
        f"标签“{tag.at.text}”与前面的“{begun.at.text}”不在同一段，会多印空行",
        f"the tag {tag.at.text} is in another paragraph than {begun.at.text}: blank lines would be printed",
    )
    first, second = begun.spelled(level="p"), tag.spelled(level="p")
    repair = Words(
        f"要管整段，就各占一段，写 {first} 和 {second}",
        f"for whole paragraphs type {first} and {second}, each in a paragraph of its own",
    )
    return fault_at(tag.at, "if-across-paragraphs", what, repair)
