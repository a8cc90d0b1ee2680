"""The printed page against the rules; `python -m tests.measured` writes docs/format/measured.md."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from docgen.profiles import POINTS_PER_MM, Profile, built_in, load
from docgen.renderers.pdf import convert, find_soffice
from docgen.renderers.word.template import build_notice_template
from tests.page import MM, Box, Glyph, Line, Page, Stroke, pages
from tests.page_samples import measured_files, shades

_SECONDS = 180

_INTRODUCTION = """# 量得的版面

*In English: what the rules require against what stands on the printed page. `python -m tests.measured`
prints this page anew; `tests/test_page_measured.py` keeps the numbers in tolerance.*

- 通知、上行文、信函，用各版式的模板生成，由 {program} 打印成 PDF。
- 用 pypdfium2 量：字从哪里起，字面到哪里，线画在哪里。
- 各样式的行都涂上底色：行框是看到的，不是算出来的。
- 天头和下白边，`gbt9704-2012` 量到行框，`gbt33476` 量到字。
- 授权字体用全角宽度相同的自由字体代替（Fandol、Liberation）。"""


class Measure(NamedTuple):
    """One thing measured: how much it should be, how much it is, and how far it may be off."""

    what: str
    clause: str
    required: float
    measured: float
    unit: str
    tolerance: float

    @property
    def holds(self) -> bool:
        return abs(self.measured - self.required) <= self.tolerance


def measure(profiles: Sequence[Profile]) -> list[list[Measure]]:
    """Return the measures of each profile; one run of LibreOffice prints them all."""
    files = [("page.docx", file) for profile in profiles for file in measured_files(profile)]
    printed = [pages(pdf) for pdf in convert(files, _SECONDS)]
    each = len(printed) // len(profiles)
    return [
        list(
            _Notice(
                profile, shades(build_notice_template(profile)), *printed[first : first + each]
            ).measures()
        )
        for profile, first in zip(profiles, range(0, len(printed), each), strict=True)
    ]


def table(measures: list[Measure]) -> str:
    """Return the measures as a Markdown table."""
    rows = ["| 项目 | 条款 | 规定 | 量得 | 允许 | |", "|---|---|---:|---:|---:|---|"]
    for each in measures:
        required, measured = (f"{value:.2f} {each.unit}" for value in (each.required, each.measured))
        allowed = f"±{each.tolerance:g}" if each.tolerance else "相等"
        cells = (each.what, each.clause, required, measured, allowed, "✓" if each.holds else "✗")
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


@dataclass(frozen=True, slots=True)
class _Notice:
    """The measured notices of one profile, printed."""

    profile: Profile
    shades: dict[str, str]
    pages: list[Page]
    short: list[Page]
    upward: list[Page]
    letter: list[Page]

    def measures(self) -> Iterator[Measure]:
        yield from self._paper()
        yield from self._head()
        yield from self._title()
        yield from self._body()
        yield from self._annex_list()
        yield from self._signature()
        yield from self._annex()
        yield from self._imprint()
        yield from self._page_numbers()
        yield from self._upward()
        yield from self._sealed()
        yield from self._turned()
        yield from self._letter()

    # -- what is where ----------------------------------------------------------------------------------

    @property
    def top(self) -> float:
        """The upper edge of the type area."""
        return self.millimetres("margin.top") + self.millimetres("area.inset")

    @property
    def bottom(self) -> float:
        """The lower edge of the type area."""
        below = self.millimetres("margin.bottom") + self.millimetres("area.inset")
        return self.millimetres("paper.height") - below

    @property
    def left(self) -> float:
        return self.millimetres("margin.left")

    @property
    def right(self) -> float:
        return self.millimetres("paper.width") - self.millimetres("margin.right")

    @property
    def text_top(self) -> float:
        """The upper edge of Word's text area."""
        return float(self.profile.margin("top") / POINTS_PER_MM)

    def millimetres(self, id: str) -> float:
        """Return the length that a rule asks for."""
        return float(self.profile.points(id, self.size(id.partition(".")[0])) / POINTS_PER_MM)

    def size(self, key: str) -> Any:
        """Return the type size of a style, in points."""
        return self.profile.points(f"{key}.size" if f"{key}.size" in self.profile.rules else "text.size")

    def box(self, style: str, page: int | Page) -> Box:
        """Return where the lines of a style's first paragraph on a page stand."""
        tints = (page if isinstance(page, Page) else self.pages[page]).tints
        return next(tint.box for tint in tints if tint.colour == self.shades[style])

    # -- groups -----------------------------------------------------------------------------------------

    def _paper(self) -> Iterator[Measure]:
        page = self.pages[1]
        lines = [line for line in page.lines if line.baseline < self.bottom + 2]
        box = self.box("公文正文", 1)
        if self.profile.points("area.inset"):
            how, box = "字面", box._replace(top=lines[0].ink.top, bottom=lines[-1].ink.bottom)
        else:
            how = "行框"
        yield self._length("用纸宽", "paper.width", page.width)
        yield self._length("用纸高", "paper.height", page.height)
        yield Measure(f"天头（{how}）", "5.2.1", self.top, box.top, "mm", 0.5)
        below = page.height - self.bottom
        yield Measure(f"下白边（{how}）", "5.2.1", below, page.height - box.bottom, "mm", 0.5)
        yield Measure("订口", "5.2.1", self.left, box.left, "mm", 0.5)
        yield Measure("右白边", "5.2.1", page.width - self.right, page.width - box.right, "mm", 0.5)
        yield self._length("版心宽", "area.width", box.width)
        yield Measure(f"版心高（{how}）", "5.2.1", self.millimetres("area.height"), box.height, "mm", 0.5)
        yield Measure("每面行数", "5.2.3", float(self.profile.text("grid.lines")), len(lines), "行", 0)
        for count in {len(line.glyphs) for line in lines}:
            yield Measure("每行字数", "5.2.3", float(self.profile.text("grid.characters")), count, "字", 0)
        pitch = (lines[-1].baseline - lines[0].baseline) / (len(lines) - 1) / MM
        yield Measure("行距", "5.2.3", float(self.profile.points("grid.pitch")), pitch, "磅", 0.05)
        yield Measure("正文字号", "5.2.2", float(self.size("text")), lines[0].size, "磅", 0.1)

    def _head(self) -> Iterator[Measure]:
        page = self.pages[0]
        mark, number, rule = page.line("人民政府文件"), page.line("〔2025〕"), self._red_rule()
        yield self._length("发文机关标志上边缘至版心上边缘", "mark.top", mark.ink.top - self.top)
        yield self._size("发文机关标志字号", "mark", mark)
        yield self._centred("发文机关标志居中", "7.2.4", mark)
        gap = self.box("发文字号", 0).top - self.box("发文机关标志", 0).bottom
        yield self._length("发文字号在标志下空", "number.before", gap)
        yield self._size("发文字号字号", "number", number)
        yield self._centred("发文字号居中", "7.2.5", number)
        chinese = max(glyph.ink.bottom for glyph in number.glyphs if glyph.char in "示政发号")
        above = rule.box.top - rule.thickness / 2
        yield self._length("红色分隔线在发文字号下", "head-rule.gap", above - chinese)
        yield self._length("红色分隔线长", "area.width", rule.box.width)
        yield self._length("红色分隔线粗", "head-rule.thickness", rule.thickness, 0.1)
        yield Measure("红色分隔线左端", "7.2.7", self.left, rule.box.left, "mm", 0.5)

    def _title(self) -> Iterator[Measure]:
        page, rule = self.pages[0], self._red_rule()
        first, second = page.line("关于印发"), page.line("方案的通知")
        box, addressees = self.box("公文标题", 0), self.box("主送机关", 0)
        gap = box.top - rule.box.bottom - rule.thickness / 2
        yield self._length("标题在红色分隔线下空", "title.before", gap)
        yield self._size("标题字号", "title", first)
        yield self._centred("标题居中", "7.3.1", first)
        line = (second.baseline - first.baseline) / MM
        yield Measure("标题行距", "3.2", float(self.profile.points("title.line")), line, "磅", 0.1)
        yield self._length("主送机关在标题下空", "title.after", addressees.top - box.bottom)
        yield Measure("主送机关顶格", "7.3.2", 0, self._inset(page.line("各乡镇")), "字", 0.1)

    def _body(self) -> Iterator[Measure]:
        first = self.pages[0].line("国家机关公文版心")
        yield Measure("正文首行左空", "7.3.3", 2, self._inset(first), "字", 0.1)
        for name, words in (("一", "一、总体"), ("二", "目标任务"), ("三", "1.范围"), ("四", "对象")):
            line = self.pages[2].line(words)
            yield Measure(f"{name}级标题左空", "7.3.3", 2, self._inset(line), "字", 0.1)

    def _annex_list(self) -> Iterator[Measure]:
        page = self.pages[2]
        first, second, wrapped = page.line("附件：1"), page.line("2.示例"), page.line("分工表")
        gap = self.box("附件说明", 2).top - self._above(self.box("附件说明", 2), 2)
        yield self._length("附件说明在正文下空", "annex-note.before", gap)
        yield Measure("附件说明左空", "7.3.4", 2, self._inset(first), "字", 0.1)
        one = next(glyph for glyph in first.glyphs if glyph.char == "1")
        two, name = second.glyphs[0], second.glyphs[2]
        yield Measure("第二个附件的序号与第一个对齐", "7.3.4", one.x, two.x, "mm", 0.5)
        yield Measure("附件名称回行与首字对齐", "7.3.4", name.x, wrapped.glyphs[0].x, "mm", 0.5)

    def _signature(self) -> Iterator[Measure]:
        page = self.pages[2]
        issuer, date = page.line("办公室公文科"), page.line("3月2日")
        box = self.box("发文机关署名", 2)
        yield self._length("署名在附件说明下空", "issuer.before", box.top - self._above(box, 2))
        yield self._characters("署名右空（长于日期）", "issuer.right", self._right_inset(issuer))
        shift = (date.glyphs[0].x - issuer.glyphs[0].x) / self._em
        yield self._characters("日期首字比署名首字右移", "date.shift", shift)
        issuer, date = self.short[0].line("县水利局"), self.short[0].line("12月31日")
        # Word leaves 0.25 of a character between Chinese and digits, LibreOffice 0.22: four such gaps.
        yield self._characters("日期右空（长于署名）", "date.right", self._right_inset(date), 0.25)
        shift = (date.glyphs[0].x - issuer.glyphs[0].x) / self._em
        yield self._characters("日期首字比署名首字右移（长于署名）", "date.shift", shift)
        note = self._inset(page.line("此件公开"))
        yield Measure("附注左空", "7.3.6", 2, note, "字", 0.1)

    def _annex(self) -> Iterator[Measure]:
        page, mark, title = self.pages[3], self.box("附件序号", 3), self.box("附件标题", 3)
        pitch = float(self.profile.points("grid.pitch")) * MM
        yield Measure("附件序号在第几行", "7.3.7", 1, 1 + (mark.top - self.text_top) / pitch, "行", 0.05)
        yield Measure("附件标题在第几行", "7.3.7", 3, 1 + (title.top - self.text_top) / pitch, "行", 0.05)
        yield Measure("附件序号顶格", "7.3.7", 0, self._inset(page.line("附件1")), "字", 0.1)
        yield self._centred("附件标题居中", "7.3.7", page.line("任务表"))
        sides = [stroke.box.left for stroke in page.strokes if stroke.box.width < 1 < stroke.box.height]
        yield self._length("表格宽", "area.width", max(sides) - min(sides))

    def _imprint(self) -> Iterator[Measure]:
        page = self.pages[3]
        low = {stroke for stroke in page.strokes if stroke.box.top > self.bottom - 40}
        first, middle, last = sorted(low, key=lambda stroke: stroke.box.top)
        lowest = last.box.bottom + last.thickness / 2
        yield Measure("末条分隔线下缘至版心下边缘", "7.4.1", 0, lowest - self.bottom, "mm", 0.5)
        for name, rule, id in (("首条", first, "outer"), ("中间", middle, "inner"), ("末条", last, "outer")):
            yield self._length(f"{name}分隔线粗", f"imprint-rule.{id}", rule.thickness, 0.05)
        yield self._length("分隔线长", "area.width", first.box.width)
        copied, wrapped, printed = page.line("抄送："), page.line("县人武部"), page.line("日印发")
        em = float(self.size("copy-to")) * MM
        yield self._size("抄送机关字号", "copy-to", copied)
        yield Measure("抄送机关左空", "7.4.2", 1, self._inset(copied, em), "字", 0.1)
        yield Measure("抄送回行与冒号后首字对齐", "7.4.2", copied.glyphs[3].x, wrapped.glyphs[0].x, "mm", 0.5)
        yield Measure("印发机关左空", "7.4.3", 1, self._inset(printed, em), "字", 0.1)
        yield Measure("印发日期右空", "7.4.3", 1, self._right_inset(printed, em), "字", 0.1)

    def _page_numbers(self) -> Iterator[Measure]:
        em = float(self.size("page-number")) * MM
        odd, even = (page.lines[-1] for page in self.pages[:2])
        dash = odd.glyphs[0].ink
        middle = (dash.top + dash.bottom) / 2
        yield self._length("页码一字线至版心下边缘", "page-number.distance", middle - self.bottom)
        yield self._size("页码字号", "page-number", odd)
        yield self._characters("单页码右空", "page-number.inset", self._right_inset(odd, em))
        yield self._characters("双页码左空", "page-number.inset", self._inset(even, em))

    def _upward(self) -> Iterator[Measure]:
        page = self.upward[0]
        pitch = float(self.profile.points("grid.pitch")) * MM
        for place, style in enumerate(("份号", "密级和保密期限", "紧急程度"), 1):
            line = 1 + (self.box(style, page).top - self.text_top) / pitch
            yield Measure(f"{style}在第几行", f"7.2.{place}", place, line, "行", 0.05)
        yield Measure("份号顶格", "7.2.1", 0, self._inset(page.line("000001")), "字", 0.1)
        mark = page.line("人民政府文件")
        yield self._length("标志上边缘（上有份号）至版心上边缘", "mark.top", mark.ink.top - self.top)
        first, second = page.line("签发人"), page.line("赵四")
        yield Measure("上行文发文字号左空", "7.2.5", 1, self._inset(second), "字", 0.1)
        yield Measure("签发人右空", "7.2.6", 1, self._right_inset(first), "字", 0.15)
        above, below = (
            next(glyph.x for glyph in line.glyphs if glyph.char in "王赵") for line in (first, second)
        )
        yield Measure("签发人回行与第一个姓名对齐", "7.2.6", above, below, "mm", 0.5)

    def _sealed(self) -> Iterator[Measure]:
        issuer, date = (self.upward[0].line(words) for words in ("县财政局", "3月2日"))
        yield self._characters("日期右空（盖章）", "sealed-date.right", self._right_inset(date), 0.25)
        wanted, middle = ((line.glyphs[0].x + line.glyphs[-1].x + self._em) / 2 for line in (date, issuer))
        yield Measure("署名以日期为准居中", "7.3.5.1", wanted, middle, "mm", 0.5)

    def _turned(self) -> Iterator[Measure]:
        page = self.upward[1]
        yield Measure("横排页宽", "8", self.millimetres("paper.height"), page.width, "mm", 0.5)
        # The foot of the upright page lies at the left, its left edge at the top.
        dash = min((glyph for line in page.lines for glyph in line.glyphs if glyph.char == "—"), key=_top)
        below = page.height - self.bottom + page.width - page.height
        yield self._length(
            "横排页码一字线至版心", "page-number.distance", below - (dash.ink.left + dash.ink.right) / 2
        )
        em = float(self.size("page-number")) * MM
        yield self._characters("横排双页码空", "page-number.inset", (dash.baseline - self.left) / em)

    def _letter(self) -> Iterator[Measure]:
        page = self.letter[0]
        mark, number = page.line("示例县人民政府"), page.line("示政函")
        red = self.profile.text("letter-rule.colour")
        rules = sorted(
            {stroke for stroke in page.strokes if stroke.colour == red}, key=lambda each: each.box.top
        )
        edges = [(rule.box.top - rule.thickness / 2, rule.box.top + rule.thickness / 2) for rule in rules]
        yield self._length("信函标志上边缘至纸上边", "letter-mark.top", mark.ink.top)
        yield self._length("信函首条双线在标志下", "letter-rule.gap", edges[0][0] - mark.ink.bottom)
        yield self._length("信函双线长", "letter-rule.width", rules[0].box.width)
        middle = (rules[0].box.left + rules[0].box.right) / 2
        yield Measure("信函双线居中", "10.1", page.width / 2, middle, "mm", 0.5)
        yield self._length("信函末条双线至纸下边", "letter-rule.bottom", page.height - edges[-1][1])
        ink = min(glyph.ink.top for glyph in number.glyphs if glyph.char in "示政函号")
        yield self._length("信函发文字号在双线下", "letter-number.gap", ink - edges[1][1])
        yield Measure("信函发文字号顶右", "10.1", 0, self._right_inset(number), "字", 0.1)
        gap = self.box("公文标题", page).top - self.box("信函发文字号", page).bottom
        yield self._length("信函标题在发文字号下空", "title.before", gap)

    # -- kinds of measures ------------------------------------------------------------------------------

    @property
    def _em(self) -> float:
        return float(self.size("text")) * MM

    def _length(self, what: str, id: str, measured: float, tolerance: float = 0.5) -> Measure:
        clause = self.profile.rules[id].clause
        return Measure(what, clause, self.millimetres(id), measured, "mm", tolerance)

    def _characters(self, what: str, id: str, measured: float, tolerance: float = 0.1) -> Measure:
        rule = self.profile.rules[id]
        return Measure(what, rule.clause, float(rule.number), measured, "字", tolerance)

    def _size(self, what: str, key: str, line: Line) -> Measure:
        id = f"{key}.size" if f"{key}.size" in self.profile.rules else "text.size"
        clause = self.profile.rules[id].clause
        return Measure(what, clause, float(self.size(key)), line.size, "磅", 0.1)

    def _centred(self, what: str, clause: str, line: Line) -> Measure:
        middle = (line.ink.left + line.ink.right) / 2
        return Measure(what, clause, (self.left + self.right) / 2, middle, "mm", 0.5)

    def _inset(self, line: Line, em: float = 0) -> float:
        return (line.glyphs[0].x - self.left) / (em or self._em)

    def _right_inset(self, line: Line, em: float = 0) -> float:
        em = em or self._em
        return (self.right - line.glyphs[-1].x - em) / em

    def _above(self, box: Box, page: int) -> float:
        """Return the lower edge of the lines that stand above `box`."""
        return max(tint.box.bottom for tint in self.pages[page].tints if tint.box.bottom <= box.top + 0.1)

    def _red_rule(self) -> Stroke:
        colour = self.profile.text("head-rule.colour")
        return next(stroke for stroke in self.pages[0].strokes if stroke.colour == colour)


def _top(glyph: Glyph) -> float:
    return glyph.ink.top


def report() -> str:
    """Return docs/format/measured.md: the measures of every built-in profile."""
    profiles = [load(id) for id in sorted(built_in(), reverse=True)]
    version = subprocess.run([find_soffice(), "--version"], capture_output=True, text=True, check=True).stdout
    parts = [_INTRODUCTION.format(program=" ".join(version.split()[:2]))]
    for profile, measures in zip(profiles, measure(profiles), strict=True):
        parts += [f"## {profile.id}", profile.title, table(measures)]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    page = report()
    (Path(__file__).parent.parent / "docs" / "format" / "measured.md").write_text(page, encoding="utf-8")
    print(page)
