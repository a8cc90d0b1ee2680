"""Sheets of old .xls files, by xlrd: it tells errors, hidden rows and percent formats that calamine drops."""

from typing import Any

from docgen.rowfiles.cells import Area, Fault, percent_text
from docgen.rowfiles.grid import Grid


def xls_names(data: bytes) -> list[str]:
    """Return the names of the sheets; raise one of xlrd's many errors for a damaged file."""
    names: list[str] = _book(data, on_demand=True).sheet_names()
    return names


def xls_grid(data: bytes, file: str, name: str) -> Grid:
    """Return the sheet `name`; raise one of xlrd's many errors for a damaged file."""
    book = _book(data, on_demand=False)
    sheet = book.sheet_by_name(name)
    rows = [
        [_value(book, sheet.cell(row, column)) for column in range(sheet.row_len(row))]
        for row in range(sheet.nrows)
    ]
    merged = [
        Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sorted(sheet.merged_cells)
    ]
    hidden = sorted(row for row, look in sheet.rowinfo_map.items() if look.hidden and row < sheet.nrows)
    return Grid(file, rows, merged, hidden)


def _book(data: bytes, *, on_demand: bool) -> Any:
    import io  # noqa: PLC0415

    import xlrd  # noqa: PLC0415 - only where there is such a file

    # xlrd prints what it thinks of a file unless it is given another place for that.
    return xlrd.open_workbook(
        file_contents=data, formatting_info=True, on_demand=on_demand, logfile=io.StringIO()
    )


def _value(book: Any, cell: Any) -> object:
    import xlrd  # noqa: PLC0415

    match cell.ctype:
        case xlrd.XL_CELL_ERROR:
            return Fault(xlrd.error_text_from_code.get(cell.value, "#N/A"))
        case xlrd.XL_CELL_DATE:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
            return moment.time() if cell.value < 1 else moment
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_NUMBER:
            format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            return percent_text(cell.value) if format.endswith("%") else cell.value
        case _:
            return cell.value
