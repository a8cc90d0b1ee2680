"""What an author writes of the issuing frame: who issues, to whom, by which number, how it is signed."""

from collections.abc import Iterator
from typing import Annotated, Literal

from docgen.diagnostics import Mistake, Words
from docgen.model.accepting import Check
from docgen.model.base import Flag, Model, Plain, Prose, Reference, field, refused, rule
from docgen.model.given import DateValue
from docgen.model.mistakes import NO_VALUE, shorten
from docgen.model.rolling import Roll
from docgen.model.text import Body
from docgen.patterns import regex

_COPY_NUMBER = regex(r"[0-9]{6}")
_SECRECY = regex(r"(绝密|机密|秘密)(★(长期|[1-9][0-9]*(年|个月)))?")


def read_copy_number(text: str) -> str:
    """Return a 份号; raise Mistake for another form: 7.2.1 wants six digits."""
    if not _COPY_NUMBER.fullmatch(text):
        seen = shorten(text)
        words = Words(f"份号一般用六位数字，看到的是“{seen}”", f"six digits are wanted, not `{seen}`")
        likely = f"{int(text):06d}" if text.isascii() and text.isdigit() and int(text) < 10**6 else "000001"
        raise Mistake("bad-copy-number", words, Words(f"写成 {likely}", f"write {likely}"))
    return text


def read_secrecy(text: str) -> str:
    """Return 密级和保密期限; raise Mistake for another form: 7.2.2, a ★ between the two."""
    if not _SECRECY.fullmatch(text):
        seen = shorten(text)
        words = Words(f"密级和保密期限写得不对：“{seen}”", f"`{seen}` is no level and period of secrecy")
        hint = Words(
            "写成 秘密★10年、机密★20年 的样子；没有期限就只写 绝密、机密、秘密",
            "write 秘密★10年, or 秘密 alone",
        )
        raise Mistake("bad-secrecy", words, hint)
    return text


class Number(Model):
    """发文字号, e.g. 明政发〔2025〕12号; without a serial it is left open, as in a draft."""

    year: int | None = field(
        "年份", "不写时用成文日期的年份。", 2025, default=None, ge=1949, le=2199, roll=Roll.INCREMENT
    )
    serial: int | None = field("顺序号", "未编号时不写。", 12, default=None, ge=1, le=99999, roll=Roll.BLANK)


class Imprint(Model):
    """版记."""

    office: Prose | None = field(
        "印发机关", "不写时用发文机关登记的印发机关。", "示例镇党政综合办公室", default=None, roll=Roll.CARRY
    )
    date: DateValue | None = field(
        "印发日期", "不写时与成文日期相同。", "2025-02-10", default=None, roll=Roll.BLANK
    )
    copy_to: tuple[Prose, ...] = field("抄送", "抄送机关。", "区民政局", default=(), roll=Roll.CARRY)


class Stamp(Model):
    """签名章."""

    title: Prose = field("签发人职务", "写全称，印在签名章左边。", "县长", roll=Roll.CARRY)
    picture: Plain | None = field(
        "签名章图样",
        "底透明的 PNG 图片，写 templates 或 content 里的路径；不写就留出位置。",
        "templates/stamps/zhang.png",
        default=None,
        roll=Roll.CARRY,
    )
    width: int = field(
        "签名章宽度", "毫米；高度按图片的比例。", 36, default=36, ge=10, le=60, roll=Roll.CARRY
    )


class Attendance(Model):
    """出席人员名单 of minutes."""

    present: tuple[Prose, ...] = field(
        "出席", "逐个写单位和姓名。", "县财政局王小明", default=(), roll=Roll.CARRY
    )
    absent: tuple[Prose, ...] = field(
        "请假", "逐个写单位和姓名。", "县民政局李国强", default=(), roll=Roll.CARRY
    )
    observers: tuple[Prose, ...] = field(
        "列席", "逐个写单位和姓名。", "县统计局赵立新", default=(), roll=Roll.CARRY
    )


