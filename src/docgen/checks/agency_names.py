"""Names of agencies as the office has registered them."""

import re
from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.proof import Slip

_SHORTEST = 6
"""Characters; in shorter names one character more or less makes another name."""


def _misspelt(subject: Subject) -> Iterator[Remark]:
    proof = subject.proof.proof
    names = {agency.name for agency in subject.evaluation.office.agencies.values()}
    for name in sorted(name for name in names if len(name) >= _SHORTEST):
        for index, found in proof.matches(_slips_of(name)):
            message = Words(
                f"机关名称“{found[0]}”与登记的“{name}”差一个字", f"`{found[0]}` is registered as `{name}`"
            )
            yield subject.remark(
                Slip(index, *found.span(), message, Words(f"改为“{name}”", f"write `{name}`"))
            )


def _slips_of(name: str) -> re.Pattern[str]:
    """Return what finds `name` with a character left out behind the place's name, or with two swapped."""
    places = range(2, len(name) - 1)
    missing = {name[:at] + name[at + 1 :] for at in places if name[at] not in "省市区县旗镇乡村"}
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in places}
    forms = sorted((missing | swapped) - {name}, key=len, reverse=True)
    return re.compile("|".join(re.escape(form) for form in forms))


CHECKS = (
    Check(
        "agency-misnamed",
        Severity.WARNING,
        what="机关名称与 content/agencies.yaml 里登记的差一个字。",
        why="发文机关用全称或规范化简称；漏一个字就成了另一个机关。",
        example="示例镇人民府",
        instead="示例镇人民政府",
        find=_misspelt,
    ),
)
