"""`docgen where`."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.arguments import YEARS
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say
from docgen.diagnostics import Severity, Span, Words
from docgen.project import Project
from docgen.reporters import report
from docgen.reporters.page import Lang, spoken

if TYPE_CHECKING:
    from docgen.tracer.history import Change
    from docgen.whereabouts import Answer, Answers, Trace

_READS_SHOWN = 6


@click.command(
    cls=Command,
    help=help_text(
        "查 TEXT 印在 YEAR 年度（不写则全部年度）的哪些地方，出自哪个文件哪一行。",
        "Say where TEXT is printed in each YEAR (or in all) and which line it comes from.",
    ),
)
@click.argument("text", metavar="TEXT")
@YEARS
@click.option(
    "--part",
    is_flag=True,
    help=help_text("数字在更长的数字里也算", "Count a number inside a longer one, too."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=help_text("结果的格式", "Format of the answer."),
)
@click.pass_obj
def where(lang: Lang, text: str, years: tuple[int, ...], part: bool, form: str) -> None:
    """Print every place; exit with 1 when there is none."""
    from docgen.whereabouts import where as places  # noqa: PLC0415 - --help needs nothing of it

    if not text.strip():
        raise click.BadParameter(help_text("写上要查的文字", "write the text to look for"))
    project = Project.find(Path.cwd())
    found = places(project, text, years, part=part)
    if form == "json":
        click.echo(_json(found))
    else:
        errors = [each for each in found.diagnostics if each.severity is Severity.ERROR]
        if errors:
            report(errors, project, ("full", lang), sys.stdout)
        for answer in found.answers:
            click.echo("\n".join(_lines(answer, lang)) + "\n")
        say(_ending(text, len(found.answers)), lang)
    click.get_current_context().exit(not found.answers)


def _lines(answer: "Answer", lang: Lang) -> Iterator[str]:
    yield f"{answer.file}  {spoken(answer.where, lang, ' / ')}"
    yield f"  “{answer.excerpt}”{f'  {answer.formula}' if answer.formula else ''}"
    for trace in answer.traces:
        yield from (f"  {line}" for line in _trace(trace, lang))


def _trace(trace: "Trace", lang: Lang) -> Iterator[str]:
    yield f"← {trace.place.span}  {trace.place.path}"
    if trace.expression:
        words = Words(f"算式 {trace.expression}", f"formula {trace.expression}")
        yield f"    {spoken(words, lang, ' / ')}"
    for read in trace.reads[:_READS_SHOWN]:
        value = f" = {read.typed}" if read.typed and "\n" not in read.typed else ""
        yield f"    ← {read.place.span}  {read.place.path}{value}"
    if len(trace.reads) > _READS_SHOWN:
        rest = len(trace.reads) - _READS_SHOWN
        yield f"    ← {spoken(Words(f'等，还有 {rest} 处', f'… and {rest} more'), lang, ' / ')}"
    if trace.change:
        yield f"    {spoken(_changed(trace.change), lang, ' / ')}"


def _changed(change: "Change") -> Words:
    if not change.commit:
        return Words("这一行还没有提交", "this line is not committed yet")
    said = f"{change.commit} {change.day} {change.author}：{change.subject}"
    return Words(f"最近改动 {said}", f"last changed {said.replace('：', ': ')}")


def _json(found: "Answers") -> str:
    from json import dumps  # noqa: PLC0415 - only this format needs it

    return dumps([_as_data(answer) for answer in found.answers], ensure_ascii=False, indent=2)


def _as_data(answer: "Answer") -> dict[str, object]:
    data = asdict(answer)
    return {**data, "where": answer.where._asdict(), "traces": [_trace_data(each) for each in answer.traces]}


def _trace_data(trace: "Trace") -> dict[str, object]:
    return {
        "text": trace.text,
        **_place_data(trace.place.path, trace.place.span),
        "expression": trace.expression or None,
        "reads": [{**_place_data(*read.place), "typed": read.typed} for read in trace.reads],
        "change": trace.change and trace.change._asdict(),
    }


def _place_data(path: str, span: Span) -> dict[str, object]:
    return {"path": path, **span._asdict()}


def _ending(text: str, count: int) -> Words:
    if not count:
        return Words(
            f"没有哪里印着“{text}”；要找更长数字里的一段，加 --part",
            f"{text!r} is printed nowhere; --part also looks inside longer numbers",
        )
    return Words(f"“{text}”共印 {count} 处", f"{text!r} is printed in {count} places")
