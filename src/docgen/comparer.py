"""The way of a comparison: what is named, read and evaluated on both sides, then matched and compared."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import field
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from docgen.composer import compose
from docgen.diagnostics import Diagnostic, DocgenError, Mistake, Words
from docgen.differ import ChangeReport, Comparison, Side, compare, compare_files
from docgen.document import Document
from docgen.history import at_revision, is_revision
from docgen.loader import Library
from docgen.model.agencies import Agencies
from docgen.model.base import Model
from docgen.model.evaluation import Evaluation
from docgen.model.scope import Office
from docgen.model.values import Date
from docgen.project import Project, nearest_first
from docgen.records import record

if TYPE_CHECKING:
    from docgen.renderers.word.redline import Redline

USUAL_JUMP: Final = Fraction(1, 5)
_YAML: Final = (".yaml", ".yml")
_TEMPLATE: Final = "notice.docx"
_RESTYLED: Final = Words(
    "模板的改动（两边都按新模板排）", "changes of the template: both sides are laid out by the new one"
)


@record
class Request:
    """What to compare: two years, two files or two revisions, all of it or some programs only."""

    old: str
    new: str | None = None
    """None compares a revision with the work tree."""
    only: tuple[str, ...] = ()
    """Files or ids of programs."""
    jump: Fraction = USUAL_JUMP


@record
class Compared:
    """What a comparison found, with the notices of both sides."""

    report: ChangeReport
    diagnostics: tuple[Diagnostic, ...]
    documents: tuple["Documents", ...]


@record
class Documents:
    """A program's notice on both sides."""

    id: str
    old: Document
    new: Document
    evaluation: Evaluation
    """That of the new side."""
    template: bytes = field(repr=False)
    """The Word template of the new side."""
    restyled: bool
    """Whether that of the old side was another."""


