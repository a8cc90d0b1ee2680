"""Whether a file is what was issued, and if not, the first thing that tells them apart."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from docgen import __version__
from docgen.diagnostics import DocgenError, Words
from docgen.pipeline import BuildOptions, composed, fails, rendered
from docgen.project import Project
from docgen.records import record
from docgen.sealer.comparison import Reading, first_difference, likeness, package_difference, read_file
from docgen.sealer.record import SealedNotice, digest, parts_digest, read_record


@record
class Verdict:
    """What a file is: sealed or not, and why."""

    name: str
    sealed: bool
    words: tuple[Words, ...]


@record
class _Suspect:
    """A file that is not the sealed one, and the notice it is most like."""

    suffix: str
    data: bytes
    reading: Reading
    year: int
    notice: SealedNotice


def verify(project: Project, files: Mapping[str, bytes]) -> list[Verdict]:
    """Say of each file, given by its name, whether it is one that was sealed, whatever it is called now."""
    notices = [(year, notice) for year in project.years() for notice in read_record(project, year).sealed]
    if not notices:
        raise DocgenError(
            Words("这里还没有封存过公文", "nothing is sealed here yet"),
            Words("印发时运行 docgen seal 年度", "run docgen seal YEAR when a notice is issued"),
        )
    return [_verdict(project, notices, name, data) for name, data in files.items()]


def _verdict(
    project: Project, notices: Sequence[tuple[int, SealedNotice]], name: str, data: bytes
) -> Verdict:
    own = digest(data)
    for year, notice in notices:
        for file in notice.outputs:
            if file.sha256 == own:
                return Verdict(name, True, (_is_sealed(year, notice, file.file),))
        for file in notice.inputs:
            if file.sha256 == own:
                return Verdict(name, True, (_is_input(year, notice, file.file),))
    suffix = PurePath(name).suffix.lower()
    reading = read_file(suffix, data)
    if reading is None:
        return Verdict(name, False, (_UNREADABLE,))
    alike = ((likeness(reading, notice), year, notice) for year, notice in notices)
    share, year, notice = max(alike, key=lambda each: each[0])
    if not share:
        return Verdict(name, False, (_STRANGER,))
    suspect = _Suspect(suffix, data, reading, year, notice)
    return Verdict(name, False, (_not_the_sealed_one(year, notice), *_differences(project, suspect)))


def _differences(project: Project, suspect: _Suspect) -> Iterator[Words]:
    notice = suspect.notice
    if parts_digest(suspect.data) in {file.parts for file in notice.outputs}:
        yield _REPACKED
        return
    first = first_difference(suspect.reading, notice)
    changed = notice.changed_inputs(project.inputs(each.file for each in notice.inputs))
    if first:
        yield first
    elif not changed and (other := _against_rebuilt(project, suspect)):
        yield other
    if changed:
        yield _inputs_changed(changed)
    if notice.docgen != __version__:
        yield _other_version(notice.docgen)


def _against_rebuilt(project: Project, suspect: _Suspect) -> Words | None:
    """Return the first difference from the notice as built today from the sealed inputs."""
    library, jobs = composed(project, [suspect.year], [suspect.notice.program])
    if fails(library.diagnostics, strict=False):
        return None
    options = BuildOptions(formats=(suspect.suffix.removeprefix("."),))
    built = [file.contents() for job in jobs for file in rendered(library, job, options, lambda _: None)]
    return package_difference(suspect.suffix, suspect.data, built)


def _is_sealed(year: int, notice: SealedNotice, file: str) -> Words:
    name = _name(notice)
    return Words(
        f"是封存件：{year} 年 {notice.program}（{name}）的“{file}”，docgen {notice.docgen} 生成",
        f"sealed: {file} of {notice.program} {year} ({name}), made by docgen {notice.docgen}",
    )


def _is_input(year: int, notice: SealedNotice, file: str) -> Words:
    return Words(
        f"是封存时的输入文件：{year} 年 {notice.program}（{_name(notice)}）用的“{file}”",
        f"an input as sealed: {file}, for {notice.program} {year} ({_name(notice)})",
    )


def _not_the_sealed_one(year: int, notice: SealedNotice) -> Words:
    return Words(
        f"不是封存件；最像 {year} 年 {notice.program}（{_name(notice)}），不同在：",
        f"not the sealed one; most like {notice.program} {year} ({_name(notice)}), but:",
    )


def _inputs_changed(changed: Sequence[str]) -> Words:
    return Words(
        f"封存以后这些输入文件变了：{'、'.join(changed)}",
        f"these inputs have changed since: {', '.join(changed)}",
    )


def _other_version(version: str) -> Words:
    return Words(
        f"封存时是 docgen {version}，现在是 {__version__}",
        f"docgen was {version} then and is {__version__} now",
    )


def _name(notice: SealedNotice) -> str:
    return notice.number or notice.title


_UNREADABLE = Words(
    "不是封存件；也不是能读的 Word 或 Excel 文件，没法比较",
    "not sealed, and no Word or Excel file that can be read and compared",
)
_STRANGER = Words("不是封存件，也不像封存过的任何一件公文", "not sealed, and like no notice that is")
_REPACKED = Words(
    "内容与封存件逐部分相同，只是重新打包过（例如换了压缩软件）",
    "every part is as sealed: the file was only packed anew",
)
