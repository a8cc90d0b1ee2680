"""Collects what is wrong in one sheet, each with its cell, and stops telling where it becomes too much."""

from collections.abc import Iterator, Sequence

from docgen.diagnostics import Diagnostic, Severity, Span, Words
from docgen.rowfiles.cells import cell_name

MOST_TOLD = 100
"""Errors of one sheet that are told; more of them have one cause."""
_LISTED = 10


class Report:
    """The diagnostics of one sheet; rows and columns are given from 0."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._errors: list[Diagnostic] = []
        self._remarks: list[Diagnostic] = []
        self._untold = 0

    @property
    def is_full(self) -> bool:
        """Whether a further error would be counted only."""
        return len(self._errors) >= MOST_TOLD

    def error(self, id: str, at: tuple[int, int], message: Words, hint: Words) -> None:
        """Report an error at a cell."""
        if self.is_full:
            self._untold += 1
        else:
            self._errors.append(self._diagnostic(id, Severity.ERROR, at, (message, hint)))

    def remark(self, id: str, at: tuple[int, int], words: tuple[Words, Words], severity: Severity) -> None:
        """Report what does not stop a build: a message and its hint."""
        self._remarks.append(self._diagnostic(id, severity, at, words))

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Yield all that is told, in the order of the sheet."""
        yield from sorted([*self._errors, *self._remarks], key=lambda diagnostic: diagnostic.span)
        if self._untold:
            words = Words(
                f"错误太多，还有 {self._untold} 处没有列出", f"{self._untold} more errors are not listed"
            )
            hint = Words("先改好上面这些，再检查一次", "mend those above, then check again")
            yield Diagnostic("too-many-errors", Severity.ERROR, self._errors[-1].span, words, hint)

    def _diagnostic(
        self, id: str, severity: Severity, at: tuple[int, int], words: tuple[Words, Words]
    ) -> Diagnostic:
        row, column = at[0] + 1, at[1] + 1
        message, hint = words
        return Diagnostic(id, severity, Span(self.file, row, column), at_cell(message, row, column), hint)


def at_cell(message: Words, row: int, column: int) -> Words:
    """Return `message` with the name of the cell, whose row and column count from 1, before it."""
    name = cell_name(row, column)
    return Words(f"{name}：{message.zh}", f"{name}: {message.en}")


def listed(names: Sequence[str]) -> Words:
    """Return the first few of `names`, and how many there are."""
    shown, rest = names[:_LISTED], len(names) > _LISTED
    zh, en = "、".join(shown), ", ".join(shown)
    return (
        Words(f"{zh} 等 {len(names)} 处", f"{en} and {len(names) - _LISTED} more") if rest else Words(zh, en)
    )
