"""`docgen diff` as an office meets it: what changed, in its own words."""

import json
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import click.testing
import pytest

from docgen.cli import main

Edits = tuple[tuple[str, str], ...]
Diff = Callable[..., click.testing.Result]

ROOT = Path(__file__).parents[1]
PROGRAM = "content/2025/ankang-care.yaml"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for folder in ("content", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / "office" / folder)
    return tmp_path / "office"


@pytest.fixture
def diff(office: Path) -> Diff:
    def run(*arguments: str, lang: str = "zh") -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, ["--lang", lang, "-C", str(office), "diff", *arguments])

    return run


@pytest.fixture
def changes(office: Path, diff: Diff) -> Callable[..., list[dict[str, Any]]]:
    """Return the changes that edits of the program make."""

    def changes_of(*edits: tuple[str, str], options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        old = office / "content" / "2025" / "old.yaml"
        shutil.copy(office / PROGRAM, old)
        edit(office / PROGRAM, *edits)
        found = diff(str(old), str(office / PROGRAM), "--format", "json", *options)
        assert found.exit_code == 0, found.output
        return list(json.loads(found.stdout)["programs"][0]["changes"])

    return changes_of


def edit(file: Path, *edits: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


def git(office: Path, *arguments: str) -> str:
    name = ("-c", "user.name=office", "-c", "user.email=office@example.org")
    done = subprocess.run(
        ["git", "-C", str(office), *name, *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def committed(office: Path) -> None:
    git(office, "init", "--quiet")
    git(office, "add", ".")
    git(office, "commit", "--quiet", "--message", "初稿")


def said(change: dict[str, Any]) -> str:
    note = f"（{change['note']['zh']}）" if change["note"] else ""
    return f"{' · '.join(change['where'])} {change['old']} → {change['new']}{note}"


# -- what is found ------------------------------------------------------------------------------------------


def test_a_quota_is_said_with_its_share_and_the_totals_follow(changes: Any) -> None:
    found = changes(("{id: heping, population: 531}", "{id: heping, population: 588}"))
    assert [said(change) for change in found] == [
        "60周岁以上人口数 · 和平村 531 → 588（+10.7%）",
        "考核目标（人） · 和平村 467 → 517（+10.7%）",
        "60周岁以上人口数 · 合计 16220 → 16277（+0.4%）",
        "考核目标（人） · 合计 14274 → 14324（+0.4%）",
    ]
    assert found[0]["cell"] == {
        "table": "示例镇2025年度“安康关爱行动”目标分配表",
        "column": "60周岁以上人口数",
        "row": "和平村",
    }


def test_a_deadline_is_said_with_its_day(changes: Any) -> None:
    found = changes(("to: 2025-03-31", "to: 2025-04-05"), ("date: 2025-04-11", "date: 2025-04-27"))
    assert [said(change) for change in found] == [
        "推进时间 · 止 3月31日 → 4月5日（周六，清明放假）",
        "报送时间 4月11日 → 4月27日（周日，劳动节调休上班）",
    ]


def test_a_percentage_changes_by_points(changes: Any) -> None:
    (target, *_) = changes(("value: 88%", "value: 90%"))
    assert said(target) == "参保覆盖率 88% → 90%（+2个百分点）"


def test_a_jump_is_flagged_beyond_the_threshold_only(changes: Any) -> None:
    edits = (("limit: 2000元", "limit: 2500元"), ("premium: 50元", "premium: 55元"))
    assert [change["jump"] for change in changes(*edits)] == [True, False]


def test_the_threshold_is_the_offices_choice(changes: Any) -> None:
    found = changes(("premium: 50元", "premium: 55元"), options=("--jump", "5%"))
    assert [change["jump"] for change in found] == [True]


def test_an_entry_that_moved_is_no_removal(changes: Any) -> None:
    row = "      - {id: heping, population: 531}\n"
    last = "      - {id: renhe, population: 778}\n"
    (moved,) = changes((row, ""), (last, last + row))
    assert (moved["kind"], moved["where"][-1]) == ("moved", "和平村")


def test_schemes_come_and_go_by_their_names(changes: Any) -> None:
    scheme = "schemes:\n  - {id: plus, label: 200元型, premium: 200元}\n"
    (added,) = changes(("schemes:\n", scheme))
    assert (added["kind"], added["where"], added["new"]) == ("added", ["投保方案", "200元型"], "200元")


def test_wording_stands_apart_from_figures(changes: Any) -> None:
    found = changes(
        ("广泛开展社会动员", "积极开展社会动员"), ("每人限投, value: 2份", "每人限投, value: 3份")
    )
    assert {change["matter"] for change in found} == {"wording", "figure"}
    (wording,) = [change for change in found if change["matter"] == "wording"]
    changed = [piece for piece in wording["pieces"] if piece["mark"] != "same"]
    assert {"mark": "removed", "text": "广泛"} in changed
    assert {"mark": "added", "text": "积极"} in changed


def test_a_figure_written_as_an_expression_changes_nothing(changes: Any) -> None:
    assert changes(("参保覆盖率{{ targets.coverage }}及以上", "参保覆盖率88%及以上")) == []


def test_a_heading_that_runs_into_its_text_is_one_change(changes: Any) -> None:
    (laid,) = changes(("lead: 提高思想认识。", "heading: 提高思想认识。"))
    assert (laid["matter"], laid["new"]) == ("setting", "标题独占一行")


def test_an_addressee_that_was_added_is_said(changes: Any) -> None:
    (added,) = changes(("    - 镇直各单位\n", "    - 镇直各单位\n    - 各驻镇单位\n"))
    assert said(added) == "通知 · 主送机关  → 各驻镇单位"


def test_a_change_names_its_line(office: Path, changes: Any) -> None:
    (change, *_) = changes(("value: 88%", "value: 90%"))
    line = (office / PROGRAM).read_text(encoding="utf-8").splitlines()[change["span"]["line"] - 1]
    assert line[change["span"]["column"] - 1 :].startswith("90%")


# -- what is compared ---------------------------------------------------------------------------------------


def test_years_are_matched_program_by_program(diff: Diff) -> None:
    found = diff("2024", "2025")
    assert found.exit_code == 0
    assert "考核目标（人） · 合计  13634 → 14274（+4.7%）" in found.stdout
    assert "推进时间 · 止  2024年3月20日 → 2025年3月31日（周一，工作日）" in found.stdout


def test_programs_of_one_year_only_are_said(diff: Diff) -> None:
    found = diff("2018", "2025")
    assert "安康关爱行动：新增 content/2025/ankang-care.yaml" in found.stdout
    assert "删去 content/2018/family-accident-insurance.yaml" in found.stdout


def test_a_revision_is_compared_with_the_files_at_hand(office: Path, diff: Diff) -> None:
    committed(office)
    edit(office / PROGRAM, ("value: 88%", "value: 90%"))
    found = diff("HEAD", "--", PROGRAM)
    assert "参保覆盖率  88% → 90%（+2个百分点）" in found.stdout
    assert f"HEAD:{PROGRAM} → {PROGRAM}" in found.stdout


def test_two_revisions_leave_the_files_at_hand_alone(office: Path, diff: Diff) -> None:
    committed(office)
    edit(office / PROGRAM, ("value: 88%", "value: 90%"))
    git(office, "commit", "--quiet", "--all", "--message", "改目标")
    (office / PROGRAM).write_text("一塌糊涂", encoding="utf-8")
    for arguments in (("HEAD~1", "HEAD"), ("HEAD~1..HEAD",)):
        assert "88% → 90%" in diff(*arguments).stdout
    assert (office / PROGRAM).read_text(encoding="utf-8") == "一塌糊涂"


def test_an_office_inside_a_larger_repository_finds_its_past(office: Path, diff: Diff) -> None:
    committed(office.parent)
    edit(office / PROGRAM, ("value: 88%", "value: 90%"))
    assert "88% → 90%" in diff("HEAD").stdout


def test_a_redline_of_revisions_is_laid_out_by_the_new_template(office: Path, diff: Diff) -> None:
    committed(office)
    edit(office / PROGRAM, ("value: 88%", "value: 90%"))
    (office / "templates" / "notice.docx").unlink()
    git(office, "commit", "--quiet", "--all", "--message", "用自带的模板")
    (office / "templates" / "notice.docx").write_bytes(b"spoilt")
    found = diff("HEAD~1", "HEAD", "--redline", str(office / "花脸稿.docx"))
    assert found.exit_code == 0, found.output


def test_a_village_that_a_revision_renamed_is_said(office: Path, diff: Diff) -> None:
    committed(office)
    roster = next((office / "content" / "rosters").glob("example-villages*"))
    edit(roster, ("和平村", "和平新村"))
    found = diff("HEAD", "--", "content/rosters")
    assert "和平村 → 和平新村" in found.stdout


def test_files_behind_the_dashes_narrow_it_down(diff: Diff) -> None:
    assert "没有变化" in diff("2025", "2025", "--", "ankang-care").stdout
    refused = diff("2024", "2025", "--", "ankang-cure")
    assert refused.exit_code == 2
    assert "两边都没有“ankang-cure”" in refused.stderr
    assert "可以写：ankang-care" in refused.stderr


@pytest.mark.parametrize("name", ["2031", "nosuch", "--upload-pack=x"])
def test_what_cannot_be_compared_is_refused(office: Path, diff: Diff, name: str) -> None:
    committed(office)
    found = diff("2024", name) if name.startswith("2") else diff(name)
    assert found.exit_code == 2
    assert "Traceback" not in found.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("2024",), "“2024”是年度，要和另一个年度比"),
        (("2024", "HEAD"), "“2024”是年度，要和另一个年度比"),
        (("HEAD", "2024"), "“2024”是年度，要和另一个年度比"),
        ((PROGRAM,), f"docgen diff HEAD -- {PROGRAM}"),
        ((PROGRAM, "HEAD"), f"“{PROGRAM}”是文件，要和另一个文件比"),
        ((), "docgen diff 2024 2025"),
    ],
)
def test_a_side_without_its_like_is_told_what_to_write(
    office: Path, diff: Diff, arguments: tuple[str, ...], message: str
) -> None:
    committed(office)
    found = diff(*arguments)
    assert found.exit_code == 2
    assert message in found.stderr


def test_an_office_without_git_is_told_what_to_write(diff: Diff) -> None:
    found = diff("HEAD~3")
    assert found.exit_code == 2
    assert "“HEAD~3”不是年度、YAML 文件，也不是 git 里的版本" in found.stderr


def test_word_files_are_sent_to_git(office: Path, diff: Diff) -> None:
    template = str(office / "templates" / "notice.docx")
    found = diff(template, template)
    assert found.exit_code == 2
    assert "--install-git" in found.stderr


# -- mistakes and exit codes --------------------------------------------------------------------------------


def test_mistakes_are_told_and_the_rest_is_compared(office: Path, diff: Diff) -> None:
    shutil.copy(office / PROGRAM, office / "content" / "2024" / "other.yaml")
    shutil.copy(office / PROGRAM, office / "content" / "2025" / "other.yaml")
    for year in ("2024", "2025"):
        edit(office / "content" / year / "other.yaml", ("id: ankang-care", "id: other"))
    edit(office / "content" / "2025" / "other.yaml", ("value: 88%", "value: 90%"))
    edit(office / PROGRAM, ("label: 安康关爱行动", "lable: 安康关爱行动"))
    found = diff("2024", "2025")
    assert found.exit_code == 1
    assert f"{PROGRAM}:3:1" in found.stderr
    assert "88% → 90%" in found.stdout


def test_a_mistake_in_a_text_hides_no_change(office: Path, diff: Diff) -> None:
    committed(office)
    edit(office / PROGRAM, ("value: 88%", "value: 90%"), ("{{ facts.funded_age }}", "{{ facts.funded_aeg }}"))
    found = diff("HEAD")
    assert found.exit_code == 1
    assert "facts.funded_aeg" in found.stderr
    assert "88% → 90%" in found.stdout


def test_the_exit_code_tells_of_changes_when_asked(diff: Diff) -> None:
    assert diff("2024", "2025").exit_code == 0
    assert diff("2024", "2025", "--exit-code").exit_code == 1
    assert diff("2025", "2025", "--exit-code").exit_code == 0


def test_a_threshold_that_is_no_percentage_is_refused(diff: Diff) -> None:
    found = diff("2024", "2025", "--jump", "许多")
    assert found.exit_code == 2
    assert "许多" in found.stderr


# -- reports ------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sources: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.sources += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_is_well_formed(office: Path, diff: Diff) -> None:
    committed(office)
    edit(office / PROGRAM, ("value: 88%", "value: 90%"), ("广泛开展", "<script>alert(1)</script>&开展"))
    target = office / "变化.html"
    assert diff("HEAD", "-o", str(target)).exit_code == 0
    text = target.read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert (page.open, page.sources) == ([], [])
    assert "script" not in page.tags
    assert page.tags.count("svg") == 1
    assert "&lt;script&gt;" in text
    assert ">659 → 674（+2.3%）<" in text


def test_markdown_keeps_its_tables_whole(office: Path, diff: Diff) -> None:
    committed(office)
    edit(office / PROGRAM, ("value: 88%", "value: 90%"), ("广泛开展社会动员", "积极*开展*|社会动员"))
    found = diff("HEAD", "--format", "md").stdout
    assert "| 和平村 | 467 | 478 | +2.4% |" in found
    assert r"<del>广泛开展</del><ins>积极\*开展\*\|</ins>社会动员" in found


def test_a_report_has_the_same_bytes_every_time(office: Path, diff: Diff) -> None:
    for name in ("text", "md", "json", "html"):
        first, second = (diff("2024", "2025", "--format", name).stdout for _ in range(2))
        assert first == second


def test_a_report_speaks_english_too(diff: Diff) -> None:
    found = diff("2024", "2025", lang="en").stdout
    assert "参保覆盖率  85% → 88% (+3 points)" in found
    assert "Mon, working day" in found


# -- redline ------------------------------------------------------------------------------------------------


def test_the_redline_is_written_beside_the_report(office: Path, diff: Diff) -> None:
    target = office / "花脸稿.docx"
    found = diff("2024", "2025", "--redline", str(target))
    assert found.exit_code == 0
    assert target.read_bytes().startswith(b"PK")
    first = target.read_bytes()
    diff("2024", "2025", "--redline", str(target))
    assert target.read_bytes() == first


def test_what_word_cannot_track_is_listed(office: Path, diff: Diff) -> None:
    committed(office)
    wide = "".join(
        f"      - {{id: c{number}, label: 指标{number}的名称, type: text}}\n" for number in range(12)
    )
    edit(office / PROGRAM, ("      - {id: remark, label: 备注, type: text}\n", wide))
    found = diff("HEAD", "--redline", str(office / "花脸稿.docx"))
    assert "花脸稿里看不出的变化" in found.stdout
    assert "分节、横排页和页码的起点" in found.stdout


def test_a_redline_is_of_one_program(office: Path, diff: Diff) -> None:
    found = diff("2018", "2025", "--redline", str(office / "花脸稿.docx"))
    assert found.exit_code == 2
    assert not (office / "花脸稿.docx").exists()
