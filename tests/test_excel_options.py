"""What an office chooses for its workbooks: one for all annexes, notes, protection."""

from pathlib import Path

import openpyxl

from tests.workbook_samples import built, files


def test_every_annex_has_a_workbook_of_its_own(tmp_path: Path) -> None:
    names = [path.name for path in files(built(tmp_path), ".xlsx")]
    assert names == ["附件1 各村完成情况表.xlsx", "附件2 经费表.xlsx"]


def test_one_workbook_holds_a_sheet_for_each_table(tmp_path: Path) -> None:
    (path,) = files(built(tmp_path, program="workbook: one"), ".xlsx")
    assert path.name == "示例镇人民政府关于通报进度的通知.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["各村完成情况表", "经费表"]
