"""The office's folder: is it a project, do its templates and its editor settings fit this docgen."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from docgen.diagnostics import DocgenError, Words
from docgen.doctor.observation import Observation, Status, refused
from docgen.patterns import regex
from docgen.project import Project

_NAMES_SCHEMA: Final = regex(r"# yaml-language-server: \$schema=(\S+)")
_FIRST_LINE: Final = "# yaml-language-server: $schema=../../schema/program.schema.json"
_EDITOR: Final = ".vscode/settings.json"


def observe(start: Path) -> Iterator[Observation]:
    """Yield what there is to say of the project that `start` lies in."""
    try:
        project = Project.find(start)
    except DocgenError as error:
        yield refused("project", error)
        return
    years = "、".join(map(str, project.years())) or "—"
    found = Words(
        f"本单位的文件夹：{project.root}，年度：{years}", f"project: {project.root}, years: {years}"
    )
    yield Observation("project", Status.OK, found)
    yield _template(project, "notice.docx")
    yield _template(project, "annex.xlsx")
    yield _schema(project)
    yield _editor(project)


def _template(project: Project, name: str) -> Observation:
    try:
        missing = _LACKS[name](project.template(name))
    except DocgenError as error:
        return refused("template", error)
    if missing:
        words = Words(
            f"模板 {name} 里没有样式：{'、'.join(missing)}",
            f"the template {name} lacks styles: {', '.join(missing)}",
        )
        repair = Words(
            "请补上这些样式，或者换回原来的模板", "create them, or take the original template again"
        )
        return Observation("template", Status.ERROR, words, repair)
    own = (project.templates / name).is_file()
    whose = Words("本单位的", "the office's own") if own else Words("docgen 自带的", "packaged")
    words = Words(f"模板 {name}（{whose.zh}）：样式齐全", f"template {name} ({whose.en}): has all styles")
    return Observation("template", Status.OK, words)


def _word_lacks(template: bytes) -> list[str]:
    from docgen.document import Role, RunRole  # noqa: PLC0415 - start-up stays light
    from docgen.renderers.ooxml import read_parts  # noqa: PLC0415
    from docgen.renderers.word import styles  # noqa: PLC0415
    from docgen.renderers.word.stylesheet import Stylesheet  # noqa: PLC0415

    above_note = (styles.TITLE_ABOVE_NOTE.name, styles.TEXT_TITLE_ABOVE_NOTE.name)
    wanted = {
        "paragraph": (*(role.value for role in Role), styles.GAP.name, *above_note),
        "character": tuple(role.value for role in RunRole),
        "table": (styles.TABLE.name,),
    }
    try:
        sheet = Stylesheet(read_parts(template)["word/styles.xml"])
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise DocgenError(
            Words("模板 notice.docx 不是 Word 文件", "the template notice.docx is no Word file"),
            Words("请用 Word 打开它，另存为 .docx", "open it in Word and save it as .docx"),
        ) from error
    return [name for kind, names in wanted.items() for name in names if not _has(sheet.id, name, kind)]


def _has(find: Callable[[str, str], str], name: str, kind: str) -> bool:
    try:
        find(name, kind)
    except DocgenError:
        return False
    return True


def _excel_lacks(template: bytes) -> list[str]:
    from docgen.renderers.excel.template import open_template  # noqa: PLC0415

    open_template(template)
    return []


def _schema(project: Project) -> Observation:
    from docgen.schema import schemas  # noqa: PLC0415 - start-up stays light

    stale = [name for name, text in schemas().items() if _read(project.schema / name) != text]
    if stale:
        return Observation(
            "schema",
            Status.WARNING,
            Words(
                f"schema 文件夹里的这些文件与本版 docgen 不符：{'、'.join(stale)}",
                f"these files in schema/ are not of this docgen: {', '.join(stale)}",
            ),
            Words("运行 docgen schema", "run: docgen schema"),
        )
    return Observation("schema", Status.OK, Words("schema 文件夹是最新的", "schema/ is up to date"))


def _editor(project: Project) -> Observation:
    mapped = '"yaml.schemas"' in _read(project.root / _EDITOR)
    lost = [project.shown(file) for file in project.yaml_files() if not _completes(file, mapped=mapped)]
    if lost:
        return Observation(
            "editor",
            Status.WARNING,
            Words(
                f"编辑器在这些文件里没有补全和提示：{'、'.join(lost)}",
                f"editors do not complete these files: {', '.join(lost)}",
            ),
            Words(
                f"在文件第一行写上 schema 的位置，例如 {_FIRST_LINE}",
                f"name the schema in the first line, as {_FIRST_LINE}",
            ),
        )
    words = Words("编辑器能补全和提示全部 YAML 文件", "editors complete all YAML files")
    return Observation("editor", Status.OK, words)


def _completes(file: Path, *, mapped: bool) -> bool:
    named = _NAMES_SCHEMA.match(_read(file))
    return (file.parent / named[1]).is_file() if named else mapped


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""


_LACKS: Final = {"notice.docx": _word_lacks, "annex.xlsx": _excel_lacks}
