"""A data file → one sheet as a grid, whatever the file really is."""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from docgen.diagnostics import Words
from docgen.rowfiles import problems
from docgen.rowfiles.cells import Area
from docgen.rowfiles.delimited import csv_grid
from docgen.rowfiles.grid import MOST_CELLS, Grid
from docgen.rowfiles.looks import Looks

MOST_BYTES = 64 * 2**20
_MOST_UNPACKED = 512 * 2**20
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises, and what a missing or senseless part leads to."""
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (
    (b"%pdf", Words("PDF 文件", "a PDF file")),
    (b"{\\rtf", Words("RTF 文件", "an RTF file")),
    (b"<html", Words("网页", "a web page")),
    (b"<!doctype", Words("网页", "a web page")),
    (b"<table", Words("网页", "a web page")),
    (b"mime-version", Words("网页归档文件", "a web archive")),
    (b"<?xml", Words("XML 文件", "an XML file")),
)


def read_grid(path: Path, shown: str) -> Grid:
    """Return the sheet that `shown` names, `file#sheet`, of the file at `path`; without # the first one.

    Raises Mistake when the file cannot be read as a table.
    """
    file, _, sheet = shown.partition("#")
    if PurePosixPath(file.lower()).suffix not in ENDINGS:
        raise problems.unknown_ending(file)
    return grid_of(_bytes(path, file), file, sheet)


def grid_of(data: bytes, file: str, sheet: str) -> Grid:
    """Return a sheet of the file that holds `data`; without a name the first one.

    Raises Mistake when it cannot be read as a table.
    """
    if data.startswith(b"PK"):
        return _packed(data, file, sheet)
    if data.startswith(_OLD):
        return _old(data, file, sheet)
    beginning = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, kind in _MARKUP:
        if beginning.startswith(mark):
            raise problems.another_format(file, kind)
    if not file.lower().endswith((".csv", ".txt")):
        raise problems.another_format(file, Words("文本或别的文件", "a text file or something else"))
    if sheet:
        raise problems.no_sheets(file)
    return _filled(csv_grid(data, file))


def _bytes(path: Path, file: str) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        others = sorted(other.name for other in path.parent.glob("*") if other.suffix.lower() in ENDINGS)
        raise problems.missing(file, [name for name in others if not name.startswith(("~$", "."))]) from None
    except OSError:
        raise problems.unreadable(file) from None
    if len(data) > MOST_BYTES:
        raise problems.too_large(file, Words(f" {MOST_BYTES >> 20} MB", f"{MOST_BYTES >> 20} MB"))
    if not data.strip():
        raise problems.no_rows(file)
    return data


def _packed(data: bytes, file: str, sheet: str) -> Grid:
    """Return a sheet of an .xlsx or .ods file, whatever its name ends in."""
    from lxml import etree  # noqa: PLC0415 - only programs with data files need it
    from python_calamine import (  # noqa: PLC0415
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _require_workbook(package, file)
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            visible = [look.name for look in book.sheets_metadata if look.visible == SheetVisibleEnum.Visible]
            name = _chosen(file, sheet, book.sheet_names, visible)
            looks = _looks(package, name)
            if looks.height * looks.width > MOST_CELLS:
                raise problems.too_large(file, Words(f" {MOST_CELLS} 格", f"{MOST_CELLS} cells"))
            read = book.get_sheet_by_name(name)
            rows: list[list[object]] = [[*cells] for cells in read.to_python(skip_empty_area=False)]
    except PasswordError:
        raise problems.encrypted(file) from None
    except (CalamineError, etree.XMLSyntaxError, *_DAMAGED):
        raise problems.damaged(file) from None
    _amend(rows, looks)
    merged = looks.merged or [Area(*first, *last) for first, last in read.merged_cell_ranges or ()]
    others = tuple(other for other in book.sheet_names if other != name)
    return _filled(Grid(f"{file}#{name}", rows, merged, looks.hidden, others))


def _require_workbook(package: zipfile.ZipFile, file: str) -> None:
    parts = set(package.namelist())
    if sum(part.file_size for part in package.infolist()) > _MOST_UNPACKED:
        raise problems.too_large(file, Words(f" {_MOST_UNPACKED >> 20} MB", f"{_MOST_UNPACKED >> 20} MB"))
    if "word/document.xml" in parts:
        raise problems.another_format(file, Words("Word 文件", "a Word file"))
    if "xl/workbook.xml" not in parts and "content.xml" not in parts:
        raise problems.another_format(file, Words("压缩包或别的文件", "a zip archive or something else"))


def _looks(package: zipfile.ZipFile, name: str) -> Looks:
    from docgen.rowfiles.ods import ods_looks  # noqa: PLC0415 - they need lxml
    from docgen.rowfiles.xlsx import xlsx_looks  # noqa: PLC0415

    is_excel = "xl/workbook.xml" in package.namelist()
    return xlsx_looks(package, name) if is_excel else ods_looks(package, name)


def _amend(rows: list[list[object]], looks: Looks) -> None:
    for (row, column), value in looks.values.items():
        while row >= len(rows):
            rows.append([])
        cells = rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = value


def _old(data: bytes, file: str, sheet: str) -> Grid:
    from docgen.rowfiles.xls import xls_grid, xls_names  # noqa: PLC0415

    if _ENCRYPTED in data:
        raise problems.encrypted(file)
    try:
        names = xls_names(data)
    except Exception as error:  # xlrd raises whatever its reading of damaged bytes runs into
        if "encrypted" in str(error):
            raise problems.encrypted(file) from None
        raise problems.damaged(file) from None
    name = _chosen(file, sheet, names, names)
    try:
        grid = xls_grid(data, f"{file}#{name}", name)
    except Exception:
        raise problems.damaged(file) from None
    grid.others = tuple(other for other in names if other != name)
    return _filled(grid)


def _chosen(file: str, wanted: str, names: list[str], visible: list[str]) -> str:
    """Return the name of the sheet that is wanted; without one the first that is not hidden."""
    if not wanted:
        return (visible or names)[0]
    for name in names:
        if name.strip() == wanted.strip():
            return name
    raise problems.unknown_sheet(file, wanted, names)


def _filled(grid: Grid) -> Grid:
    if not any(cell != "" for row in grid.rows for cell in row):
        raise problems.no_rows(grid.file)
    return grid
