"""What was to be filled in later."""

from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.patterns import regex
from docgen.proof import Proof, Slip, slip

_HOLE = regex(
    r"(?<![A-Za-z])(?:[XxＸｘ]{2,6}|[×✕]{2,}|TODO|TBD|FIXME)(?![A-Za-z])|待定|待补充?|待填|待核实?(?=[，。；）)]|$)|某某|[?？]{2,}|_{3,}|＿{2,}"
)


def _placeholders(proof: Proof) -> Iterator[Slip]:
    in_tables: dict[tuple[int, str], int] = {}
    for index, found in proof.matches(_HOLE):
        table = proof.lines[index].table
        if table is not None:
            in_tables[table, found[0]] = in_tables.get((table, found[0]), 0) + 1
    told: set[tuple[int, str]] = set()
    for where in proof.matches(_HOLE):
        table, seen = proof.lines[where[0]].table, where[1][0]
        count = in_tables[table, seen] if table is not None else 1
        if table is None or (table, seen) not in told:
            told |= {(table, seen)} if table is not None else set()
            also = (
                Words(f"，这张表里共 {count} 处", f", {count} times in this table")
                if count > 1
                else Words("", "")
            )
            message = Words(f"“{seen}”还没有填{also.zh}", f"`{seen}` has not been filled in{also.en}")
            yield slip(where, message, Words("写上真正的内容", "write what belongs here"))


CHECKS = (
    Check(
        "placeholder",
        Severity.WARNING,
        what="留着 XX、××、待定、TODO 等占位的字。",
        why="起草时留的空，定稿前没有填。",
        example="XX镇{{ year }}年度目标分配表",
        instead="示例镇{{ year }}年度目标分配表",
        find=InPrint(_placeholders),
    ),
)
