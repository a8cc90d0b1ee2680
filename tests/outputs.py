"""What a reader of the built files sees, found without docgen's own readers."""

from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.table import Table


def word_lines(path: Path) -> list[str]:
    """Return the lines of a Word file in printed order, those in table cells included."""
    return list(_lines(docx.Document(str(path))))


def word_text(path: Path) -> str:
    """Return the words of a Word file, a line for each paragraph."""
    return "\n".join(word_lines(path))


def _lines(document: Document) -> list[str]:
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                seen: set[int] = set()
                for cell in row.cells:
                    if id(cell._tc) not in seen:
                        seen.add(id(cell._tc))
                        found.extend(line for text in cell.paragraphs for line in text.text.split("\n"))
        else:
            found.extend(block.text.split("\n"))
    return found


def sheet_texts(path: Path) -> list[str]:
    """Return the text of every cell of a workbook that holds text, not a formula."""
    book = openpyxl.load_workbook(path)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if isinstance(cell.value, str) and cell.data_type != "f"]
