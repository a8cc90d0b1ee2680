"""The names that an office's Word template may use, and how each is written there."""

from difflib import SequenceMatcher
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.document import Role


class Name(NamedTuple):
    """A name of the template's language."""

    name: str
    meaning: Words
    block: bool = False
    """True when it brings paragraphs of its own, `{{p body }}`, else words into a paragraph, `{{ note }}`."""
    needed: bool = False
    """True when every document has it."""
    role: Role | None = None
    """What the paragraph is that holds the words; Word knows it by the style of that name."""


NAMES: Final = (
    Name("copy_number", Words("份号", "the copy number"), role=Role.COPY_NUMBER),
    Name("secrecy", Words("密级和保密期限", "the secrecy"), role=Role.SECRECY),
    Name("urgency", Words("紧急程度", "the urgency"), role=Role.URGENCY),
    Name("mark", Words("发文机关标志", "the issuer's mark"), block=True),
    Name(
        "number_line",
        Words("上行文、信函的发文字号一行", "the number with signers, or of a letter"),
        block=True,
    ),
    Name("number", Words("发文字号", "the document number"), role=Role.NUMBER),
    Name("title", Words("公文标题", "the title"), block=True, needed=True),
    Name("draft_note", Words("稿件标注", "the draft note"), role=Role.DRAFT_NOTE),
    Name("addressees", Words("主送机关", "the addressees"), role=Role.ADDRESSEES),
    Name("body", Words("正文和附件说明", "the body and the list of annexes"), block=True, needed=True),
    Name("signature", Words("发文机关署名和成文日期", "the signature and the date"), block=True),
    Name("note", Words("附注", "the note"), role=Role.NOTE),
    Name("attachments", Words("附件", "the annexes"), block=True),
    Name("main_to", Words("版记中的主送机关", "the addressees in the imprint"), role=Role.MAIN_TO),
    Name("copy_to", Words("抄送机关", "who gets a copy"), role=Role.COPY_TO),
    Name("printed_by", Words("印发机关和印发日期", "the printing office and date"), role=Role.PRINTED_BY),
    Name("unbound", Words("不与正文装订的附件", "annexes not bound with the notice"), block=True),
)
"""All names in the order in which they are printed, from the top of page 1 to the imprint."""

ROLES: Final = {each.name: each.role for each in NAMES if each.role}
HOLES: Final = tuple(each.name for each in NAMES if each.block)
LINES: Final = tuple(each.name for each in NAMES if not each.block)
MEANINGS: Final = {each.name: each.meaning for each in NAMES}
_ALIKE: Final = 0.45
"""How much of two words must agree for one to be offered for the other."""


def written(name: str) -> str:
    """Return the tag that prints `name`."""
    return f"{{{{p {name} }}}}" if name in HOLES else f"{{{{ {name} }}}}"


def nearest(wanted: str) -> str:
    """Return the name most like `wanted`, by its letters or by its Chinese meaning; none when all differ."""

    def likeness(name: str) -> float:
        return max(SequenceMatcher(None, wanted.lower(), each).ratio() for each in (name, MEANINGS[name].zh))

    best = max(MEANINGS, key=likeness)
    return best if likeness(best) >= _ALIKE else ""
