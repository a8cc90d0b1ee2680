"""Standing phrases (提法) and names of agencies outside the days between which they hold."""

import datetime
import re
from collections.abc import Iterator

from docgen import chinese
from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.model.given import Given
from docgen.model.values import Date
from docgen.model.wordlists import Phrase
from docgen.patterns import regex
from docgen.proof import Proof, Slip, slip

_TITLES = regex("《[^《》]*》")


def _outdated(proof: Proof) -> Iterator[Slip]:
    issued = proof.issued or (datetime.date(proof.year, 1, 1) if proof.year else None)
    for phrase in proof.phrases:
        until = _day(phrase.until)
        if not issued or not until or issued <= until or _excepted(phrase, proof):
            continue
        for found in _outside_titles(proof, phrase.text):
            message = Words(
                f"“{phrase.text}”的提法用到{chinese.date(until)}为止",
                f"`{phrase.text}` held until {until}",
            )
            hint = Words(
                f"改用“{phrase.instead}”，并核对整句" if phrase.instead else "核对现行的提法",
                f"write `{phrase.instead}`" if phrase.instead else "look up what is said now",
            )
            yield slip(found, message, hint)


def _early(proof: Proof) -> Iterator[Slip]:
    issued = proof.issued or (datetime.date(proof.year, 12, 31) if proof.year else None)
    for phrase in proof.phrases:
        since = _day(phrase.since)
        if issued and since and issued < since:
            for found in _outside_titles(proof, phrase.text):
                message = Words(
                    f"成文时还没有“{phrase.text}”的提法，它从{chinese.date(since)}起用",
                    f"`{phrase.text}` has been said since {since} only",
                )
                yield slip(found, message, Words("查对成文日期和提法", "look up date and phrase"))


def _day(given: Given | None) -> datetime.date | None:
    return given.value.day if given and isinstance(given.value, Date) else None


def _excepted(phrase: Phrase, proof: Proof) -> bool:
    return any(proof.says(words) for words in phrase.unless)


def _outside_titles(proof: Proof, words: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield where the words stand, names of cited documents left out: those stay as they were issued."""
    if not proof.says(words):
        return
    for index, found in proof.matches(re.compile(re.escape(words))):
        titles = _TITLES.finditer(proof.lines[index].text)
        if not any(title.start() < found.start() < title.end() for title in titles):
            yield index, found


CHECKS = (
    Check(
        "phrase-out-of-date",
        Severity.WARNING,
        what="提法或机构名称在成文时已经换了（自带的和 content/phrases.yaml 里的）。",
        why="指导思想一年年照抄，新的大会、全会开过了，文件里还是旧的。",
        example="以党的十九大精神为指引（2024年的文件）",
        instead="以党的二十大精神为指引",
        find=InPrint(_outdated),
    ),
    Check(
        "phrase-too-early",
        Severity.WARNING,
        what="提法在成文时还没有。",
        why="日期或提法至少有一个写错了。",
        example="深入贯彻党的二十大精神（2022年3月的文件）",
        instead="查对成文日期和提法",
        find=InPrint(_early),
    ),
)
