"""Slips that an author makes in one line of YAML: how to tell them, and the line as it should be."""

import re
from typing import NamedTuple

from docgen.diagnostics import Words
from docgen.patterns import regex
from docgen.reader.page import Page, Patch, Trouble, quoted, shown

_LONGEST = 4000
"""Characters of a line that are looked into: the patterns take time that grows faster than the line."""
_LONGEST_HINT = 200
_QUOTED = regex(r"\"(?:\\.|[^\"\\])*\"|'(?:[^']|'')*'")
_BRACES = regex(r"\{[{%]")
_BRACED_RUN = regex(r"(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|[^,\]}])*")
_HEAD = regex(r"[ \t]*(?:-[ \t]+)*(?:[^\s:{\[,-][^:{\[]*:[ \t]+)?")
_FLOW_HEAD = regex(r"(?:[,{\[]|:[ \t])[ \t]*")
_FLOW_END = regex(r"[,}\]]|[ \t]+#")
_COMMENT = regex(r"[ \t]+#")
_NOTE = regex(r"(?:^|[ \t]+)#.*")
_ENTRY = regex(
    r"(?P<head>[ \t]*(?:- +)*)(?P<key>[^\s:：#\"'{}\[\],|>&*!%@`-][^\s:：\"'{}\[\],]{0,39})"
    r"[ \t]*(?P<colon>：[ \t]*|:(?=[^ \t\r\n/]))(?P<rest>.*)"
)
_WIDE_INDENT = regex(r"[ \t]*(?P<blank>[\u3000\u00a0])[\u3000\u00a0 \t]*")
_DASH = regex(r"([ \t]*)-(?=[^ \t\r\n-])(.*)")


class _Reason(NamedTuple):
    id: str
    words: Words


_AFTER_DASH = _Reason("missing-blank", Words("减号后面缺一个空格", "a blank is missing after the dash"))
_AFTER_COLON = _Reason("missing-blank", Words("冒号后面缺一个空格", "a blank is missing after the colon"))
_FULL_COLON = _Reason(
    "full-width-colon",
    Words(
        "名称后面用了全角冒号“：”，要用半角冒号加空格",
        "a full-width colon '：' stands for a colon and a blank",
    ),
)
_WIDE_BLANK = _Reason(
    "wide-blank",
    Words(
        "行首用了全角空格，要用半角空格", "the line begins with full-width blanks instead of ordinary ones"
    ),
)


def braces_slip(page: Page, index: int) -> Trouble | None:
    """Recognise an unquoted `{{ … }}` in the line, the one at or before `index` first."""
    start, end = page.bounds(index)
    line = page.text[start:end]
    masked = _masked(line)
    found = [match.start() for match in _BRACES.finditer(masked)]
    if not found:
        return None
    at = max((place for place in found if place <= index - start), default=found[0])
    first, last = _braced_value(masked, at)
    seen = line[at : at + 2]
    message = Words(
        f"含有 {seen} 的内容要加引号：「{shown(line)}」",
        f"content with {seen} must be quoted: '{shown(line)}'",
    )
    hint, patch = _quoting(page, start + first, start + last)
    return Trouble(page.error("unquoted-braces", start + at, message, hint), patch)


def early_quote_slip(page: Page, scalar: tuple[int, int], in_flow: bool) -> Trouble:
    """Return the words for a value that goes on behind its closing quote; `scalar` bounds the quotes."""
    start, close = scalar
    line_start, line_end = page.bounds(start)
    line = page.text[line_start:line_end]
    end = line_start + _value_end(_masked(line), close - line_start, in_flow)
    value, seen = page.text[start:end], shown(page.text[start:close])
    message = Words(
        f"引号在「{seen}」已经结束，后面还有文字：「{shown(line)}」",
        f"the quotes end after {seen}, but the line goes on: '{shown(line)}'",
    )
    hint, patch = _quoting(page, start, end, value[1:-1] if value[0] == value[-1] == "'" else value)
    if value[0] == '"' and ": " not in value:
        curly = page.text[line_start:start].lstrip() + re.sub(r'"([^"]*)"', r"“\1”", value)
        hint = Words(f"{hint.zh}　或用中文引号：{curly}", f"{hint.en}  or with Chinese quotes: {curly}")
    return Trouble(page.error("quote-ends-early", start, message, hint), patch)


