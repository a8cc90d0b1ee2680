"""Findings that an author has allowed where they stand, each with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import field

from docgen.diagnostics import Diagnostic, Finding, Severity, Words
from docgen.reader import Source
from docgen.reader.allowances import Allowance, allowances
from docgen.records import record


@record(frozen=False)
class Allowed:
    """The allowances of one file, and which of them a finding has met."""

    source: Source
    entries: tuple[Allowance, ...] = ()
    met: set[Allowance] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.entries = allowances(self.source)

    def covers(self, finding: Finding, found: Diagnostic) -> bool:
        """Return whether `found` is allowed: on its own line, or on the line where its value begins.

        Errors are never allowed: the output would be wrong.
        """
        if not self.entries or finding.severity is Severity.ERROR:
            return False
        path = finding.at.path
        lines = {found.span.line, self.source.span(path, key=True).line, self.source.span(path).line}
        covering = {entry for entry in self.entries if entry.check == finding.id and entry.line in lines}
        self.met |= covering
        return bool(covering)

    def complaints(self, checks: Iterable[str], *, complete: bool) -> Iterator[Diagnostic]:
        """Yield what is wrong with the allowances themselves, once the file has been checked.

        Unless `complete`, there may be findings that this run has not come across.
        """
        known = frozenset(checks)
        for entry in self.entries:
            if not entry.reason:
                words = Words(
                    f"允许“{entry.check}”没有写缘由", f"`{entry.check}` is allowed without a reason"
                )
                hint = Words(f"写成 # 允许 {entry.check}：缘由", f"write # allow {entry.check}: reason")
                yield Diagnostic("allowed-without-reason", Severity.WARNING, entry.span, words, hint)
            if entry.check not in known:
                words = Words(f"没有“{entry.check}”这项检查", f"there is no check `{entry.check}`")
                hint = Words("docgen explain 列出全部检查", "docgen explain lists all checks")
                yield Diagnostic("unused-allowance", Severity.WARNING, entry.span, words, hint)
            elif complete and entry not in self.met:
                yield _unused(entry)


def _unused(entry: Allowance) -> Diagnostic:
    words = Words(
        f"第 {entry.line} 行没有查出“{entry.check}”，不用允许",
        f"nothing to allow: line {entry.line} has no `{entry.check}`",
    )
    hint = Words("删去这条注释；错误不能允许", "delete the comment; errors cannot be allowed")
    return Diagnostic("unused-allowance", Severity.WARNING, entry.span, words, hint)
