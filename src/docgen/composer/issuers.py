"""Who issues a notice, by what number and on what day: the data that head, signature and imprint share."""

from typing import NamedTuple

from docgen.chinese import date as date_text
from docgen.diagnostics import Address, Mistake, Words
from docgen.document import Origin, Run
from docgen.model.agencies import Agency
from docgen.model.evaluation import Evaluation
from docgen.model.given import Given
from docgen.model.mistakes import right_one
from docgen.model.notice import Notice, Number
from docgen.model.values import Date

_BLANK = "\u3000"
"""What stands in a draft where a number will be written by hand."""


class Issuer(NamedTuple):
    """An issuing organ and where it is registered."""

    agency: Agency
    at: Address

    def run(self, key: str, text: str) -> Run:
        """Return words taken from the field `key` of its entry."""
        return Run(text, None, Origin(self.at_key(key)))

    def at_key(self, key: str) -> Address:
        """Return the address of one field of its entry."""
        return self.at._replace(path=(*self.at.path, key))


def issuers(evaluation: Evaluation, notice: Notice) -> tuple[Issuer, ...]:
    """Return the issuing organs, the host first; one that is not registered is reported and stood in for."""
    places = (("issuer",), *(("joint_issuers", place) for place in range(len(notice.joint_issuers))))
    return tuple(
        _issuer(evaluation, id, evaluation.at("notice", *place))
        for id, place in zip(notice.issuers, places, strict=True)
    )


def document_number(evaluation: Evaluation, notice: Notice) -> str:
    """Return 发文字号 (7.2.5: full year in 〔〕, no leading zero); a draft's serial is left open.

    Minutes count without the code of an organ.
    """
    number = notice.number or Number()
    year = number.year or _year(notice) or evaluation.program.year
    serial = _BLANK if number.serial is None else str(number.serial)
    code = "" if notice.form == "minutes" else issuers(evaluation, notice)[0].agency.code
    return f"{code}〔{year}〕{serial}号"


def day_text(evaluation: Evaluation, given: Given | None) -> str:
    """Return a date as printed; month and day of one not yet known are left open."""
    if given is None:
        return f"{evaluation.program.year}年{_BLANK}月{_BLANK}日"
    if given.shown is not None:
        return given.shown
    return date_text(given.value.day) if isinstance(given.value, Date) else given.value.printed()


def is_final(notice: Notice) -> bool:
    """Return whether number and day are known and nothing says draft: only then a seal is printed."""
    return bool(notice.number and notice.number.serial and notice.date and not notice.draft)


def _issuer(evaluation: Evaluation, id: str, at: Address) -> Issuer:
    agencies = evaluation.office.agencies
    if id in agencies:
        path = ("agencies", list(agencies).index(id))
        return Issuer(agencies[id], Address(evaluation.office.agencies_file, path))
    words = Words(f"没有登记发文机关“{id}”", f"there is no agency `{id}`")
    hint = right_one(id, {agency.id: agency.name for agency in agencies.values()}, _NO_AGENCIES)
    if not evaluation.office.incomplete:
        evaluation.report(Mistake("unknown-agency", words, hint), at)
    return Issuer(_UNKNOWN, at)


def _year(notice: Notice) -> int | None:
    value = notice.date.value if notice.date else None
    return value.day.year if isinstance(value, Date) else None


_UNKNOWN = Agency(id="unknown", name="……", mark="……", code="……", printed_by="……")
"""Stands for an agency that is not there, so that the rest of the notice is looked at."""
_NO_AGENCIES = Words("先在 content/agencies.yaml 里登记", "register it in content/agencies.yaml first")
