"""版头: labels, the mark of one organ or of several, the number, the signers."""

from docgen.composer.inline import literal
from docgen.composer.issuers import Issuer, document_number, issuers
from docgen.diagnostics import Address
from docgen.document import Head, Paragraph, Role, Run, RunRole
from docgen.model.evaluation import Evaluation
from docgen.model.notice import Notice

_FILE = "文件"
_SIGNERS = "签发人："


def head(evaluation: Evaluation, notice: Notice) -> Head:
    """Return the head of a notice in its form."""
    organs = issuers(evaluation, notice)
    marks, end = _marks(evaluation, notice, organs)
    return Head(
        marks[0],
        _number(evaluation, notice),
        marks[1:],
        end,
        copy_number=_label(Role.COPY_NUMBER, notice.copy_number, evaluation.at("notice", "copy_number")),
        secrecy=_label(Role.SECRECY, notice.secrecy, evaluation.at("notice", "secrecy")),
        urgency=_label(Role.URGENCY, notice.urgency, evaluation.at("notice", "urgency")),
    )


def _label(role: Role, text: str | None, at: Address) -> Paragraph | None:
    return Paragraph(role, (literal(text, at),)) if text else None


def _marks(
    evaluation: Evaluation, notice: Notice, organs: tuple[Issuer, ...]
) -> tuple[tuple[Paragraph, ...], Paragraph | None]:
    """Return the marks and, beside those of several organs, 文件 (7.2.4); a letter has its host's (10.1)."""
    host = organs[0]
    given = literal(notice.mark, evaluation.at("notice", "mark")) if notice.mark else None
    if notice.form == "letter":
        key = "letter_mark" if host.agency.letter_mark else "name"
        run = given or host.run(key, host.agency.letter_mark or host.agency.name)
        return (Paragraph(Role.LETTER_MARK, (run,)),), None
    if given or len(organs) == 1:
        return (Paragraph(Role.MARK, (given or host.run("mark", host.agency.mark),)),), None
    names = (organ.run("mark", organ.agency.mark.removesuffix(_FILE)) for organ in organs)
    marks = tuple(Paragraph(Role.JOINT_MARK, (name,)) for name in names)
    ends = host.agency.mark.endswith(_FILE)
    return marks, Paragraph(Role.JOINT_MARK_END, (host.run("mark", _FILE),)) if ends else None


def _number(evaluation: Evaluation, notice: Notice) -> Paragraph | None:
    if notice.form == "minutes" and notice.number is None:
        return None
    run = literal(document_number(evaluation, notice), evaluation.at("notice", "number"))
    if notice.form == "letter":
        return Paragraph(Role.LETTER_NUMBER, (run,))
    if notice.signers:
        return Paragraph(Role.SIGNED_NUMBER, tuple(_signed(evaluation, notice.signers, run)))
    return Paragraph(Role.NUMBER, (run,))


def _signed(evaluation: Evaluation, signers: tuple[str, ...], number: Run) -> list[Run]:
    """Return the lines of signers, two a line, the number on the last one (7.2.5, 7.2.6).

    Tabs lead to the columns: the number, 签发人, the first name of a line, the second.
    """
    at = evaluation.at("notice", "signers")
    names = [
        literal(name, evaluation.at("notice", "signers", place), RunRole.SIGNER)
        for place, name in enumerate(signers)
    ]
    found: list[Run] = []
    for first in range(0, len(names), 2):
        last = first + 2 >= len(names)
        found.extend([literal("\n", at)] if first else [])
        found.append(literal("\t", at))
        found.extend([number] if last else [])
        found.append(literal("\t\t" if first else f"\t{_SIGNERS}", at))
        found.append(names[first])
        found.extend([literal("\t", at), names[first + 1]] if first + 1 < len(names) else [])
    return found
