"""The cell formats of one workbook: each look gets a number when a cell first asks for it."""

from typing import Final, NamedTuple

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex
from docgen.renderers.excel.number_formats import FIRST_OWN, GENERAL, NUMBERS
from docgen.renderers.excel.styles import Style
from docgen.renderers.excel.template import Template
from docgen.renderers.xml_text import quoteattr

_FILLS: Final = regex(r'<fills count="([0-9]+)">')
_TINTED: Final = '<patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/></patternFill>'
_UNLOCKED: Final = '<protection locked="0"/>'
_MOST: Final = 65_490
"""Cell formats of a workbook; Excel opens no more."""


class Appearance(NamedTuple):
    """How a cell looks: style, and what it changes of it."""

    style: Style
    aligned_as: Style
    number_format: str = GENERAL
    """Any but General is used instead of the style's own."""
    locked: bool = False
    """Whether it is locked even where the template leaves such cells open."""
    quoted: bool = False
    """Whether it is text that Excel would read as something else when a user re-enters it."""
    unlocked: bool = False
    """Whether it is open on a protected sheet."""
    tinted: bool = False
    """Whether a light colour asks for it to be filled in."""


class CellFormats:
    """The formats in use, in the order in which they were asked for."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._numbers: dict[Appearance, int] = {}
        self._appearances: list[Appearance | None] = [None]
        self._formats: dict[str, int] = {template.styles.standard: 0}
        self._codes = {code: number for number, code in template.styles.number_formats}
        self._quoted: dict[int, int] = {}
        found = _FILLS.search(template.styles.middle)
        self._fills = int(found[1]) if found else 0
        """How many fills the template has; the next one is the tint."""
        self._tinted = False

    def number(self, appearance: Appearance) -> int:
        """Return the number of the format with that appearance."""
        found = self._numbers.get(appearance)
        if found is None:
            found = self._numbers[appearance] = self._added(appearance)
        return found

    def quoted(self, number: int) -> int:
        """Return the number of the same format for text that Excel would read otherwise."""
        if number not in self._quoted:
            appearance = self._appearances[number]
            self._quoted[number] = self.number(appearance._replace(quoted=True)) if appearance else number
        return self._quoted[number]

    def part(self) -> bytes:
        """Return `xl/styles.xml`."""
        before, _, middle, _, after = self._template.styles
        if self._tinted:
            middle = _FILLS.sub(f'<fills count="{self._fills + 1}">', middle, count=1)
            middle = middle.replace("</fills>", f"<fill>{_TINTED}</fill></fills>", 1)
        codes = "".join(
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
            for code, number in self._codes.items()
        )
        listed = f'<numFmts count="{len(self._codes)}">{codes}</numFmts>' if codes else ""
        formats = f'<cellXfs count="{len(self._formats)}">{"".join(self._formats)}</cellXfs>'
        return f"{before}{listed}{middle}{formats}{after}".encode()

    def _added(self, appearance: Appearance) -> int:
        looks = self._template.looks
        look = looks[appearance.style]
        format = look.format._replace(alignment=looks[appearance.aligned_as].format.alignment)
        if appearance.locked:
            format = format._replace(protection="")
        if appearance.unlocked:
            format = format._replace(protection=_UNLOCKED)
        if appearance.tinted:
            self._tinted = True
            format = format._replace(fill=self._fills)
        code = look.number_format if appearance.number_format == GENERAL else appearance.number_format
        number = self._formats.setdefault(
            format.xml(self._code_number(code), appearance.quoted), len(self._formats)
        )
        if number >= _MOST:
            raise _too_many()
        if number == len(self._appearances):
            self._appearances.append(appearance)
        return number

    def _code_number(self, code: str) -> int:
        if code in NUMBERS:
            return NUMBERS[code]
        return self._codes.setdefault(code, max((FIRST_OWN - 1, *self._codes.values())) + 1)


def _too_many() -> DocgenError:
    return DocgenError(
        Words(
            f"一个工作簿最多有{_MOST}种单元格格式，这里更多。",
            f"A workbook holds {_MOST} cell formats; this one needs more.",
        ),
        Words("少用几种数字格式。", "Use fewer number formats."),
    )
