"""Form of titles and cited documents: numbers with 〔〕, titles that say who issues what, marks in pairs."""

import re
from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.document import Role
from docgen.patterns import regex
from docgen.proof import PROSE, Proof, Slip, replaced, slip

_NUMBER = regex(
    r"(?P<open>[〔\[［【（(〈﹝〖])(?P<year>(?:19|20)\d\d)(?:年)?(?P<close>[〕\]］】）)〉﹞〗])(?P<nth>第?)(?P<serial>\d{1,5})号"
)
_KIND = regex(
    r"(?:通知|通报|通告|公告|公报|决定|决议|意见|命令|令|报告|请示|批复|议案|函|纪要|方案|办法|细则|规定|规则|制度|"
    r"计划|规划|总结|要点|预案|章程|条例|安排|指南|标准|措施|表|名单|目录|清单|决算|预算|汇报|说明|须知|解释|答复|复函|倡议书)(?:（[^（）]*）)?$"
)
_STOPS = regex("[，。；：！？]")
_CITED = regex(
    r"《(?P<title>[^《》]{4,60}(?:通知|意见|决定|批复))》(?P<number>（[^（）]{0,20}号[^（）]*）)?(?!已|经)"
)
_OWN = regex(r"(?:现将|制定了?|印发|出台|拟定|起草)(?:了)?$")
_PAIRS = dict(zip("）》”〕", "（《“〔", strict=True))
_MARKS = regex("[（《“〔）》”〕]")


def _numbers(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_NUMBER):
        match = found[1]
        right = f"〔{match['year']}〕{int(match['serial'])}号"
        if match[0] != right:
            message = Words(
                f"文号写成了“{match[0]}”，年份用六角括号，顺序号不加“第”、不编虚位",
                f"the document number is typed `{match[0]}`",
            )
            same_figures = str(int(match["serial"])) == match["serial"]
            yield replaced(found, message, right)._replace(mend=right if same_figures else None)


def _kinds(proof: Proof) -> Iterator[Slip]:
    for index, line in enumerate(proof.lines):
        text = line.text.replace("\n", "")
        if line.role is Role.TITLE and "关于" in text and not _KIND.search(text.rstrip('。，；：”"')):
            message = Words("标题没有写明文种", "the title does not say what kind of document it is")
            hint = Words("以通知、方案、意见等结尾", "end it with 通知, 方案, 意见 …")
            yield Slip(index, 0, len(line.text), message, hint)


def _stops(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_STOPS, {Role.TITLE, Role.TEXT_TITLE, Role.ANNEX_TITLE}):
        message = Words(
            f"标题里用了“{found[1][0]}”，标题除书名号、引号、括号、顿号外不用标点",
            f"`{found[1][0]}` stands in a title",
        )
        yield slip(found, message, Words("删去或改写", "delete it or rewrite the title"))


def _issuers(proof: Proof) -> Iterator[Slip]:
    # Organs that issue together are named by their marks and seals, those of minutes by the mark.
    signed = sum(line.role in (Role.ISSUER, Role.SEALED_ISSUER) for line in proof.lines)
    for index, line in enumerate(proof.lines if signed == 1 else ()):
        if line.role is Role.TITLE and line.text.startswith("关于") and not line.text.endswith("纪要"):
            message = Words("标题没有写发文机关", "the title does not name its issuer")
            hint = Words("写成“示例镇人民政府关于……的通知”的样子", "write it like 示例镇人民政府关于……的通知")
            yield Slip(index, 0, len(line.text), message, hint)


def _uncited(proof: Proof) -> Iterator[Slip]:
    cited = list(proof.matches(_CITED, {Role.BODY}))
    numbered = {found["title"] for _, found in cited if found["number"]}
    for index, found in cited if numbered else ():
        before = proof.lines[index].text[max(0, found.start() - 4) : found.start()]
        if not found["number"] and found["title"] not in numbered and not _OWN.search(before):
            message = Words(
                f"别处引用的文件有文号，《{found['title']}》没有",
                f"《{found['title']}》 is cited without its number, others have theirs",
            )
            hint = Words("引用公文先引标题，后引文号", "cite the title, then the number in （）")
            yield Slip(index, found.start(), found.end(), message, hint)


def _unpaired(proof: Proof) -> Iterator[Slip]:
    for index, line in enumerate(proof.lines):
        if line.role not in PROSE:
            continue
        waiting: list[re.Match[str]] = []
        for mark in _MARKS.finditer(line.text):
            if mark[0] not in _PAIRS:
                waiting.append(mark)
            elif waiting and waiting[-1][0] == _PAIRS[mark[0]]:
                waiting.pop()
            else:
                yield _lonely(index, mark)
        for mark in waiting:
            yield _lonely(index, mark)


def _lonely(index: int, mark: re.Match[str]) -> Slip:
    message = Words(f"“{mark[0]}”没有配对", f"`{mark[0]}` has no counterpart")
    return Slip(index, *mark.span(), message, Words("补上另一半，或删去", "add the other half, or delete it"))


CHECKS = (
    Check(
        "document-number-form",
        Severity.WARNING,
        what="文号的括号、顺序号写得不合规范。",
        why="GB/T 9704 7.2.5：年份用六角括号〔〕，顺序号不编虚位、不加“第”字。",
        example="市计生协[2018]第06号",
        instead="市计生协〔2018〕6号",
        find=InPrint(_numbers),
        mends=True,
    ),
    Check(
        "title-without-kind",
        Severity.WARNING,
        what="公文标题没有写明文种。",
        why="《党政机关公文处理工作条例》第九条：标题由发文机关名称、事由和文种组成。",
        example="示例镇人民政府关于开展春季防火工作",
        instead="示例镇人民政府关于开展春季防火工作的通知",
        find=InPrint(_kinds),
    ),
    Check(
        "title-punctuation",
        Severity.WARNING,
        what="标题里用了逗号、句号、冒号等标点。",
        why="公文标题除书名号、引号、括号、顿号、连接号外，一般不用标点。",
        example="示例镇人民政府关于做好防汛工作的通知。",
        instead="示例镇人民政府关于做好防汛工作的通知",
        find=InPrint(_stops),
    ),
    Check(
        "title-without-issuer",
        Severity.WARNING,
        what="公文标题没有写发文机关。",
        why="《党政机关公文处理工作条例》第九条：标题由发文机关名称、事由和文种组成。",
        example="title: 关于印发工作方案的通知",
        instead="title: 示例镇人民政府关于印发工作方案的通知",
        find=InPrint(_issuers),
    ),
    Check(
        "citation-without-number",
        Severity.HINT,
        what="引用的文件没有文号，而同一份公文里别的文件有。",
        why="引用公文先引标题，后引文号；没有文号，收文单位查不到。",
        example="根据《关于加强养老服务的意见》和《关于做好……的通知》（民发〔2025〕6号）",
        instead="根据《关于加强养老服务的意见》（民发〔2024〕18号）和《关于做好……的通知》（民发〔2025〕6号）",
        find=InPrint(_uncited),
    ),
    Check(
        "unpaired-mark",
        Severity.WARNING,
        what="书名号、引号、括号没有配对。",
        why="改句子时删掉了一半，或套用时方向打反。",
        example="根据《关于加强养老服务的意见精神",
        instead="根据《关于加强养老服务的意见》精神",
        find=InPrint(_unpaired),
    ),
)
