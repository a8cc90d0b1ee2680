"""The paragraphs of the main text: what a notice made of them would not be read back as."""

from collections.abc import Iterator, Sequence

from docgen.diagnostics import Severity, Words
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.tags import MEANINGS, ROLES
from docgen.renderers.word.template_faults.fault import Fault, Spot, fault_at
from docgen.renderers.word.template_faults.lines import Element, Line, W
from docgen.renderers.word.template_faults.reading import printed_names
from docgen.renderers.word.template_faults.story import Story
from docgen.renderers.word.template_faults.tag import Tag


def faults_of_main_text(lines: Sequence[Line], tags: Sequence[Tag], sheet: Stylesheet) -> Iterator[Fault]:
    """Yield what is wrong with the paragraphs that stay; in `lines` are those without slips of typing."""
    tags_of: dict[Line, list[Tag]] = {}
    for tag in tags:
        tags_of.setdefault(tag.at.line, []).append(tag)
    for line in lines:
        own = tags_of.get(line, [])
        if line.in_main_text and all(not tag.level for tag in own):
            words = _words(line, own)
            if words:
                yield _beside(line, words)
            elif all(tag.kind != "{" for tag in own) and sheet.role(_style(line)):
                yield _empty(line, sheet)
            for tag in own:
                yield from _wrong_style(tag, sheet)


def unguarded(story: Story) -> Iterator[Fault]:
    """Yield a warning for each paragraph of the main text that is printed even when its names are empty."""
    for tag in story.tags:
        line, names = tag.at.line, printed_names(tag)
        if not names or not names <= ROLES.keys() or tag.level or not line.in_main_text:
            continue
        if any(story.reaches(line, case) for case in story.cases(line, empty=names)):
            yield _unguarded(tag, sorted(names)[0])


def idle_tables(lines: Sequence[Line], tags: Sequence[Tag]) -> Iterator[Sequence[Line]]:
    """Yield the paragraphs of each table of the main text in which nothing is printed."""
    printing = {tag.at.line for tag in tags if printed_names(tag)}
    tables: dict[Element, list[Line]] = {}
    for line in lines:
        table = line.container("tbl")
        if line.in_main_text and table is not None:
            tables.setdefault(table, []).append(line)
    yield from (own for own in tables.values() if printing.isdisjoint(own))


def _words(line: Line, own: Sequence[Tag]) -> str:
    taken = {place for tag in own for place in range(tag.at.start, tag.at.end)}
    return "".join(each for place, each in enumerate(line.text) if place not in taken).strip()


def _style(line: Line) -> str | None:
    style: Element | None = line.element.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def _beside(line: Line, words: str) -> Fault:
    what = Words(
        f"“{words}”是写死在模板正文里的文字，不在数据里，生成后核对不上",
        f"the words {words!r} are typed into the template, and a built notice would differ from its data",
    )
    repair = Words(
        "请删去这些文字，写到 YAML 里；每份通知都要有的字可以放在页眉、页脚或文本框里",
        "delete them and write them in YAML; what all notices share may stand in a header or footer",
    )
    spot = Spot(line, line.text.index(words[0]), len(line.text))
    return fault_at(spot, "words-beside-tags", what, repair)


def idle(line: Line) -> Fault:
    """Return the fault of a table that begins with `line` and prints nothing."""
    what = Words(
        "这里有一张画在模板正文里的表格，不在数据里，生成后核对不上",
        "it stands in a table drawn into the template, and a built notice would differ from its data",
    )
    repair = Words("请删去这张表格，写到 YAML 里", "delete the table and write it in YAML")
    return fault_at(Spot(line, 0, len(line.text)), "table-beside-tags", what, repair)


def _empty(line: Line, sheet: Stylesheet) -> Fault:
    held = sheet.name(_style(line))
    what = Words(
        f"这一段没有内容，样式却是“{held}”，生成后核对不上",
        f"it is empty and has the style {held}: a built notice would differ from its data",
    )
    repair = Words(
        "请删去空段，要留空就改样式的段前、段后间距；段里有图形时，换成不是公文用的样式，例如“正文”",
        "delete it and set the space around in the styles; with a picture in it, give it another style",
    )
    return fault_at(Spot(line, 0, len(line.text)), "empty-paragraph", what, repair)


def _wrong_style(tag: Tag, sheet: Stylesheet) -> Iterator[Fault]:
    for name in sorted(printed_names(tag) & ROLES.keys()):
        role, style = ROLES[name], _style(tag.at.line)
        if sheet.role(style) is not role:
            held = sheet.name(style)
            what = Words(
                f"这一段的样式是“{held}”，{MEANINGS[name].zh}要用样式“{role}”",
                f"its style is {held}, but {MEANINGS[name].en} needs the style {role}",
            )
            repair = Words(
                f"请在 Word 里给这一段换上样式“{role}”，想改样子就改这个样式",
                f"give the paragraph the style {role}, and change that style for another look",
            )
            yield fault_at(tag.at, "wrong-style", what, repair)


def _unguarded(tag: Tag, name: str) -> Fault:
    meaning = MEANINGS[name]
    what = Words(
        f"没有{meaning.zh}的通知会在这里多出一个空段，生成不了",
        f"a notice without {meaning.en} would have an empty paragraph here and cannot be built",
    )
    begin, end = f"{{%p if {name} %}}", "{%p endif %}"
    repair = Words(
        f"请在它前面加一段 {begin}，后面加一段 {end}",
        f"put a paragraph {begin} before it and a paragraph {end} after it",
    )
    return fault_at(tag.at, "unguarded-tag", what, repair, Severity.WARNING)
