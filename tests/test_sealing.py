"""`docgen seal`, `verify` and `correct`: what was issued stays known."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import click.testing
import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import __version__
from docgen.cli import main
from docgen.decoder import decode
from docgen.pipeline import composed
from docgen.project import Project
from docgen.reader import read_text
from docgen.sealer.differences import differences
from docgen.sealer.record import Sealed, SealedBlock, SealedNotice, SealedPart, read_record, record_text
from tests.outputs import word_text

ROOT = Path(__file__).parent.parent
Run = Callable[..., click.testing.Result]
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@pytest.fixture(scope="module")
def sealed_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealing") / "office"
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    result = docgen(folder, "seal", "2025")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def office(sealed_office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sealed_office, tmp_path / "office"))


def docgen(office: Path, *arguments: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, ["--lang", "zh", "-C", str(office), *arguments])


def change(office: Path, old: str, new: str) -> None:
    file = office / "content" / "2025" / "ankang-care.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def output(office: Path, ending: str) -> Path:
    return next((office / "build" / "2025" / "ankang-care").glob(f"*{ending}"))


def correction(office: Path) -> Path:
    return office / "content" / "2025" / "ankang-care-correction.yaml"


def test_the_record_holds_what_the_notice_is_made_of_and_what_it_became(office: Path) -> None:
    notice = read_record(Project(office), 2025).notice("ankang-care")
    assert notice
    assert notice.number == "示政发〔2025〕8号"
    assert notice.date == "2025年2月10日"
    assert notice.docgen == __version__
    assert [each.file for each in notice.inputs] == [
        "content/2025/ankang-care.yaml",
        "content/agencies.yaml",
        "content/rosters/example-villages.yaml",
        "templates/annex.xlsx",
        "templates/notice.docx",
    ]
    assert sorted(each.file for each in notice.outputs) == sorted(
        path.name for path in (office / "build" / "2025" / "ankang-care").glob("*.*")
    )


def test_the_record_names_data_files_and_seals_in_use_and_no_others(office: Path) -> None:
    rows = "村（居）,60周岁以上人口数,备注\n和平村,531,\n新民村,749,\n"
    for name in ("population.csv", "unused.csv"):
        (office / "content" / "2025" / name).write_text(rows, encoding="utf-8")
    file = office / "content" / "2025" / "ankang-care.yaml"
    inline = re.compile(r"    rows:\n(      - \{id: \w+, population: \d+\}\n)+")
    file.write_text(
        inline.sub("    data: population.csv\n", file.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert docgen(office, "seal", "2025", "--again").exit_code == 0
    notice = read_record(Project(office), 2025).notice("ankang-care")
    assert notice
    data = [each.file for each in notice.inputs if each.file.endswith(".csv")]
    assert data == ["content/2025/population.csv"]
    (office / "content" / "2025" / "population.csv").write_text(rows.replace("531", "532"), encoding="utf-8")
    assert "已经封存" in docgen(office, "build", "2025").stderr
    told = docgen(office, "verify", str(output(office, ".docx"))).stdout
    assert "封存以后这些输入文件变了：content/2025/population.csv" in told


def test_sealing_twice_gives_the_same_record(office: Path) -> None:
    path = office / "content" / "2025" / "sealed.yaml"
    before = path.read_bytes()
    assert docgen(office, "seal", "2025", "--again").exit_code == 0
    assert path.read_bytes() == before


def test_the_record_is_no_program_and_nothing_to_format(office: Path) -> None:
    assert docgen(office, "check", "2025").exit_code == 0
    assert docgen(office, "check", "2025", "--strict").exit_code == 0
    assert docgen(office, "fmt", "--check").exit_code == 0


def test_a_sealed_notice_is_not_sealed_again_by_accident(office: Path) -> None:
    result = docgen(office, "seal", "2025")
    assert result.exit_code == 2
    assert "已经封存过" in result.stderr
    assert "--again" in result.stderr


OPEN = [
    ("  number: {serial: 8}\n", "", "open-number", "〔2025〕　号"),
    ("  number: {serial: 8}\n", "  number: {}\n", "open-number", "〔2025〕　号"),
    ("  date: 2025-02-10\n", "", "open-date", "2025年　月　日"),
    ("  date: 2025-02-10\n", "  date: 2025-02-10\n  draft: 送审稿\n", "still-a-draft", "送审稿"),
]


@pytest.mark.parametrize(("old", "new", "id", "seen"), OPEN)
def test_what_is_not_final_is_neither_sealed_nor_released(
    office: Path, old: str, new: str, id: str, seen: str
) -> None:
    (office / "content" / "2025" / "sealed.yaml").unlink()
    change(office, old, new)
    for arguments in (("seal", "2025"), ("build", "2025", "--release")):
        result = docgen(office, *arguments)
        assert result.exit_code == 1
        assert f"[{id}]" in result.stdout
        assert seen in result.stdout
    assert docgen(office, "build", "2025").exit_code == 0
    assert docgen(office, "build", "2025", "--release").exit_code == 1, "a build remembered is none released"
    assert not (office / "content" / "2025" / "sealed.yaml").exists()


def test_what_is_to_be_reviewed_is_not_sealed(office: Path) -> None:
    (office / "content" / "2025" / "sealed.yaml").unlink()
    change(office, "  date: 2025-02-10\n", "  date: 2025-02-10  # 待核：成文日期\n")
    result = docgen(office, "seal", "2025")
    assert result.exit_code == 1
    assert "[to-review]" in result.stdout
    assert not (office / "content" / "2025" / "sealed.yaml").exists()


def test_with_errors_nothing_is_sealed(office: Path) -> None:
    (office / "content" / "2025" / "sealed.yaml").unlink()
    change(office, "targets.coverage }}及", "targets.cover }}及")
    assert docgen(office, "seal", "2025").exit_code == 1
    assert not (office / "content" / "2025" / "sealed.yaml").exists()


def test_a_sealed_file_is_known_wherever_it_lies_and_whatever_it_is_called(
    office: Path, tmp_path: Path
) -> None:
    for number, file in enumerate((office / "build").rglob("*.*")):
        if file.is_file():
            copy = tmp_path / f"{number}.bin"
            copy.write_bytes(file.read_bytes())
            result = docgen(office, "verify", str(copy))
            assert result.exit_code == 0, result.output
            assert "是封存件：2025 年 ankang-care（示政发〔2025〕8号）" in result.stdout


def test_a_changed_word_file_is_told_by_its_first_other_paragraph(office: Path, tmp_path: Path) -> None:
    document = docx.Document(str(output(office, ".docx")))
    line = next(each for each in document.paragraphs if "支部书记" in each.text)
    run = next(each for each in line.runs if "支部书记" in each.text)
    run.text = run.text.replace("支部书记", "书记")
    document.save(str(tmp_path / "改过.docx"))
    result = docgen(office, "verify", str(tmp_path / "改过.docx"))
    assert result.exit_code == 1
    assert "不是封存件；最像 2025 年 ankang-care" in result.stdout
    assert "封存为“（二）加强统筹协调。" in result.stdout
    assert "要强化组织领导，书记是第一责任人" in result.stdout


def test_a_changed_workbook_is_told_by_its_first_other_cell(office: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(output(office, "目标分配表.xlsx"))
    book.worksheets[0]["C4"] = 532
    book.save(tmp_path / "改过.xlsx")
    result = docgen(office, "verify", str(tmp_path / "改过.xlsx"))
    assert result.exit_code == 1
    assert "C4：封存为“531”，这个文件是“532”" in result.stdout


def test_a_file_packed_anew_has_the_sealed_content(office: Path, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(output(office, ".docx")) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    (tmp_path / "重打包.docx").write_bytes(buffer.getvalue())
    result = docgen(office, "verify", str(tmp_path / "重打包.docx"))
    assert result.exit_code == 1
    assert "逐部分相同" in result.stdout


def test_a_restyled_file_is_told_by_its_part(office: Path, tmp_path: Path) -> None:
    document = docx.Document(str(output(office, ".docx")))
    document.styles["公文正文"].font.bold = True
    document.save(str(tmp_path / "加粗.docx"))
    result = docgen(office, "verify", str(tmp_path / "加粗.docx"))
    assert "文字相同，版式或文件属性不同" in result.stdout
    assert "word/styles.xml" in result.stdout


def test_names_the_inputs_that_have_changed(office: Path) -> None:
    change(office, "population: 531", "population: 541")
    docgen(office, "build", "2025")
    result = docgen(office, "verify", str(output(office, ".docx")))
    assert "封存以后这些输入文件变了：content/2025/ankang-care.yaml" in result.stdout
    assert "封存为“（一）参保覆盖率88%及以上。全镇60周岁以上人口16220人" in result.stdout


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("图.png", b"\x89PNG", "没法比较"),
        ("坏.docx", b"PK\x03\x04", "没法比较"),
        ("坏.xlsx", b"", "没法比较"),
    ],
)
def test_strange_and_damaged_files_are_not_sealed(
    office: Path, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    result = docgen(office, "verify", str(tmp_path / name))
    assert result.exit_code == 1
    assert told in result.stdout


def test_a_strangers_word_file_is_like_nothing_sealed(office: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("会议通知")
    document.save(str(tmp_path / "别的.docx"))
    assert "不像封存过的任何一件公文" in docgen(office, "verify", str(tmp_path / "别的.docx")).stdout


def test_an_input_is_known_as_one(office: Path) -> None:
    result = docgen(office, "verify", str(office / "content" / "agencies.yaml"))
    assert result.exit_code == 0
    assert "是封存时的输入文件" in result.stdout


def test_where_nothing_is_sealed_verify_says_so(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    result = docgen(tmp_path, "verify", str(tmp_path / "content" / "agencies.yaml"))
    assert result.exit_code == 2
    assert "还没有封存过公文" in result.stderr


def test_a_build_warns_when_a_sealed_notice_would_change(office: Path) -> None:
    assert "已经封存" not in docgen(office, "build", "2025").stderr
    change(office, "population: 531", "population: 541")
    result = docgen(office, "build", "2025")
    assert result.exit_code == 0
    assert "运行 docgen correct 2025 ankang-care" in result.stderr


def test_a_build_warns_when_only_the_look_of_a_sealed_notice_would_change(office: Path) -> None:
    template = office / "templates" / "notice.docx"
    document = docx.Document(str(template))
    document.styles["公文正文"].font.bold = True
    document.save(str(template))
    assert "文字相同，版式或文件属性不同" in docgen(office, "build", "2025").stderr


def test_drafts_a_correction_that_builds(office: Path) -> None:
    change(office, "date: 2025-04-11", "date: 2025-04-14")
    change(office, "population: 531", "population: 532")
    assert docgen(office, "correct", "2025", "ankang-care").exit_code == 0
    result = docgen(office, "build", "2025", "ankang-care-correction")
    assert result.exit_code == 0, result.output
    assert docgen(office, "fmt", "--check").exit_code == 0
    printed = word_text(next((office / "build" / "2025" / "ankang-care-correction").glob("*.docx")))
    flat = printed.replace("\n", "")
    title = "示例镇人民政府关于印发2025年度“安康关爱行动”工作推进方案的通知"
    assert f"示例镇人民政府关于更正《{title}》有关内容的通知" in flat
    assert f"2025年2月10日印发的《{title}》（示政发〔2025〕8号）有关内容更正如下" in printed
    assert (
        "原为“各村（居）于2025年4月11日前将完成情况报镇民政办”，更正为“各村（居）于2025年4月14日前" in printed
    )
    assert "原附件1中，序号1“和平村”的“60周岁以上人口数”原为“531”，更正为“532”。" in printed
    assert "原附件1中，“合计”的“考核目标（人）”原为“14274”，更正为“14275”。" in printed


def test_many_corrected_cells_stand_in_a_table(office: Path) -> None:
    change(office, "value: 88%", "value: 90%")
    docgen(office, "correct", "2025", "ankang-care")
    assert docgen(office, "build", "2025", "ankang-care-correction").exit_code == 0
    book = openpyxl.load_workbook(next((office / "build" / "2025" / "ankang-care-correction").glob("*.xlsx")))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert ["1", "1", "和平村", "原附件1", "考核目标（人）", "467", "478"] in rows
    assert ["序号", "原序号", "单位或项目"] in [row[:3] for row in rows]
    text = word_text(next((office / "build" / "2025" / "ankang-care-correction").glob("*.docx")))
    assert "原附件1的表格有" in text


GROUPED = """id: {id}
label: 走访
year: 2025
quota_tables:
  - id: visits
    title: 走访户数表
    groups: [{{id: east, label: 东片}}, {{id: west, label: 西片}}]
    columns:
      - {{id: area, label: 片区, type: group}}
      - {{id: village, label: 村, type: name}}
      - {{id: homes, label: 户数, type: count}}
      - {{id: people, label: 人数, type: count}}
    rows:
      - {{id: a, village: 和平村, group: east, homes: 1, people: 1}}
      - {{id: b, village: 新民村, group: east, homes: 2, people: 2}}
      - {{id: c, village: 红星村, group: west, homes: 3, people: 3}}
      - {{id: d, village: 双桥村, group: west, homes: 4, people: 4}}
