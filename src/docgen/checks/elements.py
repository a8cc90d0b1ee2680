"""Elements of a notice that go together, or do not: signers, addressees, secrecy."""

from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.patterns import regex

_KIND = regex(r"(请示|报告|意见)(?:（[^（）]*）)?$")
_UPWARD = ("请示", "报告")


def _kind(subject: Subject) -> str:
    """Return what the printed title ends with, as far as it may go to a superior."""
    found = _KIND.search(subject.document.title.text)
    return found[1] if found else ""


def _signers_downward(subject: Subject) -> Iterator[Remark]:
    notice = subject.evaluation.program.notice
    if notice and notice.signers and not _kind(subject):
        message = Words(
            "标题不是请示、报告，却写了签发人：签发人只标在上行文上",
            "the title is no 请示 or 报告, and only documents to a superior name their signers",
        )
        yield Remark(
            subject.evaluation.at("notice", "signers"), message, Words("删去 signers", "delete `signers`")
        )


def _upward_unsigned(subject: Subject) -> Iterator[Remark]:
    notice = subject.evaluation.program.notice
    kind = _kind(subject)
    if notice and notice.form == "file" and kind in _UPWARD and not notice.signers:
        message = Words(f"{kind}是上行文，要标注签发人", f"a {kind} goes to a superior and names its signers")
        hint = Words("加上 signers: [姓名]", "add `signers: [name]`")
        yield Remark(subject.evaluation.at("notice", "signers"), message, hint)


def _several_addressees(subject: Subject) -> Iterator[Remark]:
    notice = subject.evaluation.program.notice
    kind = _kind(subject)
    if notice and kind in _UPWARD and len(notice.addressees) > 1:
        message = Words(
            f"{kind}写了 {len(notice.addressees)} 个主送机关，原则上只主送一个上级机关",
            f"this {kind} has {len(notice.addressees)} addressees; in principle it goes to one superior",
        )
        hint = Words("只留一个主送机关，其他的改为抄送（copy_to）", "keep one, move the others to `copy_to`")
        yield Remark(subject.evaluation.at("notice", "addressees", 1), message, hint)


def _secret_without_number(subject: Subject) -> Iterator[Remark]:
    notice = subject.evaluation.program.notice
    if notice and notice.secrecy and not notice.copy_number:
        message = Words("标了密级，却没有份号：涉密公文要标注份号", "a classified document has a copy number")
        hint = Words('加上 copy_number: "000001"', 'add `copy_number: "000001"`')
        yield Remark(subject.evaluation.at("notice", "secrecy"), message, hint)


CHECKS = (
    Check(
        "signers-downward",
        Severity.ERROR,
        what="不是上行文，却标注了签发人。",
        why="《党政机关公文格式》7.2.6：签发人只用于上行文。",
        example="title: 示例县人民政府关于开展检查的通知\nsigners: [张明]",
        instead="删去 signers",
        find=_signers_downward,
    ),
    Check(
        "upward-unsigned",
        Severity.WARNING,
        what="请示、报告没有标注签发人。",
        why="《党政机关公文处理工作条例》第九条：上行文应当标注签发人姓名。",
        example="title: 示例县人民政府关于解决经费的请示",
        instead="signers: [张明]",
        find=_upward_unsigned,
    ),
    Check(
        "several-superiors",
        Severity.WARNING,
        what="请示、报告写了几个主送机关。",
        why="《党政机关公文处理工作条例》第十五条：上行文原则上主送一个上级机关，需要时抄送相关机关。",
        example="addressees: [市人民政府, 市财政局]",
        instead="addressees: [市人民政府]\nimprint: {copy_to: [市财政局]}",
        find=_several_addressees,
    ),
    Check(
        "secret-without-copy-number",
        Severity.ERROR,
        what="标了密级，没有份号。",
        why="《党政机关公文处理工作条例》第九条：涉密公文应当标注份号。",
        example="secrecy: 秘密★10年",
        instead='secrecy: 秘密★10年\ncopy_number: "000001"',
        find=_secret_without_number,
    ),
)
