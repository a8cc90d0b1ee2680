"""An office's own layout profile: only what differs, every mistake at its place, a template made of it."""

import io
import re
import shutil
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click.testing
import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.cli import main
from docgen.diagnostics import Diagnostic, Severity
from docgen.profiles import Profile, Strength, Unit, built_in, load
from docgen.profiles.own import read_profile
from docgen.profiles.values import ALIGNMENTS, known_ids
from docgen.renderers.excel.default_template import build_annex_template
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word.template import build_notice_template

_SHOWN = "templates/own.yaml"
Reader = Callable[..., tuple[Profile | None, tuple[Diagnostic, ...]]]
Run = Callable[..., click.testing.Result]


@pytest.fixture
def reading(tmp_path: Path) -> Reader:
    """Return what reads a profile whose rules are the given lines."""

    def read(*lines: str) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
        file = tmp_path / "own.yaml"
        text = "\n".join(["title: 某县公文版式", "rules:", *(f"  - {{{line}}}" for line in lines)])
        file.write_text(f"{text}\n", encoding="utf-8")
        return read_profile(file, _SHOWN)

    return read


def accepted(read: Reader, *lines: str) -> Profile:
    profile, found = read(*lines)
    assert profile and not found, found
    return profile


# -- what a profile is --------------------------------------------------------------------------------------


def test_what_a_profile_leaves_unsaid_is_as_in_the_one_it_extends(reading: Reader) -> None:
    profile = accepted(reading, "id: mark.size, value: 50")
    assert profile.points("mark.size") == 50
    assert profile.rules["title.size"] == load().rules["title.size"]
    assert profile.fonts == load().fonts


def test_a_rule_of_an_office_is_practice_and_names_its_profile(reading: Reader) -> None:
    rule = accepted(reading, "id: margin.top, value: 36").rules["margin.top"]
    assert (rule.strength, rule.source, rule.unit) == (Strength.PRACTICE, "某县公文版式", Unit.MILLIMETRE)


def test_the_type_area_is_what_the_office_s_margins_leave(reading: Reader) -> None:
    lines = (f"id: margin.{side}, value: 27" for side in ("left", "right", "top", "bottom"))
    profile = accepted(reading, *lines)
    assert [profile.rules[f"area.{side}"].number for side in ("width", "height")] == [156, 243]


def test_a_profile_may_extend_either_built_in_one(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("title: 某县公文版式\nextends: gbt33476\n", encoding="utf-8")
    profile, found = read_profile(file, _SHOWN)
    assert not found
    assert profile and profile.rules == load("gbt33476").rules


def test_the_example_of_the_manual_is_a_profile(tmp_path: Path) -> None:
    manual = (Path(__file__).parent.parent / "docs" / "format" / "profiles.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", manual, re.DOTALL)
    assert example
    file = tmp_path / "office.yaml"
    file.write_text(textwrap.dedent(example[1]), encoding="utf-8")
    profile, found = read_profile(file, _SHOWN)
    assert not found
    assert profile and profile.points("mark.size") == 60


@pytest.mark.parametrize("id", built_in())
def test_a_built_in_profile_fits_its_lines_and_characters_on_the_page(id: str) -> None:
    profile = load(id)
    height = profile.points("paper.height") - profile.margin("top") - profile.margin("bottom")
    width = profile.points("paper.width") - profile.margin("left") - profile.margin("right")
    assert 0 <= height - 22 * profile.points("grid.pitch") < 1
    assert 28 <= width / (profile.points("text.size") + profile.points("grid.spacing")) < 29


def test_the_second_geometry_measures_the_same_type_area_from_its_own_margins() -> None:
    second = load("gbt33476")
    assert [second.text(f"margin.{side}") for side in ("top", "bottom")] == ["34.58", "32.58"]
    assert second.rules["area.height"].number == load().rules["area.height"].number == 225


# -- mistakes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "id", "column", "seen", "repair"),
    [
        ("id: margin.top, value: 30mm", "wrong-value", 29, "30mm", "value: 30, unit: mm"),
        ("id: margin.top, value: 三十", "wrong-value", 29, "三十", "value: 30"),
        ("id: margin.botom, value: 30", "unknown-rule", 10, "margin.botom", "margin.bottom"),
        ("id: titel.size, value: 22", "unknown-rule", 10, "titel.size", "title.size"),
        ("id: margin.left, value: 2, unit: 行", "wrong-unit", 39, "行", "mm 或 磅"),
        ("id: mark.size, value: 60, unit: pt", "wrong-unit", 38, "pt", "磅"),
        ("id: mark.size, value: 6, unit: 厘米", "wrong-unit", 37, "厘米", "mm、磅、行、字"),
        ("id: grid.lines, value: 22, unit: 行", "wrong-unit", 39, "grid.lines", "删去 unit"),
        ("id: grid.lines, value: 22.5", "wrong-value", 29, "22.5", "整数"),
        ("id: grid.pitch, value: 300, unit: 磅", "out-of-range", 29, "300 磅", "8 到 100"),
        ("id: margin.top, value: -1", "out-of-range", 29, "-1 mm", "0 到"),
        ("id: heading-2.bold, value: 粗", "wrong-value", 33, "粗", "是、否"),
        ("id: mark.colour, value: 红", "wrong-value", 30, "红", "FF0000"),
        ("id: title.font, value: 华文中宋", "wrong-value", 29, "华文中宋", "小标宋"),
        ("id: page-number.format, value: 第页", "wrong-value", 37, "第页", "— 1 —"),
        ("id: body.align, value: 左右", "wrong-value", 29, "左右", "两端"),
    ],
)
def test_a_mistake_is_reported_at_its_place_with_what_to_type(  # noqa: PLR0917 - a table
    reading: Reader, line: str, id: str, column: int, seen: str, repair: str
) -> None:
    profile, found = reading(line)
    assert profile is None
    (mistake,) = found
    assert (mistake.id, mistake.span, mistake.severity) == (id, (_SHOWN, 3, column), Severity.ERROR)
    assert seen in mistake.message.zh
    assert mistake.hint and repair in mistake.hint.zh


