"""The Word template of a notice, built from the layout profile; `python -m` this writes it to a file."""

import sys
from pathlib import Path
from typing import Final

from docgen.document import Role
from docgen.profiles import Profile, load
from docgen.renderers.ooxml import write_parts
from docgen.renderers.word import styles
from docgen.renderers.word.package import EVEN_FOOTER, ODD_FOOTER, fixed_parts
from docgen.renderers.word.styles import of_role
from docgen.renderers.word.styling import build_styles
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS, XML, element, twips

_TAG: Final = styles.TAG.id
_FRAME: Final = (
    (of_role(Role.MARK).id, "{{p mark }}"),
    (_TAG, "{%p if number %}"),
    (of_role(Role.NUMBER).id, "{{ number }}"),
    (_TAG, "{%p endif %}"),
    (of_role(Role.TITLE).id, "{{p title }}"),
    (_TAG, "{%p if draft_note %}"),
    (of_role(Role.DRAFT_NOTE).id, "{{ draft_note }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if addressees %}"),
    (of_role(Role.ADDRESSEES).id, "{{ addressees }}"),
    (_TAG, "{%p endif %}"),
    (of_role(Role.BODY).id, "{{p body }}"),
    (of_role(Role.ISSUER).id, "{{p signature }}"),
    (_TAG, "{%p if note %}"),
    (of_role(Role.NOTE).id, "{{ note }}"),
    (_TAG, "{%p endif %}"),
    (of_role(Role.BODY).id, "{{p attachments }}"),
)
"""The frame of a notice down to its attachments: style id and words of each paragraph."""
_IMPRINT: Final = (
    (_TAG, "{%tr if copy_to %}"),
    (of_role(Role.COPY_TO).id, "{{ copy_to }}"),
    (_TAG, "{%tr endif %}"),
    (of_role(Role.PRINTED_BY).id, "{{ printed_by }}"),
)
"""版记, a row each; a table, because paragraphs of unlike borders make no frame in LibreOffice."""


def build_notice_template(profile: Profile) -> bytes:
    """Return templates/notice.docx as the profile wants it, the same bytes every time."""
    parts = fixed_parts(profile) | {
        "word/document.xml": _document(profile),
        "word/styles.xml": build_styles(profile),
        "word/footer1.xml": _footer(styles.PAGE_NUMBER.id),
        "word/footer2.xml": _footer(styles.EVEN_PAGE_NUMBER.id),
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def _document(profile: Profile) -> str:
    frame = (_paragraph(style, _run(text)) for style, text in _FRAME)
    before, after = (_paragraph(_TAG, _run(tag)) for tag in ("{%p if printed_by %}", "{%p endif %}"))
    return _root("document", element("body", *frame, before, _imprint(profile), after, _section(profile)))


def _imprint(profile: Profile) -> str:
    width = twips(profile.points("area.width"))
    # 7.4.1: the last rule lies on the lower edge of the type area. Across, the place counts from the paper,
    # because LibreOffice lets no table float that is as wide as the area it would float in.
    left, gap = twips(profile.points("margin.left")), twips(profile.points("imprint.gap"))
    place = {
        "topFromText": gap,
        "vertAnchor": "margin",
        "horzAnchor": "page",
        "tblpX": left,
        "tblpYSpec": "bottom",
    }
    properties = element(
        "tblPr",
        element("tblStyle", val=styles.IMPRINT.id),
        element("tblpPr", **place),
        element("tblW", w=width, type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0000"),
    )
    cell = element("tcPr", element("tcW", w=width, type="dxa"))
    rows = (element("tr", element("tc", cell, _paragraph(style, _run(text)))) for style, text in _IMPRINT)
    return element("tbl", properties, element("tblGrid", element("gridCol", w=width)), *rows)


def _footer(style: str) -> str:
    # 7.5: a dash on either side of the number.
    number = (
        element("r", element("fldChar", fldCharType="begin"))
        + element("r", '<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + element("r", element("fldChar", fldCharType="separate"))
        + _run("1")
        + element("r", element("fldChar", fldCharType="end"))
    )
    return _root("ftr", _paragraph(style, _run("— ") + number + _run(" —")))


def _section(profile: Profile) -> str:
    width, height = (twips(profile.points(f"paper.{side}")) for side in ("width", "height"))
    margins = {side: twips(profile.points(f"margin.{side}")) for side in ("top", "right", "bottom", "left")}
    return element(
        "sectPr",
        f'<w:footerReference w:type="default" r:id="{ODD_FOOTER}"/>',
        f'<w:footerReference w:type="even" r:id="{EVEN_FOOTER}"/>',
        element("pgSz", w=width, h=height),
        element("pgMar", **margins, header=margins["top"] // 2, footer=_footer_distance(profile), gutter=0),
        element("docGrid", linePitch=twips(profile.points("grid.pitch"))),
    )


def _footer_distance(profile: Profile) -> int:
    # The dash runs through the middle of its line.
    middle = profile.points("page-number.size") / 2
    return twips(profile.points("margin.bottom") - profile.points("page-number.distance") - middle)


def _root(name: str, content: str) -> str:
    return f'{XML}<w:{name} xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}">{content}</w:{name}>'


def _paragraph(style: str, runs: str) -> str:
    return element("p", element("pPr", element("pStyle", val=style)), runs)


def _run(text: str) -> str:
    return element("r", f'<w:t xml:space="preserve">{text}</w:t>')


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build_notice_template(load()))
