"""What an office chooses for its workbooks: one for all annexes, notes, protection."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Protection

from docgen.diagnostics import DocgenError
from docgen.document import Document, Row
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts
from docgen.verifier import verify
from tests.excel_samples import document, table, template, text_cell
from tests.office import recalculate, schema_errors
from tests.workbook_samples import built, files

NOTE = "这一栏按最大余额分配，Excel 算不出，写的是数值。\n改人口数后请重新生成。"


def noted_document(note: str = NOTE) -> Document:
    return document(table([Row((replace(text_cell("甲"), note=note),))]))


def test_every_annex_has_a_workbook_of_its_own(tmp_path: Path) -> None:
    names = [path.name for path in files(built(tmp_path), ".xlsx")]
    assert names == ["附件1 各村完成情况表.xlsx", "附件2 经费表.xlsx"]


def test_one_workbook_holds_a_sheet_for_each_table(tmp_path: Path) -> None:
    (path,) = files(built(tmp_path, program="workbook: one"), ".xlsx")
    assert path.name == "示例镇人民政府关于通报进度的通知.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["各村完成情况表", "经费表"]


def test_a_protected_sheet_has_no_password_and_lets_columns_be_resized(tmp_path: Path) -> None:
    first, second = files(built(tmp_path, table="protect: true"), ".xlsx")
    sheet = openpyxl.load_workbook(first).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatColumns
    assert not sheet.protection.selectLockedCells
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    assert not openpyxl.load_workbook(second).worksheets[0].protection.sheet


def test_cells_that_a_template_leaves_open_are_locked_on_a_protected_sheet() -> None:
    book = openpyxl.load_workbook(BytesIO(template()))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            cell.protection = Protection(locked=False)
    opened = BytesIO()
    book.save(opened)
    paper = document(replace(table([Row((text_cell("甲"),))]), protect=True))
    ((name, data),) = render(paper, opened.getvalue())
    verify(f"{name}.xlsx", data, paper)


def test_a_note_is_shown_whole_and_read_back(tmp_path: Path) -> None:
    paper = noted_document()
    ((name, data),) = render(paper, template())
    verify(f"{name}.xlsx", data, paper)
    comment = openpyxl.load_workbook(BytesIO(data)).worksheets[0]["A3"].comment
    assert comment is not None
    assert comment.text == NOTE
    assert b"<author></author>" in read_parts(data)["xl/comments/comment1.xml"]
    assert render(paper, template()) == ((name, data),)
    assert schema_errors(data, "xlsx", tmp_path) == []


@pytest.mark.parametrize("note", ["_x0041_", " 前后有空格 ", '<&>"{{ }}', "=1+1", "\n\n"])
def test_any_note_is_kept_to_the_letter(note: str) -> None:
    paper = noted_document(note)
    ((name, data),) = render(paper, template())
    verify(f"{name}.xlsx", data, paper)


def test_a_lost_note_is_a_fault() -> None:
    ((name, data),) = render(document(table([Row((text_cell("甲"),))])), template())
    with pytest.raises(DocgenError):
        verify(f"{name}.xlsx", data, noted_document())


def test_libreoffice_keeps_a_note(tmp_path: Path) -> None:
    ((_, data),) = render(noted_document(), template())
    comment = openpyxl.load_workbook(BytesIO(recalculate(data, tmp_path))).worksheets[0]["A3"].comment
    assert comment is not None
    assert NOTE in comment.text
