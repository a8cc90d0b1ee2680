"""`docgen init`: an office's repository that builds at once."""

import json
from collections.abc import Iterator
from pathlib import Path

from docgen.diagnostics import DocgenError, Words
from docgen.project import starter_folder
from docgen.writer import write

YEAR = 2025
"""The year whose program the starter brings."""

PARTS = (
    "templates",
    "content/agencies.yaml",
    "content/glossary.yaml",
    "content/rosters",
    f"content/{YEAR}",
    "schema",
)
"""What is copied; pyproject.toml packs the same into the wheel."""

FINDING = r"^::(error|warning|notice) file=(.+?),line=(\d+),col=(\d+),title=([^:]+)::(.*)$"
"""A finding as `docgen check --format github` prints it, for the editor's list of problems."""

_VSCODE = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.exclude": {"**/~$*": True},
    # Full-width punctuation is right in a notice, not a letter in disguise.
    "editor.unicodeHighlight.ambiguousCharacters": False,
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
    # `docgen fmt` lays the files out.
    "yaml.format.enable": False,
    "yaml.schemas": {
        "schema/program.schema.json": "content/[0-9][0-9][0-9][0-9]/*.yaml",
        "schema/agencies.schema.json": "content/agencies.yaml",
        "schema/roster.schema.json": "content/rosters/*.yaml",
        "schema/calendar.schema.json": "content/calendar.yaml",
        "schema/glossary.schema.json": "content/glossary.yaml",
        "schema/phrases.schema.json": "content/phrases.yaml",
        "schema/profile.schema.json": "templates/*.yaml",
    },
}
_TASKS = {
    "version": "2.0.0",
    "tasks": [
        {
            "label": "检查（docgen check）",
            "type": "shell",
            "command": "docgen --lang zh check --format github",
            "group": {"kind": "build", "isDefault": True},
            "presentation": {"reveal": "silent"},
            # Findings stand in the list of problems and under the words they are about.
            "problemMatcher": {
                "owner": "docgen",
                "fileLocation": ["relative", "${workspaceFolder}"],
                "pattern": {
                    "regexp": FINDING,
                    "severity": 1,
                    "file": 2,
                    "line": 3,
                    "column": 4,
                    "code": 5,
                    "message": 6,
                },
            },
        }
    ],
}
_EXTENSIONS = {"recommendations": ["redhat.vscode-yaml"]}

_GITIGNORE = """/build/
~$*
.~lock.*
"""

_GITATTRIBUTES = """*.yaml text eol=lf
*.json text eol=lf
*.md text eol=lf
*.docx binary
*.xlsx binary
"""

_README = f"""# 怎么用

| 要做什么 | 在这个文件夹里运行 |
|---|---|
| 生成 {YEAR} 年度的 Word 通知和 Excel 附表 | `docgen build {YEAR}` |
| 另外生成 PDF（需要 LibreOffice） | `docgen build {YEAR} --pdf` |
| 只检查，不生成 | `docgen check` |
| 由 {YEAR} 年度起草 {YEAR + 1} 年度 | `docgen new {YEAR + 1} --from {YEAR}` |
| 看还有哪些地方待核 | `docgen todo {YEAR + 1}` |
| 核完后定稿 | `docgen build {YEAR + 1} --release` |
| 就地改正标点、括号、异体字等 | `docgen check {YEAR} --fix` |
| 查一个数、一句话出自哪个文件哪一行 | `docgen where 467` |
| 印发时封存 | `docgen seal {YEAR}` |
| 看一个文件是不是封存的那一份 | `docgen verify 文件` |
| 印发后发现错了，改好 YAML 后起草更正通知 | `docgen correct {YEAR} 方案` |
| 整理 YAML 的排版 | `docgen fmt` |
| 换了版式，重新做 Word 模板 | `docgen template new --force` |

生成的文件在 `build/年度/方案/` 里，随时可以删掉重新生成。
要改文字和数字，改 `content` 里的 YAML，不要改生成的文件。

| 文件夹 | 里面是什么 |
|---|---|
| `content/年度/` | 每个方案一个 YAML 文件 |
| `content/agencies.yaml` | 发文机关：名称、发文机关代字、印发机关；`profile:` 选用哪套版式 |
| `content/rosters/` | 名册：乡镇、村、单位 |
| `content/glossary.yaml` | 统一用语：一件事写哪个词 |
| `content/phrases.yaml` | 可以不写：提法从哪天用到哪天 |
| `content/calendar.yaml` | 可以不写：自带日历还没有的年份怎样放假、调休 |
| `templates/` | Word 和 Excel 模板，可以直接用 Word、Excel 修改字体、版式 |
| `schema/` | 编辑器补全和提示用，不用改；docgen 升级后运行一次 `docgen schema` |

建议用 VS Code 打开这个文件夹，并安装它推荐的 YAML 插件：输入时会有中文提示。
"""


def create(directory: Path) -> list[Path]:
    """Write the starter repository into `directory`, absent or empty, and return its files."""
    if directory.exists() and not (directory.is_dir() and not any(directory.iterdir())):
        raise DocgenError(
            Words(f"“{directory}”里已经有文件", f"{directory} is not empty"),
            Words("请换一个还不存在的文件夹名", "name a folder that does not exist yet"),
        )
    files = {directory / name: data for name, data in (*_copied(), *_written())}
    return [written.path for written in write(files, directory)]


def _copied() -> Iterator[tuple[str, bytes]]:
    starter = starter_folder()
    for part in PARTS:
        source = starter / part
        for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if file.is_file() and not file.name.startswith((".", "~$")):
                yield file.relative_to(starter).as_posix(), file.read_bytes()


def _written() -> Iterator[tuple[str, bytes]]:
    texts = {
        ".vscode/settings.json": _as_json(_VSCODE),
        ".vscode/tasks.json": _as_json(_TASKS),
        ".vscode/extensions.json": _as_json(_EXTENSIONS),
        ".gitignore": _GITIGNORE,
        ".gitattributes": _GITATTRIBUTES,
        "说明.md": _README,
    }
    for name, text in texts.items():
        yield name, text.encode()


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
