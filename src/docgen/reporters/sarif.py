"""For code scanning and editors: SARIF 2.1.0."""

from collections.abc import Iterator, Sequence

from docgen import __version__
from docgen.diagnostics import Diagnostic, Severity
from docgen.reporters.page import Piece, Report, repository_path, spoken

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Node = dict[str, object]


def sarif(report: Report) -> Iterator[Piece]:
    """Yield one log with one run; columns count Unicode characters, as everywhere in docgen."""
    from json import dumps  # noqa: PLC0415 - only this format needs it

    rules = sorted({found.id for found in report.diagnostics})
    driver = {"name": "docgen", "version": __version__, "rules": list(_rules(rules))}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, found, rules) for found in report.diagnostics],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield dumps(log, ensure_ascii=False, indent=2) + "\n", ""


def _rules(ids: Sequence[str]) -> Iterator[Node]:
    """Yield each rule, a check with the reasons that `docgen explain` gives."""
    from docgen.checks import all_checks  # noqa: PLC0415 - only this format needs it

    checks = {check.id: check for check in all_checks()}
    for id in ids:
        rule: Node = {"id": id}
        if check := checks.get(id):
            rule["shortDescription"] = {"text": check.what}
            rule["fullDescription"] = {"text": check.why}
            rule["help"] = {
                "text": f"不要写：{check.example}\n请改为：{check.instead}",
                "markdown": f"不要写\n\n```\n{check.example}\n```\n\n请改为\n\n```\n{check.instead}\n```\n",
            }
        yield rule


def _result(report: Report, found: Diagnostic, rules: Sequence[str]) -> Node:
    from urllib.parse import quote  # noqa: PLC0415 - only this format needs it

    words = (found.message, found.hint) if found.hint else (found.message,)
    region = {"startLine": max(1, found.span.line), "startColumn": max(1, found.span.column)}
    uri = quote(repository_path(report.project, found.span.file))
    return {
        "ruleId": found.id,
        "ruleIndex": rules.index(found.id),
        "level": _LEVELS[found.severity],
        "message": {"text": "\n".join(spoken(each, report.lang) for each in words)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
    }
