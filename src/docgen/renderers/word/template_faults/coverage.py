"""What the tags of a template bring, all in all: nothing lost, nothing twice, nothing out of order."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from docgen.diagnostics import Severity, Words
from docgen.readers.assembly import HEAD, IMPRINT
from docgen.renderers.word.tags import HOLES, MEANINGS, NAMES, ROLES, written
from docgen.renderers.word.template_faults.fault import Fault, fault_at
from docgen.renderers.word.template_faults.reading import printed_names
from docgen.renderers.word.template_faults.tag import Tag

_NEEDED: Final = frozenset(each.name for each in NAMES if each.needed)
_ORDER: Final = tuple(MEANINGS)
# The reader takes a table of nothing but these for an arrangement of paragraphs.
IN_TABLES: Final = frozenset(
    {"mark", "number_line", *(name for name, role in ROLES.items() if role in HEAD | IMPRINT)}
)
"""Names that may be printed inside a table of the main text."""


def missing(tags: Sequence[Tag], needed: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each of the names `needed` that nothing prints, beside the tag it belongs after."""
    printed = {name: tag for tag in reversed(tags) for name in printed_names(tag)}
    for name in sorted(set(needed) - set(printed), key=_ORDER.index):
        before = [each for each in _ORDER[: _ORDER.index(name)] if each in printed]
        yield _missing(name, printed[before[-1]] if before else None)


def faults_of_all(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Yield what is wrong with the tags of all stories together."""
    main = [tag for tag in tags if tag.at.line.in_main_text]
    yield from missing(tags, _NEEDED)
    for tag in tags:
        yield from _misplaced(tag)
    yield from _repeated(main)
    yield from _out_of_order(main)


def left_out(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Yield a hint that names all that the template does not print, if there is any."""
    printed = {name for tag in tags for name in printed_names(tag)} | _NEEDED
    if left := [name for name in _ORDER if name not in printed]:
        names = "、".join(f"{MEANINGS[name].zh} {written(name)}" for name in left)
        what = Words(
            f"模板里没有印出：{names}。有这些内容的通知会生成不了",
            f"the template does not print {', '.join(left)}: notices that have them cannot be built",
        )
        repair = Words(
            "本单位的通知从来没有这些内容时，不用改；否则请各补一段",
            "leave it so when no notice has them, else give each a paragraph",
        )
        yield Fault("left-out-tags", Severity.HINT, what, repair)


def _missing(name: str, before: Tag | None) -> Fault:
    tag, meaning = written(name), MEANINGS[name]
    what = Words(
        f"模板里没有 {tag}，{meaning.zh}会丢失",
        f"nothing in the template prints {tag}: {meaning.en} would be lost",
    )
    if before:
        repair = Words(
            f"请在这一段后面另起一段写 {tag}", f"type {tag} in a paragraph of its own after this one"
        )
        return fault_at(before.at, "missing-tag", what, repair)
    repair = Words(f"请在模板开头另起一段写 {tag}", f"type {tag} in a paragraph of its own at the top")
    return Fault("missing-tag", Severity.ERROR, what, repair)


def _misplaced(tag: Tag) -> Iterator[Fault]:
    names, line = printed_names(tag), tag.at.line
    if tag.level == "p" and not line.in_main_text and not names.isdisjoint(HOLES):
        what = Words(
            f"标签“{tag.at.text}”会带来若干段，只能写在正文里，不能写在页眉、页脚、脚注或文本框里",
            f"the tag {tag.at.text} brings paragraphs, which have their place in the main text alone",
        )
    elif line.in_main_text and line.container("tc") is not None and names - IN_TABLES:
        what = Words(
            f"标签“{tag.at.text}”不能写在表格里，那里只能写版头和版记的内容",
            f"the tag {tag.at.text} cannot stand in a table, which may hold the head and the imprint only",
        )
    else:
        return
    repair = Words("请把它移到正文里单独一段", "move it to a paragraph of its own in the main text")
    yield fault_at(tag.at, "misplaced-tag", what, repair)


def _repeated(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Yield each tag of a name printed twice for sure: under two conditions it may be one or the other."""
    depth = 0
    always: dict[str, bool] = {}
    for tag in tags:
        depth = max(0, depth + {"if": 1, "endif": -1}.get(tag.keyword, 0))
        for name in sorted(printed_names(tag)):
            if name in always and (always[name] or depth == 0):
                yield _twice(tag, name)
            always[name] = always.get(name, False) or depth == 0


def _twice(tag: Tag, name: str) -> Fault:
    meaning = MEANINGS[name]
    what = Words(
        f"标签“{tag.at.text}”前面已经写过，{meaning.zh}会印两遍",
        f"the tag {tag.at.text} stands here for the second time: {meaning.en} would be printed twice",
    )
    return fault_at(tag.at, "repeated-tag", what, Words("请删去多余的一处", "delete one of them"))


def _out_of_order(tags: Sequence[Tag]) -> Iterator[Fault]:
    first: dict[str, Tag] = {}
    for tag in tags:
        for name in sorted(printed_names(tag), key=_ORDER.index):
            first.setdefault(name, tag)
    places = [_ORDER.index(name) for name in first]
    kept = _longest_rise(places)
    for place, tag in zip(places, first.values(), strict=True):
        if place not in kept:
            before = max((each for each in kept if each < place), default=None)
            other = _ORDER[min(kept) if before is None else before]
            yield _moved(tag, first[other], after=before is not None)


def _longest_rise(places: Sequence[int]) -> list[int]:
    """Return the longest part of `places` that is in order: the rest is what has been moved."""
    best: list[list[int]] = [[]]
    for place in places:
        best.append([*max((rise for rise in best if not rise or rise[-1] < place), key=len), place])
    return max(best, key=len)


def _moved(tag: Tag, other: Tag, *, after: bool) -> Fault:
    what = Words(
        f"标签“{tag.at.text}”的位置不对，应当在“{other.at.text}”{'后' if after else '前'}面",
        f"the tag {tag.at.text} belongs {'after' if after else 'before'} {other.at.text}",
    )
    repair = Words(
        "请按公文的顺序排列；docgen template tags 列出的就是这个顺序",
        "keep the order of a notice, in which docgen template tags lists the names",
    )
    return fault_at(tag.at, "tag-out-of-order", what, repair)
