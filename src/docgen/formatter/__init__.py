"""One normal form for YAML files, so that later edits give small diffs; values and comments stay as typed."""

import re

from docgen.diagnostics import Diagnostic, DocgenError, Words
from docgen.formatter.parts import Kind, comments, parts
from docgen.formatter.printer import Printer
from docgen.patterns import regex
from docgen.reader import read_text

__all__ = ["format_text"]

_SCHEMA = regex(r"^[ \t]*(# yaml-language-server:[^\n]*)\n", re.MULTILINE)


def format_text(text: str) -> str:
    """Return `text` in normal form: mappings indented 2, lists 4 with the dash at 2, single blank lines, LF.

    Raise DocgenError for a text that cannot be read, and rather than lose a value or a comment.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    before, mistakes = read_text(text, "")
    if before is None:
        raise _unreadable(mistakes[0])
    done = Printer(_schema_first(text)).run()
    after, _ = read_text(done, "")
    if after is None or after.data != before.data or _comments(done) != _comments(text):
        raise DocgenError(
            Words(
                "整理格式会改动内容，文件保持原样",
                "formatting would change the content; the file is left as it is",
            ),
            Words("把写法特殊的地方改成普通写法再试", "write unusual places in a plainer way and try again"),
        )
    return done


def _comments(text: str) -> list[str]:
    return sorted(comment.text for comment in comments(text))


def _unreadable(mistake: Diagnostic) -> DocgenError:
    _, line, column = mistake.span
    zh, en = mistake.message
    return DocgenError(Words(f"第 {line} 行第 {column} 列：{zh}", f"{line}:{column}: {en}"), mistake.hint)


def _schema_first(text: str) -> str:
    """Move the comment that names the schema to the first line: editors look for it there."""
    start = next(part.start for part in parts(text) if part.kind is Kind.MAPPING)
    found = _SCHEMA.search(text, 0, start)
    return f"{found[1]}\n{text[: found.start()]}{text[found.end() :]}" if found else text
