"""The gallery builds without a word, is valid, shows every element, and lies right on the printed page."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from docgen.diagnostics import Severity
from docgen.document import Role, RunRole
from docgen.inspector import inspect
from docgen.pipeline import Outcome
from docgen.profiles import load
from tests.gallery import FOLDER, PICTURES, ROOT, YEAR, built, notices, pdfs
from tests.office import require_page_fonts, schema_errors

PROGRAMS = sorted(path.stem for path in (FOLDER / "content" / str(YEAR)).glob("*.yaml"))
DUPLEX = ("drought-plan", "duty-rota")
LETTERS = ("census-letter", "flood-letter")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return built(tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="module")
def pages(outcome: Outcome) -> dict[str, list[str]]:
    """The words of each printed page, without blanks."""
    require_page_fonts()
    found = notices(outcome)
    texts = [[_words(page) for page in pdf] for pdf in pdfs(list(found.values()))]
    return dict(zip(found, texts, strict=True))


def _words(page: Any) -> str:
    return re.sub(r"\s", "", page.get_textpage().get_text_bounded())


def test_it_holds_at_least_twelve_notices() -> None:
    assert len(PROGRAMS) >= 12


def test_it_builds_without_a_warning(outcome: Outcome) -> None:
    assert outcome.diagnostics == ()
    assert sorted(notices(outcome)) == PROGRAMS


def test_the_command_ends_with_success_even_where_warnings_count(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "docgen", "-C", str(FOLDER), "build", str(YEAR), "--strict"]
    done = subprocess.run([*command, "--out", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_is_valid(outcome: Outcome, tmp_path: Path) -> None:
    for file in outcome.written:
        assert schema_errors(file.path.read_bytes(), file.path.suffix[1:], tmp_path) == [], file.path.name


def test_measuring_it_finds_nothing_that_the_standard_forbids(outcome: Outcome) -> None:
    profile = load()
    for path in (file.path for file in outcome.written if file.path.suffix == ".docx"):
        found = inspect(path.read_bytes(), path.name, profile)
        assert not [each for each in found if each.severity is not Severity.HINT], path.name


def test_every_role_is_seen_somewhere(outcome: Outcome) -> None:
    seen: set[str] = set()
    for path in notices(outcome).values():
        document = docx.Document(str(path))
        names = {style.style_id: style.name for style in document.styles}
        used = document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"))
        seen.update(names[each.get(qn("w:val"))] for each in used)
    assert [role.value for role in (*Role, *RunRole) if role.value not in seen] == []


def test_its_header_groups_are_merged_in_excel_as_in_word(outcome: Outcome) -> None:
    (path,) = [file.path for file in outcome.written if "补助资金分配表" in file.path.name]
    sheet = openpyxl.load_workbook(path).active
    assert sheet
    merged = {str(area): sheet.cell(area.min_row, area.min_col).value for area in sheet.merged_cells.ranges}
    assert {
        "C4:D4": "保障对象",
        "E4:G4": "补助资金",
        "E5:F5": "上级",
        "G5:G6": "县级",
    }.items() <= merged.items()
    assert sheet.freeze_panes == "A7"
    word = docx.Document(str(notices(outcome)["relief-funds"])).tables
    (table,) = [each for each in word if each.style and each.style.name == "公文表格"]
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号",
        "乡镇",
        *["保障对象"] * 2,
        *["补助资金"] * 3,
    ]
    assert [cell.text for cell in table.rows[2].cells][-3:] == ["省级", "市级", "县级"]


def test_page_1_always_shows_text(pages: dict[str, list[str]]) -> None:
    firsts = {name: texts[0] for name, texts in pages.items()}
    assert [name for name, text in firsts.items() if "。" not in text] == []


def test_no_page_holds_a_signature_alone(pages: dict[str, list[str]]) -> None:
    day = re.compile(r"(\w+)\d{4}年\d{1,2}月\d{1,2}日(?!印发)")
    for name, texts in pages.items():
        signed = [text for text in texts if day.search(text) and "通知" not in text[:40]]
        assert all(re.search(r"[。，：附]", text) for text in signed), name


def test_the_imprint_of_a_duplex_office_stands_on_an_even_page(pages: dict[str, list[str]]) -> None:
    for name in DUPLEX:
        (place,) = [place for place, text in enumerate(pages[name], start=1) if "印发" in text[-40:]]
        assert place % 2 == 0, name


def test_page_1_of_a_letter_has_no_number_and_the_next_one_has(pages: dict[str, list[str]]) -> None:
    for name in LETTERS:
        assert not re.search(r"—\d—", pages[name][0])
        assert all(re.search(r"—\d—", text) for text in pages[name][1:])


def test_addressees_that_fill_page_1_stand_in_the_imprint(pages: dict[str, list[str]]) -> None:
    first, last = pages["safety-check"]
    assert "各金融机构" not in first
    assert last.index("主送：") < last.index("抄送：") < last.index("印发")


def test_an_unbound_annex_begins_with_the_number_and_counts_from_1(pages: dict[str, list[str]]) -> None:
    last = pages["land-survey"][-1]
    assert "示政发〔2025〕25号附件2" in last
    assert "—1—" in last


def test_a_draft_is_neither_numbered_nor_sealed(outcome: Outcome) -> None:
    document = docx.Document(str(notices(outcome)["service-rules"]))
    assert any("示政发〔2025〕\u3000号" in each.text for each in document.paragraphs)
    assert not list(document.element.body.iter(qn("w:drawing")))


def test_the_page_of_the_gallery_shows_every_notice() -> None:
    text = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"images/gallery/([\w-]+)\.png", text))
    assert shown == set(PROGRAMS) == {path.stem for path in PICTURES.glob("*.png")}
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) < 1_500_000
