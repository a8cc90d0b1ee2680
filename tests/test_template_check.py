"""`docgen template`: every fault of an office's template, told at once and marked in a copy."""

import io
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click.testing
import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.cli import main
from docgen.diagnostics import Mistake, Severity
from docgen.renderers.excel.styles import Style
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.templates import check, name_uses
from docgen.renderers.word import render
from docgen.renderers.word.frame import faults
from docgen.renderers.word.tags import NAMES
from docgen.renderers.word.template_marks import mark
from docgen.renderers.word.wordml import NAMESPACE
from docgen.verifier import verify
from tests.faulty_templates import PLANTS, TOGETHER, Plant, at_end, in_footer, line, planted, run
from tests.office import convert
from tests.word_samples import TEMPLATE, notice, retouched

W = f"{{{NAMESPACE}}}"
Element = Any
ALL = planted(edit for plant in TOGETHER for edit in plant.edits)
Run = Callable[..., click.testing.Result]


def ids(template: bytes) -> list[str]:
    return sorted(fault.id for fault in faults(template))


def parsed(data: bytes) -> Element:
    return etree.fromstring(data)


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The template as LibreOffice saves it."""
    return convert(TEMPLATE, "docx", "docx", tmp_path_factory.mktemp("resaved"))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(Path(__file__).parents[1] / "templates", tmp_path / "templates")
    (tmp_path / "content").mkdir()
    return tmp_path


@pytest.fixture
def docgen(office: Path) -> Run:
    def run_in_office(*arguments: str, lang: str = "zh") -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, ["--lang", lang, "-C", str(office), *arguments])

    return run_in_office


def test_the_template_in_the_repository_has_no_fault() -> None:
    assert faults(TEMPLATE) == ()


def test_a_template_that_libreoffice_has_saved_has_no_fault(resaved: bytes) -> None:
    assert faults(resaved) == ()


def test_a_style_changed_in_libreoffice_shows_in_the_next_notice(resaved: bytes) -> None:
    styles = read_parts(resaved)["word/styles.xml"].decode()
    name = '<w:name w:val="公文正文"/>'
    before, after = styles.split(name)
    assert '<w:sz w:val="32"/>' in after.partition("</w:style>")[0]
    restyled = before + name + after.replace('<w:sz w:val="32"/>', '<w:sz w:val="36"/>', 1)
    template = write_parts(read_parts(resaved) | {"word/styles.xml": restyled.encode()})
    assert faults(template) == ()
    data = render(notice(), template)
    verify("通知.docx", data, notice())
    body = next(each for each in docx.Document(io.BytesIO(data)).paragraphs if "现将" in each.text)
    assert body.style is not None
    assert (body.style.name, body.style.font.size) == ("公文正文", Pt(18))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_fault_is_told_alone_with_its_repair(plant: Plant) -> None:
    found = faults(planted(plant.edits))
    assert sorted(fault.id for fault in found) == sorted(plant.ids)
    assert any(plant.told in fault.message.zh and plant.repair in fault.hint.zh for fault in found)
    assert all(fault.message.en and fault.hint.en for fault in found)


def test_all_faults_are_told_at_once() -> None:
    messages = [fault.message.zh for fault in faults(ALL)]
    assert set(ids(ALL)) == {id for plant in TOGETHER for id in plant.ids}
    assert [plant.name for plant in TOGETHER if not any(plant.told in each for each in messages)] == []


def test_a_build_tells_all_errors_at_once() -> None:
    errors = [fault for fault in faults(ALL) if fault.severity is Severity.ERROR]
    with pytest.raises(Mistake) as caught:
        render(notice(), ALL)
    missing = [fault for fault in errors if fault.id != "missing-style"]
    assert len(missing) > 40
    for fault in missing:
        assert fault.message.zh in caught.value.message.zh
        assert fault.hint.en in caught.value.message.en


def test_a_build_lets_warnings_pass() -> None:
    data = render(notice(), planted(in_footer(line("{{ number|default(“无”) }}"))))
    assert "明政〔2025〕2号" in read_parts(data)["word/footer1.xml"].decode()


def test_a_build_names_a_part_of_the_notice_that_the_template_leaves_out() -> None:
    # An office may do without 附注 until a notice has one.
    body = read_parts(TEMPLATE)["word/document.xml"].decode()
    bare = re.sub(r"<w:p>(?:(?!<w:p>).)*\{\{ note \}\}.*?</w:p>", "", body)
    template = write_parts(read_parts(TEMPLATE) | {"word/document.xml": bare.encode()})
    assert ids(template) == ["left-out-tags"]
    with pytest.raises(Mistake) as caught:
        render(notice(), template)
    assert caught.value.id == "missing-tag"
    assert "{{ note }}" in caught.value.message.zh


@pytest.mark.parametrize(
    "runs",
    [
        ("{", "{ number }", "}"),
        ("{{ num", "ber }}"),
        ("{{", " number ", "}}"),
        tuple("{{ number }}"),
    ],
)
@pytest.mark.parametrize("properties", ["", "<w:b/>", '<w:rFonts w:hint="eastAsia"/>'])
def test_a_tag_that_word_has_split_is_no_fault(runs: Sequence[str], properties: str) -> None:
    pieces = [run(each, properties if place % 2 else "") for place, each in enumerate(runs)]
    template = planted(in_footer(line(*pieces)))
    assert faults(template) == ()
    assert "明政〔2025〕2号" in read_parts(render(notice(), template))["word/footer1.xml"].decode()


@pytest.mark.parametrize(
    "words",
    [
        "联系人：{# 甲 #}",
        "{{ note or number }}",
        "{{ number if number else copy_to }}",
        "{% if note and not copy_to %}{{ number }}{% elif number == '1' %}{{ note }}{% else %}无{% endif %}",
        "{{ number|default('无', true) }}",
        "{{number}}",
        "{{\u3000number\u3000}}",
        "100%，{甲}、[[ 乙 ]]、《丙》",
    ],
)
def test_what_a_template_may_say_is_no_fault(words: str) -> None:
    template = planted(in_footer(line(words)))
    assert faults(template) == ()
    render(notice(), template)


def test_a_fault_has_the_number_of_its_paragraph_and_its_character() -> None:
    template = retouched("word/document.xml", "{{ number }}", "文号 {{ nummer }}")
    (found,) = (each for each in check("templates/notice.docx", template) if each.id == "unknown-tag")
    paragraphs = list(parsed(read_parts(template)["word/document.xml"]).iter(f"{W}p"))
    assert "nummer" in "".join(paragraphs[found.span.line - 1].itertext())
    assert (found.span.file, found.span.column) == ("templates/notice.docx", 4)


def test_names_that_were_typed_in_a_long_paragraph_are_shown_with_the_words_around() -> None:
    (fault,) = faults(planted(in_footer(line(f"{'甲' * 90}{{{{ nummer }}}}{'乙' * 90}"))))
    assert f"“…{'甲' * 30}{{{{ nummer }}}}{'乙' * 30}…”" in fault.message.zh


def test_hundreds_of_brackets_are_a_fault_and_no_crash() -> None:
    assert ids(planted(in_footer(line(f"{{{{ {'(' * 400}number{')' * 400} }}}}")))) == ["faulty-tag"]


@pytest.mark.parametrize("data", [b"", b"PK", write_parts({"word/document.xml": b"<a>"})])
def test_what_is_no_word_file_is_told_as_a_fault(data: bytes) -> None:
    (found,) = check("notice.docx", data)
    assert (found.id, found.severity) == ("unusable-template", Severity.ERROR)


def test_a_template_without_page_setup_is_told_with_its_other_faults() -> None:
    body = read_parts(TEMPLATE)["word/document.xml"].decode()
    bare = re.sub("<w:sectPr>.*</w:sectPr>", line("{{ nummer }}"), body)
    template = write_parts(read_parts(TEMPLATE) | {"word/document.xml": bare.encode()})
    assert ids(template) == ["no-page-setup", "unknown-tag"]


PIECES = (
    "{{|}}|{%|%}|{%p |{{p |{#|#}|if |number|note|endif|else| |'|“|”|default|｛｛|｝｝|％|甲|not |or |~|(|)|.x"
    "|body|==|{{ number }}|{% if note %}|{% endif %}|{%p if note %}|{%p endif %}|{% else %}|{%p else %}"
    "|{{ note or number }}|{%p elif number %}|{%tr if note %}|{%tr endif %}"
)
TYPED = st.lists(st.sampled_from([*PIECES.split("|"), "|"]), max_size=6).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=3), st.booleans())
def test_a_template_without_errors_builds_a_notice_that_is_read_back(typed: list[str], main: bool) -> None:
    blocks = "".join(map(line, typed))
    template = planted(at_end(blocks) if main else in_footer(blocks))
    if not [fault for fault in faults(template) if fault.severity is Severity.ERROR]:
        data = render(notice(), template)
        verify("通知.docx", data, notice())
        docx.Document(io.BytesIO(data))


def test_the_names_are_listed_with_their_meaning_and_use() -> None:
    uses = name_uses(retouched("word/document.xml", "{{p body }}", "{# #}"))
    assert [use.meaning for use in uses] == [name.meaning for name in NAMES]
    assert [use.tag for use in uses if not use.printed] == ["{{p body }}"]


def test_an_excel_template_without_a_style_is_told() -> None:
    data = (Path(__file__).parents[1] / "templates" / "annex.xlsx").read_bytes()
    assert check("annex.xlsx", data) == ()
    style = next(iter(Style))
    parts = read_parts(data)
    bare = parts["xl/styles.xml"].replace(f'name="{style}"'.encode(), b'name="x"')
    (found,) = check("annex.xlsx", write_parts(parts | {"xl/styles.xml": bare}))
    assert style in found.message.zh


def test_the_templates_of_the_office_are_checked_by_themselves(docgen: Run) -> None:
    done = docgen("template", "check")
    assert (done.exit_code, done.stdout) == (0, "没有发现问题\n")


def test_check_reports_every_fault_and_fails(docgen: Run, office: Path) -> None:
    (office / "templates" / "notice.docx").write_bytes(ALL)
    done = docgen("template", "check", "--format", "json")
    reported = json.loads(done.stdout)
    assert done.exit_code == 1
    assert {each["file"] for each in reported} == {"templates/notice.docx"}
    assert {each["id"] for each in reported} == set(ids(ALL))


def test_a_warning_fails_under_strict_alone(docgen: Run, office: Path) -> None:
    (office / "other.docx").write_bytes(planted(in_footer(line("{{ number|default(“无”) }}"))))
    assert docgen("template", "check", "other.docx").exit_code == 0
    assert docgen("template", "check", "other.docx", "--strict").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing.docx",),
        ("content/a.txt",),
        ("templates/notice.docx", "--mark", "templates/notice.docx"),
        ("templates/annex.xlsx", "--mark", "copy.docx"),
        ("--mark", "copy.xlsx"),
    ],
)
def test_what_cannot_be_checked_or_marked_ends_with_2(
    docgen: Run, office: Path, arguments: Sequence[str]
) -> None:
    (office / "content" / "a.txt").write_text("甲", encoding="utf-8")
    assert docgen("template", "check", *arguments).exit_code == 2
    assert not list(office.glob("copy.*"))


def test_check_marks_a_copy(docgen: Run, office: Path) -> None:
    template = office / "templates" / "notice.docx"
    template.write_bytes(ALL)
    done = docgen("template", "check", "--mark", "副本.docx")
    assert done.exit_code == 1
    assert "副本.docx" in done.stdout
    assert (office / "副本.docx").read_bytes() == mark(ALL, faults(ALL))
    assert template.read_bytes() == ALL


def test_nothing_is_marked_in_a_template_without_faults(docgen: Run, office: Path) -> None:
    done = docgen("template", "check", "--mark", "副本.docx")
    assert done.exit_code == 0
    assert "没有写副本" in done.stdout
    assert not (office / "副本.docx").exists()


def test_a_template_outside_of_any_office_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(TEMPLATE)
    arguments = ["--lang", "zh", "-C", str(tmp_path), "template", "check", "a.docx"]
    assert click.testing.CliRunner().invoke(main, arguments).exit_code == 0


def test_tags_are_listed_for_the_offices_template(docgen: Run) -> None:
    done = docgen("template", "tags")
    assert len(done.stdout.splitlines()) == len(NAMES)
    assert re.search(r"^用到  \{\{ number \}\} +发文字号$", done.stdout, re.MULTILINE)
    assert "the document number" in docgen("template", "tags", "templates/notice.docx", lang="en").stdout


def test_the_manual_names_every_tag_and_every_fault() -> None:
    manual = (Path(__file__).parents[1] / "docs" / "format" / "templates.md").read_text(encoding="utf-8")
    for use in name_uses(TEMPLATE):
        assert f"| `{use.tag}` | {use.meaning.zh} |" in manual
    assert [id for plant in PLANTS for id in plant.ids if f"`{id}`" not in manual] == []