class Notice(Body):
    """通知: the issuing frame with its own title and text."""

    form: Literal["file", "letter", "minutes"] = field(
        "格式", "文件式 file、信函式 letter、纪要 minutes。", "letter", default="file", roll=Roll.CARRY
    )
    issuer: Reference = field(
        "发文机关", "content/agencies.yaml 中的编号；联合行文时写主办机关。", "example-town", roll=Roll.CARRY
    )
    joint_issuers: tuple[Reference, ...] = field(
        "联合发文机关", "主办机关以外的各机关，按顺序写编号。", "example-finance", default=(), roll=Roll.CARRY
    )
    mark: Plain | None = field(
        "发文机关标志",
        "不写时用发文机关登记的；纪要必写。",
        "示例县人民政府常务会议纪要",
        default=None,
        roll=Roll.CARRY,
    )
    copy_number: Annotated[Plain, Check(read_copy_number)] | None = field(
        "份号", "六位数字；涉密公文必写。", "000001", default=None, roll=Roll.REVIEW, look="份号要重新编"
    )
    secrecy: Annotated[Plain, Check(read_secrecy)] | None = field(
        "密级和保密期限",
        "中间用★隔开。",
        "秘密★10年",
        default=None,
        roll=Roll.REVIEW,
        look="密级和期限是否仍这样定",
    )
    urgency: Literal["特急", "加急"] | None = field(
        "紧急程度", "特急或加急。", "加急", default=None, roll=Roll.REVIEW, look="是否仍需急办"
    )
    number: Number | None = field(
        "发文字号", "顺序号；未编号写 {}，纪要可以不写。", {"serial": 12}, default=None, roll=Roll.CARRY
    )
    signers: tuple[Plain, ...] = field(
        "签发人",
        "只用于请示、报告等上行文；几个机关联合上报时按机关顺序写。",
        "张明",
        default=(),
        roll=Roll.REVIEW,
        look="签发人是否有变动",
    )
    addressees: tuple[Prose, ...] = field(
        "主送机关", "逐个写，不写冒号；纪要可以不写。", "各村（居）民委员会", default=(), roll=Roll.CARRY
    )
    date: DateValue | None = field("成文日期", "未定稿时不写。", "2025-02-10", default=None, roll=Roll.BLANK)
    seal: Flag = field(
        "盖章",
        "按盖章的格式排署名和日期；发文机关登记了印章图样的，定稿时印上。",
        True,
        default=False,
        roll=Roll.CARRY,
    )
    stamp: Stamp | None = field(
        "签名章", "由签发人签名，不写机关署名。", {"title": "县长"}, default=None, roll=Roll.CARRY
    )
    attendance: Attendance | None = field(
        "出席人员",
        "只用于纪要。",
        {"present": ["县财政局王小明"]},
        default=None,
        roll=Roll.REVIEW,
        look="出席、请假、列席的人员",
    )
    note: Prose | None = field(
        "附注", "成文日期下的说明，不写括号。", "此件公开发布", default=None, roll=Roll.SHIFT
    )
    imprint: Imprint | None = field(
        "版记", "印发机关和抄送；不写则没有版记。", {"copy_to": ["区民政局"]}, default=None, roll=Roll.CARRY
    )

    @property
    def issuers(self) -> tuple[str, ...]:
        """The ids of all issuing organs, the host first."""
        return (self.issuer, *self.joint_issuers)

    @rule
    def _is_of_one_form(self) -> None:
        for key, mistake in self._misfits():
            raise refused(mistake, *key)

    def _misfits(self) -> Iterator[tuple[tuple[str | int, ...], Mistake]]:
        """Yield what does not go together, with the key that it stands at."""
        if self.form == "minutes":
            yield from self._misfits_of_minutes()
        else:
            if not self.addressees:
                typed = self.is_written("addressees")
                yield ("addressees",), _EMPTY_LIST if typed else _NO_ADDRESSEES
            if self.attendance:
                yield ("attendance",), _ONLY_MINUTES
        if self.form == "letter" and self.imprint and (self.imprint.office or self.imprint.date):
            yield ("imprint", "office" if self.imprint.office else "date"), _LETTER_IMPRINT
        if self.form != "file" and self.signers:
            yield ("signers",), _ONLY_FILES
        if self.stamp and (self.seal or self.joint_issuers):
            yield ("stamp",), _SEAL_AND_STAMP if self.seal else _JOINT_STAMP
        for place, issuer in enumerate(self.joint_issuers):
            if issuer in self.issuers[: place + 1]:
                yield ("joint_issuers", place), _twice(issuer)

    def _misfits_of_minutes(self) -> Iterator[tuple[tuple[str | int, ...], Mistake]]:
        if not self.mark:
            yield ("mark",), _NO_MARK
        elif not self.mark.endswith("纪要"):
            yield ("mark",), _NO_MINUTES
        if self.seal or self.stamp:
            yield ("seal" if self.seal else "stamp",), _UNSEALED


