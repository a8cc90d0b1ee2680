"""What stands between the braces: known names, each of the right kind, and nothing that computes."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Severity, Words
from docgen.renderers.word.tags import HOLES, LINES, MEANINGS, nearest, written
from docgen.renderers.word.template_faults.fault import Fault, fault_at
from docgen.renderers.word.template_faults.reading import dotted_path, parsed, printed_names
from docgen.renderers.word.template_faults.tag import KEYWORDS, Tag

if TYPE_CHECKING:
    from jinja2 import nodes

FILTERS: Final = {"default": 2, "d": 2, "trim": 0}
"""What may stand after `|`, and with how many values in its brackets at most."""

_JOINING: Final = ("And", "Or", "Not", "Concat", "CondExpr", "List", "Tuple", "Compare")
_COMPARISONS: Final = ("eq", "ne", "in", "notin")
_JINJA: Final = frozenset(
    [
        *("for", "endfor", "set", "endset", "include", "import", "from", "extends", "block", "endblock"),
        *("macro", "endmacro", "call", "endcall", "filter", "endfilter", "with", "endwith", "raw", "endraw"),
    ]
)
"""What Jinja knows and a template of docgen does not need."""
_COMPUTING: Final = Words("不能计算", "cannot compute")
_FORBIDDEN: Final = {
    "Call": Words("不能调用程序", "cannot call anything"),
    "Test": Words(
        "不能用 is，直接写 if 加名称就是“有没有内容”",
        "knows no `is`: `if` and a name asks whether it is filled",
    ),
    "Getattr": Words("不能取程序内部的东西", "cannot reach into the program"),
    "Getitem": Words("不能取程序内部的东西", "cannot reach into the program"),
}
_FOR_WORDS: Final = Words(
    "只带来一段里的文字，前面不加 p", "brings words into a paragraph and takes no p before the name"
)
_FOR_PARAGRAPHS: Final = Words(
    "带来的是整段整段的内容，前面要加 p", "brings whole paragraphs and takes a p before the name"
)
_NO_LEVEL: Final = Words("前面的 r、tr、tc 不能用在这里", "cannot have r, tr or tc before the name")


def faults_in(tag: Tag) -> Iterator[Fault]:
    """Yield what is wrong between the braces of one tag."""
    if tag.kind == "#":
        return
    if tag.kind == "%" and tag.keyword not in KEYWORDS:
        yield _unknown_statement(tag)
        return
    node, reason = parsed(tag)
    if reason is None:
        if tag.curly:
            yield _curly(tag, Severity.WARNING)
        if node is not None:
            yield from dict.fromkeys(_faults_below(node, tag))
        yield from _wrong_kind(tag, node)
    elif tag.whole:
        yield _curly(tag, Severity.ERROR) if tag.curly else _unreadable(tag, reason)


def _faults_below(node: "nodes.Node", tag: Tag) -> Iterator[Fault]:
    from jinja2 import nodes  # noqa: PLC0415 - start-up stays light

    kind = type(node).__name__
    if isinstance(node, nodes.Name):
        if node.name not in MEANINGS:
            yield _unknown_name(tag, node.name, node.name)
    elif isinstance(node, nodes.Filter) and node.node is not None:
        yield from _faulty_filter(node, tag)
        yield from _faults_below(node.node, tag)
    elif path := dotted_path(node):
        first, *_, last = path.split(".")
        yield _unknown_name(tag, path, first if first in MEANINGS else last)
    elif kind in _JOINING:
        if isinstance(node, nodes.Compare) and any(each.op not in _COMPARISONS for each in node.ops):
            yield _forbidden(tag, _COMPUTING)
        for child in _operands(node):
            yield from _faults_below(child, tag)
    elif not (isinstance(node, nodes.Const) and isinstance(node.value, str | bool | None)):
        yield _forbidden(tag, _FORBIDDEN.get(kind, _COMPUTING))


def _operands(node: "nodes.Node") -> "Iterator[nodes.Node]":
    from jinja2 import nodes  # noqa: PLC0415 - start-up stays light

    for child in node.iter_child_nodes():
        yield child.expr if isinstance(child, nodes.Operand) else child


def _wrong_kind(tag: Tag, node: "nodes.Node | None") -> Iterator[Fault]:
    """Yield what is printed as a paragraph and is none, or as words and is a paragraph."""
    from jinja2 import nodes  # noqa: PLC0415 - start-up stays light

    names = sorted(printed_names(tag))
    if tag.kind == "%":
        if tag.level == "r":
            yield _of_kind(tag, tag.spelled(level=""), _NO_LEVEL)
    elif tag.level == "p":
        if not isinstance(node, nodes.Name):
            yield _forbidden(
                tag, Words("只能写一个名称，例如 {{p body }}", "holds one name alone, as {{p body }}")
            )
        elif node.name in LINES:
            yield _of_kind(tag, written(node.name), _FOR_WORDS)
    elif tag.level or any(name in HOLES for name in names):
        wrong = [name for name in names if tag.level or name in HOLES]
        right = "、".join(map(written, wrong)) or tag.spelled(level="")
        yield _of_kind(tag, right, _NO_LEVEL if tag.level else _FOR_PARAGRAPHS)


def _faulty_filter(node: "nodes.Filter", tag: Tag) -> Iterator[Fault]:
    from jinja2 import nodes  # noqa: PLC0415 - start-up stays light

    plain = all(isinstance(value, nodes.Const) for value in node.args)
    if node.name in FILTERS and plain and not node.kwargs and len(node.args) <= FILTERS[node.name]:
        return
    what = Words(
        f"标签“{tag.at.text}”里竖线后面的“{node.name}”用不了",
        f"the filter {node.name!r} of {tag.at.text} cannot be used"
        + ("" if node.name in FILTERS else ": unknown"),
    )
    repair = Words(
        f"竖线后面只能写 {'、'.join(FILTERS)}；一般不用写，直接写名称就行",
        f"after | there may be {', '.join(FILTERS)}; usually the name alone will do",
    )
    yield fault_at(tag.at, "unknown-filter", what, repair)


def _unknown_name(tag: Tag, name: str, like: str) -> Fault:
    what = Words(
        f"标签“{tag.at.text}”里的“{name}”不是 docgen 认得的名称",
        f"{name!r} in {tag.at.text} is unknown to docgen",
    )
    repair = Words("全部名称用 docgen template tags 查看", "docgen template tags lists all names")
    if near := nearest(like):
        what = Words(
            f"{what.zh}，最接近的是 {near}（{MEANINGS[near].zh}）",
            f"{what.en}; the nearest name is {near} ({MEANINGS[near].en})",
        )
        right = _renamed(tag, name, near)
        repair = Words(f"请写成 {right}；{repair.zh}", f"type {right}; {repair.en}")
    return fault_at(tag.at, "unknown-tag", what, repair)


def _renamed(tag: Tag, name: str, near: str) -> str:
    pattern = re.escape(name).replace(r"\.", r"\s*\.\s*")
    words = re.sub(rf"(?<!\w){pattern}(?!\w)", near, tag.words)
    alone = tag.kind == "{" and words == near
    return written(near) if alone or words == tag.words else tag.spelled(words)


def _unknown_statement(tag: Tag) -> Fault:
    word = tag.keyword
    near = [] if word in _JINJA else get_close_matches(word.lower(), KEYWORDS, 1, 0.5)
    right = tag.spelled(f"{near[0]}{tag.words[len(word) :]}") if near else ""
    what = Words(
        f"标签“{tag.at.text}”里的“{word}”不能用，模板里只能用 {'、'.join(KEYWORDS)}",
        f"{word!r} in {tag.at.text} cannot be used, only {', '.join(KEYWORDS)}",
    )
    repair = (
        Words(f"请写成 {right}", f"type {right}")
        if near
        else Words(
            "请删去它；清单和表格由 {{p body }} 一并带出", "delete it; lists and tables come with {{p body }}"
        )
    )
    return fault_at(tag.at, "unknown-statement", what, repair)


def _forbidden(tag: Tag, why: Words) -> Fault:
    what = Words(f"标签“{tag.at.text}”里{why.zh}", f"the tag {tag.at.text} {why.en}")
    names = sorted(set(re.findall(r"\w+", tag.words)) & set(MEANINGS))
    right = written(names[0]) if names else written("number")
    return fault_at(
        tag.at,
        "forbidden-in-tag",
        what,
        Words(f"标签里只写名称，例如 {right}", f"a tag holds names alone, as {right}"),
    )


def _of_kind(tag: Tag, right: str, why: Words) -> Fault:
    what = Words(f"标签“{tag.at.text}”{why.zh}", f"the tag {tag.at.text} {why.en}")
    return fault_at(tag.at, "wrong-kind-of-tag", what, Words(f"请写成 {right}", f"type {right}"))


def _curly(tag: Tag, severity: Severity) -> Fault:
    what = Words(f"标签“{tag.at.text}”里是弯引号", f"the tag {tag.at.text} has curly quotes")
    undo = Words("Word 把引号变弯时，按一次 Ctrl+Z", "after Word has curled one, press Ctrl+Z")
    right = tag.spelled()
    repair = Words(f"请改成直引号：{right}（{undo.zh}）", f"type straight quotes: {right} ({undo.en})")
    if severity is Severity.ERROR:
        what = Words(f"{what.zh}，前后也不成对", f"{what.en}, which do not even match")
        repair = Words(
            f"请把引号都改成直引号，前后成对（{undo.zh}）", f"type straight quotes, in pairs ({undo.en})"
        )
    return fault_at(tag.at, "curly-quotes-in-tag", what, repair, severity)


def _unreadable(tag: Tag, reason: str) -> Fault:
    what = Words(f"标签“{tag.at.text}”docgen 读不懂", f"the tag {tag.at.text} cannot be read: {reason}")
    names = sorted(set(re.findall(r"\w+", tag.words)) & set(MEANINGS))
    name = names[0] if names else "number"
    repaired = {"{": written(name), "%": tag.spelled(f"{tag.keyword} {name}")}[tag.kind]
    if tag.keyword in ("else", "endif"):
        repaired = tag.spelled(f"elif {name}") if names else tag.spelled(tag.keyword)
    repair = Words(
        f"多半是多写或少写了字、空格或引号；正确的写法例如 {repaired}",
        f"most likely a word, a blank or a quote too many or too few; right is, for example, {repaired}",
    )
    return fault_at(tag.at, "faulty-tag", what, repair)