def test_every_mistake_is_reported_in_one_run(reading: Reader) -> None:
    _, found = reading("id: a.b, value: 1", "id: mark.size, value: 大", "id: mark.size, value: 50")
    assert [(each.id, each.span.line) for each in found] == [
        ("unknown-rule", 3),
        ("wrong-value", 4),
        ("duplicate-id", 5),
    ]


@pytest.mark.parametrize(
    ("text", "id", "line"),
    [
        ("title: 甲\nextends: gbt9704\n", "unknown-profile", 2),
        ("title: 甲\nfonts:\n  小标送: [宋体]\n", "unknown-font", 3),
        ("title: 甲\nfonts:\n  小标宋: []\n", "missing-value", 3),
        ("title: 甲\nfallback:\n  宋: [宋体]\n", "unknown-font", 3),
        ("extends: gbt33476\n", "missing-key", 1),
        ("title: 甲\nrule: []\n", "unknown-key", 2),
        ("title: 甲\nrules:\n  - {id: mark.size}\n", "missing-key", 3),
    ],
)
def test_a_file_of_wrong_form_is_refused(tmp_path: Path, text: str, id: str, line: int) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    profile, found = read_profile(file, _SHOWN)
    assert profile is None
    assert [(each.id, each.span.line) for each in found] == [(id, line)]


@pytest.mark.parametrize(
    ("line", "repair"),
    [
        ("id: grid.pitch, value: 30, unit: 磅", "28.95"),
        ("id: margin.top, value: 50", "27.3"),
        ("id: grid.characters, value: 30", "14.7"),
    ],
)
def test_a_page_too_small_for_its_lines_is_a_warning(reading: Reader, line: str, repair: str) -> None:
    profile, (warning,) = reading(line)
    assert profile is not None
    assert (warning.id, warning.severity, warning.span.line) == ("page-too-small", Severity.WARNING, 3)
    assert warning.hint and repair in warning.hint.zh


@settings(max_examples=150)
@given(
    id=st.sampled_from(sorted(known_ids(load()))) | st.text(st.characters(codec="utf-8"), max_size=8),
    value=st.text(st.characters(codec="utf-8"), max_size=8) | st.decimals(-9, 999, places=2).map(str),
    unit=st.sampled_from(["", "mm", "磅", "行", "字", "pt"]),
)
def test_a_value_makes_a_template_or_is_a_diagnostic(
    tmp_path_factory: pytest.TempPathFactory, id: str, value: str, unit: str
) -> None:
    quoted = [text.replace("'", "''") for text in (id, value)]
    unit = f", unit: {unit}" if unit else ""
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    text = f"title: 甲\nrules:\n  - {{id: '{quoted[0]}', value: '{quoted[1]}'{unit}}}\n"
    file.write_bytes(text.encode())
    profile, found = read_profile(file, _SHOWN)
    assert (profile is None) == any(each.severity is Severity.ERROR for each in found)
    if profile:
        build_notice_template(profile)
        build_annex_template(profile)


# -- templates ----------------------------------------------------------------------------------------------


def top_margin(file: Any) -> float:
    """Return the top margin of a Word file's first section, in millimetres."""
    margin = docx.Document(file).sections[0].top_margin
    return margin.mm if margin else 0.0


def styles_of(profile: Profile) -> docx.document.Document:
    return docx.Document(io.BytesIO(build_notice_template(profile)))


@pytest.mark.parametrize("name", ["一级标题", "三级标题"])
def test_an_office_may_have_its_headings_bold(reading: Reader, name: str) -> None:
    profile = accepted(reading, "id: heading-1.bold, value: 是", "id: heading-3.bold, value: 是")
    assert styles_of(profile).styles[name].font.bold
    assert not styles_of(load()).styles[name].font.bold


