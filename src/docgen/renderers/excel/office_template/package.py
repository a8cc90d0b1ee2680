"""An office's workbook as its parts, its sheets in order; what docgen does not fill is refused."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, Self

from lxml import etree
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.office_template.xml import MAIN, RELATION_ID, parse, relations
from docgen.renderers.ooxml import read_parts

WORKBOOK: Final = "xl/workbook.xml"
_ESCAPED: Final = regex(r"_x([0-9A-Fa-f]{4})_")
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")


class SheetPart(NamedTuple):
    """A worksheet: its name, its part, and the root of that."""

    name: str
    part: str
    root: etree._Element


@dataclass(frozen=True)
class Package:
    """The parts of a workbook, and its worksheets parsed."""

    parts: Mapping[str, bytes]

    @classmethod
    def open(cls, data: bytes) -> Self:
        """Return the workbook in `data`; raise DocgenError for one that docgen cannot fill."""
        if data.startswith(_OLE):
            raise DocgenError(*_LOCKED)
        try:
            package = cls(read_parts(data))
            _refuse(package.parts)
            sheets = package.sheets
        except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise DocgenError(
                Words("它不是完好的 .xlsx 工作簿", f"it is not a sound .xlsx workbook ({error})"),
                Words("在 Excel 或 WPS 里打开它，另存为 .xlsx", "save it again as .xlsx in Excel or WPS"),
            ) from error
        if not sheets:
            raise DocgenError(
                Words("它没有工作表", "it has no worksheet"), Words("换一个工作簿", "take another one")
            )
        return package

    @cached_property
    def workbook(self) -> etree._Element:
        """The root of the workbook's own part."""
        return parse(self.parts[WORKBOOK])

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in order; sheets of another kind have no cells."""
        targets = {relation.id: relation for relation in relations(self.parts, WORKBOOK)}
        found = []
        for entry in self.workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
            relation = targets[entry.get(RELATION_ID, "")]
            if relation.type == "worksheet":
                root = parse(self.parts[relation.target])
                _number(root)
                found.append(SheetPart(entry.get("name", ""), relation.target, root))
        return tuple(found)

    @cached_property
    def shared_strings(self) -> str:
        """The name of the part that holds the texts of cells; empty where there is none."""
        parts = (each.target for each in relations(self.parts, WORKBOOK) if each.type == "sharedStrings")
        return next(parts, "")

    @cached_property
    def strings(self) -> list[etree._Element]:
        """The items of that part."""
        part = self.parts.get(self.shared_strings)
        return list(parse(part).iterfind(f"{MAIN}si")) if part else []

    def text_of(self, cell: etree._Element) -> str | None:
        """Return the text of a cell; None where it holds a number or nothing."""
        item = self.item_of(cell)
        if item is not None:
            return text_in(item)
        return decoded(cell.findtext(f"{MAIN}v") or "") if cell.get("t") == "str" else None

    def item_of(self, cell: etree._Element) -> etree._Element | None:
        """Return what holds the words and looks of a text cell; None for any other cell."""
        if cell.get("t") == "inlineStr":
            return cell.find(f"{MAIN}is")
        text = cell.findtext(f"{MAIN}v")
        return self.strings[int(text)] if cell.get("t") == "s" and text else None


def text_in(item: etree._Element) -> str:
    """Return the words of a text, those of its runs joined, phonetic guides left out."""
    return "".join(decoded(each.text or "") for each in texts_in(item))


def texts_in(item: etree._Element) -> tuple[etree._Element, ...]:
    """Return the elements that hold the words of a text, in order."""
    return (*item.iterfind(f"{MAIN}t"), *item.iterfind(f"{MAIN}r/{MAIN}t"))


def decoded(text: str) -> str:
    """Return `text` as Excel reads it: `_x0041_` is `A`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def cells_of(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a sheet that the file has, by rows."""
    yield from root.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c")


def place_of(cell: etree._Element) -> tuple[int, int]:
    """Return row and column of a cell, from 1."""
    return coordinate_to_tuple(cell.get("r", ""))


def merged_areas(root: etree._Element) -> Iterator[Area]:
    """Yield the merged cells of a sheet."""
    for merge in root.iter(f"{MAIN}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        (top, left), (bottom, right) = coordinate_to_tuple(first), coordinate_to_tuple(last or first)
        yield Area(top, left, bottom - top + 1, right - left + 1)


def _number(root: etree._Element) -> None:
    """Give every row and cell its address: a file may leave those out that follow from their order."""
    last_row = 0
    for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        last_row = int(row.get("r") or last_row + 1)
        row.set("r", str(last_row))
        last_column = 0
        for cell in row.iterfind(f"{MAIN}c"):
            address = cell.get("r")
            last_column = coordinate_to_tuple(address)[1] if address else last_column + 1
            cell.set("r", f"{get_column_letter(last_column)}{last_row}")


def _refuse(parts: Mapping[str, bytes]) -> None:
    for beginning, (what, instead) in _REFUSED.items():
        if any(name.startswith(beginning) for name in parts):
            raise DocgenError(what, instead)


_REFUSED: Final = {
    "xl/vbaProject": (
        Words("它带有宏，docgen 不填带宏的工作簿", "it has macros: docgen fills no workbook with macros"),
        Words("在 Excel 里另存为“Excel 工作簿（.xlsx）”", "save it as an Excel workbook (.xlsx)"),
    ),
    "xl/activeX": (
        Words("它带有 ActiveX 控件", "it has ActiveX controls"),
        Words("删去控件，再另存为 .xlsx", "delete the controls and save it as .xlsx"),
    ),
    "xl/externalLinks/": (
        Words("它引用了别的工作簿，发出去后对方打不开", "it refers to other workbooks, which readers lack"),
        Words("在 Excel 的“数据 → 编辑链接”里断开链接", "break the links: Data → Edit Links in Excel"),
    ),
    "xl/connections": (
        Words("它连着外部数据", "it is connected to data outside"),
        Words("在 Excel 的“数据 → 查询和连接”里删去连接", "delete the connections under Data in Excel"),
    ),
    "_xmlsignatures/": (
        Words("它带有数字签名，填写以后签名就失效", "it is signed, and filling it would break the signature"),
        Words("删去签名，再放进 templates 文件夹", "remove the signature first"),
    ),
}
_LOCKED: Final = (
    Words("它有打开密码，或者是旧的 .xls 文件", "it has a password, or is an old .xls file"),
    Words("在 Excel 里去掉密码，另存为 .xlsx", "remove the password and save it as .xlsx"),
)
