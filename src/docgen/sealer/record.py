"""`content/<year>/sealed.yaml`: one entry for each notice that is out."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docgen.decoder import decode
from docgen.diagnostics import DocgenError, Words
from docgen.model.base import Model, Reference, field
from docgen.patterns import regex
from docgen.project import Project
from docgen.reader import read

_HEAD = (
    "# yaml-language-server: $schema=../../schema/sealed.schema.json",
    "# docgen seal 写成，请勿手改：docgen verify 靠它判断文件是不是封存件，docgen correct 靠它起草更正。",
)

_BREAKS = regex("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What a YAML reader takes for a line end, or for no text at all."""


class SealedFile(Model):
    """A file as it was when the notice was sealed."""

    file: str = field(
        "文件", "输入文件写它在本单位文件夹里的位置，输出文件写文件名。", "content/agencies.yaml"
    )
    sha256: str = field("校验值", "文件内容的 SHA-256。", "0" * 64)
    parts: str = field(
        "部件校验值", "Word、Excel 文件各部件的 SHA-256，与压缩方法无关。", "0" * 64, default=""
    )


class SealedBlock(Model):
    """A paragraph or a table as printed."""

    text: str = field("文字", "一段的文字。", "参保覆盖率88%及以上。", default="")
    table: str = field("表格", "表格的编号。", "villages", default="")
    rows: tuple[tuple[str, ...], ...] = field(
        "各行", "表格各行各格的文字，第一行是表头。", [["村（居）", "考核目标（人）"]], default=()
    )


class SealedPart(Model):
    """A part of a notice: its head, its text, an annex."""

    part: str = field("部分", "公文的哪一部分。", "附件1")
    blocks: tuple[SealedBlock, ...] = field("内容", "各段、各表，按印出的先后。", default=())


class SealedNotice(Model):
    """A notice at issue."""

    program: Reference = field("方案", "方案文件的名称，不带 .yaml。", "ankang-care")
    title: str = field("标题", "公文标题。", "示例镇人民政府关于……的通知")
    number: str = field("发文字号", "没有就空着。", "示政发〔2025〕8号", default="")
    date: str = field("成文日期", "没有就空着。", "2025年2月10日", default="")
    docgen: str = field("docgen 版本", "封存时 docgen 的版本。", "0.1.0")
    inputs: tuple[SealedFile, ...] = field("输入", "生成时用到的文件。", default=())
    outputs: tuple[SealedFile, ...] = field("输出", "生成的文件。", default=())
    printed: tuple[SealedPart, ...] = field("印出的内容", "按印出的先后。", default=())

    def changed_inputs(self, now: Mapping[str, bytes]) -> list[str]:
        """Return the inputs that are not what they were: changed or gone."""
        return [each.file for each in self.inputs if digest(now.get(each.file, b"")) != each.sha256]


class Sealed(Model):
    """All notices of a year that are sealed."""

    sealed: tuple[SealedNotice, ...] = field("封存的公文", "每件一条。", default=())

    def notice(self, program: str) -> SealedNotice | None:
        """Return the entry of a program."""
        return next((each for each in self.sealed if each.program == program), None)

    def with_notice(self, notice: SealedNotice) -> "Sealed":
        """Return the record with `notice` in the place of its older entry, or added, by program."""
        others = [each for each in self.sealed if each.program != notice.program]
        return Sealed(sealed=tuple(sorted((*others, notice), key=lambda each: each.program)))


def read_record(project: Project, year: int) -> Sealed:
    """Return what is sealed of a year; raise DocgenError for a record that cannot be read."""
    path = project.sealed_file(year)
    if not path.is_file():
        return Sealed()
    shown = project.shown(path)
    source, mistakes = read(path, shown)
    value = None
    if source is not None:
        value, mistakes = decode(source, Sealed)
    if value is None or mistakes:
        said = mistakes[0]
        raise DocgenError(
            Words(f"封存记录读不出来：{said.span} {said.message.zh}", f"{said.span}: {said.message.en}"),
            Words(
                f"从备份或版本库恢复“{shown}”，它不用手改",
                f"restore {shown} from a backup or the version history: nobody edits it by hand",
            ),
        )
    return value


def record_text(record: Sealed) -> str:
    """Return the record as YAML, the same text every time, a table row on a line of its own."""
    return "\n".join((*_HEAD, "sealed:", *(line for each in record.sealed for line in _notice(each)))) + "\n"


def sealed_file(name: str, data: bytes) -> SealedFile:
    """Return the entry of a file."""
    return SealedFile(file=name, sha256=digest(data), parts=parts_digest(data))


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data`."""
    return sha256(data).hexdigest()


def parts_digest(data: bytes) -> str:
    """Return one hash over the parts of an office package, or nothing for a file that is none."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            lines = sorted(f"{name}\0{digest(archive.read(name))}" for name in archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    return digest("\n".join(lines).encode())


def _notice(notice: SealedNotice) -> Iterator[str]:
    yield f"  - program: {quoted(notice.program)}"
    for name in ("title", "number", "date", "docgen"):
        yield f"    {name}: {quoted(getattr(notice, name))}"
    for name, files in (("inputs", notice.inputs), ("outputs", notice.outputs)):
        yield from [f"    {name}:"] if files else []
        yield from (f"      - {_flow(_said(each))}" for each in files)
    yield "    printed:"
    for part in notice.printed:
        yield f"      - part: {quoted(part.part)}"
        yield "        blocks:"
        yield from (f"          {line}" for block in part.blocks for line in _block(block))


def _block(block: SealedBlock) -> Iterator[str]:
    if not block.rows:
        yield f"- text: {quoted(block.text)}"
        return
    yield f"- table: {quoted(block.table)}"
    yield "  rows:"
    yield from (f"    - [{', '.join(map(quoted, row))}]" for row in block.rows)


def _flow(values: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {quoted(value)}' for key, value in values.items())}}}"


def quoted(text: str) -> str:
    """Return `text` as a YAML scalar in double quotes, which says the same to every reader."""
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _said(file: SealedFile) -> dict[str, str]:
    return {name: value for name, value in vars(file).items() if name != "parts" or value}
