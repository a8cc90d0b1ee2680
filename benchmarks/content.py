"""The notices that every side of a comparison makes: through docgen's model, and as data for the others."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from docgen.composer import compose
from docgen.document import Document, Paragraph, Role, RowKind, Table
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.project import Project

ROOT: Final = Path(__file__).parents[1]
_TEMPLATE_FILES: Final = ("notice.docx", "annex.xlsx")
_AGENCIES: Final = """\
agencies:
  - id: office
    name: 临江市粮食和物资储备局
    mark: 临江市粮食和物资储备局文件
    code: 临粮发
    printed_by: 临江市粮食和物资储备局办公室
"""
_HEADINGS: Final = [
    "总体要求",
    "配额指标下达",
    "品种与质量",
    "承储单位条件",
    "收购与入库",
    "轮换安排",
    "资金与补贴",
    "仓储管理",
    "信息报送",
    "监督检查",
    "违规处理",
    "组织保障",
]
_SENTENCES: Final = (
    "各地要切实提高政治站位，充分认识做好本年度储备配额工作的重要意义，按照总量控制、分级负责、动态调整的原则，把各项指标落实到承储单位和具体仓房。",
    "各承储单位应当按期完成第一批入库任务，入库数量不得低于下达指标的{share}%，未按期完成的，相应核减下一年度配额。",
    "财政部门按照每吨{price}元的标准安排保管费用补贴，按季度预拨、年终清算，专款专用，不得截留、挤占和挪用。",
    "县级以上粮食和储备行政管理部门要会同有关部门开展检查，对发现的问题建立台账、限期整改、逐项销号。",
    "因自然灾害等不可抗力确需调整指标的，应当在事发之日起{days}个工作日内书面报告，经审核同意后方可调整。",
    "轮换计划应当统筹考虑市场行情和储存年限，轮空期原则上不得超过{months}个月，轮换价差按照有关规定办理。",
)
_PLACES: Final = ["东阳", "清河", "安宁", "白沙", "松原", "长乐", "永丰", "金山", "石桥", "龙泉"]


def program(number: int, rows: int = 20) -> str:
    """Return the YAML of notice `number`: twelve headed paragraphs and an annex table of `rows` rows."""
    outline = "".join(_headed(number, place, heading) for place, heading in enumerate(_HEADINGS))
    lines = "".join(_row(number, place) for place in range(rows))
    return f"""\
id: quota-{number}
label: 储备配额
year: 2025
targets:
  - {{id: share, label: 入库比例, value: {60 + number % 40}%, bound: at-least}}
quota_tables:
  - id: places
    title: 2025年度储备配额分解表
    columns:
      - {{id: serial, label: 序号, type: serial}}
      - {{id: place, label: 承储地区, type: text}}
      - {{id: stock, label: 规模（吨）, type: count}}
      - {{id: quota, label: 配额指标（吨）, type: count, formula: stock * targets.share, round: half-up}}
      - {{id: remark, label: 备注, type: text}}
    rows:
{lines}    total: {{label: 合计, position: below}}
notice:
  issuer: office
  number: {{serial: {number + 1}}}
  title: |
    临江市粮食和物资储备局关于下达
    2025年度储备配额指标的通知
  addressees: [各县（市、区）粮食和物资储备局, 市直各有关单位]
  text: |
    为贯彻落实国家和省关于储备安全管理的决策部署，
    现将{{{{ year }}}}年度储备配额指标下达给你们，并就有关事项通知如下。
  outline:
{outline}  annexes:
    - {{id: places, parts: [{{table: places}}]}}
  date: 2025-03-12
  imprint:
    copy_to: [市委办公室, 市人大常委会办公室, 市政协办公室]
