"""styles.xml of the notice template, built from the layout profile."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from docgen.document import Role, RunRole
from docgen.profiles import YES, Profile, Rule, Unit
from docgen.renderers.word import head_styles, styles
from docgen.renderers.word.styles import NamedStyle
from docgen.renderers.word.wordml import NAMESPACE, XML, eighths, element, twips

_ALIGNMENTS: Final = {"居中": "center", "左": "left", "右": "right", "两端": "both", "分散": "distribute"}
_OUTLINE: Final = {Role.HEADING_1: 0, Role.HEADING_2: 1, Role.HEADING_3: 2, Role.HEADING_4: 3}
_KEPT_WITH_NEXT: Final = frozenset(
    {*_OUTLINE, Role.ISSUER, Role.ANNEX_MARK, Role.ANNEX_TITLE, Role.TEXT_TITLE, Role.CAPTION}
    | {Role.SEALED_ISSUER, Role.STAMP_TITLE, Role.UNIT_LINE, Role.CELL_HEAD, Role.MAIN_TO, Role.COPY_TO}
)
_CELLS: Final = frozenset({Role.CELL_HEAD, Role.CELL_TEXT, Role.CELL_CENTER, Role.CELL_NUMBER})
_IMPRINT: Final = frozenset({Role.MAIN_TO, Role.COPY_TO, Role.PRINTED_BY})
_CLOSED_UP: Final = frozenset({Role.ISSUER, Role.ATTENDANCE})
"""Roles whose distance above stands before the first of several alone."""
# What an exact line leaves above its characters and not below them.
_IMPRINT_MARGINS: Final = {"left": 0, "bottom": 50, "right": 0}
_BUILT_IN: Final = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="a2"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def build_styles(profile: Profile) -> str:
    """Return styles.xml: the defaults, a style for each role, the table style, the page numbers."""
    sheet = _Sheet(profile)
    return XML + element(
        "styles",
        sheet.defaults(),
        _BUILT_IN,
        *(sheet.paragraph_style(role) for role in Role),
        *(sheet.run_style(role) for role in RunRole),
        sheet.variants(),
        sheet.page_numbers(),
        sheet.table_style(),
        sheet.imprint_style(),
        sheet.head_styles(),
    ).replace("<w:styles>", f'<w:styles xmlns:w="{NAMESPACE}">', 1)


class _Sheet:
    """Writes styles in the terms of one profile."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._pitch = profile.points("grid.pitch")

    def defaults(self) -> str:
        """Return what every style starts from: 3 号 仿宋 on the pitch of 22 lines."""
        paragraph = element(
            "pPr",
            element("widowControl", val=0),
            # Word's default, said aloud: LibreOffice takes its absence for hanging punctuation, and then
            # loses a comma that hangs behind a justified line.
            element("overflowPunct"),
            element("spacing", line=twips(self._pitch), lineRule="exact"),
            element("jc", val=_ALIGNMENTS[self._profile.text("text.align")]),
        )
        run = self._run_properties("text", element("lang", val="en-US", eastAsia="zh-CN"))
        return element("docDefaults", element("rPrDefault", run), element("pPrDefault", paragraph))

    def paragraph_style(self, role: Role) -> str:
        """Return the style of a role."""
        key = _key(role)
        properties = element(
            "pPr",
            element("keepNext") if role in _KEPT_WITH_NEXT else "",
            element("pageBreakBefore") if self._says(key, "page-break") else "",
            head_styles.letter_frame(self._profile) if role is Role.LETTER_MARK else "",
            head_styles.rule_below(self._profile, role) if role in head_styles.RULED else "",
            self._tabs(role),
            self._spacing(role),
            self._indents(key),
            element("contextualSpacing") if role in _CLOSED_UP else "",
            self._alignment(key),
            element("outlineLvl", val=_OUTLINE[role]) if role in _OUTLINE else "",
        )
        return _style(styles.of_role(role), properties, self._run_properties(key))

    def run_style(self, role: RunRole) -> str:
        """Return the character style of a run-in heading."""
        key = _key(role)
        fonts = element("rPr", self._fonts(self._profile.text(f"{key}.font")), self._bold(key))
        return element(
            "style",
            element("name", val=role.value),
            element("basedOn", val="a0"),
            element("uiPriority", val=1),
            element("qFormat"),
            fonts,
            type="character",
            customStyle=1,
            styleId=styles.of_role(role).id,
        )

    def variants(self) -> str:
        """Return the styles that differ from a role's by where the paragraph stands, and the helpers."""
        above_note = element("pPr", element("spacing", after=0))
        gap = element("pPr", element("spacing", line=20, lineRule="exact"))
        tag = element("rPr", element("color", val="7F7F7F"), element("sz", val=21), element("szCs", val=21))
        return (
            _style(styles.TITLE_ABOVE_NOTE, above_note, based_on=styles.of_role(Role.TITLE).id)
            + _style(styles.TEXT_TITLE_ABOVE_NOTE, above_note, based_on=styles.of_role(Role.TEXT_TITLE).id)
            + _style(styles.GAP, gap, element("rPr", element("sz", val=2), element("szCs", val=2)))
            + _style(styles.TAG, "", tag)
        )

    def page_numbers(self) -> str:
        """Return the page-number styles: 7.5, odd pages at the right, even ones at the left."""
        size = self._profile.points("page-number.size")
        inset = twips(self._profile.points("page-number.inset", size))
        line = element("spacing", line=twips(size), lineRule="exact")
        odd = element("pPr", line, element("ind", right=inset), element("jc", val="right"))
        even = element("pPr", element("ind", left=inset, right=0), element("jc", val="left"))
        run = self._run_properties("page-number", latin=self._font("page-number"))
        return _style(styles.PAGE_NUMBER, odd, run) + _style(
            styles.EVEN_PAGE_NUMBER, even, based_on=styles.PAGE_NUMBER.id
        )

    def table_style(self) -> str:
        """Return the table style: a full grid, cells centred from top to bottom."""
        thickness = self._profile.points("table.border")
        edges = ("top", "left", "bottom", "right", "insideH", "insideV")
        return _table_style(styles.TABLE, dict.fromkeys(edges, thickness), {"left": 57, "right": 57})

    def imprint_style(self) -> str:
        """Return the table style of 版记 (7.4.1): thick rules above and below, a thin one between."""
        outer, inner = (self._profile.points(f"imprint-rule.{rule}") for rule in ("outer", "inner"))
        return _table_style(
            styles.IMPRINT, {"top": outer, "bottom": outer, "insideH": inner}, _IMPRINT_MARGINS
        )

    def head_styles(self) -> str:
        """Return the styles that heads of several organs, letters and minutes need beside those of roles."""
        mark = styles.of_role(Role.MARK).id
        bare = dict.fromkeys(("left", "right"), 0)
        return (
            _style(styles.MARK_ABOVE_RULE, head_styles.rule_of_mark(self._profile), based_on=mark)
            + _style(styles.HEAD_GAP, head_styles.joint_gap(self._profile))
            + _style(styles.LETTER_RULE, head_styles.letter_rule(self._profile))
            + _table_style(styles.HEAD_TABLE, {}, bare)
            + _table_style(styles.LETTER_IMPRINT, {}, bare)
        )

    def _rule(self, key: str, name: str) -> Rule | None:
        return self._profile.rules.get(f"{key}.{name}")

    def _says(self, key: str, name: str) -> bool:
        rule = self._rule(key, name)
        return rule is not None and rule.value == YES

    def _bold(self, key: str) -> str:
        return element("b") + element("bCs") if self._says(key, "bold") else ""

    def _length(self, key: str, name: str) -> Fraction:
        if not self._rule(key, name):
            return Fraction(0)
        return self._profile.points(f"{key}.{name}", self._size(key))

    def _size(self, key: str) -> Fraction:
        return self._profile.points(f"{key}.size" if self._rule(key, "size") else "text.size")

    def _font(self, key: str) -> str:
        rule = self._rule(key, "font") or self._profile.rules["text.font"]
        return self._profile.font(rule.value)

    def _fonts(self, logical: str, latin: str | None = None) -> str:
        """Return rFonts: digits and Latin letters alone in the Latin font.

        “ ” — … count as `hAnsi` without the hint and as `eastAsia` with it: both name the Chinese font.
        """
        chinese = self._profile.font(logical)
        western = latin or self._profile.font("西文")
        return element("rFonts", hint="eastAsia", ascii=western, hAnsi=chinese, eastAsia=chinese, cs=western)

    def _run_properties(self, key: str, language: str = "", latin: str | None = None) -> str:
        rule = self._rule(key, "font") or self._profile.rules["text.font"]
        colour = self._rule(key, "colour")
        size = self._size(key)
        # 28 characters to a line is a matter of the text size alone.
        tight = size == self._profile.points("text.size")
        spacing = twips(self._profile.points("grid.spacing")) if tight else 0
        return element(
            "rPr",
            self._fonts(rule.value, latin),
            self._bold(key),
            element("color", val=colour.value) if colour else "",
            element("spacing", val=spacing),
            element("sz", val=round(size * 2)),
            element("szCs", val=round(size * 2)),
            language,
        )

    def _spacing(self, role: Role) -> str:
        key = _key(role)
        before, after = self._length(key, "before"), self._length(key, "after")
        if role in _CELLS:
            before = after = self._profile.points("cell.padding")
            line = self._profile.points("cell.line")
            return _spaced(before, after, line, "atLeast")
        line = self._length(key, "line") or self._pitch
        if role is Role.MARK:
            line = head_styles.mark_line(self._profile)
            before = head_styles.mark_spacing(self._profile, line, self._size(key))
        if role is Role.LETTER_MARK:
            line = head_styles.letter_mark_line(self._profile)
        if role is Role.LETTER_NUMBER:
            before = head_styles.letter_number_before(self._profile)
        if role in _IMPRINT:
            line = self._size(key) * Fraction(3, 2)
        return _spaced(before, after, line, "exact")

    def _indents(self, key: str) -> str:
        names = {"left": "left", "right": "right", "hanging": "hanging", "first-line": "firstLine"}
        attributes: dict[str, int] = {}
        # Word counts characters in the size of its default style: they serve only text of that size.
        in_characters = self._size(key) == self._profile.points("text.size")
        for name, attribute in names.items():
            rule = self._rule(key, name)
            if rule and rule.unit is Unit.CHARACTER and in_characters:
                attributes[attribute + "Chars"] = round(rule.number * 100)
            if rule:
                attributes[attribute] = twips(self._length(key, name))
        return element("ind", **attributes) if attributes else ""

    def _alignment(self, key: str) -> str:
        rule = self._rule(key, "align")
        return element("jc", val=_ALIGNMENTS[rule.value]) if rule else ""

    def _tabs(self, role: Role) -> str:
        if role is Role.SIGNED_NUMBER:
            inset = self._length(_key(role), "inset")
            return element("tabs", element("tab", val="left", pos=twips(inset)))
        if role is not Role.PRINTED_BY:
            return ""
        end = self._profile.points("area.width") - self._length("printed-by", "tab")
        return element("tabs", element("tab", val="right", pos=twips(end)))


