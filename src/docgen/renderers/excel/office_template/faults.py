"""A fault of an office's workbook: what is wrong, in which cell, and how it is repaired."""

from collections.abc import Iterable

from openpyxl.utils.cell import coordinate_to_tuple

from docgen.diagnostics import Diagnostic, Mistake, Severity, Span, Words
from docgen.records import record


@record
class Fault:
    """One fault, at the cell `address` of a sheet; without a sheet it concerns the whole workbook."""

    id: str
    message: Words
    hint: Words
    sheet: str = ""
    address: str = "A1"
    severity: Severity = Severity.ERROR

    @property
    def told(self) -> Words:
        """What is wrong, with sheet and cell."""
        if not self.sheet:
            return self.message
        return Words(
            f"工作表“{self.sheet}”{self.address}：{self.message.zh}",
            f"sheet {self.sheet}, {self.address}: {self.message.en}",
        )

    def diagnostic(self, file: str) -> Diagnostic:
        """Return the fault for the reporters: `file#sheet`, the row as its line, the column."""
        row, column = coordinate_to_tuple(self.address)
        place = Span(f"{file}#{self.sheet}" if self.sheet else file, row, column)
        return Diagnostic(self.id, self.severity, place, self.told, self.hint)


def refuse(faults: Iterable[Fault]) -> None:
    """Raise one `Mistake` that tells every error among `faults`, each with its repair."""
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if len(errors) == 1:
        raise Mistake(errors[0].id, errors[0].told, errors[0].hint)
    if errors:
        zh = "".join(
            f"\n  {number}. {each.told.zh}\n     怎么改：{each.hint.zh}"
            for number, each in enumerate(errors, 1)
        )
        en = "".join(
            f"\n  {number}. {each.told.en}\n     fix: {each.hint.en}" for number, each in enumerate(errors, 1)
        )
        raise Mistake(errors[0].id, Words(f"共 {len(errors)} 处{zh}", f"{len(errors)} places{en}"), _CHECK)


_CHECK = Words("改好后运行 docgen template check 再看一遍", "then run docgen template check again")
