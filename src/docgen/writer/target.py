"""Where files go one by one from many processes: a folder that all of them see, or any store fsspec knows."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.request import url2pathname

from docgen.diagnostics import DocgenError, Words
from docgen.records import record
from docgen.writer import place

_STAGING: Final = ".docgen.staging"


class Target(Protocol):
    """A place for files by name; it travels between processes."""

    @property
    def shown(self) -> str:
        """What messages call it."""

    def place(self, name: str, data: bytes) -> None:
        """Write one file whole; raise DocgenError where that cannot be."""

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, None where it cannot be read."""

    def clear(self) -> None:
        """Remove what a killed process has left half written; nobody may be at work."""


@record
class Folder:
    """A folder of this computer, or one shared with others."""

    path: Path

    @property
    def shown(self) -> str:
        """Its path."""
        return str(self.path)

    def place(self, name: str, data: bytes) -> None:
        """Write one file whole."""
        place(self.path / name, data, self.path / _STAGING)

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, None where it cannot be read."""
        try:
            return (self.path / name).read_bytes()
        except OSError:
            return None

    def clear(self) -> None:
        """Remove what a killed process has left half written."""
        shutil.rmtree(self.path / _STAGING, ignore_errors=True)


@record
class Store:
    """A store that fsspec knows by the head of its address: s3://, gs://, sftp:// and others."""

    url: str

    @property
    def shown(self) -> str:
        """Its address."""
        return self.url

    def place(self, name: str, data: bytes) -> None:
        """Write one file; stores of objects show it only when it is whole."""
        files, root = self._opened()
        path = f"{root}/{name}"
        try:
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            files.pipe_file(path, data)
        except Exception as error:
            raise self._refusal(error) from error

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, None where there is none."""
        files, root = self._opened()
        try:
            return bytes(files.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._refusal(error) from error

    def clear(self) -> None:
        """Do nothing: there is nothing half written."""

    def _opened(self) -> tuple[Any, str]:
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise _NOT_INSTALLED from error
        try:
            files, root = url_to_fs(self.url)
        except (ImportError, ValueError, OSError) as error:
            raise self._refusal(error) from error
        return files, str(root).rstrip("/")

    def _refusal(self, error: Exception) -> DocgenError:
        return DocgenError(
            Words(f"写不进“{self.url}”：{error}", f"cannot write to {self.url}: {error}"),
            Words("请核对地址和访问权限", "check the address and your access"),
        )


def target(out: str, *below: str) -> Target:
    """Return the folder or the store at `out`, and `below` that."""
    kind, mark, path = out.partition("://")
    if not mark:
        return Folder(Path(out, *below))
    if kind == "file":
        return Folder(Path(url2pathname(path), *below))
    return Store("/".join((out.rstrip("/"), *below)))


def is_whole(target: Target, files: Mapping[str, str]) -> bool:
    """Return whether all `files`, named with their SHA-256, are in `target` just as they were written."""
    return all(
        (data := target.read(name)) is not None and hashlib.sha256(data).hexdigest() == sha
        for name, sha in files.items()
    )


_NOT_INSTALLED = DocgenError(
    Words("没有安装 fsspec，--out 只能写文件夹", "without fsspec, --out can only be a folder"),
    Words('请运行 pip install "docgen[cluster]"', 'run pip install "docgen[cluster]"'),
)