notice:
  issuer: example-town
  number: {{serial: 9}}
  date: 2025-03-10
  title: 关于走访的通知
  addressees: [各村（居）]
  text: 户数见{{{{ annexes.visits }}}}。
  annexes: [{{id: visits, parts: [{{table: visits}}]}}]
"""


def grouped_correction(office: Path, *changes: tuple[str, str]) -> str:
    """Return what the correction of a notice with a table in groups prints."""
    file = office / "content" / "2025" / "visits.yaml"
    file.write_text(GROUPED.format(id="visits"), encoding="utf-8")
    result = docgen(office, "seal", "2025", "visits")
    assert result.exit_code == 0, result.output
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    for arguments in (("correct", "2025", "visits"), ("build", "2025", "visits-correction")):
        result = docgen(office, *arguments)
        assert result.exit_code == 0, result.output
    return word_text(next((office / "build" / "2025" / "visits-correction").glob("*.docx")))


def test_a_row_is_named_by_its_unit_where_a_group_stands_before_it(office: Path) -> None:
    printed = grouped_correction(office, ("homes: 2", "homes: 15"), ("homes: 3", "homes: 16"))
    assert "一、原附件中，“新民村”的“户数”原为“2”，更正为“15”。" in printed
    assert "二、原附件中，“红星村”的“户数”原为“3”，更正为“16”。" in printed


def test_what_stands_alone_in_a_correction_has_no_number(office: Path) -> None:
    printed = grouped_correction(office, ("homes: 2", "homes: 15"))
    lines = printed.split("\n")
    assert (
        "2025年3月10日印发的《关于走访的通知》（示政发〔2025〕9号）有关内容更正如下，其他内容不变：" in lines
    )
    assert "原附件中，“新民村”的“户数”原为“2”，更正为“15”。" in lines


def test_many_cells_alone_are_said_with_their_table_in_one_sentence(office: Path) -> None:
    printed = grouped_correction(
        office, *((f"{key}: {n}", f"{key}: {n + 50}") for key in ("homes", "people") for n in range(1, 5))
    )
    assert (
        "2025年3月10日印发的《关于走访的通知》（示政发〔2025〕9号）"
        "原附件的表格有8处更正，原数和更正后的数逐处列在附件，其他内容不变。" in printed
    )
    assert "一、" not in printed


def test_a_correction_is_not_drafted_for_nothing_twice_or_unsealed(office: Path) -> None:
    assert "没有要更正的" in docgen(office, "correct", "2025", "ankang-care").stderr
    change(office, "population: 531", "population: 541")
    assert docgen(office, "correct", "2025", "ankang-care").exit_code == 0
    before = correction(office).read_bytes()
    again = docgen(office, "correct", "2025", "ankang-care")
    assert (again.exit_code, correction(office).read_bytes()) == (2, before)
    assert "--id" in again.stderr
    assert docgen(office, "correct", "2025", "ankang-care", "--id", "second").exit_code == 0
    assert "没有封存" in docgen(office, "correct", "2024", "ankang-care").stderr


def test_a_damaged_record_is_said_with_its_place(office: Path) -> None:
    path = office / "content" / "2025" / "sealed.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("docgen:", "docgne:", 1), encoding="utf-8")
    result = docgen(office, "verify", str(office / "content" / "agencies.yaml"))
    assert result.exit_code == 2
    assert "封存记录读不出来：content/2025/sealed.yaml:" in result.stderr


@given(st.lists(TEXT, min_size=1, max_size=4), TEXT)
def test_any_printed_text_comes_back_from_the_record(texts: list[str], cell: str) -> None:
    blocks = (
        *(SealedBlock(text=text) for text in texts),
        SealedBlock(table="t", rows=(tuple(texts), (cell,) * len(texts))),
    )
    notice = SealedNotice(
        program="p", title=texts[0], docgen="1", printed=(SealedPart(part="正文", blocks=blocks),)
    )
    source, mistakes = read_text(record_text(Sealed(sealed=(notice,))), "sealed.yaml")
    assert not mistakes
    assert source
    assert decode(source, Sealed)[0] == Sealed(sealed=(notice,))


@given(st.lists(TEXT.filter(bool), max_size=5), st.lists(TEXT.filter(bool), max_size=5))
def test_equal_texts_have_no_differences_and_others_have_some(old: list[str], new: list[str]) -> None:
    then, now = (
        [SealedPart(part="正文", blocks=tuple(SealedBlock(text=text) for text in texts))]
        for texts in (old, new)
    )
    assert bool(list(differences(then, now, {}))) == (old != new)


def test_sealing_knows_only_what_is_there(office: Path) -> None:
    library, jobs = composed(Project(office), [2025])
    assert not [each for each in library.diagnostics if each.id == "unread-file"]
    assert [job.program for job in jobs] == ["ankang-care"]
