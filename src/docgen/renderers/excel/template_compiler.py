"""An office's Excel template, any that Excel, WPS or LibreOffice saves, read through openpyxl."""

import io
import warnings
from typing import Final

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex
from docgen.renderers.excel.finisher import with_ordered_fonts
from docgen.renderers.excel.number_formats import BUILT_IN, GENERAL
from docgen.renderers.excel.style_ids import without_gaps
from docgen.renderers.excel.styles import Style
from docgen.renderers.excel.template import THEME, Format, Look, Margins, Paper, StyleSheet, Template
from docgen.renderers.ooxml import Packed, read_parts, write_parts

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NAMESPACE: Final = regex(r' xmlns(:\w+)?="[^"]*"')
_STANDARD_SIZE = 11
_STYLES = "xl/styles.xml"


def compile_template(data: bytes) -> Template:
    """Return the template in `data`; raise DocgenError when it is no workbook or lacks a style."""
    workbook = _load(data)
    sample = workbook.worksheets[0]
    shown = _shown(sample)
    # A cell that nobody touched has the standard style, whose digits are the unit of column widths.
    standard = sample.cell(sample.max_row + 1, 1).font.sz or _STANDARD_SIZE
    parts = _saved(workbook)
    styles = etree.fromstring(with_ordered_fonts(parts[_STYLES]))
    formats = styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")
    codes = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in styles.iter(f"{_MAIN}numFmt")
    }
    looks = {
        style: Look(
            _format(formats[cell.style_id]),
            (codes | dict(BUILT_IN)).get(int(formats[cell.style_id].get("numFmtId", "0")), GENERAL),
            cell.alignment.indent,
            cell.font.sz or _STANDARD_SIZE,
            height,
        )
        for style, (cell, height) in shown.items()
    }
    theme = Packed.of(THEME, parts[THEME]) if THEME in parts else None
    return Template(looks, standard / 2, _paper(sample, parts), _style_sheet(styles, codes), theme)


def _load(data: bytes) -> Workbook:
    try:
        parts = read_parts(data)
        parts[_STYLES] = without_gaps(parts[_STYLES])
        with warnings.catch_warnings():
            # openpyxl warns of what it cannot keep of the sample sheet, which is dropped anyway.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(write_parts(parts)))
    except Exception as error:  # openpyxl raises almost anything over a damaged file
        raise DocgenError(
            Words(
                "Excel 模板打不开：它不是完好的 .xlsx 文件。",
                f"The Excel template cannot be opened: it is not a sound .xlsx file ({error}).",
            ),
            Words(
                "在 Excel 里打开它另存一次，或换回 docgen 自带的模板。",
                "Save it again in Excel, or take docgen's own.",
            ),
        ) from error
    if not workbook.worksheets:
        raise DocgenError(
            Words("Excel 模板里没有工作表。", "The Excel template has no worksheet."),
            Words("换回 docgen 自带的模板。", "Take docgen's own template."),
        )
    return workbook


def _shown(sample: Worksheet) -> dict[Style, tuple[Cell | MergedCell, float]]:
    """Return the first cell of the sample in each style, and how high its row is set."""
    shown: dict[str, tuple[Cell | MergedCell, float]] = {}
    for number, row in enumerate(sample.iter_rows(), 1):
        for cell in row:
            shown.setdefault(cell.style, (cell, sample.row_dimensions[number].height or 0))
    missing = [style for style in Style if style not in shown]
    if missing:
        raise DocgenError(
            Words(
                f"Excel 模板的第一张工作表里，没有单元格用到单元格样式“{'”“'.join(missing)}”。",
                f"No cell on the first sheet of the Excel template has the cell style {', '.join(missing)}.",
            ),
            Words(
                "在 Excel 的“单元格样式”里找到或新建它，用在样张的一个单元格上；或换回 docgen 自带的模板。",
                "Give a cell of the sample that style, or take docgen's own template.",
            ),
        )
    return {style: shown[style] for style in Style}


def _saved(workbook: Workbook) -> dict[str, bytes]:
    """Return the parts of the template as openpyxl writes them: one form, whichever program saved it."""
    for sheet in workbook.worksheets[1:]:
        workbook.remove(sheet)
    workbook.defined_names.clear()
    buffer = io.BytesIO()
    workbook.save(buffer)
    return read_parts(buffer.getvalue())


def _paper(sample: Worksheet, parts: dict[str, bytes]) -> Paper:
    root = etree.fromstring(parts["xl/worksheets/sheet1.xml"])
    margins = sample.page_margins
    sides = (margins.left, margins.right, margins.top, margins.bottom, margins.header, margins.footer)
    print_options, footer = (_xml(root.find(f"{_MAIN}{name}")) for name in ("printOptions", "headerFooter"))
    shown = sample.sheet_view.showGridLines is not False
    return Paper(Margins(*map(float, sides)), print_options, footer, shown)


def _style_sheet(styles: etree._Element, codes: dict[int, str]) -> StyleSheet:
    names = [child.tag.removeprefix(_MAIN) for child in styles]
    place = names.index("cellXfs")
    children = [_xml(child) for child in styles]
    first = names.index("numFmts") + 1 if "numFmts" in names else 0
    return StyleSheet(
        f'<styleSheet xmlns="{_MAIN[1:-1]}">',
        tuple(sorted(codes.items())),
        "".join(children[first:place]),
        _xml(styles[place][0]),
        "".join(children[place + 1 :]) + "</styleSheet>",
    )


def _format(item: etree._Element) -> Format:
    font, fill, border, style = (int(item.get(f"{name}Id", "0")) for name in ("font", "fill", "border", "xf"))
    alignment, protection = (_xml(item.find(f"{_MAIN}{name}")) for name in ("alignment", "protection"))
    return Format(font, fill, border, style, alignment, protection)


def _xml(element: etree._Element | None) -> str:
    """Return an element as it stands inside a part of its own namespace."""
    if element is None:
        return ""
    return _NAMESPACE.sub("", etree.tostring(element, encoding="unicode", with_tail=False))
