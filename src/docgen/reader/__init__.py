"""YAML files → `Source`: plain values as typed, each with its place; mistakes come back as diagnostics."""

from pathlib import Path

from docgen.diagnostics import Diagnostic, Severity, Span, Words
from docgen.reader import refusals
from docgen.reader.builder import MAX_ERRORS, Tree, build
from docgen.reader.characters import unprintable_in_page, without_unprintable
from docgen.reader.encoding import decode
from docgen.reader.hidden import hidden_slips
from docgen.reader.page import Page, shown
from docgen.reader.slips import line_slip
from docgen.reader.source import Data, Source, beginning
from docgen.reader.syntax import explain

__all__ = ["MAX_BYTES", "Data", "Source", "read", "read_text"]

MAX_BYTES = 8 * 1024 * 1024
_RETRIES = 10
_RETRY_SIZE = 256 * 1024
"""Characters; a larger file is read up to its first syntax error only, so that no file takes seconds."""

Reading = tuple[Source | None, tuple[Diagnostic, ...]]


def read(path: Path, shown: str) -> Reading:
    """Return the file at `path`, or every mistake in it; `shown` is its name in messages."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, (_unreadable(shown, error),)
    return read_text(data, shown)


def read_text(text: str | bytes, shown: str) -> Reading:
    """Return what `read` returns for a file that holds `text`."""
    if len(text) > MAX_BYTES:
        return None, (_too_large(shown),)
    decoded = decode(text, shown) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if isinstance(decoded, Diagnostic):
        return None, (decoded,)
    page = Page(shown, decoded)
    unprintable = unprintable_in_page(page)
    tree, found = _parse(without_unprintable(page) if unprintable else page)
    once = dict.fromkeys([*unprintable, *found])
    diagnostics = sorted(once, key=lambda diagnostic: diagnostic.span) or _shape(page, tree)
    if diagnostics or not isinstance(tree.data, dict) or not isinstance(tree.places, list):
        return None, tuple(diagnostics)
    return Source(shown, decoded, tree.data, tree.places), ()


def _parse(page: Page) -> tuple[Tree, list[Diagnostic]]:
    """Read on behind each syntax error that can be patched over, so that one run tells all."""
    found: list[Diagnostic] = []
    tree = build(page)
    for _ in range(_RETRIES):
        found += tree.diagnostics
        if tree.error is None:
            break
        trouble = explain(page, tree.error)
        if trouble.diagnostic.span.line not in {told.span.line for told in found}:
            found.append(trouble.diagnostic)
        if trouble.patch is None or len(page.text) > _RETRY_SIZE or len(found) >= MAX_ERRORS:
            break
        page = trouble.patch.apply(page)
        tree = build(page)
    if tree.error is None:
        found += hidden_slips(page, tree.data, tree.places)
    return tree, found


def _shape(page: Page, tree: Tree) -> list[Diagnostic]:
    """Return what is wrong with the top level; a lone line `标题：安康` is a single text to the parser."""
    if isinstance(tree.data, dict):
        return []
    if not tree.data:
        empty = refusals.EMPTY_FILE
        return [page.error(empty.id, 0, empty.message, empty.hint)]
    start = beginning(tree.places)
    slip = line_slip(page, start) if isinstance(tree.data, str) else None
    refusal = refusals.not_a_mapping(shown(page.line(start)))
    return [slip.diagnostic if slip else page.error(refusal.id, start, refusal.message, refusal.hint)]


def _too_large(file: str) -> Diagnostic:
    limit = MAX_BYTES // 1024 // 1024
    message = Words(
        f"文件超过 {limit} MB，这里只读文字数据",
        f"the file is larger than {limit} MB; it should hold text only",
    )
    hint = Words("把它拆成几个文件，或检查是不是放错了文件", "split it, or check that it is the right file")
    return Diagnostic("file-size", Severity.ERROR, Span(file, 1, 1), message, hint)


def _unreadable(file: str, error: OSError) -> Diagnostic:
    if isinstance(error, FileNotFoundError):
        message, hint = (
            Words("没有这个文件", "there is no such file"),
            Words("检查文件名和文件夹", "check name and folder"),
        )
    elif isinstance(error, IsADirectoryError):
        message = Words("这是文件夹，不是文件", "this is a folder, not a file")
        hint = Words("写出文件夹里的文件名", "name the file inside it")
    else:
        message = Words("文件打不开，可能正被别的程序占用", f"the file cannot be opened: {error.strerror}")
        hint = Words(
            "关掉正在使用它的程序再试，并检查有没有权限",
            "close the program that uses it, and check permissions",
        )
    return Diagnostic("file-unreadable", Severity.ERROR, Span(file, 1, 1), message, hint)