@record(frozen=False)
class _Edition:
    """One side: a project and those of its files that are compared, by what makes them the same."""

    library: Library
    label: str
    files: Mapping[str, Path]
    office: Office = field(init=False)
    documents: dict[str, tuple[Evaluation, Document]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.office = self.library.office()

    @property
    def project(self) -> Project:
        return self.library.project

    def shown(self, key: str) -> str:
        return self.project.shown(self.files[key]) if key in self.files else ""

    def program(self, key: str) -> Side | None:
        """Return the program `key`, composed so that every mistake in it is known."""
        evaluation = self.library.evaluation(self.files[key], self.office)
        if evaluation is None:
            return None
        document = compose(evaluation, self.library.profile())
        if evaluation.program.has_text:
            self.documents[key] = evaluation, document
        evaluation.complete()
        self.library.diagnostics.extend(map(self.library.locate, dict.fromkeys(evaluation.findings)))
        return Side(self.library.sources[evaluation.file], evaluation)

    def shared(self, key: str) -> tuple[Side, Model] | None:
        """Return the agencies or the roster in the file `key`."""
        shown, office = self.shown(key), self.office
        models: list[Model] = [
            roster for id, roster in office.rosters.items() if office.roster_files[id] == shown
        ]
        if shown == office.agencies_file:
            models = [Agencies(agencies=tuple(office.agencies.values()))]
        return (Side(self.library.sources[shown]), models[0]) if models else None


def compare_editions(project: Project, request: Request) -> Compared:
    """Return what changed from one side of the request to the other."""
    with _editions(project, request) as (old, new):
        keys = _chosen(tuple(dict.fromkeys((*new.files, *old.files))), request.only)
        comparisons = tuple(each for key in keys if (each := _compared(old, new, key, request.jump)))
        report = ChangeReport(old.label, new.label, comparisons, request.jump)
        found = dict.fromkeys((*old.library.diagnostics, *new.library.diagnostics))
        return Compared(report, tuple(found), tuple(_documents(old, new, keys)))


def redline_of(documents: Documents) -> "Redline":
    """Return a program's new notice with Word's revisions, proved by accepting and rejecting them all."""
    from docgen.renderers.word.redline import redline  # noqa: PLC0415 - only a redline needs Word
    from docgen.verifier import verify_redline  # noqa: PLC0415

    notice = documents.evaluation.program.notice
    given = notice.date.value if notice and notice.date else None
    day = given.day if isinstance(given, Date) else None
    try:
        made = redline(documents.old, documents.new, documents.template, day)
    except Mistake as mistake:
        zh, en = mistake.message
        words = Words(f"模板“{_TEMPLATE}”有误：{zh}", f"the template {_TEMPLATE} has a fault: {en}")
        raise DocgenError(words, mistake.hint) from mistake
    verify_redline(made.data, documents.old, documents.new)
    return made._replace(untracked=(*made.untracked, _RESTYLED)) if documents.restyled else made


def _compared(old: _Edition, new: _Edition, key: str, jump: Fraction) -> Comparison | None:
    if not (key in old.files and key in new.files):
        here = new if key in new.files else old
        side = here.program(key) if _is_program(here.files[key]) else None
        label = side.evaluation.program.label if side and side.evaluation else PurePosixPath(key).stem
        return Comparison(label, old.shown(key), new.shown(key))
    if _is_program(new.files[key]):
        sides = old.program(key), new.program(key)
        return compare(sides[0], sides[1], jump) if sides[0] and sides[1] else None
    files = old.shared(key), new.shared(key)
    if files[0] and files[1]:
        label = getattr(files[1][1], "label", "发文机关")
        return compare_files(files[0], files[1], label, jump)
    return None


def _documents(old: _Edition, new: _Edition, keys: Sequence[str]) -> Iterator[Documents]:
    for key in keys:
        if key in old.documents and key in new.documents:
            (_, before), (evaluation, after) = old.documents[key], new.documents[key]
            template = new.project.template(_TEMPLATE)
            restyled = old.project.template(_TEMPLATE) != template
            yield Documents(key, before, after, evaluation, template, restyled)


# -- sides --------------------------------------------------------------------------------------------------


@contextmanager
def _editions(project: Project, request: Request) -> Iterator[tuple[_Edition, _Edition]]:
    old, new = request.old, request.new
    if new is None and ".." in old:
        old, _, new = old.partition("..")
        new = new.lstrip(".") or "HEAD"
    with ExitStack() as stack:
        if new is not None and _is_year(project, old) and _is_year(project, new):
            yield _of_year(project, old), _of_year(project, new)
        elif new is not None and (paths := _files(old, new)):
            yield (
                _Edition(Library(project), project.shown(paths[0]), {"": paths[0]}),
                _Edition(Library(project), project.shown(paths[1]), {"": paths[1]}),
            )
        else:
            for name, other in ((old, new), *([(new, old)] if new else [])):
                if not is_revision(project, name):
                    raise _unpaired(project, name, other)
            before = stack.enter_context(at_revision(project, old))
            after = stack.enter_context(at_revision(project, new)) if new else project
            yield _of_project(before, old), _of_project(after, new or "")


def _is_year(project: Project, name: str) -> bool:
    return name.isdecimal() and int(name) in project.years()


def _of_year(project: Project, year: str) -> _Edition:
    return _Edition(Library(project), year, {path.stem: path for path in project.program_files(int(year))})


def _files(old: str, new: str) -> tuple[Path, Path] | None:
    paths = Path(old).absolute(), Path(new).absolute()
    if not all(path.is_file() for path in paths):
        return None
    for path in paths:
        if path.suffix.lower() not in _YAML:
            raise DocgenError(
                Words(f"“{path.name}”不是 YAML 文件", f"{path.name} is no YAML file"),
                Words(
                    "比较两个 Word 或 Excel 文件，先用 docgen diff --install-git，再用 git diff --no-index",
                    "for Word and Excel files: docgen diff --install-git, then git diff --no-index",
                ),
            )
    return paths


def _of_project(project: Project, label: str) -> _Edition:
    """Return all content files, by their paths."""
    folders = {project.content / str(year) for year in project.years()} | {project.content / "rosters"}
    files = [path for path in project.yaml_files() if path.parent in folders or path in _agencies(project)]
    return _Edition(
        Library(project), label, {path.relative_to(project.root).as_posix(): path for path in files}
    )


def _agencies(project: Project) -> tuple[Path, ...]:
    return tuple(project.content / f"agencies{suffix}" for suffix in _YAML)


def _is_program(path: Path) -> bool:
    return path.parent.name != "rosters" and not path.name.startswith("agencies.")


def _chosen(keys: Sequence[str], only: Sequence[str]) -> Sequence[str]:
    """Return the files asked for; each is named by its path, its folder or the id of its program."""
    if not only:
        return sorted(keys)
    chosen: list[str] = []
    for name in only:
        wanted = PurePosixPath(name.replace("\\", "/").rstrip("/")).as_posix()
        found = [key for key in keys if _is_named(key, wanted)]
        if not found:
            near = nearest_first(name, list(keys))[:5]
            raise DocgenError(
                Words(f"两边都没有“{name}”", f"neither side has {name!r}"),
                Words(f"可以写：{'、'.join(near)}", f"there are: {', '.join(near)}"),
            )
        chosen += found
    return sorted(dict.fromkeys(chosen))


def _is_named(key: str, wanted: str) -> bool:
    path = PurePosixPath(key)
    asked = PurePosixPath(wanted)
    if len(path.parts) == 1:
        return asked.stem == key
    return wanted in (key, path.stem) or asked in path.parents or key.endswith(f"/{wanted}")


def _unpaired(project: Project, name: str, other: str | None) -> DocgenError:
    """Return why `name` is no side of the comparison."""
    if _is_year(project, name):
        return DocgenError(
            Words(f"“{name}”是年度，要和另一个年度比", f"{name} is a year and is compared with another year"),
            Words("例如 docgen diff 2024 2025", "for example docgen diff 2024 2025"),
        )
    if Path(name).is_file() and (other is None or not Path(other).is_file()):
        return DocgenError(
            Words(f"“{name}”是文件，要和另一个文件比", f"{name} is a file and is compared with another file"),
            Words(
                f"例如 docgen diff 旧.yaml 新.yaml；与提交过的比，写 docgen diff HEAD -- {name}",
                f"write docgen diff OLD.yaml NEW.yaml; for what was committed, docgen diff HEAD -- {name}",
            ),
        )
    return _unknown(project, name)


def _unknown(project: Project, name: str) -> DocgenError:
    years = "、".join(map(str, project.years()))
    return DocgenError(
        Words(
            f"“{name}”不是年度、YAML 文件，也不是 git 里的版本",
            f"{name!r} is no year, no YAML file and no git revision",
        ),
        Words(
            f"写两个年度（现有 {years or '无'}）、两个文件，或 HEAD~3、分支名、标签；指定文件写在 -- 之后",
            f"write two years ({years or 'none'}), two files, or HEAD~3, a branch, a tag; files go behind --",
        ),
    )
