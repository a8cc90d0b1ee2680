"""Cells, tables and text boxes of which conditions may leave nothing: Word cannot open such a file."""

from collections.abc import Iterator, Sequence
from typing import Final

from docgen.diagnostics import Words
from docgen.renderers.word.template_faults.coverage import IN_TABLES
from docgen.renderers.word.template_faults.fault import Fault, fault_at
from docgen.renderers.word.template_faults.lines import Element, Line, W
from docgen.renderers.word.template_faults.reading import printed_names
from docgen.renderers.word.template_faults.story import Case, Story
from docgen.renderers.word.template_faults.tag import Tag

_NEEDS: Final = {"p": [f"{W}{name}" for name in ("tc", "txbxContent", "hdr", "ftr")], "tr": [f"{W}tbl"]}
"""What may not lose all its children of a level."""


def emptied(story: Story) -> Iterator[Fault]:
    """Yield a fault for the first tag of each place of a story that is empty in some case."""
    for level in _NEEDS:
        places = _places(story.lines, level)
        replacing: dict[Element, list[Tag]] = {}
        for tag in story.tags:
            child = _child(tag.at.line, level) if tag.level == level else None
            if child is not None and child.getparent() in places:
                replacing.setdefault(child.getparent(), []).append(tag)
        for place, own in replacing.items():
            if own[0].keyword or (own[0].at.line.in_main_text and printed_names(own[0]) <= IN_TABLES):
                replaced = {_child(tag.at.line, level) for tag in own}
                staying = [line for line in places[place] if _child(line, level) not in replaced]
                if any(_is_empty(story, places[place][0], staying, case) for case in _cases(story, own)):
                    yield _fault(own[0])


def _places(lines: Sequence[Line], level: str) -> dict[Element, list[Line]]:
    """Return the paragraphs of each place that may not lose all its children of a level."""
    places: dict[Element, list[Line]] = {}
    for line in lines:
        child = _child(line, level)
        if child is not None and child.getparent().tag in _NEEDS[level]:
            places.setdefault(child.getparent(), []).append(line)
    return places


def _child(line: Line, level: str) -> Element | None:
    """Return the element of the paragraph that a tag of a level takes the place of."""
    return line.element if level == "p" else line.container("tr")


def _cases(story: Story, own: Sequence[Tag]) -> Iterator[Case]:
    return story.cases(own[0].at.line, own)


def _is_empty(story: Story, first: Line, staying: Sequence[Line], case: Case) -> bool:
    return story.reaches(first, case) and not any(story.reaches(line, case) for line in staying)


def _fault(tag: Tag) -> Fault:
    what = Words(
        f"“{tag.at.text}”{'不成立' if tag.keyword else '没有内容'}时，这里什么也不剩，Word 会打不开文件",
        f"when {tag.at.text} brings nothing, nothing is left here and Word cannot open the file",
    )
    repair = Words(
        "请在这里留一个不带条件的空段（表格留一行）；整张表格可有可无时，把 {%p if … %} 写在表格前面一段",
        "leave an empty paragraph (in a table: a row) without condition, or put {%p if … %} before the table",
    )
    return fault_at(tag.at, "nothing-left", what, repair)
