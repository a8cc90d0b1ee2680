"""An office's own profile: a YAML file that says only where it differs from a built-in one."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Literal, NamedTuple

from docgen.decoder import decode
from docgen.diagnostics import DataPath, Diagnostic, Mistake, Severity, Words
from docgen.model.base import Model, Plain, Reference, field
from docgen.model.mistakes import right_one
from docgen.profiles import STANDARD, Profile, built_in, laid_over, load
from docgen.profiles.values import UNITS, known_ids, read_unit, refuse_value, unknown_id
from docgen.reader import Source, read

_CAUSES = {
    "grid.lines": ("grid.pitch", "paper.height", "margin.top", "margin.bottom", "grid.lift"),
    "grid.characters": ("grid.spacing", "text.size", "paper.width", "margin.left", "margin.right"),
}
"""The rules that a page can be too small by."""
_NUMBER_TOO = {"type": ["string", "number"]}
"""An editor takes an unquoted 30 for a number; docgen reads what is typed."""


class RuleEntry(Model):
    """One rule that differs."""

    id: Reference = field("规则名", "与 gbt9704-2012.yaml 里的相同。", "margin.top")
    value: Plain = field("值", "只写数字或文字，单位另写。", "30", extra=_NUMBER_TOO)
    unit: Plain | None = field(
        "单位", "不写时与原规则相同。", "mm", default=None, extra={"enum": list(UNITS)}
    )
    clause: Plain | None = field("条款", "依据哪一条。", "5.2.1", default=None)
    strength: Literal["规定", "一般", "推荐", "可以", "实务"] | None = field(
        "力度", "不写是实务：不符合只提示，不算错误。", "规定", default=None
    )
    source: Plain | None = field("出处", "依据什么文件。", "××县公文处理办法第五条", default=None)


class ProfileFile(Model):
    """templates/*.yaml."""

    title: Plain = field("名称", "这套版式叫什么。", "××县人民政府办公室公文版式")
    extends: Reference = field("以何为底", "没有写到的规则都从它来。", STANDARD, default=STANDARD)
    fonts: dict[str, tuple[Plain, ...]] = field(
        "字体", "每个字体名后写要用的字体，第一个写进文件。", {"小标宋": ["方正小标宋_GBK"]}, default={}
    )
    fallback: dict[str, tuple[Plain, ...]] = field(
        "缺字时换用的字体", "依次找第一个有这个字的。", {"仿宋": ["宋体", "SimSun-ExtB"]}, default={}
    )
    rules: tuple[RuleEntry, ...] = field("规则", "只写与底本不同的。", default=())


class _Fault(NamedTuple):
    at: DataPath
    mistake: Mistake
    severity: Severity = Severity.ERROR


def read_profile(path: Path, shown: str) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """Return the profile in the file at `path`, and its mistakes; `shown` is the file's name in those."""
    source, unread = read(path, shown)
    if source is None:
        return None, unread
    file, mistakes = decode(source, ProfileFile)
    if file is None:
        return None, (*unread, *mistakes)
    if file.extends not in built_in():
        return None, (*unread, _located(source, _Fault(("extends",), unknown_profile(file.extends))))
    base = load(file.extends)
    faults = [*_font_faults(file, base), *_rule_faults(file, base)]
    profile = None
    if not faults:
        profile = laid_over(base, {"id": path.stem, **_said(file)})
        faults = list(_misfits(file, profile))
    return profile, (*unread, *(_located(source, fault) for fault in faults))


def _said(file: ProfileFile) -> dict[str, object]:
    rules = [{key: said for key, said in vars(rule).items() if said is not None} for rule in file.rules]
    return {**vars(file), "rules": rules}


def _font_faults(file: ProfileFile, base: Profile) -> Iterator[_Fault]:
    for key, chains in (("fonts", file.fonts), ("fallback", file.fallback)):
        for name, families in chains.items():
            if name not in base.fonts:
                yield _Fault((key, name), _unknown_font(name, base))
            elif not families:
                yield _Fault((key, name), _NO_FAMILY)


def _rule_faults(file: ProfileFile, base: Profile) -> Iterator[_Fault]:
    known, seen = known_ids(base), set[str]()
    fonts = laid_over(base, {"id": "", "title": "", "fonts": file.fonts})
    for place, entry in enumerate(file.rules):
        if entry.id not in known:
            yield _Fault(("rules", place, "id"), unknown_id(entry.id, base))
            continue
        if entry.id in seen:
            yield _Fault(("rules", place, "id"), _repeated(entry.id))
        seen.add(entry.id)
        yield from _entry_faults(entry, place, fonts)


def _entry_faults(entry: RuleEntry, place: int, base: Profile) -> Iterator[_Fault]:
    key = "unit"
    try:
        unit = read_unit(entry.id, entry.unit, base)
        key = "value"
        refuse_value(entry.id, entry.value, unit, base)
    except Mistake as mistake:
        yield _Fault(("rules", place, key), mistake)


def _misfits(file: ProfileFile, profile: Profile) -> Iterator[_Fault]:
    """Find lines and characters that are more than the page holds: the one thing a rule alone cannot tell."""
    height = profile.points("paper.height") - profile.margin("top") - profile.margin("bottom")
    width = profile.points("paper.width") - profile.margin("left") - profile.margin("right")
    character = profile.points("text.size") + profile.points("grid.spacing")
    measures = {"grid.lines": (profile.points("grid.pitch"), height), "grid.characters": (character, width)}
    for id, (step, room) in measures.items():
        # Word counts in twentieths of a point.
        wanted, fitting = int(profile.text(id)), round(room * 20) // round(step * 20)
        if wanted > fitting:
            at = ("rules", _place(file, (id, *_CAUSES[id])), "value")
            yield _Fault(at, _too_many(id, wanted, fitting, room / wanted), Severity.WARNING)


def _place(file: ProfileFile, ids: tuple[str, ...]) -> int:
    places = {entry.id: place for place, entry in enumerate(file.rules)}
    return next(places[id] for id in ids if id in places)


def _located(source: Source, fault: _Fault) -> Diagnostic:
    mistake = fault.mistake
    key = fault.at[0] in ("fonts", "fallback")
    span = source.span(fault.at, mistake.offset, key=key)
    return Diagnostic(mistake.id, fault.severity, span, mistake.message, mistake.hint)


def _too_many(id: str, wanted: int, fitting: int, step: Fraction) -> Mistake:
    lines = id == "grid.lines"
    what, by = ("行", "行距") if lines else ("字", "字距连字")
    room = "一页" if lines else "一行"
    most = f"{int(step * 20) / 20:g}"
    return Mistake(
        "page-too-small",
        Words(
            f"{room}只排得下 {fitting} {what}，排不下 {wanted} {what}",
            f"{fitting} fit where {wanted} are wanted (`{id}`)",
        ),
        Words(
            f"{by}减到 {most} 磅，或者加一条 {{id: {id}, value: {fitting}}}",
            f"go down to {most} points each, or add {{id: {id}, value: {fitting}}}",
        ),
    )


def unknown_profile(id: str, own: Iterable[str] = ()) -> Mistake:
    """Return the mistake of a profile that there is not: neither built in nor one of the office's `own`."""
    known = {each: load(each).title for each in built_in()} | dict.fromkeys(own, "")
    return Mistake(
        "unknown-profile",
        Words(f"没有名为“{id}”的版式", f"there is no profile `{id}`"),
        right_one(id, known, Words("删去这一行", "remove this line")),
    )


def _unknown_font(name: str, base: Profile) -> Mistake:
    known = dict.fromkeys(base.fonts, "")
    return Mistake(
        "unknown-font",
        Words(f"这里没有名为“{name}”的字体", f"there is no font `{name}` here"),
        right_one(name, known, Words("删去这一行", "remove this line")),
    )


def _repeated(id: str) -> Mistake:
    return Mistake(
        "duplicate-id",
        Words(f"规则“{id}”写了两次", f"rule `{id}` is here twice"),
        Words("只留一条", "keep one of them"),
    )


_NO_FAMILY = Mistake(
    "missing-value",
    Words("这里缺字体", "a font is missing here"),
    Words("在方括号里写字体名，例如 [方正小标宋_GBK]", "write a font in the brackets"),
)
