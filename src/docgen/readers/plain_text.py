"""Any Word or Excel file as plain lines, for `git diff` and a terminal: foreign files and docgen's own."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from xml.etree import ElementTree

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word.stylesheet import W

_BESIDE: Final = regex(r"word/(header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_GONE: Final = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText"))
_CHARACTERS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX: Final = f"{W}txbxContent"
_WORKBOOK: Final = "xl/workbook.xml"
_DOCUMENT: Final = "word/document.xml"

Element = ElementTree.Element


def lines(data: bytes) -> Iterator[str]:
    """Yield the lines of a .docx or .xlsx; what Word's revisions deleted is left out.

    Raises DocgenError for a file that is neither.
    """
    try:
        parts = read_parts(data)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _neither() from error
    except zlib.error as error:
        raise _damaged() from error
    try:
        if _DOCUMENT in parts:
            yield from _word(parts)
        elif _WORKBOOK in parts:
            yield from _excel(data)
        else:
            raise _neither()
    except (ElementTree.ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        # Whatever a damaged file makes the XML parser or openpyxl stumble over.
        raise _damaged() from error


# -- Word ---------------------------------------------------------------------------------------------------


def _word(parts: Mapping[str, bytes]) -> Iterator[str]:
    yield from _blocks(_parsed(parts[_DOCUMENT]))
    for name in sorted(filter(_BESIDE.fullmatch, parts)):
        found = [line for line in _blocks(_parsed(parts[name])) if line.strip()]
        if found:
            yield f"[{name.removeprefix('word/').removesuffix('.xml')}]"
            yield from found


def _parsed(part: bytes) -> Element:
    return ElementTree.fromstring(part)  # noqa: S314 - expat refuses entity bombs


def _blocks(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child)
        elif child.tag == f"{W}tbl":
            yield from _table(child)
        elif child.tag not in _GONE:
            yield from _blocks(child)


def _paragraph(paragraph: Element) -> Iterator[str]:
    yield from "".join(_characters(paragraph)).split("\n")
    for box in _boxes(paragraph):
        yield from _blocks(box)


def _characters(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield "" if child.get(f"{W}type") in ("page", "column") else _CHARACTERS[child.tag]
        elif child.tag not in _GONE and child.tag not in (_BOX, _FALLBACK):
            yield from _characters(child)


def _boxes(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _BOX:
            yield child
        elif child.tag != _FALLBACK:
            yield from _boxes(child)


def _table(table: Element) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            cells = (" / ".join(filter(None, _blocks(cell))) for cell in row.iter(f"{W}tc"))
            yield f"| {' | '.join(cells)} |"


# -- Excel --------------------------------------------------------------------------------------------------


def _excel(data: bytes) -> Iterator[str]:
    from openpyxl import load_workbook  # noqa: PLC0415 - start-up stays light

    with warnings.catch_warnings():
        # openpyxl tells of each extension that it leaves alone.
        warnings.simplefilter("ignore")
        formulas = load_workbook(io.BytesIO(data), data_only=False)
        values = load_workbook(io.BytesIO(data), data_only=True)
    for sheet in formulas.worksheets:
        yield f"[{sheet.title}]"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield _cell(cell, values[sheet.title][cell.coordinate].value)


def _cell(cell: Any, value: object) -> str:
    written = getattr(cell.value, "text", cell.value)
    formula = f"  {written}" if cell.data_type == "f" else ""
    shown = _shown(value) if formula else _shown(written)
    return f"{cell.coordinate}: {shown}{formula}"


def _shown(value: object) -> str:
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).replace("\n", " / ")


def _neither() -> DocgenError:
    return DocgenError(
        Words("不是 Word（.docx）或 Excel（.xlsx）文件", "this is neither a .docx nor a .xlsx file"),
        Words(
            "旧格式或加了密码的，请在 Word 或 Excel 里另存为 .docx、.xlsx",
            "save older formats and files with a password as .docx or .xlsx",
        ),
    )


def _damaged() -> DocgenError:
    return DocgenError(
        Words("文件损坏，读不出内容", "the file is damaged"),
        Words("请在 Word 或 Excel 里打开，另存一份", "open it in Word or Excel and save it again"),
    )
