"""A small office whose quota table takes its rows from a data file, checked as `docgen check` would."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from docgen.diagnostics import Diagnostic
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.model.row_names import Place
from docgen.pipeline import check
from docgen.project import Project

COLUMNS = "[{id: village, label: 村（居）, type: name}, {id: people, label: 人口数, type: count}]"
ROSTER = "id: villages\nlabel: 示例镇村（居）\nentries:\n"
_AGENCIES = "agencies: [{id: town, name: 示例镇人民政府, mark: 示例镇人民政府文件, code: 示政发}]\n"
_PROGRAM = """id: case
label: 安康
year: 2025
quota_tables:
  - id: villages
    title: 分配表
    data: {data}
    columns: {columns}
    {more}
notice:
  issuer: town
  title: 示例镇人民政府关于开展工作的通知
  addressees: [各村（居）]
  text: "{text}"
  annexes: [{{id: villages, parts: [{{table: villages}}]}}]
"""
DATA_LINE = 7
"""The line of the program that names the data file."""


class DataOffice:
    """An office's folder with one program in 2025."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "content" / "2025"
        self.folder.mkdir(parents=True)
        (root / "content" / "agencies.yaml").write_text(_AGENCIES, encoding="utf-8")

    def program(self, data: str, columns: str = COLUMNS, more: str = "", text: str = "请执行。") -> None:
        """Write the program; `more` is a further key of its table."""
        page = _PROGRAM.format(data=data, columns=columns, more=more, text=text)
        (self.folder / "case.yaml").write_text(page, encoding="utf-8")

    def roster(self, *names: str) -> None:
        """Write the roster `villages` with ids v1, v2, …"""
        entries = "".join(f"  - {{id: v{number}, name: {name}}}\n" for number, name in enumerate(names, 1))
        file = self.root / "content" / "rosters" / "villages.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(ROSTER + entries, encoding="utf-8")

    def found(self) -> list[Diagnostic]:
        """Return all that a check says."""
        return list(check(Project(self.root), (2025,)).diagnostics)

    def told(self) -> list[tuple[str, str]]:
        """Return the ids of all that a check says, each with the place behind the folder."""
        return [(found.id, str(found.span).removeprefix("content/2025/")) for found in self.found()]

    def cells(self) -> dict[str, list[str]]:
        """Return what each row of the table prints, by its id."""
        library = Library(Project(self.root))
        program = library.program(self.folder / "case.yaml")
        assert program, library.diagnostics
        table = Evaluation(program, "content/2025/case.yaml", library.office()).tables.get("villages")
        assert table
        lines = ((row.id, table.line(Place(row=index))) for index, row in enumerate(table.rows))
        return {id: [cell.text for cell in cells] for id, cells in lines}


def workbook(rows: Sequence[Any], sheet: str = "数据", merged: Sequence[str] = ()) -> bytes:
    """Return a workbook whose one sheet holds `rows`."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            page.cell(row, column).value = value
    for area in merged:
        page.merge_cells(area)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
