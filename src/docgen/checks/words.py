"""Words: those the glossary does not want, and two terms for one thing."""

import re
from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.model.wordlists import Wording
from docgen.proof import Proof, Slip

_NUMBER = r"(?<![\d.])\d+(?:\.\d+)?"


def _avoided(proof: Proof) -> Iterator[Slip]:
    for wording in proof.wordings:
        for variant in wording.avoid:
            for index, found in _said(variant, proof):
                line = proof.lines[index].text
                if _within(wording.term, line, found):
                    continue
                why = f"（{wording.reason}）" if wording.reason else ""
                message = Words(
                    f"“{found[0]}”应写“{_filled(wording.term, found)}”{why}",
                    f"`{found[0]}` is written `{_filled(wording.term, found)}`",
                )
                right = _filled(wording.term, found)
                hint = Words(f"改为“{right}”", f"write `{right}`")
                yield Slip(index, found.start(), found.end(), message, hint)


def _mixed(proof: Proof) -> Iterator[Slip]:
    for wording in proof.wordings:
        if not wording.mixed or not _used(wording, proof):
            continue
        for variant in wording.mixed:
            for index, found in _said(variant, proof):
                if _within(wording.term, proof.lines[index].text, found):
                    continue
                right = _filled(wording.term, found)
                message = Words(
                    f"“{found[0]}”在别处写作“{right}”的样子，同一说法用了两个词",
                    f"`{found[0]}` is written as in `{right}` elsewhere: two terms for one thing",
                )
                hint = Words(f"统一为“{right}”", f"write `{right}` everywhere")
                yield Slip(index, found.start(), found.end(), message, hint)


def _used(wording: Wording, proof: Proof) -> bool:
    return any(True for _ in _said(wording.term, proof))


def _said(term: str, proof: Proof) -> Iterator[tuple[int, re.Match[str]]]:
    # Nearly no notice says any of them, and one look at all of its text is enough to know.
    return proof.matches(_pattern(term)) if all(map(proof.says, term.split("N", 1))) else iter(())


def _pattern(term: str) -> re.Pattern[str]:
    before, n, after = term.partition("N")
    return re.compile(re.escape(before) + (f"{_NUMBER}{re.escape(after)}" if n else ""))


def _filled(term: str, found: re.Match[str]) -> str:
    number = re.search(r"\d+(?:\.\d+)?", found[0])
    return term.replace("N", number[0]) if number else term


def _within(term: str, line: str, found: re.Match[str]) -> bool:
    """Return whether the variant is only a part of the term itself, as 赔额 of 免赔额."""
    start = max(0, found.start() - len(term))
    around = line[start : found.end() + len(term)]
    return any(
        match.start() + start <= found.start() and found.end() <= match.end() + start
        for match in _pattern(term).finditer(around)
    )


CHECKS = (
    Check(
        "avoided-term",
        Severity.WARNING,
        what="用了统一用语表（content/glossary.yaml 和自带的）不用的说法。",
        why="一件事一个词，查找、比对、理赔都靠它。",
        example="免配额200元",
        instead="免赔额200元",
        find=InPrint(_avoided),
    ),
    Check(
        "two-terms",
        Severity.WARNING,
        what="同一份公文里，一件事用了两个词。",
        why="读的人会以为是两件事。",
        example="70周岁以下：500元；70岁（含）以上：300元",
        instead="70周岁以下：500元；70周岁（含）以上：300元",
        find=InPrint(_mixed),
    ),
)