def colon_slip(page: Page, index: int) -> Trouble | None:
    """Recognise a value that holds a colon and a blank, as the colon at `index`."""
    start, end = page.bounds(index)
    line = page.text[start:end]
    masked = _masked(line)
    head = _HEAD.match(masked)
    if not head or not head[0].strip(" \t-") or head.end() > index - start:
        return None
    message = Words(
        f"内容里又有“冒号加空格”，会被当成另一个名称：「{shown(line)}」",
        f"the content holds another colon and blank: '{shown(line)}'",
    )
    hint, patch = _quoting(page, start + head.end(), start + _value_end(masked, head.end(), in_flow=False))
    return Trouble(page.error("colon-in-value", index, message, hint), patch)


def line_slip(page: Page, index: int) -> Trouble | None:
    """Recognise a full-width colon, a missing blank or a full-width blank in the line of `index`."""
    start, end = page.bounds(index)
    line = page.text[start:end]
    if wide := _WIDE_INDENT.match(line):
        right = wide[0].replace("\u3000", "  ").replace("\u00a0", " ") + line[wide.end() :]
        return _line_trouble(page, start + wide.start("blank"), _WIDE_BLANK, right)
    if dash := _DASH.match(line):
        return _line_trouble(page, start + dash.end(1), _AFTER_DASH, f"- {dash[2]}")
    return flow_slip(page, start)


def flow_slip(page: Page, start: int) -> Trouble | None:
    """Recognise a name at `start` whose colon is full-width or has no blank behind it."""
    entry = _ENTRY.match(page.text, start, page.bounds(start)[1])
    if not entry:
        return None
    full = entry["colon"].startswith("：")
    rest = _NOTE.sub("", entry["rest"])
    right = f"{entry['head']}{entry['key']}: {rest}"
    trouble = _line_trouble(page, entry.start("colon"), _FULL_COLON if full else _AFTER_COLON, right)
    if full and not rest:
        return trouble._replace(patch=Patch(entry.start("colon"), ":"))
    return trouble


def _line_trouble(page: Page, index: int, reason: _Reason, right: str) -> Trouble:
    """Report the line and show it put right; the rest of the file is read without it."""
    start, end = page.bounds(index)
    line = page.text[start:end]
    message = Words(f"{reason.words.zh}：「{shown(line)}」", f"{reason.words.en}: '{shown(line)}'")
    hint = _write(right)
    indent = len(line) - len(line.lstrip())
    return Trouble(
        page.error(reason.id, index, message, hint), Patch(start + indent, "#" * (end - start - indent))
    )


def _write(line: str) -> Words:
    line = line.strip()
    line = line if len(line) <= _LONGEST_HINT else line[:_LONGEST_HINT] + "……"
    return Words(f"写成：{line}", f"write: {line}")


def _quoting(page: Page, first: int, last: int, value: str = "") -> tuple[Words, Patch]:
    """Show the line with what stands from `first` to `last` quoted, as `value` if given, and patch it out."""
    start, end = page.bounds(first)
    right = page.text[start:first] + quoted(value or page.text[first:last]) + page.text[last:end]
    return _write(right), Patch(first, "x" * (last - first))


def _masked(line: str) -> str:
    """Return `line` with what is properly quoted blotted out."""
    return _QUOTED.sub(lambda match: "q" * len(match[0]), line[:_LONGEST])


def _braced_value(masked: str, at: int) -> tuple[int, int]:
    head = _HEAD.match(masked)
    first = head.end() if head else 0
    if first == at or (first < at and masked[first] not in "{["):
        return first, _value_end(masked, at, in_flow=False)
    separators = [match.end() for match in _FLOW_HEAD.finditer(masked, 0, at) if match.end() <= at]
    run = _BRACED_RUN.match(masked, at)
    last = run.end() if run else len(masked)
    return (separators[-1] if separators else at), len(masked[:last].rstrip())


def _value_end(masked: str, start: int, in_flow: bool) -> int:
    """Return where a value that goes on at `start` ends: before a comment, in brackets before `,` `}` `]`."""
    end = (_FLOW_END if in_flow else _COMMENT).search(masked, start)
    return len(masked[: end.start() if end else None].rstrip())
