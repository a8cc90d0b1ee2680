"""The parser's complaints in an author's words: which line, what is wrong with it, and what to type."""

from collections.abc import Callable
from typing import NamedTuple

import yaml

from docgen.diagnostics import Words
from docgen.patterns import regex
from docgen.reader import refusals
from docgen.reader.builder import event_reader
from docgen.reader.page import Page, Patch, Trouble, shown
from docgen.reader.problems import GENERAL, MISALIGNED, MISPLACED_DASH, NO_COLON, PROBLEMS, Problem
from docgen.reader.refusals import Refusal
from docgen.reader.slips import braces_slip, colon_slip, early_quote_slip, line_slip

_ALSO_BEFORE = ("mapping values", "expected key", "document start")
"""Complaints whose cause may be the line before."""
_QUOTES = ("'", '"')
_FULL_COMMA = regex(r"，[ \t]*[^\s,，:{}\[\]]+:[ \t]")
_ESCAPE = regex(r"\\[^\"]")


class _Case(NamedTuple):
    """Where the parser stopped, and why in its own words."""

    page: Page
    problem: str
    context: str
    at: int
    opened: int
    """Where the construct begins that could not be read on."""
    last: tuple[int, int]
    """Start and end of the last scalar before."""

    @property
    def seen(self) -> str:
        """The character that the parser did not expect."""
        return self.page.text[self.at : self.at + 1]


def explain(page: Page, error: yaml.MarkedYAMLError) -> Trouble:
    """Return what `error` means to the author; in doubt the general advice with the parser's own words."""
    at = error.problem_mark.index if error.problem_mark else 0
    opened = error.context_mark.index if error.context_mark else at
    case = _Case(page, error.problem or "", error.context or "", at, opened, _last_scalar(page.text))
    for explainer in _EXPLAINERS:
        trouble = explainer(case)
        if trouble:
            return trouble
    return _general(case)


def _last_scalar(text: str) -> tuple[int, int]:
    last = (0, 0)
    next_event = event_reader(text)
    try:
        while (event := next_event()) is not None:
            start, end = event.start_mark.index, event.end_mark.index
            if isinstance(event, yaml.ScalarEvent):
                last = start, end
    except yaml.MarkedYAMLError:
        pass
    return last


def _tab(case: _Case) -> Trouble | None:
    if case.seen != "\t" and "tab character" not in case.problem:
        return None
    lines = case.page.text.split("\n")
    count = sum("\t" in line[: len(line) - len(line.lstrip())] for line in lines)
    line = shown(case.page.line(case.at))
    message = Words(
        f"这里用了 Tab 键，要用空格：「{line}」（行首有 Tab 的共 {count} 行）",
        f"a tab stands where blanks are needed: '{line}' ({count} lines begin with a tab)",
    )
    hint = Words(
        "删去 Tab，每层用两个空格；VS Code 按 F1，输入“将缩进转换为空格”可以一次改完",
        "use two blanks a level; in VS Code press F1 and choose Convert Indentation to Spaces",
    )
    return Trouble(case.page.error("tab-indent", case.at, message, hint))


def _unclosed_quote(case: _Case) -> Trouble | None:
    text = case.page.text
    start, end = case.last
    if case.context == "while scanning a quoted scalar":
        start = case.opened
    elif text[start : start + 1] not in _QUOTES or "\n" not in text[start:end] or "\n" in text[end : case.at]:
        return None
    patch = Patch(start, "x" * (case.page.bounds(start)[1] - start))
    return _refused(case, refusals.unclosed_quote(text[start]), start, patch)


def _braces(case: _Case) -> Trouble | None:
    return braces_slip(case.page, case.at)


def _early_quote(case: _Case) -> Trouble | None:
    start, end = case.last
    gap = case.page.text[end : case.at]
    if case.page.text[start : start + 1] not in _QUOTES or gap.strip(" \t") or not case.seen:
        return None
    return early_quote_slip(case.page, case.last, in_flow="',' or" in case.problem)


def _escape(case: _Case) -> Trouble | None:
    if "escape" not in case.problem and "hexdecimal" not in case.problem:
        return None
    start = case.page.text.rfind("\\", 0, case.at + 1)
    seen = shown(case.page.text[start : start + 2])
    patch = Patch(start, _ESCAPE.sub("xx", case.page.text[start : case.page.bounds(start)[1]]))
    if "Unicode" in case.problem:
        return _refused(case, refusals.BAD_CODE, start, patch)
    return _refused(case, refusals.unknown_escape(seen), start, patch)


def _property(case: _Case) -> Trouble | None:
    """Recognise text that begins with `*`, `&` or `!`, which are marks in YAML."""
    words = case.context.split()
    kind = words[-1] if words else ""
    start = case.at if "undefined tag handle" in case.problem else case.opened
    seen = shown(case.page.text[start : start + 2])
    patch = Patch(start, "x")
    if kind in ("alias", "anchor"):
        return _refused(case, refusals.alias(seen), start, patch)
    if kind == "tag" or "undefined tag handle" in case.problem:
        return _refused(case, refusals.tag(seen), start, patch)
    return None