def test_a_run_in_heading_may_be_bold_too(reading: Reader) -> None:
    profile = accepted(reading, "id: lead-2.bold, value: 是")
    assert styles_of(profile).styles["二级标题字"].font.bold


def test_the_page_number_has_the_look_the_office_wants(reading: Reader) -> None:
    profile = accepted(reading, "id: page-number.format, value: 第 1 页")
    assert styles_of(profile).sections[0].footer.paragraphs[0].text == "第 1 页"


def test_margins_and_colours_and_rules_are_in_the_template(reading: Reader) -> None:
    profile = accepted(
        reading,
        "id: margin.top, value: 36",
        "id: mark.colour, value: C00000",
        "id: head-rule.thickness, value: 1",
    )
    template = styles_of(profile)
    assert top_margin(io.BytesIO(build_notice_template(profile))) == pytest.approx(36, abs=0.01)
    assert str(template.styles["发文机关标志"].font.color.rgb) == "C00000"
    styles = read_parts(build_notice_template(profile))["word/styles.xml"].decode()
    assert 'w:bottom w:val="single" w:sz="23"' in styles


@pytest.mark.parametrize("alignment", ALIGNMENTS)
def test_every_alignment_has_a_meaning_in_word(reading: Reader, alignment: str) -> None:
    build_notice_template(accepted(reading, f"id: title.align, value: {alignment}"))


def test_the_annex_template_has_the_office_s_fonts_and_margins(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    rules = "rules:\n  - {id: margin.left, value: 25.4}\n"
    file.write_text(f"title: 甲\nfonts: {{黑体: [方正黑体_GBK]}}\n{rules}", encoding="utf-8")
    profile, _ = read_profile(file, _SHOWN)
    assert profile
    parts = read_parts(build_annex_template(profile))
    assert "方正黑体_GBK" in parts["xl/styles.xml"].decode()
    assert 'left="1"' in parts["xl/worksheets/sheet1.xml"].decode()


# -- in an office's repository ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offices") / "office"
    assert click.testing.CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "office"))


@pytest.fixture
def run(office: Path) -> Run:
    def run_in_office(*arguments: str) -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, ["--lang", "zh", "-C", str(office), *arguments])

    return run_in_office


def name_profile(office: Path, name: str) -> None:
    file = office / "content" / "agencies.yaml"
    file.write_text(f"profile: {name}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


def test_a_new_template_is_made_of_the_profile_that_agencies_yaml_names(office: Path, run: Run) -> None:
    name_profile(office, "own")
    own = office / "templates" / "own.yaml"
    own.write_text("title: 甲\nrules:\n  - {id: margin.top, value: 36}\n", encoding="utf-8")
    assert run("template", "new", "templates/own.docx").exit_code == 0
    assert top_margin(str(office / "templates" / "own.docx")) == pytest.approx(36, abs=0.01)


def test_a_new_template_may_be_of_a_built_in_profile(office: Path, run: Run) -> None:
    assert run("template", "new", "--profile", "gbt33476", "templates/second.docx").exit_code == 0
    made = (office / "templates" / "second.docx").read_bytes()
    assert read_parts(made) == read_parts(build_notice_template(load("gbt33476")))


def test_a_template_that_exists_is_kept_unless_forced(office: Path, run: Run) -> None:
    notice = office / "templates" / "notice.docx"
    before = notice.read_bytes()
    refused = run("template", "new")
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert notice.read_bytes() == before
    assert run("template", "new", "--force", "--profile", "gbt33476").exit_code == 0
    assert notice.read_bytes() != before


def test_an_annex_template_is_made_by_its_ending(office: Path, run: Run) -> None:
    assert run("template", "new", "templates/new.xlsx").exit_code == 0
    assert (office / "templates" / "new.xlsx").is_file()
    assert run("template", "new", "templates/new.odt").exit_code == 2


def test_a_profile_that_is_not_there_is_reported_where_it_is_named(office: Path, run: Run) -> None:
    name_profile(office, "gbt3376")
    checked = run("check")
    assert checked.exit_code == 1
    assert "content/agencies.yaml:1:10" in checked.output
    assert "gbt33476" in checked.output
    assert run("template", "new", "a.docx").exit_code == 1


def test_a_mistake_in_the_profile_stops_a_build(office: Path, run: Run) -> None:
    name_profile(office, "own")
    own = office / "templates" / "own.yaml"
    own.write_text("title: 甲\nrules:\n  - {id: mark.size, value: 大}\n", encoding="utf-8")
    stopped = run("build", "2025", "--format", "concise")
    assert stopped.exit_code == 1
    assert "templates/own.yaml:3:28" in stopped.output
    assert not (office / "build").exists()


def test_a_built_notice_has_the_look_of_the_new_template(office: Path, run: Run) -> None:
    assert run("template", "new", "--force", "--profile", "gbt33476").exit_code == 0
    assert run("build", "2025").exit_code == 0
    (notice,) = (office / "build").rglob("*.docx")
    assert top_margin(str(notice)) == pytest.approx(33.59, abs=0.01)
