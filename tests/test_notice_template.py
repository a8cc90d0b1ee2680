"""Notices filled from a compiled template: the same as through docxtpl, whatever the cache holds."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from docgen.composer import compose
from docgen.document import Document
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.profiles import built_in, load
from docgen.project import Project
from docgen.renderers.word.compiled.template import CompiledTemplate
from docgen.renderers.word.frame import filled
from docgen.renderers.word.notice_template import NoticeTemplate, compile_notice
from docgen.renderers.word.template import build_notice_template
from docgen.renderers.word.template_faults.needed_styles import used_styles
from tests.gallery import FOLDER, YEAR
from tests.page_samples import tinted
from tests.word_samples import TEMPLATE, notice, plan, retouched

ROOT = Path(__file__).parents[1]
TEMPLATES = {
    "the default": TEMPLATE,
    **{name: build_notice_template(load(name)) for name in built_in()},
    "restyled": tinted(TEMPLATE),
    "with a tag in a footer": retouched(
        "word/footer1.xml", "</w:ftr>", "<w:p><w:r><w:t>{{ number }}</w:t></w:r></w:p></w:ftr>"
    ),
    "with white space": retouched("word/document.xml", "</w:p>", "</w:p>\n  "),
}


def documents() -> Iterator[Document]:
    """Yield the notices of the gallery and of this repository, and two made by hand."""
    yield from (notice(), plan("正文"))
    for project in (Project(FOLDER), Project(ROOT)):
        library = Library(project)
        office = library.office()
        for year in (YEAR,) if project.content.is_relative_to(FOLDER) else project.years():
            for file in project.program_files(year):
                program = library.program(file)
                assert program
                yield compose(Evaluation(program, project.shown(file), office), library.profile())


DOCUMENTS = {f"{number} {document.name}": document for number, document in enumerate(documents())}


def through_docxtpl(notice: NoticeTemplate) -> NoticeTemplate:
    """Return a template that docxtpl fills, whatever the document."""
    recipe = replace(notice.template.recipe, direct=False)
    return replace(notice, template=CompiledTemplate(notice.template.source, recipe))


def canonical(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name: etree.tostring(etree.fromstring(data), method="c14n2")
        if name.endswith((".xml", ".rels"))
        else data
        for name, data in parts.items()
    }


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_notice_is_the_one_that_docxtpl_makes(name: str) -> None:
    compiled = compile_notice(TEMPLATES[name])
    other = through_docxtpl(compiled)
    suitable = [each for each in DOCUMENTS.values() if compiled.has_styles(each)]
    assert suitable
    for document in suitable:
        assert canonical(filled(document, compiled)) == canonical(filled(document, other))


@pytest.mark.parametrize("name", TEMPLATES)
def test_docxtpl_is_not_needed_for_a_notice(name: str) -> None:
    compiled = compile_notice(TEMPLATES[name])
    assert compiled.template.recipe.direct


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_kept_template_makes_the_same_bytes(name: str) -> None:
    compiled = compile_notice(TEMPLATES[name])
    again = NoticeTemplate.from_bytes(compiled.to_bytes(), TEMPLATES[name])
    for document in DOCUMENTS.values():
        if compiled.has_styles(document):
            assert filled(document, again).packed() == filled(document, compiled).packed()


def built(folder: Path, cache: str, *watched: str) -> tuple[dict[str, bytes], set[str]]:
    """Return the files of a cold build, and which of the modules `watched` it has imported."""
    code = (
        "import sys; from docgen.cli import main\n"
        f"try: main(['-C', {str(ROOT)!r}, 'build', '2025', '--to', 'docx', '--out', {str(folder)!r}])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print(*({set(watched)!r} & set(sys.modules)), file=sys.stderr)"
    )
    environment = {**os.environ, "DOCGEN_CACHE": cache}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True
    )
    return {path.name: path.read_bytes() for path in folder.rglob("*.docx")}, set(done.stderr.split())


def test_a_cold_build_with_a_known_template_imports_neither_docxtpl_nor_lxml(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    first, _ = built(tmp_path / "first", cache)
    second, imported = built(tmp_path / "second", cache, "docxtpl", "docx", "lxml", "openpyxl", "rich")
    assert imported == set()
    assert first == second


def test_the_state_of_the_cache_decides_no_byte(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    without, _ = built(tmp_path / "without", "off")
    built(tmp_path / "filling", str(cache))
    for entry in cache.iterdir():
        entry.write_bytes(entry.read_bytes()[:-40])
    damaged, _ = built(tmp_path / "damaged", str(cache))
    assert damaged == without


def test_the_styles_of_a_notice_are_looked_for_by_name_and_kind() -> None:
    compiled = compile_notice(TEMPLATE)
    needed = list(used_styles(notice()))
    assert all(compiled.sheet.has(name, kind) for name, kind in needed)
    assert not compiled.sheet.has(needed[0][0], "table")
