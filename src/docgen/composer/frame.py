"""The frame of a notice: mark and number above the red rule, addressees, signature, imprint."""

from docgen.chinese import date as date_text
from docgen.composer.inline import literal, runs
from docgen.diagnostics import Address, Mistake, Words
from docgen.document import Head, Imprint, Origin, Paragraph, Role, Run, Signature
from docgen.model.agencies import Agency
from docgen.model.evaluation import Evaluation
from docgen.model.given import Given
from docgen.model.mistakes import right_one
from docgen.model.text import Body, Notice
from docgen.model.values import Date

_BLANK = "\u3000"
"""What stands in a draft where a number will be written by hand."""


def head(evaluation: Evaluation, notice: Notice) -> Head:
    """Return 发文机关标志 and 发文字号 (7.2.4, 7.2.5: full year in 〔〕, no leading zero)."""
    agency, index = _issuer(evaluation, notice)
    year = notice.number.year or _year(notice) or evaluation.program.year
    serial = _BLANK if notice.number.serial is None else str(notice.number.serial)
    mark = Run(agency.mark, None, Origin(_agency_at(evaluation, index, "mark")))
    number = Run(f"{agency.code}〔{year}〕{serial}号", None, Origin(evaluation.at("notice", "number")))
    return Head(Paragraph(Role.MARK, (mark,)), Paragraph(Role.NUMBER, (number,)))


def draft_note(evaluation: Evaluation, key: str, body: Body) -> Paragraph | None:
    """Return the line under a draft's title, e.g. （征求意见稿）."""
    if body.draft is None:
        return None
    return Paragraph(Role.DRAFT_NOTE, (literal(f"（{body.draft}）", evaluation.at(key, "draft")),))


def addressees(evaluation: Evaluation, notice: Notice) -> Paragraph:
    """Return 主送机关, ended by a full-width colon (7.3.2)."""
    found: list[Run] = []
    for index, name in enumerate(notice.addressees):
        at = evaluation.at("notice", "addressees", index)
        found.extend([literal("，", at)] if found else [])
        found.extend(runs(evaluation.line(name, at)))
    return Paragraph(Role.ADDRESSEES, (*found, literal("：", evaluation.at("notice", "addressees"))))


def signature(evaluation: Evaluation, notice: Notice) -> Signature:
    """Return 署名 and 成文日期; an undated draft leaves month and day open."""
    agency, index = _issuer(evaluation, notice)
    issuer = Run(agency.name, None, Origin(_agency_at(evaluation, index, "name")))
    text = _date(evaluation, notice.date)
    day = Run(text, None, Origin(evaluation.at("notice", "date")))
    return Signature((Paragraph(Role.ISSUER, (issuer,)),), Paragraph(Role.DATE, (day,)))


def annotation(evaluation: Evaluation, notice: Notice) -> Paragraph | None:
    """Return 附注 in full-width parentheses (7.3.6)."""
    if notice.note is None:
        return None
    at = evaluation.at("notice", "note")
    return Paragraph(
        Role.NOTE, (literal("（", at), *runs(evaluation.line(notice.note, at)), literal("）", at))
    )


def imprint(evaluation: Evaluation, notice: Notice) -> Imprint | None:
    """Return 版记: 抄送, then the printing office and date (7.4)."""
    if notice.imprint is None:
        return None
    agency, index = _issuer(evaluation, notice)
    at = evaluation.at("notice", "imprint")
    if notice.imprint.office:
        office = runs(evaluation.line(notice.imprint.office, evaluation.at("notice", "imprint", "office")))
    elif agency.printed_by:
        office = (Run(agency.printed_by, None, Origin(_agency_at(evaluation, index, "printed_by"))),)
    else:
        evaluation.report(_NO_OFFICE, at)
        office = ()
    day = literal(
        f"{_date(evaluation, notice.imprint.date or notice.date)}印发", evaluation.at("notice", "date")
    )
    printed_by = Paragraph(Role.PRINTED_BY, (*office, literal("\t", at), day))
    return Imprint(_copy_to(evaluation, notice.imprint.copy_to), printed_by)


def _copy_to(evaluation: Evaluation, names: tuple[str, ...]) -> Paragraph | None:
    if not names:
        return None
    at = evaluation.at("notice", "imprint", "copy_to")
    found: list[Run] = [literal("抄送：", at)]
    for index, name in enumerate(names):
        place = evaluation.at("notice", "imprint", "copy_to", index)
        found.extend([literal("，", place)] if index else [])
        found.extend(runs(evaluation.line(name, place)))
    return Paragraph(Role.COPY_TO, (*found, literal("。", at)))


def _issuer(evaluation: Evaluation, notice: Notice) -> tuple[Agency, int]:
    agencies = evaluation.office.agencies
    if notice.issuer in agencies:
        return agencies[notice.issuer], list(agencies).index(notice.issuer)
    words = Words(f"没有登记发文机关“{notice.issuer}”", f"there is no agency `{notice.issuer}`")
    hint = right_one(notice.issuer, {agency.id: agency.name for agency in agencies.values()}, _NO_AGENCIES)
    if not evaluation.office.incomplete:
        evaluation.report(Mistake("unknown-agency", words, hint), evaluation.at("notice", "issuer"))
    return _UNKNOWN, 0


def _agency_at(evaluation: Evaluation, index: int, key: str) -> Address:
    return Address(evaluation.office.agencies_file, ("agencies", index, key))


def _date(evaluation: Evaluation, given: Given | None) -> str:
    if given is None:
        return f"{evaluation.program.year}年{_BLANK}月{_BLANK}日"
    if given.shown is not None:
        return given.shown
    return date_text(given.value.day) if isinstance(given.value, Date) else given.value.printed()


def _year(notice: Notice) -> int | None:
    value = notice.date.value if notice.date else None
    return value.day.year if isinstance(value, Date) else None


_UNKNOWN = Agency(id="unknown", name="……", mark="……", code="……", printed_by="……")
"""Stands for an agency that is not there, so that the rest of the notice is looked at."""
_NO_AGENCIES = Words("先在 content/agencies.yaml 里登记", "register it in content/agencies.yaml first")
_NO_OFFICE = Mistake(
    "missing-office",
    Words("版记缺印发机关", "the imprint has no printing office"),
    Words(
        "写上 office，或在 agencies.yaml 登记 printed_by", "write `office`, or `printed_by` in agencies.yaml"
    ),
)
