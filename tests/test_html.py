"""The notice as a page for the browser: it says what the paper says, and where each word comes from."""

import shutil
from html.parser import HTMLParser
from pathlib import Path

import click.testing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.document import Document, Paragraph, Role, Run, printed
from docgen.pipeline import BuildOptions, build, composed
from docgen.project import Project
from docgen.readers import html
from docgen.renderers.formats import formats
from docgen.renderers.html.page import render
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.verifier import verify
from tests import gallery

ROOT = Path(__file__).parent.parent
TEMPLATE = (ROOT / "templates" / "notice.docx").read_bytes()


class Spans(HTMLParser):
    """The attributes of every element of a page, by its tag."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("html") / "office"
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def built(office: Path, year: int, *, formats: str = "docx,html,md") -> dict[str, bytes]:
    arguments = ["-C", str(office), "build", str(year), "--to", formats]
    assert click.testing.CliRunner().invoke(main, arguments).exit_code == 0
    return {path.suffix: path.read_bytes() for path in (office / "build" / str(year)).rglob("*.*")}


def page(*lines: Paragraph) -> bytes:
    return render(Document("名", Paragraph(Role.TITLE, (Run("标题"),)), lines), TEMPLATE)


@pytest.mark.parametrize("year", [2018, 2024, 2025])
def test_the_page_says_what_the_document_says(office: Path, year: int) -> None:
    (job,) = composed(Project(office), [year])[1]
    verify("页.html", built(office, year)[".html"], job.document)


def test_every_printed_word_has_its_path_and_line(office: Path) -> None:
    spans = [given for tag, given in Spans(built(office, 2025)[".html"]).found if "data-path" in given]
    file = (office / "content" / "2025" / "ankang-care.yaml").read_text(encoding="utf-8").split("\n")
    (quota,) = [
        each
        for each in spans
        if "quota_tables.villages.rows.heping.population" in str(each["title"]) and each.get("data-formula")
    ]
    assert quota["data-formula"] == "population * targets.coverage"
    name, number, _ = str(quota["data-at"]).split(":")
    assert name == "content/2025/ankang-care.yaml"
    assert "formula: population * targets.coverage" in file[int(number) - 1]


class Untraced(HTMLParser):
    """The printed words of a page that stand in no run with a path."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[bool] = []
        self._printing = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._printing = self._printing or tag == "p"
        if tag == "span":
            self._open.append("data-path" in dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._printing = self._printing and tag != "p"
        if tag == "span":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._printing and data.strip() and not any(self._open):
            self.words.append(data)


@pytest.mark.parametrize("year", [2018, 2024, 2025])
def test_no_printed_word_is_without_its_path(office: Path, year: int) -> None:
    assert Untraced(built(office, year)[".html"]).words == []


def test_the_page_stands_alone_and_runs_nothing(office: Path) -> None:
    tags = Spans(built(office, 2025)[".html"]).found
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in tags}
    links = [given[key] for _, given in tags for key in ("src", "href") if key in given]
    assert all(str(link).startswith("data:") for link in links)


def test_the_same_bytes_on_every_build(office: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(office, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("build")))
    assert built(office, 2025) == built(other, 2025)


def test_words_that_look_like_markup_stay_words() -> None:
    line = Paragraph(Role.BODY, (Run("<b>&amp;</b> <script>alert(1)</script> </p>\t\n“”''\""),))
    data = page(line)
    assert printed(html.read(data).blocks[1]) == line
    assert "<script" not in data.decode()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30))
def test_any_text_reads_back_as_typed(text: str) -> None:
    line = Paragraph(Role.BODY, (Run(text),))
    assert printed(html.read(page(line)).blocks[1]) == line


def test_a_changed_page_is_refused(office: Path) -> None:
    (job,) = composed(Project(office), [2025])[1]
    with pytest.raises(DocgenError):
        verify("页.html", built(office, 2025)[".html"].replace(b">467<", b">468<"), job.document)


@pytest.mark.parametrize("template", [b"", b"PK\x03\x04", write_parts({"word/styles.xml": b"<a/>"})])
def test_a_template_that_is_no_word_file_is_refused(template: bytes) -> None:
    with pytest.raises(DocgenError):
        render(Document("名", Paragraph(Role.TITLE, (Run("标题"),)), ()), template)


def test_every_element_of_the_gallery_reads_back(tmp_path: Path) -> None:
    options = BuildOptions(formats=("html", "md"), out=tmp_path)
    outcome = build(Project(gallery.FOLDER), gallery.YEAR, (), options, lambda _: None)
    names = {path.stem for path in (gallery.FOLDER / "content" / str(gallery.YEAR)).glob("*.yaml")}
    assert {file.path.parent.name for file in outcome.written if file.path.suffix == ".html"} == names
    assert {file.path.parent.name for file in outcome.written if file.path.suffix == ".md"} == names


def test_the_help_names_every_format() -> None:
    told = click.testing.CliRunner().invoke(main, ["build", "--help"]).stdout
    assert all(name in told for name in (*formats(), "pdf"))


def test_a_style_changed_in_word_changes_the_page() -> None:
    parts = read_parts(TEMPLATE)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:val="FF0000"', b'w:val="0000AA"')
    document = Document("名", Paragraph(Role.TITLE, (Run("标题"),)), ())
    assert "#0000AA" in render(document, write_parts(parts)).decode()


def test_a_chart_is_drawn_anew_with_its_values(office: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "office", ignore=shutil.ignore_patterns("build")))
    file = folder / "content" / "2025" / "ankang-care.yaml"
    roster = "    roster: example-villages\n"
    chart = f"{roster}    chart: {{value: quota, title: 各村目标, word: true}}\n"
    file.write_text(file.read_text(encoding="utf-8").replace(roster, chart), encoding="utf-8")
    made = built(folder, 2025)
    bars = [given for tag, given in Spans(made[".html"]).found if tag == "rect"]
    assert len(bars) == 20
    assert float(str(bars[7]["width"])) == max(float(str(bar["width"])) for bar in bars)
    assert "条形图：各村目标。和平村 467；" in made[".md"].decode()