def _reserved(case: _Case) -> Trouble | None:
    """Recognise text that begins with one of YAML's other marks."""
    if "cannot start any token" in case.problem:
        return _refused(case, refusals.reserved(case.seen), case.at, Patch(case.at, "x"))
    if case.context == "while scanning a block scalar":
        start = case.opened
        mark = case.page.text[start : start + 1]
        return _refused(case, refusals.block_mark(mark), start, Patch(start, "x"))
    if "directive" in case.problem + case.context or "incompatible YAML" in case.problem:
        return _refused(case, refusals.DIRECTIVE, case.at)
    return None


def _line(case: _Case) -> Trouble | None:
    """Look for a slip in the line that the parser could not read on from, the one before, and its own."""
    if "',' or" in case.problem:
        return None
    if "mapping values" in case.problem and (slip := colon_slip(case.page, case.at)):
        return slip
    before = len(case.page.text[: case.page.bounds(case.at)[0]].rstrip())
    places = [case.at] if case.at < len(case.page.text) else []
    if "':'" in case.problem:
        places.insert(0, case.opened)
    if before and any(words in case.problem for words in _ALSO_BEFORE):
        places[:0] = [before - 1, case.last[0]]
    return next(filter(None, (line_slip(case.page, place) for place in places)), None)


def _level(case: _Case) -> Trouble | None:
    """Explain a dash where a name is due, a colon without a name, and a line before without a colon."""
    if "expected key" in case.problem and case.seen == "-":
        return _worded(case, MISPLACED_DASH)
    if "'-' indicator" in case.problem and case.seen == "-":
        return _worded(case, MISALIGNED)
    if "expected key" in case.problem and case.seen == ":":
        return _refused(case, refusals.EMPTY_KEY, case.at)
    before = len(case.page.text[: case.page.bounds(case.at)[0]].rstrip())
    line = case.page.line(before - 1)
    if "mapping values" in case.problem and before and ":" not in line:
        return _worded(case._replace(opened=before - len(line.lstrip())), NO_COLON)
    return None


def _brackets(case: _Case) -> Trouble | None:
    """Explain `[…]` and `{…}`: a full-width comma, one that is open, one too many, text behind."""
    text = case.page.text
    if "',' or" in case.problem:
        comma = _FULL_COMMA.search(text, case.opened, case.page.bounds(case.at)[1])
        if comma:
            return _refused(case, refusals.FULL_COMMA, comma.start(), Patch(comma.start(), ","))
        if "\n" in text[case.opened : case.at]:
            return _refused(case, refusals.open_bracket(text[case.opened]), case.opened)
        return None
    if case.seen in ("}", "]"):
        return _refused(case, refusals.extra_bracket(case.seen), case.at, Patch(case.at, " "))
    before = text[: case.at].rstrip(" \t")
    if before.endswith(("}", "]")):
        rest = case.page.bounds(case.at)[1] - case.at
        return _refused(case, refusals.AFTER_BRACKET, case.at, Patch(case.at, " " * rest))
    return None


def _known(case: _Case) -> Trouble | None:
    for text, problem in PROBLEMS:
        if text in case.problem:
            return _worded(case, problem)
    return None


def _worded(case: _Case, problem: Problem) -> Trouble:
    at = case.opened if problem.at_start else case.at
    line = shown(case.page.line(at))
    message = Words(f"{problem.reason.zh}：「{line}」", f"{problem.reason.en}: '{line}'")
    return Trouble(case.page.error(problem.id, at, message, problem.hint))


def _general(case: _Case) -> Trouble:
    at = min(case.at, len(case.page.text.rstrip()))
    line = shown(case.page.line(at))
    own = " ".join(filter(None, (case.context, case.problem)))
    message = Words(
        f"这一行不合 YAML 的写法：「{line}」（解析器原话：{own}）",
        f"not valid YAML: '{line}' (the parser says: {own})",
    )
    return Trouble(case.page.error("yaml-syntax", at, message, GENERAL))


def _refused(case: _Case, refusal: Refusal, at: int, patch: Patch | None = None) -> Trouble:
    line = shown(case.page.line(at))
    message = Words(f"{refusal.message.zh}：「{line}」", f"{refusal.message.en}: '{line}'")
    return Trouble(case.page.error(refusal.id, at, message, refusal.hint), patch)


_EXPLAINERS: tuple[Callable[[_Case], Trouble | None], ...] = (
    _tab,
    _unclosed_quote,
    _braces,
    _escape,
    _property,
    _reserved,
    _early_quote,
    _line,
    _level,
    _brackets,
    _known,
)
