"""Documents with the tables of the two real notices, for the tests of the Excel side."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from docgen.document import (
    Attachment,
    Block,
    Cell,
    CellRange,
    CellRef,
    Document,
    Formula,
    Paragraph,
    Role,
    Row,
    RowKind,
    Run,
    Table,
)
from docgen.readers.xlsx import Sheet, read
from docgen.renderers.excel.renderer import render

POPULATIONS = (
    525,
    743,
    680,
    522,
    1065,
    635,
    691,
    1160,
    669,
    921,
    786,
    798,
    992,
    708,
    1001,
    812,
    815,
    962,
    789,
    767,
)
PREMIUMS = (
    ("城关", 371),
    ("雪峰", 289),
    ("瀚仙", 428),
    ("沙溪", 179),
    ("夏阳", 567),
    ("胡坊", 321),
    ("盖洋", 803),
    ("枫溪", 209),
    ("夏坊", 362),
)


def line(role: Role, text: str) -> Paragraph:
    return Paragraph(role, (Run(text),))


def text_cell(text: str, role: Role = Role.CELL_TEXT, rows: int = 1, columns: int = 1) -> Cell:
    lines = tuple(line(role, part) for part in text.split("\n"))
    return Cell(lines, rows=rows, columns=columns)


def number_cell(
    value: Fraction | int | date,
    text: str | None = None,
    number_format: str = "General",
    formula: Formula | None = None,
) -> Cell:
    exact = value if isinstance(value, date) else Fraction(value)
    return Cell((line(Role.CELL_NUMBER, text or str(value)),), exact, number_format, formula)


def header(*names: str) -> Row:
    return Row(tuple(text_cell(name, Role.CELL_HEAD) for name in names), RowKind.HEADER)


def document(*blocks: Block, title: str | None = "附件标题", mark: str | None = "附件") -> Document:
    annex = Attachment(
        line(Role.ANNEX_MARK, mark) if mark else None,
        line(Role.ANNEX_TITLE, title) if title else None,
        blocks,
    )
    return Document("通知", line(Role.TITLE, "关于做好某项工作的通知"), (), attachments=(annex,))


def table(rows: Sequence[Row], id: str = "table", columns: Sequence[str] | None = None) -> Table:
    return Table(id, tuple(columns or (f"column{index}" for index in range(len(rows[0].cells)))), tuple(rows))


def one_text(text: str) -> Document:
    """Return a document whose only table cell holds `text`."""
    return document(table([Row((text_cell(text),))]))


def quota_table() -> Table:
    """Return the table of 20 villages: 85 percent of the people, rounded half up, the total below."""
    rows = [header("序号", "村（居）", "60周岁以上人口数", "考核目标（人）", "备注")]
    for number, people in enumerate(POPULATIONS, 1):
        quota = (people * 85 + 50) // 100
        formula: Formula = ("ROUND(", CellRef(number, 2), "*85/100,0)")
        cells = (
            text_cell(str(number), Role.CELL_CENTER),
            text_cell(f"示例{'一二三四五六七八九十'[number % 10]}村", Role.CELL_CENTER),
            number_cell(people),
            number_cell(quota, formula=formula),
            text_cell(""),
        )
        rows.append(Row(cells))
    last = len(POPULATIONS)
    people, quota = sum(POPULATIONS), sum((count * 85 + 50) // 100 for count in POPULATIONS)
    total = (
        text_cell("合计", Role.CELL_CENTER, columns=2),
        None,
        number_cell(people, formula=("SUM(", CellRange(CellRef(1, 2), CellRef(last, 2)), ")")),
        number_cell(quota, formula=("SUM(", CellRange(CellRef(1, 3), CellRef(last, 3)), ")")),
        text_cell(""),
    )
    rows.append(Row(total, RowKind.TOTAL))
    return table(rows, "villages", ("number", "village", "population", "quota", "remark"))


def quota_document() -> Document:
    return document(quota_table(), title="示例镇2025年度“安康关爱行动”目标分配表", mark="附件1")


def completion_document() -> Document:
    """Return the table of 9 townships: money in 万元 from households, the total on top."""
    rows = [header("乡镇", "完成户数", "完成保费\n（万元）", "备注")]
    households = sum(count for _, count in PREMIUMS)
    total = (
        text_cell("合计", Role.CELL_CENTER),
        number_cell(households, formula=("SUM(", CellRange(CellRef(2, 1), CellRef(10, 1)), ")")),
        _premium(1, households),
        text_cell(""),
    )
    rows.append(Row(total, RowKind.TOTAL))
    for index, (name, count) in enumerate(PREMIUMS, 2):
        rows.append(
            Row(
                (text_cell(name, Role.CELL_CENTER), number_cell(count), _premium(index, count), text_cell(""))
            )
        )
    townships = table(rows, "results", ("township", "households", "premium", "remark"))
    unit_line = line(Role.UNIT_LINE, "单位：户、万元")
    note = line(Role.BODY, "注：数据截至2017年12月31日，由各乡（镇）计生协会与承保公司共同核对。")
    return document(unit_line, townships, note, title="各乡镇2017年计生意外伤害保险完成情况表")


def _premium(row: int, households: int) -> Cell:
    value = Fraction(households * 100, 10000)
    return number_cell(value, f"{float(value):.2f}", "0.00", ("ROUND(", CellRef(row, 1), "*100/10000,2)"))


_LIABILITIES = (
    ("意外伤害", "70周岁以下：1万元\n70周岁-75周岁：0.5万元\n76周岁（含）以上：0.2万元"),
    ("意外医疗", "70周岁以下：0.3万元，免配额200\n70周岁（含）以上：0.15万，免配额200"),
    ("骨折费用赔偿", "70周岁以下：以2024元为限\n70周岁（含）以上：以1000元为限"),
    ("意外住院津贴", "50元/天"),
)


def liability_document() -> Document:
    """Return an annex of two tables: cells of several lines, and a first column merged over its lines."""
    rows = [header("保险责任", "理赔标准")]
    rows += [Row((text_cell(name, Role.CELL_CENTER), text_cell(text))) for name, text in _LIABILITIES]
    merged = [header("保险责任", "理赔标准")]
    for name, text in _LIABILITIES:
        lines = text.split("\n")
        for index, part in enumerate(lines):
            first = text_cell(name, Role.CELL_CENTER, rows=len(lines)) if index == 0 else None
            merged.append(Row((first, text_cell(part))))
    return document(
        line(Role.CAPTION, "（1）“安康关爱行动”责任表（保险费100元/份）"),
        table(rows, "basic", ("liability", "standard")),
        line(Role.CAPTION, "（2）“安康关爱行动”责任表（保费50元/份）"),
        table(merged, "light", ("liability", "standard")),
        title="“安康关爱行动”保险责任表",
        mark="附件2",
    )


def template() -> bytes:
    """Return the template that docgen ships."""
    return Path(__file__).parents[1].joinpath("templates", "annex.xlsx").read_bytes()


def workbook(document: Document) -> bytes:
    """Return the only workbook of a document."""
    ((_, data),) = render(document, template())
    return data


def sheet(document: Document) -> Sheet:
    """Return the only sheet of a document's only workbook, read back."""
    (found,) = read(workbook(document))
    return found
