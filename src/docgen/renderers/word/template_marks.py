"""A copy of a Word template with a Word comment at each fault; the same bytes for the same template."""

import posixpath
from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word.template_faults.fault import Fault
from docgen.renderers.word.template_faults.lines import DOCUMENT, Element, W, line_of, paragraphs, parse
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS, XML, element, escaped

AUTHOR: Final = "docgen"

_ANCHORS: Final = [f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
_ID: Final = f"{W}id"
_PRESERVE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_NO_RELATIONS: Final = f'{XML}<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY: Final = f'{XML}<w:comments xmlns:w="{NAMESPACE}"/>'.encode()


def mark(template: bytes, faults: Iterable[Fault]) -> bytes:
    """Return the template with a comment at each of its faults.

    Comments of others stay; those that docgen wrote earlier are replaced. Word knows no comments in headers,
    footers and text boxes: a fault there is told at the paragraph that holds the box, or at the first one.
    """
    parts = read_parts(template)
    name = _comments_part(parts)
    document, comments = parse(parts[DOCUMENT], DOCUMENT), parse(parts.get(name, _EMPTY), name)
    _drop_own(document, comments)
    first = _first_free(document, comments)
    # Anchors add no paragraph, so that the numbers of the faults stay true.
    lines = paragraphs(document) or [_first_paragraph(document)]
    for number, fault in enumerate(faults, first):
        inside = fault.place.part == DOCUMENT and fault.place.paragraph < len(lines)
        _anchor(lines[fault.place.paragraph if inside else 0], fault if inside else None, str(number))
        comments.append(_comment(fault, number))
    _declare(parts, name)
    return write_parts(parts | {DOCUMENT: _bytes(document), name: _bytes(comments)})


def _drop_own(document: Element, comments: Element) -> None:
    own = [comment for comment in comments if comment.get(f"{W}author") == AUTHOR]
    ids = {comment.get(_ID) for comment in own}
    for comment in own:
        comments.remove(comment)
    for anchor in [each for each in document.iter(*_ANCHORS) if each.get(_ID) in ids]:
        run = anchor.getparent()
        run.remove(anchor)
        if run.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in run):
            run.getparent().remove(run)


def _first_free(document: Element, comments: Element) -> int:
    used = [int(each.get(_ID)) for each in (*document.iter(*_ANCHORS), *comments.iter(f"{W}comment"))]
    return max(used, default=-1) + 1


def _first_paragraph(document: Element) -> Element:
    body, paragraph = document.find(f"{W}body"), document.makeelement(f"{W}p")
    body.insert(0, paragraph)
    return paragraph


def _anchor(paragraph: Element, fault: Fault | None, id: str) -> None:
    """Put the anchors of a comment around the words of the fault, or around the whole paragraph."""
    host = paragraph
    for box in paragraph.iterancestors(f"{W}txbxContent"):
        host = next(box.iterancestors(f"{W}p"))
    first, last = _ends(host, fault) if fault and host is paragraph else (None, None)
    start, end, reference = (host.makeelement(name, {_ID: id}) for name in _ANCHORS)
    run = host.makeelement(f"{W}r")
    run.append(reference)
    if first is None or last is None:
        properties = host.find(f"{W}pPr")
        host.insert(0 if properties is None else 1, start)
        host.extend([end, run])
    else:
        first.addprevious(start)
        last.addnext(run)
        last.addnext(end)


def _ends(host: Element, fault: Fault) -> tuple[Element | None, Element | None]:
    """Return the first and last child of the paragraph that hold the words of the fault."""
    runs, (start, end) = line_of(host).runs, fault.place[2:]
    if not start < end <= len(runs):
        return None, None
    first, last = runs[start], runs[end - 1]
    _cut(last, end - runs.index(last))
    rest = _cut(first, start - runs.index(first))
    return _child_of(host, rest), _child_of(host, rest if last is first else last)


def _cut(run: Element, at: int) -> Element:
    """Cut a run after `at` characters, where it holds words alone, and return the part that follows."""
    texts = run.findall(f"{W}t")
    plain = len(texts) == 1 and all(child.tag in (f"{W}t", f"{W}rPr") for child in run)
    if not plain or not 0 < at < len(texts[0].text):
        return run
    rest = deepcopy(run)
    rest.tail = None
    words = texts[0].text
    for piece, text in ((run, words[:at]), (rest, words[at:])):
        piece.find(f"{W}t").text = text
        piece.find(f"{W}t").set(_PRESERVE, "preserve")
    run.addnext(rest)
    return rest


def _child_of(host: Element, element: Element) -> Element:
    while element.getparent() is not host:
        element = element.getparent()
    return element


def _comment(fault: Fault, number: int) -> Element:
    lines = (
        fault.message.zh,
        f"怎么改：{fault.hint.zh}",
        fault.message.en,
        f"Fix: {fault.hint.en}",
    )
    text = '<w:t xml:space="preserve">'
    content = (element("p", element("r", f"{text}{escaped(line)}</w:t>")) for line in lines)
    comment = element("comment", *content, id=number, author=AUTHOR, initials=AUTHOR)
    return parse(f'{XML}<w:comments xmlns:w="{NAMESPACE}">{comment}</w:comments>'.encode(), "comments")[0]


def _comments_part(parts: dict[str, bytes]) -> str:
    for relation in parse(parts.get(_RELATIONS, _NO_RELATIONS), _RELATIONS):
        if relation.get("Type", "").endswith("/comments"):
            return posixpath.normpath(posixpath.join("/word", relation.get("Target"))).lstrip("/")
    return "word/comments.xml"


def _declare(parts: dict[str, bytes], name: str) -> None:
    """Name the comments in the content types and the relations, where they are not named yet."""
    types = parse(parts[_TYPES], _TYPES)
    relations = parse(parts.get(_RELATIONS, _NO_RELATIONS), _RELATIONS)
    if not any(each.get("PartName") == f"/{name}" for each in types):
        override = {"PartName": f"/{name}", "ContentType": _KIND}
        types.append(types.makeelement(f"{{{_PACKAGE}/content-types}}Override", override))
    if not any(each.get("Type", "").endswith("/comments") for each in relations):
        ids = {each.get("Id") for each in relations}
        id = next(free for number in range(1, len(ids) + 2) if (free := f"rId{number}") not in ids)
        target = {"Id": id, "Type": f"{RELATIONSHIPS}/comments", "Target": posixpath.relpath(name, "word")}
        relations.append(relations.makeelement(f"{{{_PACKAGE}/relationships}}Relationship", target))
    parts |= {_TYPES: _bytes(types), _RELATIONS: _bytes(relations)}


def _bytes(root: Element) -> bytes:
    from lxml import etree  # noqa: PLC0415 - start-up stays light

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
