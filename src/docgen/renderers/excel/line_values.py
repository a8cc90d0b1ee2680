"""What the tags outside of the table print in an office's own workbook."""

from docgen.document import Document, Role
from docgen.renderers.excel.annexes import AnnexSheet


def line_values(sheet: AnnexSheet, document: Document) -> dict[str, str | int]:
    """Return the value of each name; what the notice lacks is empty."""
    above = {line.role: line.text for line in sheet.above}
    head, signature = document.head, document.signature
    return {
        "mark": above.get(Role.ANNEX_MARK, ""),
        "title": sheet.title,
        "caption": above.get(Role.CAPTION, ""),
        "unit_line": above.get(Role.UNIT_LINE, ""),
        "notes": "\n".join(line.text for line in sheet.below),
        "year": sheet.table.year or "",
        "document_title": document.title.text.replace("\n", ""),
        "number": head.number.text.partition("\t")[0] if head and head.number else "",
        "issuer": "、".join(line.text for line in signature.issuers) if signature else "",
        "date": signature.date.text if signature else "",
    }
