"""How a difference between what was meant and what was read back is told."""

from typing import Final

from docgen.diagnostics import DocgenError, Words
from docgen.document import Block, Document, Figure, Paragraph, Picture, Table

OTHER_SEALS: Final = Words("印章图样没有原样写进文件", "the seals are not in the file as they should be")


def difference(want: str, got: str) -> Words:
    """Return what was meant, and what stands in the file instead."""
    return Words(f"应为“{want}”，读回“{got}”", f"meant {want!r}, read back {got!r}")


def not_meant(name: str, fault: Words) -> DocgenError:
    """Return what stops a build when the file `name` is not what was meant."""
    return DocgenError(
        Words(
            f"“{name}”核对不符，没有写出：{fault.zh}",
            f"{name} is not what was meant, so it is not written: {fault.en}",
        ),
        Words(
            "请检查 templates 文件夹里的模板是否被改动",
            "see whether a template in templates/ was changed",
        ),
    )


def difference_of(want: Block | None, got: Block | None) -> Words:
    """Return the words of the block that was meant, and of the one that stands in the file instead."""
    return difference(_words(want), _words(got))


def pictures(document: Document) -> tuple[Picture, ...]:
    """Return the seals of a notice."""
    return document.signature.pictures if document.signature else ()


def _words(block: Block | None) -> str:
    if block is None:
        return ""
    if isinstance(block, Paragraph):
        return f"{block.role}：{block.text}"
    return block.text if isinstance(block, Figure) else _table_words(block)


def _table_words(table: Table) -> str:
    return " / ".join("|".join(cell.text if cell else "" for cell in row.cells) for row in table.rows)