def _key(role: Role | RunRole) -> str:
    return role.name.lower().replace("_", "-")


def _style(style: NamedStyle, paragraph: str, run: str = "", based_on: str = "a") -> str:
    return element(
        "style",
        element("name", val=style.name),
        element("basedOn", val=based_on),
        element("uiPriority", val=1),
        element("qFormat"),
        paragraph,
        run,
        type="paragraph",
        customStyle=1,
        styleId=style.id,
    )


def _table_style(style: NamedStyle, rules: Mapping[str, Fraction], margins: Mapping[str, int]) -> str:
    borders = (
        element(edge, val="single", sz=eighths(thickness), space=0, color="auto")
        for edge, thickness in rules.items()
    )
    cell = (element(edge, w=width, type="dxa") for edge, width in margins.items())
    return element(
        "style",
        element("name", val=style.name),
        element("basedOn", val="a1"),
        element("uiPriority", val=1),
        element("qFormat"),
        element(
            "tblPr",
            element("jc", val="center"),
            element("tblBorders", *borders),
            element("tblCellMar", *cell),
        ),
        element("tcPr", element("vAlign", val="center")),
        type="table",
        customStyle=1,
        styleId=style.id,
    )


def _spaced(before: Fraction, after: Fraction, line: Fraction, rule: str) -> str:
    return element("spacing", before=twips(before), after=twips(after), line=twips(line), lineRule=rule)
