"""The styles that the parts of a notice need, and what to do about one that a template lacks."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from docgen.diagnostics import Severity, Words
from docgen.document import Block, Document, Figure, Paragraph, Role, RunRole, Table
from docgen.printed_rows import PlainCells
from docgen.renderers.word import styles
from docgen.renderers.word.tags import ROLES
from docgen.renderers.word.template_faults.fault import Fault
from docgen.renderers.word.template_faults.lines import Element, W, parse

_KINDS: Final = {
    "paragraph": Words("段落", "paragraph"),
    "character": Words("字符", "character"),
    "table": Words("表格", "table"),
}
StyleKey = tuple[str, str]
"""Name and kind of a style."""

_BY_NAME: Final = frozenset(ROLES.values())
"""Roles of the paragraphs that stand in the template itself."""


def missing_styles(part: bytes, needed: Iterable[StyleKey]) -> Iterator[Fault]:
    """Yield a fault for each of the styles `needed` that word/styles.xml lacks."""
    held = {
        (_name(style), style.get(f"{W}type")) for style in parse(part, "word/styles.xml").iter(f"{W}style")
    }
    for name, kind in needed:
        if (name, kind) not in held:
            yield _missing(name, kind, held)


def needed_styles(printed: Collection[str]) -> Iterator[StyleKey]:
    """Yield the styles that some notice needs, when the template prints the names `printed`."""
    unused = _BY_NAME - {ROLES[name] for name in printed if name in ROLES}
    yield from ((role.value, "paragraph") for role in Role if role not in unused)
    yield from ((role.value, "character") for role in RunRole)
    yield styles.TABLE.name, "table"


def used_styles(document: Document) -> Iterator[StyleKey]:
    """Yield the styles that one notice needs."""
    blocks = tuple(document.flow())
    roles: dict[Role | RunRole, None] = {}
    for block in blocks:
        _add(block, roles)
    yield from ((role.value, "character" if isinstance(role, RunRole) else "paragraph") for role in roles)
    if any(isinstance(block, Table) for block in blocks):
        yield styles.TABLE.name, "table"


def _add(block: Block, roles: dict[Role | RunRole, None]) -> None:
    """Add the roles that a block prints in."""
    if isinstance(block, Paragraph):
        roles[block.role] = None
        for run in block.runs:
            if run.role:
                roles[run.role] = None
    elif isinstance(block, Figure):
        roles[Role.CELL_CENTER] = None
    else:
        for cells in (row.cells for row in block.rows):
            if type(cells) is PlainCells:
                roles.update(dict.fromkeys(cells.roles))
            else:
                for line in (line for cell in cells if cell for line in cell.paragraphs):
                    _add(line, roles)


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return name.get(f"{W}val", "") if name is not None else ""


def _missing(name: str, kind: str, held: set[StyleKey]) -> Fault:
    other = next((each for held_name, each in held if held_name == name), None)
    own = {*Role, *RunRole}
    free = sorted(each for each, its_kind in held if its_kind == kind and each not in own)
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    near = get_close_matches(name, free, 1)
    what = Words(f"模板里没有{_KINDS[kind].zh}样式“{name}”", f"the template has no {kind} style {name}")
    create = Words(
        f"请在 Word 的样式窗格里新建{_KINDS[kind].zh}样式“{name}”，或者换回原来的模板",
        f"create the {kind} style {name} in Word, or take the original template again",
    )
    if other in _KINDS:
        what = Words(
            f"样式“{name}”应当是{_KINDS[kind].zh}样式，模板里却是{_KINDS[other].zh}样式",
            f"{name} should be a {kind} style, not a {other} style",
        )
    elif near:
        what = Words(f"{what.zh}，最接近的是“{near[0]}”", f"{what.en}; the nearest is {near[0]}")
        create = Words(
            f"如果“{near[0]}”就是它，请改名为“{name}”；否则{create.zh}",
            f"if {near[0]} is meant, rename it to {name}; else {create.en}",
        )
    return Fault("missing-style", Severity.ERROR, what, create)
