"""Proof before writing: each file is reopened, and must say what the document says."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import zip_longest

from docgen.diagnostics import DocgenError, Words
from docgen.document import Block, Cell, Document, Paragraph, Table, printed
from docgen.readers import docx, xlsx
from docgen.renderers.excel.annexes import AnnexSheet, annexes


def verify(name: str, data: bytes, document: Document) -> None:
    """Raise DocgenError when the file `name` (its ending tells the format) does not say what `document` does."""
    faults = _FAULTS.get(name.rpartition(".")[2])
    fault = next(faults(name, data, document), None) if faults else None
    if fault:
        raise DocgenError(
            Words(
                f"“{name}”核对不符，没有写出：{fault.zh}",
                f"{name} is not what was meant, so it is not written: {fault.en}",
            ),
            Words(
                "请检查 templates 文件夹里的模板是否被改动",
                "see whether a template in templates/ was changed",
            ),
        )


def _in_word(name: str, data: bytes, document: Document) -> Iterator[Words]:
    for text in docx.leftover_tags(data, document):
        yield Words(f"模板标记没有填上：{text}", f"a tag of the template is not filled: {text}")
    meant = [printed(block) for block in document.flow()]
    read = [printed(block) for block in docx.read(data).flow()]
    for want, got in zip_longest(meant, read):
        if want != got:
            yield _difference(_words(want), _words(got))


def _in_excel(name: str, data: bytes, document: Document) -> Iterator[Words]:
    stem = name.rpartition(".")[0]
    books = {annex.stem: annex for annex in annexes(document)}
    sheets = zip_longest(books[stem].sheets, xlsx.read(data))
    for meant, read in sheets:
        if meant is None or read is None or meant.name != read.name:
            yield _difference(meant.name if meant else "", read.name if read else "")
        elif [line.text for line in meant.above] != [line.text for line in read.above]:
            yield _difference(*("，".join(line.text for line in sheet.above) for sheet in (meant, read)))
        else:
            yield from _cells(meant, read)


def _cells(meant: AnnexSheet, read: xlsx.Sheet) -> Iterator[Words]:
    for row, cells in zip_longest(meant.table.rows, read.cells):
        for want, got in zip_longest(row.cells if row else (), cells or ()):
            if _content(want) != (got and got.value) or (want is None) != (got is None):
                yield _difference(str(_content(want) or ""), str((got and got.value) or ""))
            elif want and got and bool(want.formula) != bool(got.formula):
                yield _difference(f"={want.formula}", f"={got.formula}")


def _content(cell: Cell | None) -> Fraction | date | str | None:
    if cell is None:
        return None
    return cell.value if cell.value is not None else cell.text or None


def _difference(want: str, got: str) -> Words:
    return Words(f"应为“{want}”，读回“{got}”", f"meant {want!r}, read back {got!r}")


def _words(block: Block | None) -> str:
    if block is None:
        return ""
    if isinstance(block, Paragraph):
        return f"{block.role}：{block.text}"
    return _table_words(block)


def _table_words(table: Table) -> str:
    return " / ".join("|".join(cell.text if cell else "" for cell in row.cells) for row in table.rows)


_FAULTS: dict[str, Callable[[str, bytes, Document], Iterator[Words]]] = {"docx": _in_word, "xlsx": _in_excel}
