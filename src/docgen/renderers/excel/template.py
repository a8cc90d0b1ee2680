"""The office's Excel template compiled: what workbooks drawn in its looks share, as plain data."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple, Self

from docgen import __version__, cache
from docgen.records import record
from docgen.renderers.excel.styles import Style
from docgen.renderers.ooxml import Packed

THEME: Final = "xl/theme/theme1.xml"
_FORM: Final = 1
"""Of what is kept: raise it whenever compiling makes something else of a template."""
_LIBRARIES: Final = ("openpyxl", "lxml")
_MOST: Final = 16
"""Templates at hand at a time."""
_A4_WIDTH, _A4_HEIGHT = 210 / 25.4, 297 / 25.4
_POINTS_PER_INCH = 72


class Format(NamedTuple):
    """A cell format without its number format: numbers of font, fill, border and named style, and XML."""

    font: int
    fill: int
    border: int
    style: int
    alignment: str = ""
    protection: str = ""

    def xml(self, number_format: int, quoted: bool) -> str:
        """Return the `<xf>`; `quoted` marks text that Excel would read otherwise when re-entered."""
        inside = f"{self.alignment}{self.protection}"
        applied = ' applyAlignment="1"' * bool(self.alignment) + ' applyProtection="1"' * bool(
            self.protection
        )
        return (
            f'<xf numFmtId="{number_format}" fontId="{self.font}" fillId="{self.fill}"'
            f' borderId="{self.border}"{applied} pivotButton="0" quotePrefix="{quoted:d}"'
            f' xfId="{self.style}"' + (f">{inside}</xf>" if inside else "/>")
        )


class Look(NamedTuple):
    """How cells of one style look; size and height in points."""

    format: Format
    number_format: str
    indent: float
    size: float
    height: float
    """The least height of a row with such a cell."""


class Margins(NamedTuple):
    """The margins of a sheet in inches."""

    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float

    @property
    def turned(self) -> "Margins":
        """Those of turned paper: a wide table has its head at the binding edge (GB/T 9704-2012, 8)."""
        return Margins(
            left=self.bottom,
            right=self.top,
            top=self.left,
            bottom=self.right,
            header=min(self.header, self.left / 2),
            footer=min(self.footer, self.right / 2),
        )


class Paper(NamedTuple):
    """What the sample sheet was set up for; the XML is that of a sheet."""

    margins: Margins
    print_options: str
    footer: str
    show_grid: bool


class StyleSheet(NamedTuple):
    """`xl/styles.xml` in pieces: before the number formats, those, before the cell formats, after them."""

    before: str
    number_formats: tuple[tuple[int, str], ...]
    middle: str
    standard: str
    """The format of a cell that nobody touched."""
    after: str


@record
class Template:
    """Looks, paper, styles and theme of an office's template.

    `unit` is the width of one column unit in points: half a Chinese character of the standard style.
    """

    looks: Mapping[Style, Look]
    unit: float
    paper: Paper
    styles: StyleSheet
    theme: Packed | None

    @property
    def portrait_width(self) -> float:
        """The width between the margins of upright A4, in column units."""
        margins = self.paper.margins
        return (_A4_WIDTH - margins.left - margins.right) * _POINTS_PER_INCH / self.unit

    @property
    def portrait_height(self) -> float:
        """The height between the margins of upright A4, in points."""
        margins = self.paper.margins
        return (_A4_HEIGHT - margins.top - margins.bottom) * _POINTS_PER_INCH

    @property
    def landscape_width(self) -> float:
        """The width between the margins of turned A4, in column units."""
        return self.portrait_height / self.unit

    def to_bytes(self) -> bytes:
        """Return it for `from_bytes`."""
        theme = self.theme.data.decode() if self.theme else None
        said = [list(self.looks.items()), self.unit, self.paper, self.styles, theme]
        return json.dumps(said, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """Return what `to_bytes` has kept."""
        looks, unit, (margins, *paper), styles, theme = json.loads(kept)
        before, number_formats, *rest = styles
        return cls(
            {Style(name): Look(Format(*format), *look) for name, (format, *look) in looks},
            unit,
            Paper(Margins(*margins), *paper),
            StyleSheet(before, tuple((number, code) for number, code in number_formats), *rest),
            None if theme is None else Packed.of(THEME, theme.encode()),
        )


@lru_cache(maxsize=_MOST)
def open_template(data: bytes) -> Template:
    """Return the template in `data`, from the last run where it was at hand then.

    Raises DocgenError when it is no workbook or lacks a style.
    """
    name = cache.key(data, cache.makers(_FORM, __version__, *_LIBRARIES))
    if kept := cache.load(name):
        return Template.from_bytes(kept)
    from docgen.renderers.excel.template_compiler import compile_template  # noqa: PLC0415 - openpyxl is slow

    template = compile_template(data)
    cache.store(name, template.to_bytes())
    return template
