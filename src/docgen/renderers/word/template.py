"""The Word template of a notice, built from the layout profile; `python -m` this writes it to a file."""

import sys
from pathlib import Path
from typing import Final

from docgen.document import Role
from docgen.profiles import Profile, load
from docgen.renderers.ooxml import write_parts
from docgen.renderers.word import styles
from docgen.renderers.word.package import EVEN_FOOTER, ODD_FOOTER, fixed_parts
from docgen.renderers.word.styles import style_id, twips
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS, XML, element

_TAG: Final = styles.TAG.id
_FRAME: Final = (
    (style_id(Role.MARK), "{{p mark }}"),
    (_TAG, "{%p if number %}"),
    (style_id(Role.NUMBER), "{{ number }}"),
    (_TAG, "{%p endif %}"),
    (style_id(Role.TITLE), "{{p title }}"),
    (_TAG, "{%p if draft_note %}"),
    (style_id(Role.DRAFT_NOTE), "{{ draft_note }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if addressees %}"),
    (style_id(Role.ADDRESSEES), "{{ addressees }}"),
    (_TAG, "{%p endif %}"),
    (style_id(Role.BODY), "{{p body }}"),
    (style_id(Role.ISSUER), "{{p signature }}"),
    (_TAG, "{%p if note %}"),
    (style_id(Role.NOTE), "{{ note }}"),
    (_TAG, "{%p endif %}"),
    (style_id(Role.BODY), "{{p attachments }}"),
    (_TAG, "{%p if copy_to %}"),
    (style_id(Role.COPY_TO), "{{ copy_to }}"),
    (style_id(Role.PRINTED_BY), "{{ printed_by }}"),
    (_TAG, "{%p elif printed_by %}"),
    (styles.SOLE_PRINTED_BY.id, "{{ printed_by }}"),
    (_TAG, "{%p endif %}"),
)
"""The frame of a notice: style id and words of each paragraph."""
_IMPRINT: Final = (style_id(Role.COPY_TO), style_id(Role.PRINTED_BY), styles.SOLE_PRINTED_BY.id)


def build_notice_template(profile: Profile) -> bytes:
    """Return templates/notice.docx as the profile wants it, the same bytes every time."""
    parts = fixed_parts(profile) | {
        "word/document.xml": _document(profile),
        "word/styles.xml": styles.build_styles(profile),
        "word/footer1.xml": _footer(styles.PAGE_NUMBER.id),
        "word/footer2.xml": _footer(styles.EVEN_PAGE_NUMBER.id),
    }
    return write_parts({name: text.encode() for name, text in parts.items()})


def _document(profile: Profile) -> str:
    bottom = _bottom_frame(profile)
    frame = (_paragraph(style, _run(text), bottom if style in _IMPRINT else "") for style, text in _FRAME)
    return _root("document", element("body", *frame, _section(profile)))


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


def _paragraph(style: str, runs: str, position: str = "") -> str:
    return element("p", element("pPr", element("pStyle", val=style), position), runs)


def _bottom_frame(profile: Profile) -> str:
    # 7.4.1: the last rule lies on the lower edge of the type area. The frame stands beside the style,
    # because LibreOffice overlooks a frame that a style sets.
    width = twips(profile.points("area.width"))
    place = {"vAnchor": "margin", "hAnchor": "margin", "xAlign": "center", "yAlign": "bottom"}
    return element("framePr", w=width, wrap="notBeside", **place)


def _run(text: str) -> str:
    return element("r", f'<w:t xml:space="preserve">{text}</w:t>')


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build_notice_template(load()))
