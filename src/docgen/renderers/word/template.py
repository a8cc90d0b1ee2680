"""The Word template of a notice, built from the layout profile; `python -m` this writes it to a file."""

import sys
from pathlib import Path
from typing import Final, NamedTuple

from docgen.document import Role
from docgen.profiles import Profile, load
from docgen.renderers.ooxml import write_parts
from docgen.renderers.word import styles
from docgen.renderers.word.package import EVEN_FOOTER, ODD_FOOTER, fixed_parts
from docgen.renderers.word.styles import NamedStyle, of_role
from docgen.renderers.word.styling import build_styles
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS, XML, eighths, element, escaped, twips

_TAG: Final = styles.TAG.id
_FRAME: Final = (
    (_TAG, "{%p if copy_number %}"),
    (of_role(Role.COPY_NUMBER).id, "{{ copy_number }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if secrecy %}"),
    (of_role(Role.SECRECY).id, "{{ secrecy }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if urgency %}"),
    (of_role(Role.URGENCY).id, "{{ urgency }}"),
    (_TAG, "{%p endif %}"),
    (of_role(Role.MARK).id, "{{p mark }}"),
    (_TAG, "{%p if number_line %}"),
    (of_role(Role.SIGNED_NUMBER).id, "{{p number_line }}"),
    (_TAG, "{%p elif number %}"),
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
_RECIPIENTS: Final = (
    (_TAG, "{%p if main_to %}"),
    (of_role(Role.MAIN_TO).id, "{{ main_to }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if copy_to %}"),
    (of_role(Role.COPY_TO).id, "{{ copy_to }}"),
    (_TAG, "{%p endif %}"),
)
"""主送 and 抄送 in one cell: 7.4.2 wants no rule between them."""
_IMPRINT: Final = (
    ((_TAG, "{%tr if main_to or copy_to %}"),),
    _RECIPIENTS,
    ((_TAG, "{%tr endif %}"),),
    ((of_role(Role.PRINTED_BY).id, "{{ printed_by }}"),),
)
"""版记, a cell each; a table, because paragraphs of unlike borders make no frame in LibreOffice."""


def build_notice_template(profile: Profile) -> bytes:
    """Return templates/notice.docx as the profile wants it, the same bytes every time."""
    parts = fixed_parts(profile) | {
        "word/document.xml": _document(profile),
        "word/styles.xml": build_styles(profile),
        "word/footer1.xml": _footer(profile, styles.PAGE_NUMBER.id),
        "word/footer2.xml": _footer(profile, styles.EVEN_PAGE_NUMBER.id),
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def _document(profile: Profile) -> str:
    frame = (_paragraph(style, _run(text)) for style, text in _FRAME)
    imprint = (
        _paragraph(_TAG, _run("{%p if printed_by %}")),
        _imprint(profile, styles.IMPRINT, _IMPRINT),
        _paragraph(_TAG, _run("{%p elif main_to or copy_to %}")),
        # 10.1: the imprint of a letter has no rules and no line for the printing office.
        _imprint(profile, styles.LETTER_IMPRINT, (_RECIPIENTS,)),
        _paragraph(_TAG, _run("{%p endif %}")),
        _paragraph(of_role(Role.BODY).id, _run("{{p unbound }}")),
    )
    return _root("document", element("body", *frame, *imprint, _section(profile)))


def _imprint(profile: Profile, style: NamedStyle, rows: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    width = twips(profile.points("area.width"))
    # 7.4.1: the last rule lies on the lower edge of the type area. Across, the place counts from the paper,
    # because LibreOffice lets no table float that is as wide as the area it would float in.
    left, gap = twips(profile.margin("left")), twips(profile.points("imprint.gap"))
    place = {
        "topFromText": gap,
        "vertAnchor": "margin",
        "horzAnchor": "page",
        "tblpX": left,
        "tblpYSpec": "bottom",
    }
    properties = element(
        "tblPr",
        element("tblStyle", val=style.id),
        element("tblpPr", **place),
        element("tblW", w=width, type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0000"),
    )
    measure, foot = element("tcW", w=width, type="dxa"), _foot(profile, style)
    written = [
        element(
            "tr",
            element(
                "tc",
                element("tcPr", measure, foot.above if row is rows[-1] else ""),
                *(_paragraph(id, _run(text)) for id, text in row),
            ),
        )
        for row in rows
    ]
    if foot.height:
        height = element("trPr", element("cantSplit"), element("trHeight", val=foot.height, hRule="exact"))
        cell = element("tc", element("tcPr", measure, foot.below), _paragraph(styles.GAP.id, ""))
        written.append(element("tr", height, cell))
    return element("tbl", properties, element("tblGrid", element("gridCol", w=width)), *written)


class _Foot(NamedTuple):
    """An empty row below the last rule of 版记, where the type area ends above Word's text area."""

    height: int
    above: str
    """Borders of the row above it."""
    below: str
    """Borders of the row itself."""


def _foot(profile: Profile, style: NamedStyle) -> _Foot:
    height = twips(profile.points("area.inset") - profile.points("grid.lift"))
    if not height:
        return _Foot(0, "", "")
    thickness = eighths(profile.points("imprint-rule.outer"))
    rule = {"val": "single", "sz": thickness, "space": 0, "color": "auto"}
    if style is not styles.IMPRINT:
        rule = {"val": "nil"}
    return _Foot(
        height,
        element("tcBorders", element("bottom", **rule)),
        element("tcBorders", element("top", **rule), element("bottom", val="nil")),
    )


def _footer(profile: Profile, style: str) -> str:
    # 7.5: a dash on either side of the number.
    before, _, after = profile.text("page-number.format").partition("1")
    number = (
        element("r", element("fldChar", fldCharType="begin"))
        + element("r", '<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + element("r", element("fldChar", fldCharType="separate"))
        + _run("1")
        + element("r", element("fldChar", fldCharType="end"))
    )
    return _root("ftr", _paragraph(style, _run(escaped(before)) + number + _run(escaped(after))))


def _section(profile: Profile) -> str:
    width, height = (twips(profile.points(f"paper.{side}")) for side in ("width", "height"))
    margins = {side: twips(profile.margin(side)) for side in ("top", "right", "bottom", "left")}
    return element(
        "sectPr",
        f'<w:footerReference w:type="default" r:id="{ODD_FOOTER}"/>',
        f'<w:footerReference w:type="even" r:id="{EVEN_FOOTER}"/>',
        element("pgSz", w=width, h=height),
        element("pgMar", **margins, header=margins["top"] // 2, footer=_footer_distance(profile), gutter=0),
        element("docGrid", linePitch=twips(profile.points("grid.pitch"))),
    )


def _footer_distance(profile: Profile) -> int:
    # 7.5 counts from the type area to the dash, which runs through the middle of its line.
    below = profile.points("margin.bottom") + profile.points("area.inset")
    middle = profile.points("page-number.size") / 2
    return twips(below - profile.points("page-number.distance") - middle)


def _root(name: str, content: str) -> str:
    return f'{XML}<w:{name} xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}">{content}</w:{name}>'


def _paragraph(style: str, runs: str) -> str:
    return element("p", element("pPr", element("pStyle", val=style)), runs)


def _run(text: str) -> str:
    return element("r", f'<w:t xml:space="preserve">{text}</w:t>')


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build_notice_template(load()))
