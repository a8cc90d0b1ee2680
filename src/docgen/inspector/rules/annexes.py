"""附件说明 and the annexes themselves: their number, names and marks (7.3.4, 7.3.7)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Line
from docgen.inspector.elements import LISTED
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both, quoted
from docgen.patterns import regex

_STOPS: Final = regex(r"[。．.，,；;、：:]$")


class _Item(NamedTuple):
    """One name of the list."""

    number: str
    """As typed; empty without a number."""
    name: str
    line: Line


class _Annex(NamedTuple):
    """One annex of the file."""

    number: str
    title: str
    line: Line
    titled: Line | None


def find(subject: Subject) -> Iterator[Remark]:
    """Yield where list and annexes are at odds with the standard or with each other."""
    items, annexes = list(_items(subject)), list(_annexes(subject))
    yield from _colon(subject)
    yield from _numbers(items)
    for item in items:
        yield from _stop(item)
    for annex in annexes:
        yield from _new_page(annex)
    if len(items) == len(annexes):
        yield from _marks(annexes)
        yield from _names(items, annexes)
    else:
        yield _counts(items, annexes)


def _items(subject: Subject) -> Iterator[_Item]:
    for part in subject.anatomy.of(*LISTED):
        words = part.line.words
        note = wording.whole(wording.ANNEX_NOTE, words)
        number = note["number"] if note else ""
        for text in (note["rest"] if note else words).split("\n"):
            if text.strip():
                item = wording.whole(wording.ANNEX_ITEM, text.strip())
                name = item["name"].strip() if item else text.strip()
                yield _Item(item["number"] if item else number, name, part.line)


def _annexes(subject: Subject) -> Iterator[_Annex]:
    for text in subject.anatomy.texts():
        marks = [part for part in text if part.role is Role.ANNEX_MARK]
        titles = [part for part in text if part.role is Role.ANNEX_TITLE]
        for part in marks[:1]:
            words = part.line.words
            found = wording.whole(wording.ANNEX_MARK, words) or wording.whole(wording.ANNEX_NOTE, words)
            rest = (found.groupdict() if found else {}).get("rest", "")
            title = rest + "".join(each.line.words for each in titles)
            titled = part.line if rest else titles[0].line if titles else None
            yield _Annex(found["number"] if found else "", wording.joined(title), part.line, titled)


def _colon(subject: Subject) -> Iterator[Remark]:
    for part in subject.anatomy.of(Role.ANNEX_NOTE):
        note = wording.whole(wording.ANNEX_NOTE, part.line.words)
        if not note or note["colon"] != "：":
            seen = both("“:”") if note else Words("没有冒号", "none")
            compared = Compared(Words("全角冒号“：”", "a full-width ："), seen)
            fix = Words("写作“附件：”", "write 附件：")
            yield Remark(
                "annex-note.colon",
                part.line,
                Words("“附件”后面的冒号", "the colon behind 附件"),
                compared,
                fix,
            )


def _numbers(items: list[_Item]) -> Iterator[Remark]:
    what = Words("附件的顺序号", "the number of the annex")
    if len(items) == 1 and items[0].number:
        compared = Compared(Words("只有一个附件，不编号", "none for a single annex"), both(items[0].number))
        fix = Words(f"删去“{items[0].number}”", f"delete {items[0].number}")
        yield Remark("annex-note.single", items[0].line, what, compared, fix)
        return
    for place, item in enumerate(items, start=1) if len(items) > 1 else ():
        if item.number != str(place):
            compared = Compared(
                both(f"{place}."), both(item.number) if item.number else Words("没有", "none")
            )
            fix = Words(f"写作 {place}.{item.name}", f"write {place}.{item.name}")
            yield Remark("annex-note.numbers", item.line, what, compared, fix)


def _stop(item: _Item) -> Iterator[Remark]:
    if found := _STOPS.search(item.name):
        what = Words("附件名称的末尾", "the end of the annex's name")
        compared = Compared(Words("不加标点", "no mark"), both(f"“{found[0]}”"))
        fix = Words(f"删去“{found[0]}”", f"delete {found[0]}")
        yield Remark("annex-note.stop", item.line, what, compared, fix)


def _new_page(annex: _Annex) -> Iterator[Remark]:
    if annex.line.number > 1 and not (annex.line.new_page or annex.line.rendered_first):
        compared = Compared(
            Words("另面编排", "on a new page"), Words("接排在上文后面", "right below what precedes")
        )
        fix = Words(
            "把光标放在“附件”前面，按 Ctrl+Enter 分页", "put the cursor before 附件 and press Ctrl+Enter"
        )
        yield Remark("annex-mark.page-break", annex.line, Words("附件", "the annex"), compared, fix)


def _marks(annexes: list[_Annex]) -> Iterator[Remark]:
    what = Words("附件的顺序号", "the number of the annex")
    for place, annex in enumerate(annexes, start=1):
        wanted = str(place) if len(annexes) > 1 else ""
        if annex.number == wanted or (len(annexes) == 1 and annex.number == "1"):
            continue
        compared = Compared(both(f"附件{wanted}"), both(f"附件{annex.number}"))
        fix = Words(f"改为“附件{wanted}”", f"write 附件{wanted}")
        yield Remark("annex-mark.order", annex.line, what, compared, fix)


def _counts(items: list[_Item], annexes: list[_Annex]) -> Remark:
    what = Words("附件的个数", "the number of annexes")
    compared = Compared(
        Words(f"附件说明列了 {len(items)} 个", f"{len(items)}, as listed"),
        Words(f"文件里有 {len(annexes)} 个", f"{len(annexes)} in the file"),
    )
    if not annexes:
        # They may go out as files of their own, as tables in Excel do.
        fix = Words("附件另存成文件时不用管；否则补上附件", "add them, unless they are files of their own")
        return Remark("annex-mark.separate", items[0].line, what, compared, fix)
    at = items[-1].line if items else annexes[0].line
    fix = Words("让附件说明与附件一一对应", "let list and annexes match one to one")
    return Remark("annex-mark.listed", at, what, compared, fix)


def _names(items: list[_Item], annexes: list[_Annex]) -> Iterator[Remark]:
    for item, annex in zip(items, annexes, strict=True):
        what = Words("附件标题", "the title of the annex")
        wanted = _STOPS.sub("", wording.joined(item.name))
        if annex.titled is None:
            compared = Compared(quoted(wanted), Words("没有标题", "no title"))
            fix = Words(f"在附件第三行居中写 {wanted}", f"centre {wanted} on the third line of the annex")
            yield Remark("annex-title.given", annex.line, what, compared, fix)
        elif annex.title != wanted:
            compared = Compared(
                Words(f"与附件说明一致，{quoted(wanted).zh}", f"as listed, {wanted}"), quoted(annex.title)
            )
            fix = Words("把两处改成一样", "make the two the same")
            yield Remark("annex-title.same", annex.titled, what, compared, fix)
