"""The head of a notice: the mark of one organ or of several, the number with signers, a letter's head."""

from fractions import Fraction
from typing import Final

from docgen.document import Head, Paragraph, Role
from docgen.renderers.word import styles
from docgen.renderers.word.measure import fitting_scale, points
from docgen.renderers.word.paragraphs import Beside, gap_xml, paragraph_xml
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import element, twips

_SIGNERS: Final = "签发人："


class HeadSerializer:
    """Writes heads with the styles of one template; `width` is that of the type area, in twips."""

    def __init__(self, sheet: Stylesheet, width: int) -> None:
        self._sheet = sheet
        self._width = width

    def mark(self, head: Head) -> str:
        """Return 发文机关标志."""
        if head.mark.role is Role.LETTER_MARK:
            return self._letter_mark(head.mark)
        spacing = self._spacing_below(head.labels, Role.MARK.value)
        if head.joint:
            return self._gap(head.labels) + self._joint_marks(head)
        style = "" if head.number else styles.MARK_ABOVE_RULE.name
        scale = fitting_scale(head.mark, self._sheet, self._width)
        return paragraph_xml(head.mark, self._sheet, Beside(style, spacing=spacing, scale=scale))

    def number_line(self, head: Head) -> str:
        """Return the number where it shares its line: with the signers, or with the labels of a letter."""
        if head.number is None or head.number.role is Role.NUMBER:
            return ""
        if head.number.role is Role.SIGNED_NUMBER:
            return paragraph_xml(head.number, self._sheet, Beside(tabs=self._signer_tabs(head.number.text)))
        if head.labels:
            return self._letter_line(head.labels, head.number)
        return paragraph_xml(head.number, self._sheet)

    # -- marks ----------------------------------------------------------------------------------------------

    def _letter_mark(self, mark: Paragraph) -> str:
        frame = self._sheet.frame(mark.role.value)
        scale = fitting_scale(mark, self._sheet, self._width)
        name = styles.LETTER_RULE.name
        style = element("pStyle", val=self._sheet.id(name))
        rule = element("p", element("pPr", style, self._sheet.frame(name)))
        return paragraph_xml(mark, self._sheet, Beside(frame=frame, scale=scale)) + rule

    def _gap(self, labels: tuple[Paragraph, ...]) -> str:
        name = styles.HEAD_GAP.name
        style = element("pStyle", val=self._sheet.id(name))
        return element("p", element("pPr", style, self._spacing_below(labels, name)))

    def _spacing_below(self, labels: tuple[Paragraph, ...], name: str) -> str:
        """Return `w:spacing` that keeps a style at its distance from the page's top below `labels`."""
        if not labels:
            return ""
        taken = sum(sum(self._sheet.spacing(label.role.value)) for label in labels)
        return element("spacing", before=max(0, twips(self._sheet.spacing(name).before - taken)))

    def _joint_marks(self, head: Head) -> str:
        end = head.mark_end
        right = self._wide(end) + twips(self._sheet.indents(end.role).left) if end else 0
        # With no room to spare, the last character of the widest would go to a second line.
        spare = twips(self._sheet.typeface(Role.JOINT_MARK).size / 2)
        left = min(max(map(self._wide, head.marks)) + spare, self._width - right)
        rows = [self._joint_row(head, place, (left, right)) for place in range(len(head.marks))]
        return self._table((left, right) if end else (left,), rows)

    def _joint_row(self, head: Head, place: int, widths: tuple[int, int]) -> str:
        mark = head.marks[place]
        cells = self._cell(widths[0], self._fitted(mark, widths[0]))
        if head.mark_end:
            words = head.mark_end if place == 0 else Paragraph(head.mark_end.role, ())
            merge = element("vMerge", val="restart") if place == 0 else element("vMerge")
            cells += self._cell(widths[1], paragraph_xml(words, self._sheet), merge)
        return element("tr", cells)

    def _fitted(self, mark: Paragraph, width: int) -> str:
        return paragraph_xml(mark, self._sheet, Beside(scale=fitting_scale(mark, self._sheet, width)))

    def _wide(self, paragraph: Paragraph) -> int:
        return twips(points(paragraph.text, self._sheet.typeface(paragraph.role)))

    # -- number lines ---------------------------------------------------------------------------------------

    def _signer_tabs(self, text: str) -> str:
        """Return the tab stops of 签发人 and the names: 7.2.6, two names a line, all at the right edge."""
        face = self._sheet.typeface(Role.SIGNED_NUMBER)
        label = points(_SIGNERS, face)
        first, second = self._name_columns(text)
        names = Fraction(self._width, 20) - face.size - first - (face.size + second if second else 0)
        stops = (names - label, names, *((names + first + face.size,) if second else ()))
        return element("tabs", *(element("tab", val="left", pos=twips(stop)) for stop in stops))

    def _name_columns(self, text: str) -> tuple[Fraction, Fraction]:
        face = self._sheet.typeface(Role.SIGNED_NUMBER)
        lines = [line.rpartition(_SIGNERS)[2] if _SIGNERS in line else line for line in text.split("\n")]
        names = [line.split("\t") if place == 0 else line.split("\t")[3:] for place, line in enumerate(lines)]
        columns = ([line[column] for line in names if len(line) > column] for column in (0, 1))
        first, second = (
            max((points(name, face) for name in column), default=Fraction(0)) for column in columns
        )
        return first, second

    def _letter_line(self, labels: tuple[Paragraph, ...], number: Paragraph) -> str:
        before = twips(self._sheet.spacing(number.role.value).before)
        # The distance stands above the table: no program lets a table lie beside the frame of the mark.
        distance = gap_xml(self._sheet, element("spacing", before=before))
        right = paragraph_xml(number, self._sheet, Beside(spacing=element("spacing", before=0)))
        half = self._width // 2
        top = element("vAlign", val="top")
        left = "".join(paragraph_xml(label, self._sheet) for label in labels)
        cells = self._cell(half, left, top) + self._cell(self._width - half, right, top)
        return distance + self._table((half, self._width - half), [element("tr", cells)])

    # -- tables ---------------------------------------------------------------------------------------------

    def _table(self, widths: tuple[int, ...], rows: list[str]) -> str:
        properties = element(
            "tblPr",
            element("tblStyle", val=self._sheet.id(styles.HEAD_TABLE.name, "table")),
            element("tblW", w=sum(widths), type="dxa"),
            element("tblLayout", type="fixed"),
            element("tblLook", val="0000"),
        )
        grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
        return element("tbl", properties, grid, *rows)

    def _cell(self, width: int, content: str, extra: str = "") -> str:
        return element("tc", element("tcPr", element("tcW", w=width, type="dxa"), extra), content)
