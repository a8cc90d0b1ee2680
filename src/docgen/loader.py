"""A project's content files, read and decoded: what is right as data, what is wrong as diagnostics."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from docgen.allowing import Allowed
from docgen.decoder import decode
from docgen.diagnostics import Address, Diagnostic, Finding, Mistake, Severity, Span, Words
from docgen.document import Document, Provenance, paragraphs
from docgen.model.agencies import Agencies, Agency, Roster
from docgen.model.base import Model
from docgen.model.calendar import Calendar, CalendarFile
from docgen.model.evaluation import Evaluation
from docgen.model.program import Program
from docgen.model.scope import Office
from docgen.model.walk import texts
from docgen.model.wordlists import Glossary, Phrases
from docgen.profiles import Profile, built_in, load
from docgen.profiles.own import read_profile, unknown_profile
from docgen.project import Project
from docgen.reader import Source, read
from docgen.records import record
from docgen.rowfiles import MOST_TOLD, at_cell
from docgen.table_rows import Place, fill
from docgen.words_in_use import phrases, wordings

M = TypeVar("M", bound=Model)


@record(frozen=False)
class Library:
    """Every content file that a run has read, by the name that messages show."""

    project: Project
    sources: dict[str, Source] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _profile: Profile | None = None
    _office: Office | None = None
    _allowed: dict[str, Allowed] = field(default_factory=dict)

    def program(self, path: Path) -> Program | None:
        """Return the program in `path` with the rows of its data files; None when they have mistakes."""
        program = self._decoded(path, Program)
        if program is None or not any(table.data for table in program.quota_tables):
            return program
        filled = fill(program, Place(self.project, path), self.office())
        self.diagnostics.extend(self.locate(finding) for finding in filled.findings)
        self.diagnostics.extend(filled.diagnostics)
        return filled.program

    def evaluation(self, path: Path, office: Office, *, public: bool = False) -> Evaluation | None:
        """Return the program in `path` with its values, or None when the file has mistakes.

        The same program of the year before is read when an expression asks for it; its own mistakes are
        reported where that year is built.
        """
        program = self.program(path)
        if program is None:
            return None
        earlier = cache(partial(self._earlier, path, office))
        return Evaluation(program, self.project.shown(path), office, public=public, earlier=earlier)

    def _earlier(self, path: Path, office: Office) -> Evaluation | None:
        """Return what the program in `path` was a year before, None where that cannot be had."""
        before = _year_before(path)
        if before is None:
            return None
        library = Library(self.project)
        evaluation = library.evaluation(before, office)
        self.sources |= library.sources
        return evaluation

    def last_year(self, path: Path) -> tuple[str, ...]:
        """Return the texts of the file of the same name a year before; none where that cannot be read."""
        before = _year_before(path)
        source, _ = read(before, self.project.shown(before)) if before else (None, ())
        return tuple(text for _, text in texts(source.data)) if source else ()

    def office(self) -> Office:
        """Return what all programs share: agencies, rosters and calendar; repeated ids are errors."""
        if self._office is None:
            self._office = self._read_office()
        return self._office

    def _read_office(self) -> Office:
        agencies: dict[str, Agency] = {}
        rosters: dict[str, Roster] = {}
        files: dict[str, str] = {}
        path = self.project.content / "agencies.yaml"
        if path.is_file():
            found = self._decoded(path, Agencies)
            if found and found.profile:
                self._use_named_profile(found.profile, self.project.shown(path))
            for index, agency in enumerate(found.agencies if found else ()):
                if agency.id in agencies:
                    self._repeated(agency.id, Address(self.project.shown(path), ("agencies", index, "id")))
                agencies[agency.id] = agency
        for file in sorted((self.project.content / "rosters").glob("*.y*ml")):
            roster = self._decoded(file, Roster)
            if roster:
                self._check_entries(roster, self.project.shown(file))
                rosters[roster.id] = roster
                files[roster.id] = self.project.shown(file)
        return Office(
            agencies,
            self.project.shown(path),
            rosters,
            files,
            self._calendar(),
            wordings=wordings(self._own("glossary.yaml", Glossary)),
            phrases=phrases(self._own("phrases.yaml", Phrases)),
            incomplete=bool(self.diagnostics),
            picture=self.project.picture,
        )

    def _calendar(self) -> Calendar:
        own = self._own("calendar.yaml", CalendarFile)
        return Calendar(own) if own else Calendar()

    def _own(self, name: str, model: type[M]) -> M | None:
        path = self.project.content / name
        return self._decoded(path, model) if path.is_file() else None

    def profile(self) -> Profile:
        """Return the layout profile in use: the one that `office` has found named, or the standard's."""
        return self._profile or load()

    def use_profile(self, name: str) -> None:
        """Use the layout profile `name`, the office's own or a built-in one; mistakes in it are diagnostics.

        Raises Mistake when there is none of that name.
        """
        own = self.project.profile_files()
        if name in own:
            self._profile, mistakes = read_profile(own[name], self.project.shown(own[name]))
            self.diagnostics.extend(mistakes)
        elif name in built_in():
            self._profile = load(name)
        else:
            raise unknown_profile(name, own)

    def report_strays(self) -> None:
        """Warn of content files that nothing reads: their mistakes would never be seen."""
        for file in self.project.strays():
            span = Span(self.project.shown(file), 1, 1)
            words = Words("这个文件没有被读取", "nothing reads this file")
            hint = Words(
                "方案放在 content/四位年份/ 下，名册放在 content/rosters/ 下，文件名以 .yaml 结尾",
                "programs go to content/<four-digit year>/, rosters to content/rosters/, names end in .yaml",
            )
            self.diagnostics.append(Diagnostic("unread-file", Severity.WARNING, span, words, hint))

    def report(self, findings: Iterable[Finding]) -> None:
        """Keep findings as diagnostics; where a data file has very many, only how many more there are."""
        told: Counter[str] = Counter()
        last: dict[str, Diagnostic] = {}
        for finding in findings:
            file = finding.at.file
            if file in self.sources or told[file] < MOST_TOLD:
                last[file] = self.locate(finding)
                self.diagnostics.append(last[file])
            told[file] += 1
        for file, count in told.items():
            if file not in self.sources and count > MOST_TOLD:
                words = Words(
                    f"还有 {count - MOST_TOLD} 处没有列出", f"{count - MOST_TOLD} more are not listed"
                )
                hint = Words("先改好上面这些，再检查一次", "mend those above, then check again")
                more = Diagnostic("too-many-errors", last[file].severity, last[file].span, words, hint)
                self.diagnostics.append(more)

    def locate(self, finding: Finding) -> Diagnostic:
        """Return a finding with its place in the file."""
        source = self.sources.get(finding.at.file)
        at = finding.at
        match at.path:
            case (int(row), int(column), *_):
                span, message = Span(at.file, row, column), at_cell(finding.message, row, column)
                return Diagnostic(finding.id, finding.severity, span, message, finding.hint)
        span = source.span(at.path, at.offset, key=at.key) if source else Span(at.file, 1, 1)
        return Diagnostic(finding.id, finding.severity, span, finding.message, finding.hint, finding.mend)

    def allowed(self, file: str) -> Allowed | None:
        """Return the allowances of a file that has been read; the same ones on every call."""
        if file in self.sources and file not in self._allowed:
            self._allowed[file] = Allowed(self.sources[file])
        return self._allowed.get(file)

    def is_allowed(self, finding: Finding) -> bool:
        """Return whether a comment where the finding stands allows it."""
        allowed = self.allowed(finding.at.file)
        return allowed is not None and allowed.covers(finding, self.locate(finding))

    def place(self, at: Address) -> Provenance:
        """Return an address as people name it."""
        source = self.sources.get(at.file)
        match at.path:
            case (int(row), int(column), *_):
                return Provenance("", Span(at.file, row, column))  # a cell of a data file
        if source is None:
            return Provenance("", Span(at.file, 1, 1))
        return Provenance(source.named(at.path), source.span(at.path, at.offset, key=at.key))

    def places(self, document: Document) -> dict[Address, Provenance]:
        """Return the place of every address that the runs of `document` name."""
        origins = (run.origin for line in paragraphs(document.flow()) for run in line.runs if run.origin)
        addresses = dict.fromkeys(at for origin in origins for at in (origin.at, *origin.reads))
        return {at: self.place(at) for at in addresses}

    def _use_named_profile(self, name: str, agencies: str) -> None:
        try:
            self.use_profile(name)
        except Mistake as mistake:
            at = Address(agencies, ("profile",))
            found = Finding(mistake.id, Severity.ERROR, at, mistake.message, mistake.hint)
            self.diagnostics.append(self.locate(found))

    def _decoded(self, path: Path, model: type[M]) -> M | None:
        shown = self.project.shown(path)
        source, unread = read(path, shown)
        self.diagnostics.extend(unread)
        if source is None:
            return None
        self.sources[shown] = source
        value, mistakes = decode(source, model)
        self.diagnostics.extend(mistakes)
        return None if unread else value

    def _check_entries(self, roster: Roster, file: str) -> None:
        if roster.id != Path(file).stem:
            words = Words(
                f"名册编号“{roster.id}”与文件名不同", f"the id `{roster.id}` differs from the file name"
            )
            finding = Finding("misplaced-file", Severity.ERROR, Address(file, ("id",)), words, _SAME_NAME)
            self.diagnostics.append(self.locate(finding))
        for index in _repeats([entry.id for entry in roster.entries]):
            self._repeated(roster.entries[index].id, Address(file, ("entries", index, "id")))

    def _repeated(self, id: str, at: Address) -> None:
        words = Words(f"编号“{id}”重复", f"the id `{id}` is taken")
        finding = Finding("duplicate-id", Severity.ERROR, at, words, Words("换一个编号", "choose another id"))
        self.diagnostics.append(self.locate(finding))


def _year_before(path: Path) -> Path | None:
    """Return the file of the same program a year before, if there is one."""
    year = path.parent.name
    before = path.parent.parent / str(int(year) - 1) / path.name if year.isdigit() else path
    return before if before != path and before.is_file() else None


def _repeats(ids: list[str]) -> Iterator[int]:
    seen: set[str] = set()
    for index, id in enumerate(ids):
        if id in seen:
            yield index
        seen.add(id)


_SAME_NAME = Words("让编号与文件名相同", "make the id and the file name the same")
