"""What the checks find in both real notices, what they leave alone, and that each has its case."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import pipeline
from docgen.checks import InPrint, all_checks
from docgen.checks_page import checks_page
from docgen.cli import main
from docgen.diagnostics import Diagnostic
from docgen.document import Role
from docgen.loader import Library
from docgen.project import Project
from docgen.proof import Line, Proof
from tests.small_office import CASES, built

ROOT = Path(__file__).parents[1]
SAID = (
    (2024, "year-as-amount", "2024元"),
    (2024, "overridden-cell", "改定为 631，按算式应为 632"),
    (2024, "overridden-cell", "改定为 443，按算式应为 444"),
    (2024, "numeral-in-range", "汉字“一”"),
    (2024, "variant-character", "“髙”"),
    (2024, "variant-character", "“愛”"),
    (2024, "avoided-term", "“免配额”"),
    (2024, "two-terms", "“70岁”"),
    (2024, "two-terms", "“村居”"),
    (2024, "half-width-punctuation", "“(”"),
    (2024, "half-width-punctuation", "“(一)”"),
    (2024, "placeholder", "“XX”"),
    (2024, "annex-untitled", "保险责任表》，附件页上没有题目"),
    (2024, "money-without-yuan", "“0.15万”"),
    (2024, "money-without-yuan", "“0.1万”"),
    (2024, "missing-full-stop", "制订如下方案"),
    (2024, "missing-full-stop", "保险责任见附件2"),
    (2024, "past-in-this-year", "早在2024年"),
    (2024, "phrase-out-of-date", "党的十九大"),
    (2018, "half-width-punctuation", "“:”"),
    (2018, "deadline-on-day-off", "2018年3月31日是星期六"),
    (2018, "title-without-issuer", "没有写发文机关"),
    (2018, "missing-full-stop", "参加本保险"),
)
_CHARACTERS = (
    "一二三四五年月日元万人岁共其中，。：；、（）《》“”〔〕()[]+=×%-—~0123456789"
    'XX附件见关于的通知去党十九大○零髙\t\n "？'
)
TEXT = """\
id: case
label: 安康
year: 2025
plan:
  title: 工作方案
  text: {}