"""


def _headed(number: int, place: int, heading: str) -> str:
    seed = number * 7 + place * 3
    chosen = (_SENTENCES[seed % 6], _SENTENCES[(seed + 1 + place) % 6])
    text = "".join(
        each.format(
            share=60 + seed % 40,
            price=80 + seed % 110,
            days=2 + seed % 8,
            months=2 + seed % 5,
        )
        for each in chosen
    )
    return f"    - heading: {heading}\n      text: |\n        {text}\n"


def _row(number: int, place: int) -> str:
    name = f"{_PLACES[place % 10]}{'县' if place % 3 else '区'}{place // 10 + 1}库"
    remark = ", remark: 首年下达" if place % 4 == 0 else ""
    stock = 1000 + (number * 37 + place * 911) % 90000
    return f"      - {{id: r{place}, place: {name}, stock: {stock}{remark}}}\n"


def project(folder: Path, count: int, rows: int = 20) -> Project:
    """Write a project of `count` programs of 2025 into `folder`."""
    (folder / "content" / "2025").mkdir(parents=True)
    (folder / "templates").mkdir()
    (folder / "content" / "agencies.yaml").write_text(_AGENCIES, encoding="utf-8")
    for name in _TEMPLATE_FILES:
        (folder / "templates" / name).write_bytes((ROOT / "templates" / name).read_bytes())
    for number in range(count):
        file = folder / "content" / "2025" / f"quota-{number}.yaml"
        file.write_text(program(number, rows), encoding="utf-8")
    return Project.find(folder)


class Notices:
    """Programs decoded once, to be composed as often as a comparison asks."""

    def __init__(self, project: Project) -> None:
        self._library = Library(project)
        self._office = self._library.office()
        self._programs = [
            (self._library.program(file), project.shown(file)) for file in project.program_files(2025)
        ]
        if self._library.diagnostics:
            raise ValueError(self._library.diagnostics)

    def __len__(self) -> int:
        return len(self._programs)

    def document(self, number: int) -> Document:
        """Return notice `number` evaluated and composed anew."""
        return self.composed(self.evaluation(number))

    def evaluation(self, number: int) -> Evaluation:
        """Return notice `number` with all its values."""
        program, file = self._programs[number % len(self)]
        assert program
        evaluation = Evaluation(program, file, self._office)
        evaluation.complete()
        return evaluation

    def composed(self, evaluation: Evaluation) -> Document:
        """Return the notice of evaluated data."""
        return compose(evaluation, self._library.profile())

    @cache  # noqa: B019 - lives as long as the comparison
    def documents(self) -> tuple[Document, ...]:
        """Return all notices, composed."""
        return tuple(map(self.document, range(len(self))))


def plain(document: Document) -> dict[str, Any]:
    """Return a notice as the data that the other template engines take."""
    head, signature, imprint = document.head, document.signature, document.imprint
    assert head and head.number and signature and imprint and document.addressees
    assert imprint.copy_to and imprint.printed_by
    (annex,) = document.attachments
    (table,) = (block for block in annex.blocks if isinstance(block, Table))
    assert annex.mark and annex.title
    body = [block for block in document.body if isinstance(block, Paragraph)]
    rows = [[cell.text if cell else "" for cell in row.cells] for row in table.rows]
    data = [line for line, row in zip(rows, table.rows, strict=True) if row.kind is RowKind.DATA]
    total = next(line for line, row in zip(rows, table.rows, strict=True) if row.kind is RowKind.TOTAL)
    return {
        "mark": head.mark.text,
        "number": head.number.text,
        "title": document.title.text.replace("\n", ""),
        "addressees": document.addressees.text,
        "sections": list(_sections(body)),
        "annex_note": next(each.text for each in body if each.role is Role.ANNEX_NOTE),
        "issuer": signature.issuers[0].text,
        "date": signature.date.text,
        "annex_mark": annex.mark.text,
        "annex_title": annex.title.text,
        "rows": [dict(zip(_COLUMNS, line, strict=True)) for line in data],
        "total_stock": total[2],
        "total_quota": total[3],
        "copy_to": imprint.copy_to.text,
        "printed_by": imprint.printed_by.text.replace("\t", " "),
    }


_COLUMNS: Final = ("serial", "place", "stock", "quota", "remark")


def _sections(body: Sequence[Paragraph]) -> Iterator[dict[str, str]]:
    """Yield the lead and each heading with its paragraph."""
    heading = ""
    for paragraph in body:
        if paragraph.role is Role.HEADING_1:
            heading = paragraph.text
        elif paragraph.role is Role.BODY:
            yield {"heading": heading, "text": paragraph.text}
            heading = ""


def text_of(data: dict[str, Any]) -> str:
    """Return all words of a notice in printed order, for the proof that the sides make the same."""
    parts = [data[key] for key in ("mark", "number", "title", "addressees")]
    for section in data["sections"]:
        parts += (section["heading"], section["text"])
    parts += [data[key] for key in ("annex_note", "issuer", "date", "annex_mark", "annex_title")]
    parts += ["序号", "承储地区", "规模（吨）", "配额指标（吨）", "备注"]
    for row in data["rows"]:
        parts += [row[name] for name in _COLUMNS]
    parts += ["合计", data["total_stock"], data["total_quota"]]
    parts += (data["copy_to"], data["printed_by"])
    return "".join("".join(parts).split())
