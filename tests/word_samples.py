"""Notices for the tests of the Word side, and what they look like inside the file."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx

from docgen.document import (
    Attachment,
    Block,
    Cell,
    Document,
    Head,
    Imprint,
    Paragraph,
    Role,
    Row,
    RowKind,
    Run,
    RunRole,
    Signature,
    Table,
)
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import render

TEMPLATE = (Path(__file__).parents[1] / "templates" / "notice.docx").read_bytes()


def paragraph(role: Role, *runs: str | Run) -> Paragraph:
    """Return a paragraph of plain or given runs."""
    return Paragraph(role, tuple(Run(run) if isinstance(run, str) else run for run in runs))


def cell(text: str, role: Role = Role.CELL_TEXT, rows: int = 1, columns: int = 1) -> Cell:
    """Return a cell with a paragraph for each line."""
    return Cell(tuple(paragraph(role, line) for line in text.split("\n")), rows=rows, columns=columns)


def table(*rows: Iterable[str], header: int = 1) -> Table:
    """Return a table of plain texts whose first rows are its header."""
    lines = [tuple(map(cell, row)) for row in rows]
    kinds = (RowKind.HEADER if place < header else RowKind.DATA for place in range(len(lines)))
    names = tuple(f"c{place}" for place in range(len(lines[0])))
    return Table("t", names, tuple(Row(cells, kind) for cells, kind in zip(lines, kinds, strict=True)))


def plan(*body: Block | str, attachments: tuple[Attachment, ...] = ()) -> Document:
    """Return a plan without a notice."""
    blocks = tuple(paragraph(Role.BODY, each) if isinstance(each, str) else each for each in body)
    return Document("方案", paragraph(Role.TITLE, "工作方案"), blocks, attachments=attachments)


def annex(*blocks: Block, title: str | None = "任务表") -> Attachment:
    """Return an annex with its mark."""
    heading = paragraph(Role.ANNEX_TITLE, title) if title else None
    return Attachment(paragraph(Role.ANNEX_MARK, "附件1"), heading, blocks)


def notice(issuer: str = "明溪县人民政府", date: str = "2025年3月2日") -> Document:
    """Return a notice with every part it can have."""
    return Document(
        name="通知",
        head=Head(paragraph(Role.MARK, "明溪县人民政府文件"), paragraph(Role.NUMBER, "明政〔2025〕2号")),
        title=paragraph(Role.TITLE, "明溪县人民政府关于印发\n工作方案的通知"),
        draft_note=paragraph(Role.DRAFT_NOTE, "（征求意见稿）"),
        addressees=paragraph(Role.ADDRESSEES, "各乡（镇）人民政府，县直各单位："),
        body=(
            paragraph(Role.BODY, "现将《工作方案》印发给你们。"),
            paragraph(Role.BODY, Run("（一）明确职责。", RunRole.LEAD_2), "各单位要指定专人负责。"),
            paragraph(Role.ANNEX_NOTE, "附件：1.任务表"),
            paragraph(Role.ANNEX_NOTE_NEXT, "2.责任表"),
        ),
        signature=Signature((paragraph(Role.ISSUER, issuer),), paragraph(Role.DATE, date)),
        note=paragraph(Role.NOTE, "（此件公开发布）"),
        attachments=(
            Attachment(
                None, paragraph(Role.TEXT_TITLE, "工作方案"), (paragraph(Role.HEADING_1, "一、总体要求"),)
            ),
            annex(paragraph(Role.UNIT_LINE, "单位：人"), table(("单位", "目标"), ("城关", "371"))),
            annex(
                paragraph(Role.CAPTION, "（1）责任表"), table(("责任", "标准"), ("意外", "1万元")), title=None
            ),
        ),
        imprint=Imprint(
            paragraph(Role.COPY_TO, "抄送：市人民政府办公室，县委办公室。"),
            paragraph(Role.PRINTED_BY, "明溪县人民政府办公室\t2025年3月2日印发"),
        ),
    )


def opened(document: Document, template: bytes = TEMPLATE) -> Any:
    """Return the rendered notice as python-docx sees it."""
    return docx.Document(io.BytesIO(render(document, template)))


def found(document: Document, words: str, template: bytes = TEMPLATE) -> Any:
    """Return the first paragraph outside tables that holds `words`, as python-docx sees it."""
    return next(each for each in opened(document, template).paragraphs if words in each.text)


def retouched(part: str, old: str, new: str, template: bytes = TEMPLATE) -> bytes:
    """Return the template after an office has changed it: `old` in one part, everywhere, to `new`."""
    parts = read_parts(template)
    text = parts[part].decode()
    assert old in text
    return write_parts(parts | {part: text.replace(old, new).encode()})
