"""Any program rolls: nothing but what the rules name changes, no comment is lost, the form is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docgen.decoder import decode
from docgen.decoder.fields import field_at
from docgen.diagnostics import DataPath
from docgen.formatter import format_text
from docgen.formatter.parts import comments
from docgen.model.calendar import Calendar
from docgen.model.program import Program
from docgen.model.rolling import Roll
from docgen.reader import Data, Source, read_text
from docgen.review_marks import review_marks, without_marks
from docgen.roller import DateRule, Move, roll_text
from docgen.roller.days import DayMover

ROOT = Path(__file__).parents[1]
PROGRAMS = [
    file.read_text("utf-8")
    for folder in (ROOT / "content", ROOT / "examples" / "gallery" / "content")
    for file in sorted(folder.glob("[0-9]*/*.yaml"))
]
MOVING = frozenset(Roll) - {Roll.CARRY}
ISSUED = frozenset({"as", "mark", "reason", "set"})


def read(text: str) -> Source:
    source, _ = read_text(text, "content/2025/case.yaml")
    assume(source is not None)
    assert source is not None
    return source


def rolled(source: Source, rule: DateRule = DateRule.WEEKDAY) -> str:
    year = int(str(source.data["year"]))
    return roll_text(source, DayMover(Move(year, year + 1), rule, Calendar())).text


def differences(before: Data, after: Data, path: DataPath = ()) -> Iterator[DataPath]:
    """Yield the path of each value that went, came or changed."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            if key in before and key in after:
                yield from differences(before[key], after[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, (*path, index))
    elif before != after:
        yield path


def may_change(path: DataPath, before: Data) -> bool:
    """Whether a rule on the way to `path` lets it change, or it was there to reproduce an issued notice."""
    for step in path:
        if isinstance(before, dict):
            before = before.get(str(step))
        elif isinstance(before, list):
            before = before[int(step)]
    issued = isinstance(before, dict) and "as" in before
    rules = {info.roll for end in range(1, len(path) + 1) if (info := field_at(Program, path[:end]))}
    return issued or path[-1] in ISSUED or bool(rules & MOVING)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """A program of the repository, commented at random, in its own form or all in block style."""
    text = draw(st.sampled_from(PROGRAMS))
    if draw(st.booleans()):
        data = read(text).data
        text = format_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=4096))
    lines = text.splitlines()
    for number in draw(st.lists(st.integers(0, len(lines) - 1), max_size=6, unique=True)):
        line = lines[number]
        indent = " " * (len(line) - len(line.lstrip()))
        comment = f"# 注{number}" + draw(st.sampled_from(["", "：2025年", "  # 待核：旧的", "待核"]))
        above = draw(st.booleans()) or line.endswith("|")
        lines[number] = f"{indent}{comment}\n{line}" if above else f"{line}  {comment}"
    done = "\n".join(lines) + "\n"
    assume(decode(read(done), Program)[0])
    return format_text(done) if draw(st.booleans()) else done


@settings(max_examples=150, deadline=None)
@given(programs(), st.sampled_from(DateRule))
def test_only_what_a_rule_names_changes(text: str, dates: DateRule) -> None:
    source = read(text)
    after = read(rolled(source, dates)).data
    for path in differences(source.data, after):
        assert may_change(path, source.data), path


@settings(max_examples=150, deadline=None)
@given(programs())
def test_no_comment_is_lost_and_the_form_is_kept(text: str) -> None:
    done = rolled(read(text))
    kept = [comment.text for comment in comments(done)]
    for comment in comments(without_marks(text)):
        assert any(comment.text in other for other in kept)
    if format_text(text) == text:
        assert format_text(done) == done


@settings(max_examples=100, deadline=None)
@given(programs())
def test_a_rolled_program_can_be_read_and_rolled_again(text: str) -> None:
    once = read(rolled(read(text)))
    assert decode(once, Program)[1] == ()
    again = rolled(once)
    assert decode(read(again), Program)[1] == ()
    assert not [mark for mark in review_marks(again) if "旧的" in mark.words]


@settings(max_examples=50, deadline=None)
@given(programs())
def test_line_ends_of_windows_are_kept(text: str) -> None:
    assert rolled(read(text.replace("\n", "\r\n"))) == rolled(read(text)).replace("\n", "\r\n")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(PROGRAMS), st.data())
def test_a_damaged_program_is_rolled_or_refused(text: str, data: st.DataObject) -> None:
    lines = text.splitlines(keepends=True)
    gone = data.draw(st.integers(0, len(lines) - 1))
    source, _ = read_text("".join(lines[:gone] + lines[gone + 1 :]), "case.yaml")
    if source and decode(source, Program)[0]:
        assert read_text(rolled(source), "case.yaml")[0]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("a: 1  # 待核：x\n", "a: 1\n"),
        ("# 待核\na: 1\n", "a: 1\n"),
        ("a: 1  # 注  # 待核：x\n", "a: 1  # 注\n"),
        ("a: |\n  # 待核：是内容\n", "a: |\n  # 待核：是内容\n"),
        ("a: 1\n# 待核", "a: 1\n"),
    ],
)
def test_marks_are_taken_out_and_content_is_not(text: str, bare: str) -> None:
    assert without_marks(text) == bare
    assert not list(review_marks(bare))
