r"""What a Word file says in one string, beside what a notice ought to say: equal strings, equal notices.

Words stand as they are printed. Everything else is told by marks, with characters that no XML can hold:

    \1 role \2            a paragraph begins
    \3 run role \2        its words change their look
    \4 columns            a table begins
    \6 h                  a row begins; h for one of the header
    \7 columns c          a cell begins; c where it carries on the one above
    \5                    the table ends

A file is mostly the same few stretches of markup between its words; each is understood once, and looked up in
all files of the same styles. Whatever is out of the ordinary has no transcript: `docx.read` understands more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from xml.parsers import expat

from docgen.document import Document, Figure, Paragraph, Role, RowKind, Table
from docgen.patterns import regex
from docgen.printed_rows import PlainCells, Slot, Slots
from docgen.readers.assembly import HEAD, IMPRINT
from docgen.renderers.word.stylesheet import Stylesheet, stylesheet
from docgen.renderers.word.wordml import NAMESPACE

_MOST: Final = 1 << 12
"""Stretches of markup that are kept in mind."""
_SHEETS: Final = 16
_STRANGE: Final = "\0"
"""Stands for markup that takes a reader."""
_WORDS: Final = regex(r'<w:t(?: xml:space="preserve")?>([^<]*)</w:t>')
_TAG: Final = regex(r'\s*<(/?)([\w:]+)((?:\s+[\w:]+="[^"<>]*")*)\s*(/?)>\s*')
_DECLARATION: Final = regex(r"\s*<\?xml [^<>]*\?>")
_ATTRIBUTE: Final = regex(r'([\w:]+)="([^"]*)"')
_BOUND: Final = f'xmlns:w="{NAMESPACE}"'
_REFERENCE: Final = regex("&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TABLE: Final = regex("\4[^\5]*\5")
_EDGES: Final = regex("[\4-\7][^\1\4-\7]*")
_CARRIED: Final = regex("\7[0-9]*c")
_PARAGRAPH: Final = regex("\1([^\2]*)\2([^\1\4-\7]*)")
_LAID_OUT: Final = frozenset(role.value for role in HEAD | IMPRINT)

_GROUPS: Final = {
    "w:p": "w:pPr",
    "w:r": "w:rPr",
    "w:tbl": "w:tblPr",
    "w:tblGrid": "w:tblGrid",
    "w:tr": "w:trPr",
    "w:tc": "w:tcPr",
    "w:sectPr": "w:sectPr",
}
"""Where the properties of an element stand: in its first child, or in the element itself."""
_PRINTED: Final = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_SILENT: Final = frozenset(
    f"w:{name}" for name in ("document", "body", "t", "sectPr", "bookmarkStart", "bookmarkEnd", "proofErr")
)


class _Tag(NamedTuple):
    """An edge of an element."""

    name: str
    opens: bool
    attributes: str = ""

    def attribute(self, name: str, default: str = "") -> str:
        found = dict(_ATTRIBUTE.findall(self.attributes))
        return str(found.get(name, default))


def transcript(parts: Mapping[str, bytes]) -> str | None:
    """Return what the parts of a .docx say; None where that takes a reader."""
    data = parts["word/document.xml"]
    expat.ParserCreate().Parse(data, True)
    text = data.decode()
    if "\r" in text or text.count("xmlns:w=") != 1 or _BOUND not in text:
        return None
    said = _WORDS.split(text)
    markup = _markup(parts["word/styles.xml"])
    said[::2] = map(markup.marks, said[::2])
    if _STRANGE in said:
        return None
    if "&" in text:
        said[1::2] = [_REFERENCE.sub(_character, words) if "&" in words else words for words in said[1::2]]
    return _settled("".join(said))


def meant(document: Document) -> str | None:
    """Return the transcript of the file that says what a notice ought to; None where it takes a reader."""
    found: list[str] = []
    for block in document.flow():
        if isinstance(block, Figure) or (isinstance(block, Paragraph) and _parts(block)):
            return None
        found.append(_paragraph(block) if isinstance(block, Paragraph) else "".join(_table(block)))
    return "".join(found)


# -- a notice -----------------------------------------------------------------------------------------------


def _parts(paragraph: Paragraph) -> bool:
    """Whether the organs of a joint signature share a line of the file."""
    return paragraph.role is Role.SEALED_ISSUER and "\t" in paragraph.text


def _paragraph(paragraph: Paragraph) -> str:
    runs = paragraph.runs
    if all(run.role is None for run in runs):
        return f"\1{paragraph.role}\2{paragraph.text}"
    return f"\1{paragraph.role}\2{_runs((run.role or '', run.text) for run in runs)}"


def _runs(runs: Iterable[tuple[str, str]]) -> str:
    """Return the words of runs, neighbours of one look together."""
    joined: list[list[str]] = []
    for role, text in runs:
        if joined and joined[-1][0] == role:
            joined[-1][1] += text
        elif text:
            joined.append([role, text])
    if all(not role for role, _ in joined):
        return "".join(text for _, text in joined)
    return "".join(f"\3{role}\2{text}" for role, text in joined)


def _table(table: Table) -> Iterator[str]:
    yield f"\4{len(table.columns)}"
    slots = Slots()
    lines: dict[tuple[Role, ...], str] = {}
    for row in table.rows:
        yield "\6h" if row.kind is RowKind.HEADER else "\6"
        if type(row.cells) is PlainCells:
            roles = row.cells.roles
            if roles not in lines:
                lines[roles] = "".join(f"\x071\1{role}\2%s" for role in roles)
            yield lines[roles] % row.cells.texts
        else:
            yield from map(_cell, slots.of(row.cells))
    yield "\5"


def _cell(slot: Slot) -> str:
    mark = f"\7{slot.cell.columns}{'c' if slot.continued else ''}"
    lines = () if slot.continued else slot.cell.paragraphs
    return mark + "".join(map(_paragraph, lines or (_EMPTY,)))


_EMPTY: Final = Paragraph(Role.CELL_TEXT, ())


# -- a file -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=_SHEETS)
def _markup(styles: bytes) -> "_Markup":
    return _Markup(stylesheet(styles))


class _Markup:
    """The markup of all files that have one style sheet."""

    def __init__(self, sheet: Stylesheet) -> None:
        self._sheet = sheet
        self.marks = lru_cache(maxsize=_MOST)(self._marks)

    def _marks(self, markup: str) -> str:
        """Return the marks of what stands between the words of two runs, or before or after all of them."""
        tags = _tags(markup)
        ends = {tag.opens for tag in tags if tag.name == "w:document"}
        marks: list[str] = []
        place, in_run, named = 0, True not in ends, True
        while place < len(tags):
            tag = tags[place]
            inside, place = _properties(tags, place)
            if tag.name == "w:p":
                role = self._role(inside) if tag.opens else None
                named = not tag.opens or role is not None
                marks.append(f"\1{role.value}\2" if role else "")
            elif tag.name == "w:r":
                in_run = tag.opens
                marks.append(f"\3{self._look(inside)}\2" if named and tag.opens else "")
            elif tag.name in _PRINTED:
                marks.append(_STRANGE if not in_run else _printed(tag) if named and tag.opens else "")
            else:
                marks.append(_mark(tag, inside))
        whole = tags and named and in_run is (False not in ends)
        return "".join(marks) if whole and _STRANGE not in marks else _STRANGE

    def _role(self, inside: Sequence[_Tag]) -> Role | None:
        styles = (tag.attribute("w:val") for tag in inside if tag.name == "w:pStyle")
        return self._sheet.role(next(styles, None))

    def _look(self, inside: Sequence[_Tag]) -> str:
        styles = (tag.attribute("w:val") for tag in inside if tag.name == "w:rStyle")
        role = self._sheet.run_role(next(styles, None))
        return role.value if role else ""


def _tags(markup: str) -> list[_Tag]:
    """Return the tags that `markup` is made of; none where it holds anything else."""
    place = found.end() if (found := _DECLARATION.match(markup)) else 0
    tags: list[_Tag] = []
    while place < len(markup):
        tag = _TAG.match(markup, place)
        if tag is None:
            return []
        closing, name, attributes, alone = tag.groups()
        tags += [] if closing else [_Tag(name, True, attributes)]
        tags += [_Tag(name, False)] if closing or alone else []
        place = tag.end()
    return tags


def _properties(tags: Sequence[_Tag], place: int) -> tuple[Sequence[_Tag], int]:
    """Return the properties of the element that opens at `place`, and the place behind them."""
    tag = tags[place]
    group = _GROUPS.get(tag.name) if tag.opens else None
    start = place if group == tag.name else place + 1
    if group is None or start >= len(tags) or tags[start][:2] != (group, True):
        return (), place + 1
    found: list[_Tag] = []
    depth = 1
    for end in range(start + 1, len(tags)):
        each = tags[end]
        if depth == 1 and each.opens:
            found.append(each)
        depth += 1 if each.opens else -1
        if depth == 0:
            return found, end + 1
    return (), place + 1  # the words of a run stand in it


def _mark(tag: _Tag, inside: Sequence[_Tag]) -> str:
    """Return the mark of a part of a table, or of what says nothing."""
    match tag.name:
        case "w:tbl":
            return "\4" if tag.opens else "\5"
        case "w:tblGrid":
            return str(sum(each.name == "w:gridCol" for each in inside))
        case "w:tr" if tag.opens:
            return "\6h" if any(each.name == "w:tblHeader" for each in inside) else "\6"
        case "w:tc" if tag.opens:
            span = next((each.attribute("w:val", "1") for each in inside if each.name == "w:gridSpan"), "1")
            merges = (each.attribute("w:val", "continue") for each in inside if each.name == "w:vMerge")
            return f"\7{span}{'c' if next(merges, '') == 'continue' else ''}"
        case "w:tr" | "w:tc":
            return ""
    return "" if tag.name in _SILENT else _STRANGE


def _printed(tag: _Tag) -> str:
    return "" if tag.attribute("w:type") in ("page", "column") else _PRINTED[tag.name]


def _character(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    return _NAMED[name] if name else chr(int(decimal) if decimal else int(hexadecimal, 16))


def _settled(said: str) -> str:
    """Return a transcript in which tables are tables of the notice, and runs of one look are one."""
    if "\4" in said:
        said = _TABLE.sub(_without_layout, said)
    plain = said.replace("\3\2", "")
    return _PARAGRAPH.sub(_joined, said) if "\3" in plain else plain


def _without_layout(table: re.Match[str]) -> str:
    """Return the lines alone of a table that stands for the sake of its rules or its columns only."""
    roles = {paragraph[1] for paragraph in _PARAGRAPH.finditer(table[0])}
    layout = roles and roles <= _LAID_OUT and not _CARRIED.search(table[0])
    return _EDGES.sub("", table[0]) if layout else table[0]


def _joined(paragraph: re.Match[str]) -> str:
    pairs = (run.partition("\2") for run in paragraph[2].split("\3"))
    return f"\1{paragraph[1]}\2{_runs((role, text) for role, _, text in pairs)}"
