"""What a drafter typed that docgen puts itself, or did not mean to print: marks, end marks, single braces."""

import re
from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import DataPath, Severity, Words
from docgen.model.text import Item
from docgen.model.walk import texts, walk
from docgen.patterns import regex

_MARK = regex(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、]|[（(][0-9]{1,2}[）)])"
)
_SINGLE = regex(r"(?<!\{)\{ ?[a-z_]+(?:\.\w+)+ ?\}(?!\})|\{ \{ ?[a-z_.]+ ?\} \}|\[\[[a-z_.]+\]\]")
_DOUBLED = regex(r"[。，；：、]{2,}")
_ENDED = {"addressees": "：:，,。", "copy_to": "。，,"}


def _marks(subject: Subject) -> Iterator[Remark]:
    for path, value in walk(subject.evaluation.program):
        if not isinstance(value, Item) or value.mark is not None:
            continue
        for key in ("heading", "lead"):
            found = _MARK.match(getattr(value, key) or "")
            if found:
                message = Words(
                    f"标题里写了序号“{found[0]}”，印出来会有两个序号",
                    f"`{found[0]}` is typed, and docgen numbers too",
                )
                hint = Words(f"删去“{found[0]}”，序号按层次自动编", f"delete `{found[0]}`")
                yield Remark(subject.evaluation.at(*path, key), message, hint)


def _ends(subject: Subject) -> Iterator[Remark]:
    for path, text in texts(subject.source.data):
        marks = next((marks for key, marks in _ENDED.items() if key in path), "")
        if marks and text.rstrip()[-1:] in marks and text.strip():
            last = text.rstrip()[-1]
            message = Words(
                f"末尾的“{last}”不用写，印时会自动加",
                f"docgen puts the end mark itself: `{last}` is one too many",
            )
            yield Remark(subject.evaluation.at(*path), message, Words(f"删去“{last}”", f"delete `{last}`"))


def _single_braces(subject: Subject) -> Iterator[Remark]:
    for at, found in _found(subject, _SINGLE):
        inner = found.strip("{}[] ")
        message = Words(f"“{found}”会照样印出来", f"`{found}` is printed as it stands")
        hint = Words(f"引用数据写 {{{{ {inner} }}}}", f"to refer to data write {{{{ {inner} }}}}")
        yield Remark(subject.evaluation.at(*at[0], offset=at[1]), message, hint)


def _doubled(subject: Subject) -> Iterator[Remark]:
    for at, found in _found(subject, _DOUBLED):
        message = Words(f"标点重复：“{found}”", f"punctuation is doubled: `{found}`")
        hint = Words(f"改为“{found[-1]}”", f"write `{found[-1]}`")
        yield Remark(subject.evaluation.at(*at[0], offset=at[1]), message, hint)


def _found(subject: Subject, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[DataPath, int], str]]:
    for path, text in texts(subject.source.data):
        for match in pattern.finditer(text):
            yield (path, match.start()), match[0]


CHECKS = (
    Check(
        "typed-mark",
        Severity.WARNING,
        what="标题或段首语里手写了序号。",
        why="序号按层次自动编，手写的会和它重复。",
        example="heading: 二、招生对象",
        instead="heading: 招生对象",
        find=_marks,
    ),
    Check(
        "typed-end-mark",
        Severity.WARNING,
        what="主送机关或抄送机关末尾手写了标点。",
        why="主送的冒号、抄送的句号是自动加的，手写就印成两个。",
        example="addressees: [各村（居）民委员会：]",
        instead="addressees: [各村（居）民委员会]",
        find=_ends,
    ),
    Check(
        "single-braces",
        Severity.WARNING,
        what="引用数据的括号写得不对，会照样印出来。",
        why="只有 {{ }} 中的名字会换成数据。",
        example="参保覆盖率{ targets.coverage }",
        instead="参保覆盖率{{ targets.coverage }}",
        find=_single_braces,
    ),
    Check(
        "doubled-punctuation",
        Severity.WARNING,
        what="连着写了两个标点。",
        why="改句子时容易留下多余的标点。",
        example="请认真组织实施。。",
        instead="请认真组织实施。",
        find=_doubled,
    ),
)
