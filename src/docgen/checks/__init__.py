"""What docgen looks for beyond mistakes of form: one themed file each, found by itself."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import field

from docgen.diagnostics import Address, Finding, Mend, Mistake, Severity, Words
from docgen.document import Document
from docgen.model.evaluation import Evaluation
from docgen.proof import Rule, Slip
from docgen.proof.printed import PrintedProof, printed_proof
from docgen.reader import Source
from docgen.records import record

_COVERED = frozenset({"as-issued-text", "as-issued-mark"})
"""Remarks that something is printed as issued; what is wrong with it is said by the check that knows."""


@record
class Subject:
    """What a check may look at: the file as typed, the evaluated program and the notice it prints."""

    source: Source
    evaluation: Evaluation
    document: Document
    proof: PrintedProof
    last_year: tuple[str, ...] = field(default=(), repr=False)
    """The texts of the same program's file of the year before."""

    def remark(self, slip: Slip) -> "Remark":
        """Return a slip of the printed text as a remark on what was typed."""
        place = self.proof.place(slip)
        return Remark(place.at, slip.message, slip.hint, place.mend)


def subject(
    source: Source, evaluation: Evaluation, document: Document, last_year: tuple[str, ...] = ()
) -> Subject:
    """Return what the checks of one program look at."""
    return Subject(source, evaluation, document, printed_proof(source, evaluation, document), last_year)


class Remark:
    """What a check says of one place; the check's id and severity are added by `run`."""

    __slots__ = ("at", "hint", "mend", "message")

    def __init__(
        self, at: Address, message: Words, hint: Words | None = None, mend: Mend | None = None
    ) -> None:
        self.at = at
        self.message = message
        self.hint = hint
        self.mend = mend


class InPrint:
    """A check of the printed text: its rule needs nothing but the lines."""

    __slots__ = ("rule",)

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __call__(self, subject: Subject) -> Iterator[Remark]:
        """Yield a remark for each slip of the rule."""
        for slip in self.rule(subject.proof.proof):
            yield subject.remark(slip)


@record
class Check:
    """One check with the reasons that `docgen explain` prints."""

    id: str
    severity: Severity
    what: str
    why: str
    example: str
    instead: str
    find: Callable[[Subject], Iterator[Remark]]
    mends: bool = False
    """Whether `--fix` mends what it finds."""


def all_checks() -> tuple[Check, ...]:
    """Return the checks of every module of this package, by id."""
    modules = (
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    return tuple(sorted((check for module in modules for check in module.CHECKS), key=lambda check: check.id))


def run(subject: Subject) -> tuple[Finding, ...]:
    """Return what all checks find in one program; a value with a mistake of its own is passed over."""
    found = [
        Finding(check.id, check.severity, remark.at, remark.message, remark.hint, remark.mend)
        for check in all_checks()
        for remark in _remarks(check, subject)
    ]
    return tuple(_each_once(_once(found)))


def _once(found: list[Finding]) -> list[Finding]:
    """Leave one of the findings that a value gets by being printed in several places."""
    first: dict[tuple[str, Address, Words], Finding] = {}
    for finding in found:
        key = finding.id, finding.at, finding.message
        if key not in first or finding.mend:
            first[key] = finding
    return list(first.values())


def _each_once(found: list[Finding]) -> Iterator[Finding]:
    """Leave out that something is printed as issued where a warning says what is wrong with it."""
    spots = [(finding.at.file, finding.at.path) for finding in found]
    issued = {spot for spot, finding in zip(spots, found, strict=True) if finding.id in _COVERED}
    told = {
        spot
        for spot, finding in zip(spots, found, strict=True)
        if finding.id not in _COVERED and finding.severity is not Severity.HINT
    }
    for spot, finding in zip(spots, found, strict=True):
        doubled = spot in told if finding.id in _COVERED else finding.severity is Severity.HINT
        if spot not in issued or not doubled:
            yield finding


def _remarks(check: Check, subject: Subject) -> Iterator[Remark]:
    try:
        yield from check.find(subject)
    except Mistake:
        return  # the mistake itself is among the evaluation's findings