def _twice(issuer: str) -> Mistake:
    return Mistake(
        "repeated-issuer",
        Words(f"发文机关“{issuer}”写了两次", f"the issuer `{issuer}` stands twice"),
        Words("主办机关写在 issuer，这里只写其他机关", "the host stands in `issuer`, the others here"),
    )


_EMPTY_LIST = Mistake(NO_VALUE.id, NO_VALUE.message, Words("至少写一项内容", "write at least one"))
_NO_ADDRESSEES = Mistake(
    "missing-key",
    Words("缺少必填的项“addressees”", "the required key `addressees` is missing"),
    Words("加上 addressees: [……]，写主送机关", "add `addressees: […]`"),
)
_ONLY_MINUTES = Mistake(
    "only-in-minutes",
    Words("出席人员名单只用于纪要", "only minutes list who was there"),
    Words("删去 attendance，或写上 form: minutes", "delete `attendance`, or write `form: minutes`"),
)
_ONLY_FILES = Mistake(
    "only-in-files",
    Words("签发人只标在文件式的上行文上", "signers stand on upward documents of the form `file` only"),
    Words("删去 signers，或写上 form: file", "delete `signers`, or write `form: file`"),
)
_LETTER_IMPRINT = Mistake(
    "letter-imprint",
    Words("信函的版记不印印发机关和印发日期", "the imprint of a letter has no office and no date"),
    Words("删去这一项，只留抄送（copy_to）", "delete it and keep `copy_to`"),
)
_SEAL_AND_STAMP = Mistake(
    "seal-and-stamp",
    Words("盖机关印章（seal）和签名章（stamp）只能选一种", "`seal` and `stamp` exclude each other"),
    Words("删去其中一项", "delete one of them"),
)
_JOINT_STAMP = Mistake(
    "joint-stamp",
    Words("联合行文还不能排签名章", "a stamp on a joint document is not laid out yet"),
    Words("改为盖章（seal: true）", "write `seal: true` instead"),
)
_NO_MARK = Mistake(
    "missing-key",
    Words("纪要缺少必填的项“mark”", "minutes need the key `mark`"),
    Words("加上 mark: 示例县人民政府常务会议纪要", "add `mark: 示例县人民政府常务会议纪要`"),
)
_NO_MINUTES = Mistake(
    "bad-mark",
    Words("纪要的标志应以“纪要”结尾", "the mark of minutes ends with 纪要"),
    Words("写成 示例县人民政府常务会议纪要 的样子", "write it like 示例县人民政府常务会议纪要"),
)
_UNSEALED = Mistake(
    "sealed-minutes",
    Words("纪要不加盖印章", "minutes bear no seal"),
    Words("删去这一项", "delete it"),
)
