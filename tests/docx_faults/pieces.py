"""Pieces of typed notices: runs, lines, tables and drawings with their looks beside them."""

FIXED = '<w:spacing w:line="579" w:lineRule="exact"/>'
TITLE = '<w:spacing w:line="720" w:lineRule="exact"/>'
MARK = '<w:spacing w:before="1850" w:line="1050" w:lineRule="exact"/>'
RED_BORDER = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/></w:pBdr>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
NUMBER_LINE = {
    "right": '<w:spacing w:line="280" w:lineRule="exact"/><w:ind w:rightChars="100" w:right="280"/>',
    "left": '<w:spacing w:line="280" w:lineRule="exact"/><w:ind w:leftChars="100" w:left="280"/>',
}
IMPRINT_LINE = '<w:spacing w:line="420" w:lineRule="exact"/>'
IMPRINT_TABS = '<w:tabs><w:tab w:val="right" w:pos="8560"/></w:tabs>'
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def run(text: str, font: str = "仿宋_GB2312", size: int = 32, extra: str = "") -> str:
    """Return a run with its font and its size, in half-points."""
    fonts = f'<w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    look = f'<w:rPr>{fonts}{extra}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    words = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def line(*runs: str, layout: str = FIXED + INDENT, align: str = "both") -> str:
    """Return a paragraph with its layout."""
    return f'<w:p><w:pPr>{layout}<w:jc w:val="{align}"/></w:pPr>{"".join(runs)}</w:p>'


def blank() -> str:
    """Return an empty line."""
    return f'<w:p><w:pPr>{FIXED}<w:rPr><w:sz w:val="32"/></w:rPr></w:pPr></w:p>'


def ruled(*edges: tuple[str, int]) -> str:
    """Return the borders of a paragraph: edge and thickness in eighths of a point."""
    rules = (
        f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="1" w:color="auto"/>' for edge, eighths in edges
    )
    return f"<w:pBdr>{''.join(rules)}</w:pBdr>"


def page_number() -> str:
    """Return the field that prints the number of the page."""
    look = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
    begin, separate, end = (
        f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    instruction = f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
    return f"{begin}{instruction}{separate}<w:r>{look}<w:t>3</w:t></w:r>{end}"


def grid(*cells: str) -> str:
    """Return a table of two like rows."""
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in names)
    row = "".join(f"<w:tc><w:tcPr/>{line(run(cell, size=24), layout='')}</w:tc>" for cell in cells)
    columns = '<w:gridCol w:w="4422"/>' * len(cells)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr>{row}</w:tr><w:tr>{row}</w:tr></w:tbl>"
    )


def imprint_table(copy_to: str, printed_by: str) -> str:
    """Return an imprint laid out in a table with rules above, between and below."""
    indent = '<w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/>'
    first = line(run(copy_to, size=28), layout=IMPRINT_LINE + indent)
    second = line(run(printed_by, size=28), layout=IMPRINT_TABS + IMPRINT_LINE + indent)
    rules = "".join(
        f'<w:{edge} w:val="single" w:sz="{eighths}"/>'
        for edge, eighths in {"top": 8, "bottom": 8, "insideH": 6}.items()
    )
    rows = "".join(f"<w:tr><w:tc><w:tcPr/>{each}</w:tc></w:tr>" for each in (first, second))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{rules}</w:tblBorders></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="8845"/></w:tblGrid>{rows}</w:tbl>'
    )


def text_box(content: str, side: str) -> str:
    """Return a run with a text box at one side of the type area."""
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1800000" cy="230000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr wrap="none" lIns="0" rIns="0"/></wps:wsp>'
    )
    return anchored(shape, '<wp:extent cx="1800000" cy="230000"/>', f"<wp:align>{side}</wp:align>")


def anchored(shape: str, extent: str, place: str) -> str:
    """Return a run with a floating shape."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin">{place}</wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'{extent}<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="图形 1"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData"
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
