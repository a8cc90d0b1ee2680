"""Where the folders of an office's repository are; no path given by an author leads out of it."""

from collections.abc import Iterable, Sequence
from os.path import normpath
from pathlib import Path
from typing import Self

from docgen.diagnostics import DocgenError, Mistake, Words
from docgen.patterns import regex
from docgen.records import record

_YEAR = regex(r"[0-9]{4}")
_SEALED = "sealed.yaml"
_PACKAGED = frozenset({"templates/notice.docx", "templates/annex.xlsx"})
_LARGEST_PICTURE = 5_000_000
_LINE_BREAK = regex(r"\r\n|[\n\r\x85\u2028\u2029]")
"""The line breaks that YAML counts."""


@record
class Project:
    """An office's repository: the folder that holds `content/`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Self:
        """Return the project that `start` lies in: the nearest folder upwards that has `content/`."""
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / "content").is_dir():
                return cls(folder)
        raise DocgenError(
            Words(
                f"“{start}”和它的上级文件夹里都没有 content 文件夹",
                f"neither {start} nor a folder above it has a content folder",
            ),
            Words(
                "请先进入本单位的文件夹，或用 docgen init 文件夹名 新建一个",
                "go to the office's folder first, or make one with: docgen init DIR",
            ),
        )

    @property
    def content(self) -> Path:
        """The folder of the YAML files."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The folder of the Word and Excel templates."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """The folder of the output, a folder for each year and program."""
        return self.root / "build"

    @property
    def schema(self) -> Path:
        """The folder of the JSON Schemas."""
        return self.root / "schema"

    def years(self) -> list[int]:
        """Return the years that have a folder in `content/`, oldest first."""
        names = (path.name for path in self.content.iterdir() if path.is_dir())
        return sorted(int(name) for name in names if _YEAR.fullmatch(name))

    def program_files(self, year: int) -> list[Path]:
        """Return the program files of `year`, sorted by name; an unknown year is a DocgenError."""
        if year not in self.years():
            raise _unknown_year(year, self.years())
        files = sorted((self.content / str(year)).glob("*.y*ml"))
        return [self._inside(file) for file in files if self.is_program(file)]

    def is_program(self, file: Path) -> bool:
        """Return whether the place and the name of `file` make it a program of some year."""
        folder = file.parent
        in_year = folder.parent == self.content and _YEAR.fullmatch(folder.name) is not None
        # macOS leaves ._name.yaml beside name.yaml on shared disks.
        return in_year and file.match("*.y*ml") and not _is_apart(file)

    def program_file(self, year: int, program: str) -> Path:
        """Return the file of one program; an unknown one is a DocgenError that names those that exist."""
        files = {file.stem: file for file in self.program_files(year)}
        if program not in files:
            raise _unknown_program(year, program, list(files))
        return files[program]

    def yaml_files(self) -> list[Path]:
        """Return every YAML file in `content/`, sorted by path."""
        files = (file for file in self.content.rglob("*.y*ml") if not _is_apart(file))
        return [self._inside(file) for file in sorted(files)]

    def sealed_file(self, year: int) -> Path:
        """Return where it is kept what was issued in `year`."""
        return self.content / str(year) / _SEALED

    def inputs(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return those of the files that are there, by name; a template may be the packaged one."""
        found: dict[str, bytes] = {}
        for name in sorted(names):
            path = self._inside(self.root / name)
            if path.is_file():
                found[name] = path.read_bytes()
            elif name in _PACKAGED:
                found[name] = self.template(path.name)
        return found

    def template_files(self) -> list[str]:
        """Return the names of all in `templates/`, and of the two templates that may be the packaged ones."""
        files = (file for file in self.templates.glob("*") if file.is_file())
        own = (self.shown(file) for file in files if not file.name.startswith((".", "~$")))
        return sorted({*_PACKAGED, *own})

    def strays(self) -> list[Path]:
        """Return the YAML files in `content/` that nothing reads: too deep, or in an unknown folder."""
        years = (self.content / str(year) for year in self.years())
        read = {self.content, self.content / "rosters", *years}
        files = (file for file in self.content.rglob("*") if file.suffix.lower() in (".yaml", ".yml"))
        visible = (file for file in sorted(files) if not file.name.startswith("."))
        return [file for file in visible if file.parent not in read or file.suffix != file.suffix.lower()]

    def template(self, name: str) -> bytes:
        """Return the template `name`: the office's own, or the packaged one where the office has none."""
        path = self._inside(self.templates / name)
        if not path.is_file():
            path = starter_folder() / "templates" / name
        if not path.is_file():
            raise _unknown_template(name, sorted(file.name for file in self.templates.glob("*.xlsx")))
        try:
            return path.read_bytes()
        except OSError as error:
            raise DocgenError(
                Words(f"读不了模板“{name}”", f"cannot read template {name}: {error.strerror}"),
                Words(
                    f"请检查 templates 文件夹里的“{name}”，删除它就会使用自带的模板",
                    f"look at {name} in templates/; without it the packaged template is used",
                ),
            ) from error

    def picture(self, name: str) -> bytes:
        """Return the picture at the path `name`, in `templates/` or `content/`; raise Mistake for another."""
        path = self.root / name
        inside = any(
            path.resolve().is_relative_to(folder.resolve()) for folder in (self.templates, self.content)
        )
        if not inside:
            raise _misplaced_picture(name)
        try:
            if path.stat().st_size > _LARGEST_PICTURE:
                raise _large_picture(name)
            return path.read_bytes()
        except OSError:
            raise _missing_picture(name) from None

    def data_file(self, folder: Path, name: str) -> Path:
        """Return the path of the data file `name`, given from `folder`; raise Mistake outside `content/`."""
        path = Path(normpath(folder / name.replace("\\", "/")))
        if not path.resolve().is_relative_to(self.content.resolve()) or path.is_dir():
            raise _misplaced_data(name)
        return path

    def profile_files(self) -> dict[str, Path]:
        """Return the office's own layout profiles by name."""
        files = sorted(self.templates.glob("*.y*ml"))
        return {file.stem: self._inside(file) for file in files if not file.name.startswith(".")}

    def lines(self, file: str) -> list[str]:
        """Return the lines of a text file named as `shown` names it; none when it cannot be read as text.

        A data file has none either: its columns are cells, not characters.
        """
        if file.lower().endswith((".csv", ".txt")):
            return []
        try:
            text = (self.root / file).read_bytes().decode("utf-8-sig")
        except (OSError, ValueError):
            return []
        return _LINE_BREAK.split(text)

    def shown(self, path: Path) -> str:
        """Return `path` as messages show it: from the project's root, with `/`."""
        path = self.root / path
        return (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()

    def _inside(self, path: Path) -> Path:
        if path.resolve().is_relative_to(self.root.resolve()):
            return path
        raise DocgenError(
            Words(
                f"“{self.shown(path)}”指向本单位文件夹之外", f"{self.shown(path)} leads out of the project"
            ),
            Words("请把文件本身放进本单位的文件夹", "put the file itself into the project's folder"),
        )


def _is_apart(file: Path) -> bool:
    """Return whether a YAML file of `content/` is no author's: a shadow of another system, or the record."""
    return file.name.startswith(".") or file.name == _SEALED


def starter_folder() -> Path:
    """Return the folder of the packaged starter; in a source checkout that is the repository itself."""
    package = Path(__file__).resolve().parent
    packaged = package / "starter"
    return packaged if packaged.is_dir() else package.parents[1]


def nearest_first(wanted: str, names: Sequence[str]) -> list[str]:
    """Return `names`, those most like `wanted` first."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a mistake needs it

    return sorted(names, key=lambda name: (-SequenceMatcher(None, wanted, name).ratio(), name))


def _misplaced_picture(name: str) -> Mistake:
    return Mistake(
        "misplaced-picture",
        Words(
            f"图片“{name}”不在 templates 或 content 文件夹里", f"{name} lies outside templates/ and content/"
        ),
        Words(
            "把图片放进 templates 文件夹，写 templates/图片名.png",
            "put it into templates/ and write templates/….png",
        ),
    )


def _misplaced_data(name: str) -> Mistake:
    return Mistake(
        "misplaced-data",
        Words(f"数据文件“{name}”不在 content 文件夹里", f"the data file {name} lies outside content/"),
        Words(
            "把它放到方案所在的文件夹，只写文件名", "put it into the folder of the program and write its name"
        ),
    )


def _missing_picture(name: str) -> Mistake:
    return Mistake(
        "missing-picture",
        Words(f"找不到图片“{name}”", f"there is no picture {name}"),
        Words(
            "检查路径和文件名，路径从本单位的文件夹写起", "check the path: it starts at the project's folder"
        ),
    )


def _large_picture(name: str) -> Mistake:
    most = _LARGEST_PICTURE // 10**6
    return Mistake(
        "picture-too-large",
        Words(f"图片“{name}”超过 {most} MB", f"{name} has more than {most} MB"),
        Words("缩小图片再放进来", "make the picture smaller"),
    )


def _unknown_year(year: int, years: Sequence[int]) -> DocgenError:
    nearest = [str(known) for known in sorted(years, key=lambda known: (abs(known - year), -known))]
    return DocgenError(
        Words(f"content 文件夹里没有 {year} 年度", f"there is no year {year} in content/"),
        _choice(Words("现有年度", "years"), nearest),
    )


def _unknown_program(year: int, program: str, programs: Sequence[str]) -> DocgenError:
    return DocgenError(
        Words(f"{year} 年度没有“{program}”", f"there is no program {program!r} in {year}"),
        _choice(Words(f"{year} 年度现有", f"programs of {year}"), nearest_first(program, programs)),
    )


def _unknown_template(name: str, others: Sequence[str]) -> DocgenError:
    return DocgenError(
        Words(f"templates 文件夹里没有模板“{name}”", f"there is no template {name} in templates/"),
        _choice(Words("现有的工作簿", "workbooks there"), nearest_first(name, others)),
    )


def _choice(what: Words, names: Sequence[str]) -> Words:
    return Words(f"{what.zh}：{'、'.join(names) or '无'}", f"{what.en}: {', '.join(names) or 'none'}")
