"""What docgen looks for beyond mistakes of form: one themed file each, found by itself."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docgen.diagnostics import Address, Finding, Mistake, Severity, Words
from docgen.document import Document
from docgen.model.evaluation import Evaluation
from docgen.reader import Source


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check may look at: the file as typed, the evaluated program and the notice it prints."""

    source: Source
    evaluation: Evaluation
    document: Document


class Remark:
    """What a check says of one place; the check's id and severity are added by `run`."""

    __slots__ = ("at", "hint", "message")

    def __init__(self, at: Address, message: Words, hint: Words | None = None) -> None:
        self.at = at
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Check:
    """One check with the reasons that `docgen explain` prints."""

    id: str
    severity: Severity
    what: str
    why: str
    example: str
    instead: str
    find: Callable[[Subject], Iterator[Remark]]


def all_checks() -> tuple[Check, ...]:
    """Return the checks of every module of this package, by id."""
    modules = (
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    return tuple(sorted((check for module in modules for check in module.CHECKS), key=lambda check: check.id))


def run(subject: Subject) -> tuple[Finding, ...]:
    """Return what all checks find in one program; a value with a mistake of its own is passed over."""
    return tuple(
        Finding(check.id, check.severity, remark.at, remark.message, remark.hint)
        for check in all_checks()
        for remark in _remarks(check, subject)
    )


def _remarks(check: Check, subject: Subject) -> Iterator[Remark]:
    try:
        yield from check.find(subject)
    except Mistake:
        return  # the mistake itself is among the evaluation's findings