"""


@pytest.fixture(scope="module")
def found() -> dict[int, tuple[Diagnostic, ...]]:
    return {year: pipeline.check(Project(ROOT), (year,)).diagnostics for year in (2018, 2024)}


@pytest.mark.parametrize(("year", "id", "words"), SAID)
def test_what_the_real_notices_got_wrong_is_found(
    found: dict[int, tuple[Diagnostic, ...]], year: int, id: str, words: str
) -> None:
    said = [each.message.zh for each in found[year] if each.id == id]
    assert any(words in text for text in said), said


def test_no_spot_of_the_real_notices_is_told_as_issued_and_as_wrong(
    found: dict[int, tuple[Diagnostic, ...]],
) -> None:
    lines = {each.span.line for each in found[2024] if each.id not in ("as-issued-text", "as-issued-mark")}
    assert not lines & {each.span.line for each in found[2024] if each.id.startswith("as-issued")}


def test_a_finding_points_at_the_very_character(found: dict[int, tuple[Diagnostic, ...]]) -> None:
    lines = (ROOT / "content/2024/ankang-care.yaml").read_text(encoding="utf-8").split("\n")
    for id, seen in (("variant-character", "髙愛"), ("numeral-in-range", "一"), ("avoided-term", "免配额")):
        for each in found[2024]:
            if each.id == id:
                assert lines[each.span.line - 1][each.span.column - 1] in seen


@pytest.mark.parametrize("folder", [ROOT, ROOT / "examples" / "gallery"], ids=lambda folder: folder.name)
def test_drafts_of_2025_have_no_finding(folder: Path) -> None:
    assert pipeline.check(Project(folder), (2025,)).diagnostics == ()


def test_every_check_has_a_bad_case() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in CASES.rglob("*.yaml"))
    cased = set(re.findall(r"#! +(?:@\d+ +)?([a-z-]+)", text))
    # These have tests of their own: they need last year's file, a long cell, groups, a workbook.
    elsewhere = {"same-as-last-year", "long-cell", "ungrouped-row", "chart-in-own-workbook"}
    assert {check.id for check in all_checks()} - cased == elsewhere


def test_sessions_and_numbers_copied_from_last_year_are_hints(tmp_path: Path) -> None:
    shutil.copytree(CASES / "office", tmp_path / "content")
    for year, words in ((2024, "三次会议"), (2025, "三次会议")):
        file = tmp_path / "content" / str(year) / "case.yaml"
        file.parent.mkdir()
        text = f"根据第十六届人大{words}和民发〔2023〕6号，开展第三批工作。"
        file.write_text(TEXT.format(text).replace("2025", str(year)), encoding="utf-8")
    said = [each.message.zh for each in pipeline.check(Project(tmp_path), (2025,)).diagnostics]
    assert [re.findall("“(.+?)”", text)[0] for text in said] == [
        "第十六届人大三次会议",
        "〔2023〕6号",
        "第三批工作",
    ]
    assert pipeline.check(Project(tmp_path), (2024,)).diagnostics == ()


def test_a_clause_with_last_years_year_is_a_hint_where_last_year_said_the_same(tmp_path: Path) -> None:
    shutil.copytree(CASES / "office", tmp_path / "content")
    for year, words in ((2024, "2024年3月底前完成任务"), (2025, "2024年3月底前完成任务，2024年完成较好")):
        file = tmp_path / "content" / str(year) / "case.yaml"
        file.parent.mkdir()
        file.write_text(TEXT.replace("2025", str(year)).format(f"{words}。"), encoding="utf-8")
    (found,) = pipeline.check(Project(tmp_path), (2025,)).diagnostics
    assert (found.id, "“2024年3月底前完成任务”" in found.message.zh) == ("same-as-last-year", True)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.sampled_from(_CHARACTERS), max_size=40), max_size=5))
def test_rules_take_any_text_and_point_into_it(texts: list[str]) -> None:
    roles = (Role.TITLE, Role.BODY, Role.HEADING_1, Role.ISSUER, Role.ANNEX_MARK)
    lines = tuple(Line(roles[index % 5], text) for index, text in enumerate(texts))
    library = Library(Project(ROOT))
    office = library.office()
    proof = Proof(lines, 2025, date(2025, 2, 10), office.wordings, office.phrases)
    for check in all_checks():
        for slip in check.find.rule(proof) if isinstance(check.find, InPrint) else ():
            assert 0 <= slip.start < slip.end <= len(lines[slip.line].text), check.id


def test_the_hooks_for_pre_commit_call_commands_that_exist() -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        program, command, *options = hook["entry"].split()
        found = main.commands[command]
        known = {name for parameter in found.params for name in parameter.opts}
        assert program == "docgen"
        assert {option for option in options if option.startswith("-")} <= known


def test_explain_prints_the_page_of_all_checks() -> None:
    result = CliRunner().invoke(main, ["explain", "--markdown"])
    assert result.output == checks_page()


def test_an_office_adds_words_and_phrases_and_switches_others_off(tmp_path: Path) -> None:
    shutil.copytree(CASES / "office", tmp_path / "content")
    (tmp_path / "content" / "glossary.yaml").write_text(
        "wordings: [{term: 村（居）, avoid: [村社区]}]\noff: [免赔额]\n", encoding="utf-8"
    )
    (tmp_path / "content" / "phrases.yaml").write_text(
        "phrases: [{text: 三年行动, until: 2024-12-31}]\noff: [党的十九大]\n", encoding="utf-8"
    )
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.parent.mkdir()
    file.write_text(TEXT.format("村社区按三年行动落实党的十九大精神，免配额不变。"), encoding="utf-8")
    found = pipeline.check(Project(tmp_path), ()).diagnostics
    assert sorted(each.id for each in found) == ["avoided-term", "phrase-out-of-date"]


@pytest.mark.parametrize(
    ("name", "text", "id"),
    [
        ("glossary.yaml", "wordings: [{term: 村（居）}]\n", "missing-value"),
        ("phrases.yaml", "phrases: [{text: 三年行动}]\n", "missing-value"),
        ("phrases.yaml", "phrases: [{text: 三年行动, until: 2024-02-30}]\n", "impossible-date"),
        ("glossary.yaml", "wording: []\n", "unknown-key"),
    ],
)
def test_mistakes_in_an_offices_words_are_reported(tmp_path: Path, name: str, text: str, id: str) -> None:
    shutil.copytree(CASES / "office", tmp_path / "content")
    (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    (found,) = pipeline.check(Project(tmp_path), ()).diagnostics
    assert (found.id, found.span.file) == (id, f"content/{name}")


def test_checks_of_a_long_program_take_linear_time(tmp_path: Path) -> None:
    """A quarter of a million characters without a slip pass; quadratic rules would take minutes."""
    line = "各村（居）在2025年3月20日前完成目标85%，补助资金3万元，见《通知》（民发〔2025〕6号）。"
    items = "".join(f"    - text: {line}\n" for _ in range(4_000))
    text = TEXT.format("如下。") + "  outline:\n" + items
    outcome, _ = built(text.encode(), tmp_path)
    assert outcome.diagnostics == ()


def test_the_page_of_all_checks_is_fresh() -> None:
    written = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert written == checks_page(), "run: docgen explain --markdown > docs/checks.md"


def test_what_a_check_says_it_mends_it_mends() -> None:
    """Each says so exactly when a rule of its module hands over what to type."""
    mending = {check.id for check in all_checks() if check.mends}
    found = pipeline.check(Project(ROOT), (2024,)).diagnostics
    assert {each.id for each in found if each.mend} <= mending


def test_a_finding_in_a_shared_file_is_allowed_there(tmp_path: Path) -> None:
    shutil.copytree(CASES / "office", tmp_path / "content")
    agencies = tmp_path / "content" / "agencies.yaml"
    text = agencies.read_text(encoding="utf-8").replace("示例镇人民政府,", "示例鎮人民政府,")
    agencies.write_text(text, encoding="utf-8")
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.parent.mkdir()
    notice = "notice:\n  issuer: town\n  title: 示例镇人民政府关于开展工作的通知\n  addressees: [各村（居）]"
    file.write_text(f"id: case\nlabel: 安康\nyear: 2025\n{notice}\n  text: 如下。\n", encoding="utf-8")
    (found,) = pipeline.check(Project(tmp_path), ()).diagnostics
    assert (found.id, found.span.file) == ("variant-character", "content/agencies.yaml")
    line = text.split("\n")[found.span.line - 1]
    agencies.write_text(
        text.replace(line, f"{line}   # 允许 variant-character：招牌上的字"), encoding="utf-8"
    )
    assert pipeline.check(Project(tmp_path), ()).diagnostics == ()
