"""The frame of a notice around its text: addressees, signature, imprint."""

from docgen.composer.inline import listed, literal, runs
from docgen.composer.issuers import Issuer, day_text, is_final, issuers
from docgen.composer.pictures import picture
from docgen.diagnostics import Mistake, Words
from docgen.document import Imprint, Paragraph, Picture, Role, Run, Signature
from docgen.model.evaluation import Evaluation
from docgen.model.notice import Notice, Stamp
from docgen.model.text import Body


def draft_note(evaluation: Evaluation, key: str, body: Body) -> Paragraph | None:
    """Return the line under a draft's title, e.g. （征求意见稿）."""
    if body.draft is None:
        return None
    return Paragraph(Role.DRAFT_NOTE, (literal(f"（{body.draft}）", evaluation.at(key, "draft")),))


def addressees(evaluation: Evaluation, notice: Notice) -> Paragraph | None:
    """Return 主送机关, ended by a full-width colon (7.3.2)."""
    if not notice.addressees:
        return None
    at = evaluation.at("notice", "addressees")
    return Paragraph(
        Role.ADDRESSEES, (*_joined(listed(evaluation, notice.addressees, at)), literal("：", at))
    )


def signature(evaluation: Evaluation, notice: Notice) -> Signature | None:
    """Return 署名 and 成文日期; an undated draft leaves month and day open, undated minutes are unsigned."""
    if notice.form == "minutes" and notice.date is None:
        return None
    day = literal(day_text(evaluation, notice.date), evaluation.at("notice", "date"))
    if notice.stamp:
        return _stamped(evaluation, notice, notice.stamp, day)
    organs = issuers(evaluation, notice)
    role, date = (Role.SEALED_ISSUER, Role.SEALED_DATE) if notice.seal else (Role.ISSUER, Role.DATE)
    names = tuple(Paragraph(role, (organ.run("name", organ.agency.name),)) for organ in organs)
    seals = _seals(evaluation, organs) if notice.seal and is_final(notice) else ()
    return Signature(names, Paragraph(date, (day,)), seals)


def annotation(evaluation: Evaluation, notice: Notice) -> Paragraph | None:
    """Return 附注 in full-width parentheses (7.3.6)."""
    if notice.note is None:
        return None
    at = evaluation.at("notice", "note")
    return Paragraph(
        Role.NOTE, (literal("（", at), *runs(evaluation.line(notice.note, at)), literal("）", at))
    )


def imprint(evaluation: Evaluation, notice: Notice, main_to: Paragraph | None) -> Imprint | None:
    """Return 版记: 主送 where it has moved here, 抄送, then the printing office and date (7.4)."""
    if main_to:
        main_to = _moved(evaluation, main_to)
    host = issuers(evaluation, notice)[0]
    if notice.imprint is None:
        if main_to and notice.form != "letter":
            evaluation.report(_NO_IMPRINT, evaluation.at("notice", "addressees"))
        return Imprint(None, None, main_to) if main_to else None
    copy_to = _copy_to(evaluation, notice.imprint.copy_to)
    if notice.form == "letter":
        # 10.1: a letter's has no printing office and no date.
        return Imprint(copy_to, None, main_to) if copy_to or main_to else None
    return Imprint(copy_to, _printed_by(evaluation, notice, host), main_to, host.agency.duplex)


def _joined(names: tuple[tuple[Run, ...], ...]) -> tuple[Run, ...]:
    return tuple(run for name in names for run in name)


def _stamped(evaluation: Evaluation, notice: Notice, stamp: Stamp, day: Run) -> Signature:
    title = runs(evaluation.line(stamp.title, evaluation.at("notice", "stamp", "title")))
    found: Picture | None = None
    if stamp.picture and is_final(notice):
        found = picture(evaluation, stamp.picture, stamp.width, evaluation.at("notice", "stamp", "picture"))
    pictures = (found,) if found else ()
    return Signature((Paragraph(Role.STAMP_TITLE, title),), Paragraph(Role.STAMP_DATE, (day,)), pictures)


def _seals(evaluation: Evaluation, organs: tuple[Issuer, ...]) -> tuple[Picture, ...]:
    """Return the seals of all organs; none where one has no picture, because then all seal by hand."""
    if not all(organ.agency.seal_picture for organ in organs):
        return ()
    found = (
        picture(
            evaluation, organ.agency.seal_picture or "", organ.agency.seal_width, organ.at_key("seal_picture")
        )
        for organ in organs
    )
    seals = tuple(seal for seal in found if seal)
    return seals if len(seals) == len(organs) else ()


def _moved(evaluation: Evaluation, main_to: Paragraph) -> Paragraph:
    at = evaluation.at("notice", "addressees")
    return Paragraph(Role.MAIN_TO, (literal("主送：", at), *main_to.runs[:-1], literal("。", at)))


def _copy_to(evaluation: Evaluation, names: tuple[str, ...]) -> Paragraph | None:
    if not names:
        return None
    at = evaluation.at("notice", "imprint", "copy_to")
    words = _joined(listed(evaluation, names, at))
    return Paragraph(Role.COPY_TO, (literal("抄送：", at), *words, literal("。", at)))


def _printed_by(evaluation: Evaluation, notice: Notice, host: Issuer) -> Paragraph:
    assert notice.imprint  # noqa: S101 - the caller has asked
    at = evaluation.at("notice", "imprint")
    if notice.imprint.office:
        office = runs(evaluation.line(notice.imprint.office, evaluation.at("notice", "imprint", "office")))
    elif host.agency.printed_by:
        office = (host.run("printed_by", host.agency.printed_by),)
    else:
        evaluation.report(_NO_OFFICE, at)
        office = ()
    day = literal(
        f"{day_text(evaluation, notice.imprint.date or notice.date)}印发", evaluation.at("notice", "date")
    )
    return Paragraph(Role.PRINTED_BY, (*office, literal("\t", at), day))


_NO_OFFICE = Mistake(
    "missing-office",
    Words("版记缺印发机关", "the imprint has no printing office"),
    Words(
        "写上 office，或在 agencies.yaml 登记 printed_by", "write `office`, or `printed_by` in agencies.yaml"
    ),
)
_NO_IMPRINT = Mistake(
    "missing-imprint",
    Words(
        "主送机关太多，首页排不下正文，要移到版记，可是没有版记",
        "so many addressees that page 1 shows no text: they belong in the imprint, and there is none",
    ),
    Words("写上 imprint: {}，或用统称缩短主送机关", "write `imprint: {}`, or shorten the list"),
)
