"""One Word template in the tags of each engine: the styles of docgen's own template, one look for all."""

from collections.abc import Callable
from typing import Final, NamedTuple

from content import ROOT

from docgen.renderers.ooxml import read_parts, write_parts


class Dialect(NamedTuple):
    """How an engine writes its tags."""

    value: str
    loop: str
    end: str
    own_rows: bool
    """Whether the tags of a loop stand in rows and paragraphs of their own, marked as such."""


DOCXTPL: Final = Dialect("{{{{ {0} }}}}", "{{%{2} for {0} in {1} %}}", "{{%{2} endfor %}}", own_rows=True)
CURLY: Final = Dialect("{{{0}}}", "{{#{1}}}", "{{/}}", own_rows=False)
"""docxtemplater and easy-template-x: names without the loop's own before them."""
_ROW: Final = ("serial", "place", "stock", "quota", "remark")


def template(dialect: Dialect) -> bytes:
    """Return the template of the notice in a dialect."""
    parts = read_parts((ROOT / "templates" / "notice.docx").read_bytes())
    document = parts["word/document.xml"].decode()
    start, end = document.index("<w:body>") + len("<w:body>"), document.index("<w:sectPr")
    body = _body(dialect)
    parts["word/document.xml"] = f"{document[:start]}{body}{document[end:]}".encode()
    return write_parts(parts)


def _body(dialect: Dialect) -> str:
    def value(name: str) -> str:
        return dialect.value.format(name if dialect.own_rows else name.rpartition(".")[2])

    head = (("GWMark", "mark"), ("GWNumber", "number"), ("GWTitle", "title"), ("GWAddressees", "addressees"))
    sections = (
        _paragraph("GWTag", dialect.loop.format("s", "sections", "p")),
        _paragraph("GWHeading1", value("s.heading")),
        _paragraph("GWBody", value("s.text")),
        _paragraph("GWTag", dialect.end.format("s", "sections", "p")),
    )
    below = (
        ("GWAnnexNote", "annex_note"),
        ("GWIssuer", "issuer"),
        ("GWDate", "date"),
        ("GWAnnexMark", "annex_mark"),
        ("GWAnnexTitle", "annex_title"),
    )
    imprint = (("GWCopyTo", "copy_to"), ("GWPrintedBy", "printed_by"))
    return "".join(
        (
            *(_paragraph(style, value(name)) for style, name in head),
            *sections,
            *(_paragraph(style, value(name)) for style, name in below),
            _table(dialect, value),
            *(_paragraph(style, value(name)) for style, name in imprint),
        )
    )


def _table(dialect: Dialect, value: Callable[[str], str]) -> str:
    texts = [value(f"r.{name}") for name in _ROW]
    opening, ending = dialect.loop.format("r", "rows", "tr"), dialect.end.format("r", "rows", "tr")
    if dialect.own_rows:
        rows = _row([opening, *[""] * 4]) + _row(texts) + _row([ending, *[""] * 4])
    else:
        rows = _row([opening + texts[0], *texts[1:-1], texts[-1] + ending])
    heads = _row(
        ["序号", "承储地区", "规模（吨）", "配额指标（吨）", "备注"], "<w:trPr><w:tblHeader/></w:trPr>"
    )
    total = _row(["合计", "", value("total_stock"), value("total_quota"), ""])
    grid = '<w:gridCol w:w="1768"/>' * len(_ROW)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="GWTable"/><w:tblW w:w="8840" w:type="dxa"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{heads}{rows}{total}</w:tbl>"
    )


def _row(texts: list[str], properties: str = "") -> str:
    width = '<w:tcPr><w:tcW w:w="1768" w:type="dxa"/></w:tcPr>'
    cells = "".join(f"<w:tc>{width}{_paragraph('GWCellText', text)}</w:tc>" for text in texts)
    return f"<w:tr>{properties}{cells}</w:tr>"


def _paragraph(style: str, text: str) -> str:
    words = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}</w:p>'
